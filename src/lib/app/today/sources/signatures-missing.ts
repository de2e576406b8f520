/**
 * 待复核: what was done with fewer signatures than its level asks for. A decision has no effect until it is co-signed; a fact
 * counts, but somebody has to look at it by ten the next working day.
 */
import { SIGNERS, type OperationDefinition, type Role } from '#lib/engine/define-operation.ts';
import { cosignatures } from '#lib/engine/effectiveness.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { nameSubject } from '../../queries/subjects.ts';
import { nextWorkdayMorning } from '../rules.ts';
import type { NamedNode } from '../../views.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

/** Stands for the persons of operations that need no further ones. */
const ENOUGH: readonly string[] = ['1', '2', '3'];

/** Signers an operation was recorded with; part of its line, so it never changes. */
const recordedSigners = new WeakMap<RecordedOp, readonly string[]>();

export const signaturesMissing: TaskSource = {
	name: 'signatures missing',
	find(_facts, engine) {
		const decisions = engine.decisions.filter((op) => {
			const verdict = engine.verdict(op);
			return !verdict.effective && verdict.reasons.some(({ code }) => code === 'signatures-missing');
		});
		const facts = engine.registry.operations
			.filter(({ cls, level }) => cls !== 'D' && level === 'V')
			.flatMap((definition) =>
				engine
					.opsOfType(definition.type)
					.filter((op) => op.tv === definition.tv && engine.standing(op) === 'standing' && lacksSigners(engine, op, definition))
			);
		return alike(engine, [...decisions, ...facts]).map((ops) => matterOf(engine, ops));
	}
};

/** What one person did to one subject on one day is looked at together. */
function alike(engine: Engine, ops: readonly RecordedOp[]): readonly (readonly [RecordedOp, ...RecordedOp[]])[] {
	const groups = new Map<string, [RecordedOp, ...RecordedOp[]]>();
	for (const op of ops) {
		const name = [op.type, op.by, op.at.slice(0, 10), subjectOf(engine, op).label].join('|');
		const group = groups.get(name);
		if (group) group.push(op);
		else groups.set(name, [op]);
	}
	return [...groups.values()];
}

function subjectOf(engine: Engine, op: RecordedOp): NamedNode {
	return op.refs.map((ref) => nameSubject(engine, ref)).find(({ label }) => label !== '') ?? { id: '', label: '' };
}

/** 扫码即复核: in presets that say so an exact scan stands for the second person. */
function isScanned(engine: Engine, op: RecordedOp): boolean {
	return engine.preset.scanVerifies && op.data['method'] === 'scan';
}

/** Taken over from elsewhere, with its paper signatures. */
function isLegacy(op: RecordedOp): boolean {
	return typeof op.data['legacy'] === 'string';
}

export function lacksSigners(engine: Engine, op: RecordedOp, definition: OperationDefinition): boolean {
	let signers = recordedSigners.get(op);
	if (!signers) recordedSigners.set(op, (signers = isLegacy(op) || isScanned(engine, op) ? ENOUGH : [op.by, ...personsIn(op)]));
	const needed = engine.preset.signers[definition.type] ?? SIGNERS[definition.level];
	if (new Set(signers).size >= needed) return false;
	const later = engine.inputs(cosignatures, op.id).flatMap(({ op: cosign }) => [cosign.by, ...personsIn(cosign)]);
	return new Set([...signers, ...later]).size < needed;
}

function personsIn(op: RecordedOp): readonly string[] {
	return (op.op.signs ?? []).map(({ person }) => person);
}

function matterOf(engine: Engine, ops: readonly [RecordedOp, ...RecordedOp[]]): Matter {
	const [op] = ops;
	const definition = engine.definitionOf(op);
	const roles = definition?.signerRoles ?? (definition?.roles === 'any' ? undefined : definition?.roles) ?? (['QA'] as readonly Role[]);
	const subject = subjectOf(engine, op);
	return {
		...PLAIN,
		key: `cosign|op:${op.id}`,
		kind: 'cosign',
		since: parseInstant(op.at) ?? 0,
		due: nextWorkdayMorning(op.at),
		roles,
		not: [...new Set(ops.flatMap((one) => [one.by, ...personsIn(one)]))],
		subject,
		words: { count: String(ops.length) },
		text: engine.nameOf(op.type),
		node: subject.id
	};
}
