/**
 * Which decisions have an effect (design.md §3, Authority; domain.md §4.1).
 *
 * A permitting decision is effective iff
 *   1. its author held the role in its own past, by grants that are themselves effective;
 *   2. enough distinct entitled persons signed exactly its content, at once or later by `op.cosigned`;
 *   3. acts that must be by distinct persons are, and its own precondition holds;
 *   4. no authorised revocation of author, signer or device is concurrent with it;
 *   5. no authorised restricting decision on a subject it touches is concurrent with it;
 * or if a later effective `op.ratified` knew everything that speaks against it – save a failed precondition, which only
 * a new decision repairs.
 *
 * Termination: 1–3 look into the strict past (ratifications and cosignatures of a *grant* count only if they are in the
 * past of the decision that relies on it); 4–5 ask `authorised`, which looks into pasts only. An error declaration never
 * applies to a decision – a decision is undone by its contrary – so nothing in the future of a grant can turn on itself.
 */
import type { Crypto } from '#lib/log/crypto.ts';
import type { ColumnImage, ImageReader } from '#lib/log/image.ts';
import type { ESignature, JsonObject } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { keyKnownInPast, type Authority, type AuthorityPorts } from './authority.ts';
import { natureOf, SIGNERS, type OperationDefinition, type SeparationCheck } from './define-operation.ts';
import { defineView, type View } from './define-view.ts';
import { GenuineSignatures } from './genuine-signatures.ts';
import type { Preset } from './presets.ts';
import type { Reader, Reason, ReasonCode, Verdict } from './reader.ts';

/** Contributions that speak about another operation, by its id. The rows are not used; the inputs are. */
const about = (name: string): View<true, number> => defineView<true, number>({ name, hashed: false, fold: (inputs) => inputs.length });
export const errorDeclarations = about('errorDeclarations');
export const ratifications = about('ratifications');
export const cosignatures = about('cosignatures');

/** Restricting decisions by subject (`kind:uid`); the engine itself contributes them from their `refs`. */
export const restrictions = about('restrictions');

export interface EffectivenessPorts extends Omit<AuthorityPorts, 'isSigned'> {
	readonly crypto: Crypto;
	readonly preset: Preset;
	readonly reader: Reader;
	readonly authority: Authority;
	dataProblem(op: RecordedOp): ReasonCode | undefined;
	isHeld(op: RecordedOp): boolean;
}

const STANDS: Verdict = { effective: true, reasons: [] };

export class Effectiveness {
	readonly #ports: EffectivenessPorts;
	readonly #genuineSignatures: GenuineSignatures;

	constructor(ports: EffectivenessPorts) {
		this.#ports = ports;
		this.#genuineSignatures = new GenuineSignatures(ports.crypto);
	}

	image(): ColumnImage[] {
		return this.#genuineSignatures.image();
	}

	load(image: ImageReader, ops: number): void {
		this.#genuineSignatures.load(image, ops);
	}

	/** The verdict everybody sees, counting all that is known now. */
	judge(op: RecordedOp): Verdict {
		return this.#judge(op, undefined);
	}

	/** See `AuthorityPorts.isSigned`. */
	isSigned(decision: RecordedOp, horizon: RecordedOp): boolean {
		const definition = this.#ports.definitionOf(decision);
		if (!definition) return false;
		const { authority } = this.#ports;
		const counts = (registration: RecordedOp) => authority.authorised(registration) && this.isSigned(registration, decision);
		const signers = this.#entitledSigners(
			decision,
			definition,
			horizon,
			(at, sign) => keyKnownInPast(this.#ports, at, sign.person, sign.key, counts) && authority.heldByOwnPast(at, sign.person, sign.role)
		);
		return countPersons(signers) >= this.#signersNeeded(decision, definition);
	}

	#signersNeeded(op: RecordedOp, definition: OperationDefinition): number {
		return this.#ports.preset.signers[op.type] ?? SIGNERS[definition.level];
	}

	/** With a horizon: counting ratifications and cosignatures only if the horizon's author could know them. */
	#judge(op: RecordedOp, horizon: RecordedOp | undefined): Verdict {
		const { authority, dataProblem, isHeld } = this.#ports;
		if (op.n === 1) return STANDS;
		const malformed = dataProblem(op);
		if (malformed) return { effective: false, reasons: [{ code: malformed, ops: [op.id] }] };
		if (op.cls === 'F' || op.cls === 'O') return STANDS;
		const definition = this.#ports.definitionOf(op);
		if (!definition) return { effective: false, reasons: [{ code: 'newer-version', ops: [op.id] }] };

		if (op.cls === 'D' && natureOf(definition, op.data) === 'restricting')
			return authority.authorised(op) ? STANDS : { effective: false, reasons: [{ code: 'no-authority', ops: [op.id] }] };

		const reasons: Reason[] = [];
		if (isHeld(op)) reasons.push({ code: 'held', ops: [op.id] });
		if (op.cls === 'D') reasons.push(...this.#againstPermission(op, definition, horizon));
		else if (!authority.authorised(op)) reasons.push({ code: 'no-authority', ops: [op.id] });
		if (reasons.length === 0) return STANDS;
		// What is impossible is not made possible by ratifying it: it has to be decided anew.
		const isPossible = reasons.every((reason) => reason.code !== 'precondition');
		const ratifiedBy = isPossible ? this.#ratification(op, reasons, horizon) : undefined;
		return ratifiedBy ? { effective: true, reasons, ratifiedBy: ratifiedBy.id } : { effective: false, reasons };
	}

	#againstPermission(op: RecordedOp, definition: OperationDefinition, horizon: RecordedOp | undefined): Reason[] {
		const { authority, reader, isHeld } = this.#ports;
		const reasons: Reason[] = [];
		const whole = op.op;
		if (!authority.authorised(op) || !this.#roleByEffectiveGrants(op, op.by, op.role)) reasons.push({ code: 'no-authority', ops: [op.id] });
		const signers = this.#entitledSigners(
			op,
			definition,
			horizon,
			(at, sign) => (at === op || !isHeld(at)) && this.#isOwnKey(at, sign) && this.#roleByEffectiveGrants(at, sign.person, sign.role)
		);
		if (countPersons(signers) < this.#signersNeeded(op, definition)) reasons.push({ code: 'signatures-missing', ops: [op.id] });
		for (const check of definition.separations ?? []) {
			const same = this.#sameHands(
				check,
				op,
				whole.data,
				signers.map((signer) => signer.person)
			);
			if (same.length > 0) reasons.push({ code: 'not-separate', ops: same });
		}
		const against = definition.precondition?.(whole.data, op, reader);
		if (against) reasons.push({ code: 'precondition', ops: against });
		const revoked = authority.concurrentRevocations(op, [{ person: op.by, role: op.role }, ...signers]);
		if (revoked.length > 0) reasons.push({ code: 'authority-revoked', ops: idsOf(revoked) });
		const contested = this.#concurrentRestrictions(op);
		if (contested.length > 0) reasons.push({ code: 'contested', ops: idsOf(contested) });
		return reasons;
	}

	#roleByEffectiveGrants(op: RecordedOp, person: string, role: string): boolean {
		return this.#ports.authority.heldInPast(op, person, role, (grant) => this.#judge(grant, op).effective);
	}

	/** Distinct persons whose signatures over this content are genuine and who held a fitting role. */
	#entitledSigners(
		op: RecordedOp,
		definition: OperationDefinition,
		horizon: RecordedOp | undefined,
		isEntitled: (at: RecordedOp, sign: ESignature) => boolean
	): ESignature[] {
		const whole = op.op;
		const roles = definition.signerRoles ?? (definition.roles === 'any' ? undefined : definition.roles);
		const fits = (at: RecordedOp, sign: ESignature) => (!roles || (roles as readonly string[]).includes(sign.role)) && isEntitled(at, sign);
		const found = this.#genuineSignatures.of(op, whole).filter((sign) => fits(op, sign));
		for (const { op: cosign } of this.#ports.inputs(cosignatures, op.id)) {
			if (!this.#ports.isKnownTo(op, cosign) || (horizon && !this.#ports.isKnownTo(cosign, horizon))) continue;
			if (!this.#ports.authority.authorised(cosign)) continue;
			found.push(...this.#genuineSignatures.of(cosign, whole).filter((sign) => fits(cosign, sign)));
		}
		return found;
	}

	/** Whether the key was registered for the signer by a registration that had an effect. */
	#isOwnKey(carrier: RecordedOp, sign: ESignature): boolean {
		return keyKnownInPast(this.#ports, carrier, sign.person, sign.key, (registration) => this.#judge(registration, carrier).effective);
	}

	#sameHands(check: SeparationCheck, op: RecordedOp, data: JsonObject, signers: readonly string[]): readonly string[] {
		if (!this.#ports.preset.separations.includes(check.separation)) return [];
		const hands = new Set([op.by, ...signers]);
		return idsOf(check.from(data, op, this.#ports.reader).filter((other) => hands.has(other.by)));
	}

	#concurrentRestrictions(op: RecordedOp): RecordedOp[] {
		const { authority, isKnownTo } = this.#ports;
		const found: RecordedOp[] = [];
		for (const subject of op.refs)
			for (const { op: other } of this.#ports.inputs(restrictions, subject))
				if (other !== op && !isKnownTo(other, op) && !isKnownTo(op, other) && authority.authorised(other) && !found.includes(other))
					found.push(other);
		return found;
	}

	/** A ratification that knew every reason and is itself effective. */
	#ratification(op: RecordedOp, reasons: readonly Reason[], horizon: RecordedOp | undefined): RecordedOp | undefined {
		for (const { op: ratification } of this.#ports.inputs(ratifications, op.id)) {
			const knew = (id: string) => {
				const cause = this.#ports.op(id);
				return cause === undefined || cause === op || this.#ports.isKnownTo(cause, ratification);
			};
			if (!this.#ports.isKnownTo(op, ratification) || (horizon && !this.#ports.isKnownTo(ratification, horizon))) continue;
			if (reasons.every((reason) => reason.ops.every(knew)) && this.#judge(ratification, ratification).effective) return ratification;
		}
		return undefined;
	}
}

function countPersons(signers: readonly ESignature[]): number {
	return new Set(signers.map((signer) => signer.person)).size;
}

function idsOf(ops: readonly RecordedOp[]): readonly string[] {
	return ops.map((op) => op.id).sort();
}
