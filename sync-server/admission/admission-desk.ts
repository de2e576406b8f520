/**
 * Lets devices in: challenges, tickets, tokens, the claim (protocol: `#lib/wire/admission.ts`). Keeps secrets in memory
 * only; nothing here is ever logged.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import {
	admissionMessage,
	type Admitted,
	type AdmissionProblem,
	type Challenge,
	type Scope,
	type TicketRequest
} from '#lib/wire/admission.ts';
import { CHALLENGE_MS, TICKET_MS, TOKEN_MS } from '#lib/wire/limits.ts';
import type { Rights } from './rights.ts';

/** Challenges, tickets and tokens waiting at once; the oldest go first. */
export const MAX_WAITING = 10_000;
const SECRET_BYTES = 32;

/** Who somebody proved to be. */
export interface Visitor {
	/** Device id; "" when joining. */
	readonly dev: string;
	/** Invitation when joining; "" otherwise. */
	readonly invite: string;
	/** The claiming device, which the log does not know yet. */
	readonly isClaimant: boolean;
}

export interface DeskPorts {
	readonly crypto: Crypto;
	readonly rights: Rights;
	/** Device key by id, from the stored log. */
	readonly keyOf: (dev: string) => Uint8Array | undefined;
	/** Company and relay id as they are now. */
	readonly org: () => string;
	readonly relay: () => string;
	/** Epoch milliseconds; only for expiry of invitations. */
	readonly now: () => number;
	/** Monotonic milliseconds. */
	readonly ticks: () => number;
}

interface Kept<T> {
	readonly value: T;
	readonly until: number;
}

/** A bounded set of secrets that expire. */
class Waiting<T> {
	readonly #kept = new Map<string, Kept<T>>();
	readonly #ticks: () => number;

	constructor(ticks: () => number) {
		this.#ticks = ticks;
	}

	add(value: T, ms: number): string {
		if (this.#kept.size >= MAX_WAITING) {
			const [oldest] = this.#kept.keys();
			if (oldest !== undefined) this.#kept.delete(oldest);
		}
		const secret = toBase64Url(randomBytes(SECRET_BYTES));
		this.#kept.set(secret, { value, until: this.#ticks() + ms });
		return secret;
	}

	get(secret: string): T | undefined {
		const kept = this.#kept.get(secret);
		if (kept && kept.until >= this.#ticks()) return kept.value;
		this.#kept.delete(secret);
		return undefined;
	}

	/** The same, once. */
	take(secret: string): T | undefined {
		const value = this.get(secret);
		this.#kept.delete(secret);
		return value;
	}
}

export class AdmissionDesk {
	readonly #ports: DeskPorts;
	readonly #challenges: Waiting<{ readonly relay: string }>;
	readonly #tickets: Waiting<Visitor>;
	readonly #tokens: Waiting<Visitor>;

	constructor(ports: DeskPorts) {
		this.#ports = ports;
		this.#challenges = new Waiting(ports.ticks);
		this.#tickets = new Waiting(ports.ticks);
		this.#tokens = new Waiting(ports.ticks);
	}

	challenge(): Challenge {
		return { nonce: this.#challenges.add({ relay: this.#ports.relay() }, CHALLENGE_MS) };
	}

	/** Answers a signed challenge. */
	ticket(request: TicketRequest): Result<Admitted, AdmissionProblem> {
		const { org, keyOf, rights, crypto } = this.#ports;
		if (org() === '') return err('not-claimed');
		if (request.org !== org()) return err('foreign-org');
		const challenge = this.#challenges.take(request.nonce);
		// The relay may have joined between the question and the answer: then the device simply asks again.
		if (!challenge || challenge.relay !== request.relay) return err('expired-challenge');
		if ((request.dev === '') === (request.invite === '')) return err('bad-request');
		const key = request.invite === '' ? keyOf(request.dev) : this.#inviteKey(request.invite);
		if (!key) return err(request.invite === '' ? 'unknown-device' : 'unknown-invitation');
		const signature = fromBase64Url(request.sig);
		if (!signature || !crypto.verify(key, admissionMessage(request), signature)) return err('bad-signature');
		const scope = request.invite === '' ? rights.scopeOf(request.dev) : 'join';
		if (!scope) return err('unknown-device');
		return ok(this.#admit({ dev: request.dev, invite: request.invite, isClaimant: false }, scope));
	}

	/** Ticket and token for the device that claims: it brings the log that will know it. */
	admitClaimant(dev: string): Admitted {
		return this.#admit({ dev, invite: '', isClaimant: true }, this.#ports.rights.scopeOf(dev) ?? 'full');
	}

	/** Who holds a ticket; it is used up. */
	redeem(ticket: string): Visitor | undefined {
		return this.#tickets.take(ticket);
	}

	bearer(token: string): Visitor | undefined {
		return this.#tokens.get(token);
	}

	/** What a visitor may do now; undefined when nothing any more: come back with the own key. */
	scopeOf({ dev, invite, isClaimant }: Visitor): Scope | undefined {
		if (invite !== '') return this.#inviteKey(invite) ? 'join' : undefined;
		return this.#ports.rights.scopeOf(dev) ?? (isClaimant ? 'full' : undefined);
	}

	#admit(visitor: Visitor, scope: Scope): Admitted {
		return {
			ticket: this.#tickets.add(visitor, TICKET_MS),
			token: this.#tokens.add(visitor, TOKEN_MS),
			scope,
			expiresIn: TOKEN_MS,
			...(this.#ports.rights.isForked(visitor.dev) ? { forked: true } : {})
		};
	}

	/** The one-time key of an invitation that is genuine, unused and not expired. */
	#inviteKey(invite: string): Uint8Array | undefined {
		const invitation = this.#ports.rights.invitation(invite);
		if (!invitation || !invitation.genuine || invitation.usedBy !== '') return undefined;
		const expires = parseInstant(invitation.expires);
		if (expires !== undefined && expires < this.#ports.now()) return undefined;
		return fromBase64Url(invitation.inviteKey);
	}
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function secretsEqual(a: string, b: string, crypto: Crypto): boolean {
	return timingSafeEqual(crypto.sha256(utf8(a)), crypto.sha256(utf8(b)));
}

/** Without characters that are mistaken for one another. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_GROUPS = 3;
const CODE_GROUP_LENGTH = 4;

/** A code to be read from a screen and typed: 59 bits. */
export function newClaimCode(): string {
	const character = () => {
		// Bytes beyond the last whole multiple are drawn again, or some characters would be likelier.
		for (;;) {
			const [byte = 0] = randomBytes(1);
			if (byte < CODE_ALPHABET.length * Math.floor(256 / CODE_ALPHABET.length)) return CODE_ALPHABET[byte % CODE_ALPHABET.length] ?? '';
		}
	};
	const group = () => Array.from({ length: CODE_GROUP_LENGTH }, character).join('');
	return Array.from({ length: CODE_GROUPS }, group).join('-');
}

/** The code as it was printed, from what a person typed. */
export function normaliseClaimCode(typed: string): string {
	return typed
		.toUpperCase()
		.replaceAll(/[^0-9A-Z]/g, '')
		.replaceAll(/(.{4})(?=.)/g, '$1-');
}
