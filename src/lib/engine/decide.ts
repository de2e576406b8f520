/**
 * From an intention to a draft that may be recorded, or to a refusal that says why and what to do instead.
 *
 * Facts are never refused: a blocking gate stops the intention, and the same call with `alreadyHappened` records the fact
 * together with the failed gate and the reason given. Permitting decisions are refused outright (design.md §6).
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { OperationDraft, SigningRequest } from '#lib/log/chain-writer.ts';
import type { GateRecord, JsonObject } from '#lib/log/operation.ts';
import { grants } from './authority.ts';
import { SIGNERS, type OperationDefinition } from './define-operation.ts';
import { checkFields, type FieldProblem, type Fields } from './fields.ts';
import { findingToJson, type GateFinding, type Intent } from './gates.ts';
import type { OperationSpec } from './define-operation.ts';
import type { Reader } from './reader.ts';

export interface Act {
	readonly by: string;
	readonly role: string;
	readonly site: string;
	/** When it happened, with offset. */
	readonly at: string;
	readonly competence?: readonly string[];
	readonly signers?: readonly SigningRequest[];
	/** It happened in spite of a failed gate; why. Only for facts and observations. */
	readonly alreadyHappened?: string;
	/** Gates are not asked: history from before the system, recorded as what it is. */
	readonly legacy?: boolean;
}

export type Refusal =
	| { readonly type: 'bad-data'; readonly problems: readonly FieldProblem[] }
	| { readonly type: 'no-role'; readonly person: string; readonly role: string; readonly allowed: readonly string[] }
	| { readonly type: 'signatures-missing'; readonly needed: number; readonly given: number }
	| { readonly type: 'gate'; readonly gate: string; readonly findings: readonly GateFinding[] };

/** Judges an act on everything this replica knows and prepares the draft. */
export function decide<F extends Fields>(
	spec: OperationSpec<F>,
	data: JsonObject,
	act: Act,
	read: Reader
): Result<OperationDraft, Refusal> {
	const definition = spec as unknown as OperationDefinition;
	const problems = checkFields(definition.fields, data);
	if (problems.length > 0) return err({ type: 'bad-data', problems });

	const isDecision = definition.cls === 'D';
	const allowed = definition.roles === 'any' ? undefined : definition.roles;
	const holdsRole = read.row(grants, act.by).includes(act.role) && (!allowed || (allowed as readonly string[]).includes(act.role));
	const signers = act.signers ?? [];
	const needed = read.preset.signers[definition.type] ?? SIGNERS[definition.level];
	const gates: GateRecord[] = [];
	if (!holdsRole) {
		if (isDecision) return err({ type: 'no-role', person: act.by, role: act.role, allowed: allowed ?? [] });
		gates.push({ gate: 'G28', result: 'failed', inputs: [{ person: act.by, role: act.role }] });
	}
	if (isDecision && new Set(signers.map((signer) => signer.person)).size < needed)
		return err({ type: 'signatures-missing', needed, given: signers.length });

	const intent: Intent = {
		type: definition.type,
		data,
		by: act.by,
		role: act.role,
		at: act.at,
		site: act.site,
		signers: signers.map((signer) => signer.person)
	};
	for (const gate of act.legacy ? [] : (definition.gates ?? [])) {
		const findings = gate.check(intent, read);
		const mode = read.preset.gates[gate.id] ?? 'block';
		if (findings.length === 0) gates.push({ gate: gate.id, result: 'pass', inputs: [] });
		else if (mode === 'block' && (isDecision || act.alreadyHappened === undefined)) return err({ type: 'gate', gate: gate.id, findings });
		else {
			const inputs = findings.map(findingToJson);
			if (mode === 'block') gates.push({ gate: gate.id, result: 'failed', inputs: [...inputs, { reason: act.alreadyHappened ?? '' }] });
			else gates.push({ gate: gate.id, result: mode === 'warn' ? 'warn' : 'deviation', inputs });
		}
	}
	return ok({
		type: definition.type,
		tv: definition.tv,
		cls: definition.cls,
		refs: definition.refs(data),
		data,
		at: act.at,
		site: act.site,
		by: act.by,
		role: act.role,
		...(act.competence ? { competence: act.competence } : {}),
		...(gates.length > 0 ? { gates } : {}),
		...(signers.length > 0 ? { signers } : {})
	});
}
