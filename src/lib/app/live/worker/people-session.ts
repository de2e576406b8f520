/**
 * Who is logged in at this tab, and unlocking badges. Secrets live in this object's memory only and go with the tab:
 * of the person logged in the badge secret (so that signing needs the PIN alone), of others nothing.
 */
import type { PersonKeyPorts, UnlockedPerson } from '#lib/identity/person-key.ts';
import { changePin, unwrapPersonKey } from '#lib/identity/person-key.ts';
import { agreementOf } from '#lib/identity/key-agreement.ts';
import { parseBadge } from '#lib/identity/badge.ts';
import { checkPin } from '#lib/identity/pin.ts';
import { afterFailure, afterSuccess, afterSupervisor, mayUnlock, UNTRIED, type GuardState } from '#lib/identity/unlock-guard.ts';
import { findByBadge, type WrappedPersonKey } from '#lib/identity/wrapped-person-key.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { SignatureInput, UnlockFailure } from '../acts.ts';

export interface SessionPorts extends PersonKeyPorts {
	/** Epoch milliseconds. */
	readonly now: () => number;
	readonly org: () => string;
	readonly records: () => Promise<readonly WrappedPersonKey[]>;
	readonly guard: (person: string) => Promise<GuardState | undefined>;
	readonly putGuard: (person: string, guard: GuardState) => Promise<void>;
	readonly putRecord: (record: WrappedPersonKey) => Promise<void>;
	/** Seeds of the demo's people by uid; empty in a real company. */
	readonly demoSeeds: () => ReadonlyMap<string, Uint8Array>;
}

interface LoggedIn {
	readonly person: string;
	readonly badgeSecret: Uint8Array | undefined;
	readonly since: number;
	readonly demo: boolean;
}

export class PeopleSession {
	readonly #ports: SessionPorts;
	#current: LoggedIn | undefined;

	constructor(ports: SessionPorts) {
		this.#ports = ports;
	}

	get current(): LoggedIn | undefined {
		return this.#current;
	}

	lock(): void {
		this.#current = undefined;
	}

	/** Logs in; the key is not kept, only who it is. */
	async logIn(badge: string, pin: string, demoPerson: string): Promise<Result<LoggedIn, UnlockFailure>> {
		if (demoPerson !== '') {
			if (!this.#ports.demoSeeds().has(demoPerson)) return err({ type: 'unknown-badge' });
			return ok((this.#current = { person: demoPerson, badgeSecret: undefined, since: this.#ports.now(), demo: true }));
		}
		const secret = parseBadge(badge);
		if (!secret.ok) return err({ type: 'badge', problem: secret.error });
		const unlocked = await this.#unlock(secret.value, pin);
		if (!unlocked.ok) return unlocked;
		return ok((this.#current = { person: unlocked.value.person, badgeSecret: secret.value, since: this.#ports.now(), demo: false }));
	}

	/** Whose badge it is. */
	async owner(badge: string): Promise<Result<string, UnlockFailure>> {
		const secret = parseBadge(badge);
		if (!secret.ok) return err({ type: 'badge', problem: secret.error });
		const record = findByBadge(await this.#ports.records(), secret.value);
		return record ? ok(record.person) : err({ type: 'unknown-badge' });
	}

	/** Unlocks somebody for one act. */
	async unlockForSigning({ person, pin, badge }: SignatureInput): Promise<Result<UnlockedPerson, UnlockFailure>> {
		const seed = this.#ports.demoSeeds().get(person);
		if (seed) return ok({ person, signer: this.#ports.createSigner(seed), agreement: agreementOf(seed) });
		let secret = badge === '' && this.#current?.person === person ? this.#current.badgeSecret : undefined;
		if (!secret) {
			const parsed = parseBadge(badge);
			if (!parsed.ok) return err({ type: 'badge', problem: parsed.error });
			secret = parsed.value;
		}
		const unlocked = await this.#unlock(secret, pin);
		return unlocked.ok && unlocked.value.person !== person ? err({ type: 'other-person' }) : unlocked;
	}

	/** A supervisor's badge and PIN free a person who tried too often. */
	async vouch(person: string, badge: string, pin: string): Promise<Result<null, UnlockFailure>> {
		const secret = parseBadge(badge);
		if (!secret.ok) return err({ type: 'badge', problem: secret.error });
		const supervisor = await this.#unlock(secret.value, pin);
		if (!supervisor.ok) return supervisor;
		if (supervisor.value.person === person) return err({ type: 'other-person' });
		await this.#ports.putGuard(person, afterSupervisor(await this.#guardOf(person), person, supervisor.value.person));
		return ok(null);
	}

	async changePin(badge: string, pin: string, newPin: string): Promise<Result<null, UnlockFailure | { readonly type: 'pin' }>> {
		if (!checkPin(newPin).ok) return err({ type: 'pin' });
		const secret = parseBadge(badge);
		if (!secret.ok) return err({ type: 'badge', problem: secret.error });
		const record = findByBadge(await this.#ports.records(), secret.value);
		if (!record) return err({ type: 'unknown-badge' });
		const owner = { org: this.#ports.org(), person: record.person };
		const changed = await this.#guarded(record.person, () =>
			changePin(this.#ports, owner, record, { pin, badgeSecret: secret.value }, newPin)
		);
		if (!changed.ok) return changed;
		await this.#ports.putRecord(changed.value);
		return ok(null);
	}

	async #unlock(badgeSecret: Uint8Array, pin: string): Promise<Result<UnlockedPerson, UnlockFailure>> {
		const record = findByBadge(await this.#ports.records(), badgeSecret);
		if (!record) return err({ type: 'unknown-badge' });
		const owner = { org: this.#ports.org(), person: record.person };
		return this.#guarded(record.person, () => unwrapPersonKey(this.#ports, owner, record, { pin, badgeSecret }));
	}

	/** Counts attempts before the answer is shown, or reloading the page would buy free ones. */
	async #guarded<T>(person: string, attempt: () => Promise<Result<T, unknown>>): Promise<Result<T, UnlockFailure>> {
		const guard = await this.#guardOf(person);
		const permission = mayUnlock(guard, this.#ports.now());
		if (permission.may === 'wait') return err({ type: 'wait', ms: permission.ms });
		if (permission.may === 'ask-supervisor') return err({ type: 'ask-supervisor' });
		const tried = await attempt();
		if (tried.ok) {
			if (guard.failures > 0) await this.#ports.putGuard(person, afterSuccess());
			return tried;
		}
		if (tried.error !== 'wrong-pin-or-badge')
			return err({ type: 'key', problem: tried.error === 'newer-version' ? 'newer-version' : 'damaged', attemptsLeft: permission.left });
		await this.#ports.putGuard(person, afterFailure(guard, this.#ports.now()));
		return err({ type: 'key', problem: 'wrong-pin-or-badge', attemptsLeft: permission.left - 1 });
	}

	async #guardOf(person: string): Promise<GuardState> {
		return (await this.#ports.guard(person)) ?? UNTRIED;
	}
}
