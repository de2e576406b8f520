/**
 * Who may decide what, judged from what the author could know.
 *
 * `authorised(op)` asks only the operation's own causal past: did the author hold the role, on a device that was enrolled?
 * Its past is complete when an operation is ingested, so the answer never changes again – it is remembered for ever.
 * Restricting decisions need no more. What permitting decisions need in addition is in effectiveness.ts.
 *
 * Both recurse into strict pasts only and therefore terminate.
 */
import { localDay } from '#lib/kernel/instant.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { ROLES, type OperationDefinition } from './define-operation.ts';
import { defineView, type Input, type View } from './define-view.ts';

export type GrantChange =
	| { readonly kind: 'grant'; readonly role: string; readonly validFrom?: string; readonly validTo?: string }
	| { readonly kind: 'revoke'; readonly role: string }
	/** The person has left; every role ends. */
	| { readonly kind: 'separated' };

export type DeviceChange =
	/** By the founding, or by joining on an invitation (its entry id). */
	| { readonly kind: 'enrolled'; readonly invite?: string }
	| { readonly kind: 'suspended' }
	| { readonly kind: 'reinstated' }
	| { readonly kind: 'retired' }
	| { readonly kind: 'revoked'; readonly lastTrustedSeq: number };

/** Roles of a person, by person uid: what was ever granted and revoked. The row lists roles by effective decisions. */
export const grants: View<GrantChange, readonly string[]> = defineView<GrantChange, readonly string[]>({
	name: 'grants',
	hashed: true,
	fold(inputs, read) {
		const roles = new Set<string>();
		for (const { op, value } of inputs) {
			if (!read.verdict(op).effective) continue;
			if (value.kind === 'grant') roles.add(value.role);
			else if (value.kind === 'revoke') roles.delete(value.role);
			else roles.clear();
		}
		return [...roles].sort();
	}
});

/** State of a device, by device id. */
export const deviceStates: View<DeviceChange, string> = defineView<DeviceChange, string>({
	name: 'deviceStates',
	hashed: true,
	fold(inputs, read) {
		let current = 'enrolled';
		for (const { op, value } of inputs) if (read.verdict(op).effective) current = value.kind === 'reinstated' ? 'enrolled' : value.kind;
		return current;
	}
});

/** Public signing keys of a person, by person uid. */
export const personKeys: View<{ readonly key: string }, readonly string[]> = defineView<{ readonly key: string }, readonly string[]>({
	name: 'personKeys',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.verdict(op).effective).map(({ value }) => value.key)
});

/** What authority judgements need from the engine. */
export interface AuthorityPorts {
	inputs<C, R>(view: View<C, R>, key: string): readonly Input<C>[];
	/** `a` with its whole user action is in the strict past of `b`. */
	isKnownTo(a: RecordedOp, b: RecordedOp): boolean;
	definitionOf(op: RecordedOp): OperationDefinition | undefined;
	op(id: string): RecordedOp | undefined;
	/**
	 * Whether enough distinct persons, entitled by their own pasts, signed a decision; co-signatures count only if the
	 * horizon's author could know them. Depends on pasts alone.
	 */
	isSigned(decision: RecordedOp, horizon: RecordedOp): boolean;
}

export class Authority {
	readonly #ports: AuthorityPorts;
	readonly #judged = new Map<string, boolean>();

	constructor(ports: AuthorityPorts) {
		this.#ports = ports;
	}

	/** Whether the author held the acting role on an enrolled device, by the operation's own past. */
	authorised(op: RecordedOp): boolean {
		const known = this.#judged.get(op.id);
		if (known !== undefined) return known;
		const answer = op.n === 1 || (this.mayAct(op, op.by, op.role) && this.#deviceEnrolled(op));
		this.#judged.set(op.id, answer);
		return answer;
	}

	/** Whether the definition lets this role write the operation, and the person held it in the operation's past. */
	mayAct(op: RecordedOp, person: string, role: string): boolean {
		const definition = this.#ports.definitionOf(op);
		if (!definition) return false;
		const allowed = definition.roles === 'any' ? role in ROLES : (definition.roles as readonly string[]).includes(role);
		return allowed && this.heldByOwnPast(op, person, role);
	}

	/** Whether the person held the role by what the operation's author could know. */
	heldByOwnPast(op: RecordedOp, person: string, role: string): boolean {
		return this.heldInPast(op, person, role, (grant) => this.#permittedBy(grant, op));
	}

	/** A permitting decision as far as the horizon's author could judge it: authorised and sufficiently signed. */
	#permittedBy(decision: RecordedOp, horizon: RecordedOp): boolean {
		return decision.n === 1 || (this.authorised(decision) && this.#ports.isSigned(decision, horizon));
	}

	/**
	 * Whether a grant of `role` to `person` is in the past of `op`, counts by `grantCounts`, covers the day of `op`, and is
	 * later than every authorised revocation in that past.
	 */
	heldInPast(op: RecordedOp, person: string, role: string, grantCounts: (grant: RecordedOp) => boolean): boolean {
		const past = this.#ports.inputs(grants, person).filter((input) => this.#ports.isKnownTo(input.op, op));
		const ends = past.filter(
			({ op: end, value }) => (value.kind === 'separated' || (value.kind === 'revoke' && value.role === role)) && this.authorised(end)
		);
		const day = localDay(op.at);
		return past.some(
			({ op: grant, value }) =>
				value.kind === 'grant' &&
				value.role === role &&
				(value.validFrom === undefined || value.validFrom <= day) &&
				(value.validTo === undefined || value.validTo >= day) &&
				ends.every((end) => this.#ports.isKnownTo(end.op, grant)) &&
				grantCounts(grant)
		);
	}

	/** Revocations of the author's role, of the author, or of the device, written without knowing `op` nor known to it. */
	concurrentRevocations(op: RecordedOp, persons: readonly { readonly person: string; readonly role: string }[]): RecordedOp[] {
		const isConcurrent = (other: RecordedOp) => !this.#ports.isKnownTo(other, op) && !this.#ports.isKnownTo(op, other) && other !== op;
		const found: RecordedOp[] = [];
		for (const { person, role } of persons)
			for (const { op: end, value } of this.#ports.inputs(grants, person))
				if ((value.kind === 'separated' || (value.kind === 'revoke' && value.role === role)) && isConcurrent(end) && this.authorised(end))
					found.push(end);
		for (const { op: end, value } of this.#ports.inputs(deviceStates, op.dev))
			if (
				(value.kind === 'suspended' || (value.kind === 'revoked' && value.lastTrustedSeq < op.seq)) &&
				isConcurrent(end) &&
				this.authorised(end)
			)
				found.push(end);
		return found;
	}

	#deviceEnrolled(op: RecordedOp): boolean {
		const past = this.#ports.inputs(deviceStates, op.dev).filter((input) => this.#ports.isKnownTo(input.op, op));
		// A chain's own first operation enrols its device.
		const joining = this.#ports.inputs(deviceStates, op.dev).filter((input) => input.op === op && input.value.kind === 'enrolled');
		let enrolled = false;
		for (const { op: change, value } of [...joining, ...past]) {
			if (value.kind === 'enrolled') {
				const invitation = value.invite === undefined ? undefined : this.#ports.op(value.invite);
				enrolled = change.n === 1 || (invitation !== undefined && this.#permittedBy(invitation, change));
				continue;
			}
			if (!this.authorised(change)) continue;
			if (value.kind === 'suspended' || value.kind === 'retired') enrolled = false;
			else if (value.kind === 'reinstated') enrolled = true;
			else if (value.kind === 'revoked' && value.lastTrustedSeq < op.seq) return false;
		}
		return enrolled;
	}
}

/** Whether a key is registered for a signer as of an operation: by the genesis, or by a registration in its past that counts. */
export function keyKnownInPast(
	ports: Pick<AuthorityPorts, 'inputs' | 'isKnownTo'>,
	op: RecordedOp,
	person: string,
	key: string,
	counts: (registration: RecordedOp) => boolean
): boolean {
	return ports
		.inputs(personKeys, person)
		.some((input) => input.value.key === key && (input.op.n === 1 || (ports.isKnownTo(input.op, op) && counts(input.op))));
}
