/**
 * Exceptions 异常单: what the conflict rules find, by stable key, and what people did about it.
 *
 * A finding is open while its condition holds; when later operations remove the condition it is *gone*, and only a person
 * closes it (design.md §6). Nothing here depends on the time of asking.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { defineView } from './define-view.ts';
import type { Finding, Rule } from './define-rule.ts';
import type { Reader } from './reader.ts';

export interface Exception {
	/** `C7|lot:…|op:…`: the rule and its sorted subjects. */
	readonly key: string;
	readonly rule: string;
	readonly code: string;
	readonly status: 'open' | 'acknowledged' | 'closed' | 'reopened' | 'condition-gone';
	readonly owner: readonly string[];
	/** Instant of the newest operation that causes it, plus the rule's deadline: when a person must have acted. */
	readonly raisedAt: string;
	readonly deadlineHours: number;
	readonly subjects: readonly string[];
	readonly ops: readonly string[];
	readonly params: JsonObject;
	readonly explanation: Bilingual;
	readonly remedy?: { readonly type: string; readonly data: JsonObject };
}

/** What people did about an exception, by its key. */
export const exceptionActs = defineView<{ readonly kind: 'acknowledged' | 'resolved' }, number>({
	name: 'exceptionActs',
	hashed: true,
	fold: (inputs) => inputs.length
});

export function exceptionKey(rule: Rule, finding: Finding): string {
	return [rule.id, ...[...finding.subjects].sort()].join('|');
}

/** All exceptions, each key once, ascending by key. */
export function findExceptions(rules: readonly Rule[], read: Reader): readonly Exception[] {
	const byKey = new Map<string, { rule: Rule; findings: Finding[] }>();
	for (const rule of rules)
		for (const finding of read.findings(rule)) {
			const key = exceptionKey(rule, finding);
			const known = byKey.get(key);
			if (known) known.findings.push(finding);
			else byKey.set(key, { rule, findings: [finding] });
		}
	const found = [...byKey].map(([key, { rule, findings }]) => describe(key, rule, findings, read));
	const gone = read
		.keys(exceptionActs)
		.filter((key) => !byKey.has(key))
		.flatMap((key) => describeGone(key, rules, read));
	return [...found, ...gone].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function describe(key: string, rule: Rule, findings: readonly Finding[], read: Reader): Exception {
	const ids = [...new Set(findings.flatMap((finding) => finding.ops))];
	const ops = ids.flatMap((id) => read.op(id) ?? []).sort(compareOrder);
	const [first] = findings;
	const params = first?.params ?? {};
	return {
		key,
		rule: rule.id,
		code: rule.code,
		status: statusOf(key, ops, read),
		owner: rule.owner,
		raisedAt: ops.at(-1)?.rec ?? '',
		deadlineHours: rule.deadlineHours,
		subjects: [...(first?.subjects ?? [])].sort(),
		ops: ops.map((op) => op.id),
		params,
		explanation: rule.explain(params, (type) => read.nameOf(type)),
		...(first?.remedy ? { remedy: first.remedy } : {})
	};
}

/** A person's act counts for what it knew: a cause it could not know opens the exception again. */
function statusOf(key: string, causes: readonly RecordedOp[], read: Reader): Exception['status'] {
	const acts = read.inputs(exceptionActs, key).filter(({ op }) => read.verdict(op).effective);
	const last = acts.at(-1);
	if (!last) return 'open';
	if (last.value.kind === 'acknowledged') return 'acknowledged';
	return causes.every((cause) => read.isBefore(cause, last.op)) ? 'closed' : 'reopened';
}

function describeGone(key: string, rules: readonly Rule[], read: Reader): Exception[] {
	const [id = '', ...subjects] = key.split('|');
	const rule = rules.find((candidate) => candidate.id === id);
	const acts = read.inputs(exceptionActs, key);
	if (!rule) return [];
	return [
		{
			key,
			rule: id,
			code: rule.code,
			status: acts.some(({ value }) => value.kind === 'resolved') ? 'closed' : 'condition-gone',
			owner: rule.owner,
			raisedAt: acts[0]?.op.rec ?? '',
			deadlineHours: rule.deadlineHours,
			subjects,
			ops: acts.map(({ op }) => op.id),
			params: {},
			explanation: rule.labels
		}
	];
}
