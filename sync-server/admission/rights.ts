/**
 * Who may connect, and for what, judged from the stored log alone.
 *
 * The relay does not run the engine: roles, effectiveness and conflicts are the clients' business. It asks for less, and
 * errs on the side of shutting out: a restriction counts when it carries one genuine signature of a registered person, an
 * invitation likewise, a reinstatement needs two persons, and a revocation is never taken back. Whoever is shut out may
 * still deliver, so nothing is lost by it.
 */
import type { JsonValue, Operation } from '#lib/log/operation.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { verifyESignature } from '#lib/log/e-signature.ts';
import { isKeyOf, keysAfter, NO_KEYS, type KnownKeys } from '#lib/log/known-keys.ts';
import type { Scope } from '#lib/wire/admission.ts';

export interface Invitation {
	/** One-time public key, base64url. */
	readonly inviteKey: string;
	readonly kind: string;
	/** Instant as text. */
	readonly expires: string;
	/** Device that joined by it first; "" while it is unused. */
	usedBy: string;
	/** Signed by a registered person. */
	genuine: boolean;
}

interface Standing {
	/** Invitation it joined by; "" for the founding device. */
	readonly invite: string;
	suspended: boolean;
	revoked: boolean;
	/** `n` of the newest restriction: a reinstatement must come after it. */
	restrictedAt: number;
}

/** Persons whose signatures put a suspended device back to work. */
const REINSTATING_PERSONS = 2;

export class Rights {
	readonly #crypto: Crypto;
	readonly #isForked: (dev: string) => boolean;
	readonly #standings = new Map<string, Standing>();
	readonly #invitations = new Map<string, Invitation>();
	/** Operations not yet backed by enough registered signatures. */
	#open: { readonly id: string; readonly op: Operation }[] = [];
	#keys: KnownKeys = NO_KEYS;

	constructor(crypto: Crypto, isForked: (dev: string) => boolean) {
		this.#crypto = crypto;
		this.#isForked = isForked;
	}

	/** What a device may do; undefined if the log does not know it. */
	scopeOf(dev: string): Scope | undefined {
		const standing = this.#standings.get(dev);
		if (!standing) return undefined;
		const isShutOut = standing.suspended || standing.revoked || this.#isForked(dev) || !this.#isInvited(dev, standing.invite);
		return isShutOut ? 'upload' : 'full';
	}

	/** Whether a device's chain has two histories. */
	isForked(dev: string): boolean {
		return this.#isForked(dev);
	}

	invitation(id: string): Invitation | undefined {
		return this.#invitations.get(id);
	}

	get devices(): Iterable<string> {
		return this.#standings.keys();
	}

	/** Takes a committed operation into account. */
	learn(id: string, op: Operation): void {
		if (op.org === '') {
			this.#keys = keysAfter(this.#keys, op);
			this.#standings.set(op.dev, newStanding(''));
			this.#settle();
			return;
		}
		if (op.type === 'device.joined') {
			const invite = text(op.data['invite']);
			if (!this.#standings.has(op.dev)) this.#standings.set(op.dev, newStanding(invite));
			const invitation = this.#invitations.get(invite);
			if (invitation && invitation.usedBy === '') invitation.usedBy = op.dev;
			return;
		}
		if (op.type === 'device.invited')
			this.#invitations.set(id, {
				inviteKey: text(op.data['inviteKey']),
				kind: text(op.data['kind']),
				expires: text(op.data['expires']),
				usedBy: '',
				genuine: false
			});
		const known = this.#keys;
		if (!this.#judge(id, op)) this.#open.push({ id, op });
		if (this.#keys !== known) this.#settle();
	}

	/** A new key may back what waited. */
	#settle(): void {
		let known: KnownKeys;
		do {
			known = this.#keys;
			this.#open = this.#open.filter(({ id, op }) => !this.#judge(id, op));
		} while (known !== this.#keys);
	}

	/** Whether the operation had its effect. */
	#judge(id: string, op: Operation): boolean {
		const target = this.#standings.get(text(op.data['dev']));
		switch (op.type) {
			case 'person.keyAdded':
				if (this.#signers(op) === 0) return false;
				this.#keys = keysAfter(this.#keys, op);
				return true;
			case 'device.invited': {
				const invitation = this.#invitations.get(id);
				// A device shut out may deliver what it likes; it lets nobody in.
				if (!invitation || this.scopeOf(op.dev) !== 'full' || this.#signers(op) === 0) return false;
				invitation.genuine = true;
				return true;
			}
			case 'device.retired':
			case 'device.suspended':
			case 'device.revoked': {
				const isOwn = op.type === 'device.retired' && op.data['dev'] === op.dev;
				if (!target || (!isOwn && this.#signers(op) === 0)) return false;
				if (op.type === 'device.revoked') target.revoked = true;
				else target.suspended = true;
				if (op.n > target.restrictedAt) target.restrictedAt = op.n;
				return true;
			}
			case 'device.reinstated':
				if (!target || op.n <= target.restrictedAt || this.#signers(op) < REINSTATING_PERSONS) return false;
				target.suspended = false;
				return true;
			default:
				return true;
		}
	}

	#isInvited(dev: string, invite: string): boolean {
		if (invite === '') return true;
		const invitation = this.#invitations.get(invite);
		return invitation !== undefined && invitation.genuine && invitation.usedBy === dev;
	}

	/** How many different persons signed with registered keys. */
	#signers(op: Operation): number {
		const persons = new Set<string>();
		for (const signature of op.signs ?? [])
			if (!persons.has(signature.person) && isKeyOf(this.#keys, signature.person, signature.key))
				if (verifyESignature(op, signature, this.#crypto)) persons.add(signature.person);
		return persons.size;
	}
}

function newStanding(invite: string): Standing {
	return { invite, suspended: false, revoked: false, restrictedAt: 0 };
}

function text(value: JsonValue | undefined): string {
	return typeof value === 'string' ? value : '';
}
