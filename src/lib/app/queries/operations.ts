/** Operations as people read them: what, when, who, in which role, on which device, signed by whom. */
import { ROLES } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount } from '#lib/kernel/decimal.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { devices, persons } from '#lib/modules/org/index.ts';
import type { OperationLine } from '../views.ts';
import { namePlace, nameSubject, subjectsOf } from './subjects.ts';

/** Recorded more than this after it happened, an entry is shown as 补录. */
const LATE_ENTRY_MS = 30 * 60 * 1000;

/** Whether an operation was recorded noticeably later than it happened 补录. */
export function isLate(engine: Engine, op: RecordedOp): boolean {
	const { table } = engine.log;
	return table.recMs(op.index) - table.atMs(op.index) > LATE_ENTRY_MS;
}

/** What kind of operation it is, in words; its type where this version has no definition of it. */
export function labelOf(engine: Engine, op: RecordedOp): Bilingual {
	return engine.definitionOf(op)?.labels ?? { zh: op.type, en: op.type };
}

/** Code of a device; the beginning of its uid if nothing names it. */
export function deviceCode(engine: Engine, dev: string): string {
	return fieldText(engine.row(devices, dev), 'code') || dev.slice(0, 6);
}

export function describeOperation(engine: Engine, op: RecordedOp, about: readonly string[] = []): OperationLine {
	const { signs = [], gates = [] } = op.op;
	const verdict = engine.verdict(op);
	return {
		id: op.id,
		type: op.type,
		label: labelOf(engine, op),
		at: op.at,
		rec: op.rec,
		late: isLate(engine, op),
		by: personName(engine, op.by),
		role: roleName(op.role),
		device: deviceCode(engine, op.dev),
		seq: op.seq,
		signers: signs.map(({ person, role, meaning }) => ({ name: personName(engine, person), role: roleName(role), meaning })),
		gates: gates.map(({ gate, result }) => ({ gate, result })),
		standing: engine.standing(op),
		ineffective: verdict.effective ? [] : verdict.reasons.map(({ code }) => code),
		subjects: op.refs.map((subject) => nameSubject(engine, subject)).filter(({ label: name }) => name !== ''),
		moves: about.flatMap((node) => {
			const unit = fieldText(engine.row(items, identify(engine, node).item), 'unit');
			return engine.ledger
				.movesOf(node)
				.filter((move) => move.op === op)
				.map((move) => ({ qty: fromAmount(move.qty), unit, from: namePlace(engine, move.from), to: namePlace(engine, move.to) }));
		})
	};
}

/** Everything that was ever recorded about a node, newest first: what names it, moved it, or went into or out of it. */
export function timelineOf(engine: Engine, node: string, units: readonly string[]): readonly OperationLine[] {
	const subjects = new Set([...subjectsOf(engine, node), ...units.slice(0, 1).flatMap((unit) => subjectsOf(engine, unit))]);
	const found = new Set<RecordedOp>();
	for (const op of engine.log.ops) if (op.refs.some((ref) => subjects.has(ref)) && concerns(op, node)) found.add(op);
	const { ledger } = engine;
	for (const one of [node, ...units]) {
		for (const move of ledger.movesOf(one)) found.add(move.op);
		const number = ledger.nodes.find(one);
		if (number === undefined) continue;
		for (let edge = ledger.firstIn.get(number); edge >= 0; edge = ledger.nextIn.get(edge)) found.add(ledger.edgeOperation(edge));
		for (let edge = ledger.firstOut.get(number); edge >= 0; edge = ledger.nextOut.get(edge)) found.add(ledger.edgeOperation(edge));
	}
	// A batch of units would list one movement per unit; its lines stand without them.
	const about = units.length > 0 ? [] : [node];
	return newestFirst([...found]).map((op) => describeOperation(engine, op, about));
}

/** A batch is named by every shipment of some of its units; for one unit only those count that moved it, found through the ledger. */
function concerns(op: RecordedOp, node: string): boolean {
	return !node.startsWith('unit:') || op.cls === 'D' || op.cls === 'O';
}

export function roleName(role: string): Bilingual {
	return role in ROLES ? ROLES[role as keyof typeof ROLES] : { zh: role, en: role };
}

/** Name of a person; the beginning of the uid if nothing names them. */
export function personName(engine: Engine, person: string): string {
	return person === '' ? '' : fieldText(engine.row(persons, person), 'name') || person.slice(0, 6);
}

/** Sorts the array it is given: the newest of the common order first. */
export function newestFirst(ops: RecordedOp[]): RecordedOp[] {
	return ops.sort((a, b) => compareOrder(b, a));
}
