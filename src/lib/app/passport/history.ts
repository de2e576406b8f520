/** Everything recorded about a lot, unit or load, newest first, a part at a time: a busy lot has thousands of records. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { persons } from '#lib/modules/org/index.ts';
import { workMasters } from '#lib/modules/production/index.ts';
import { planOf } from '#lib/modules/quality/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { describeOperation, isLate } from '../queries/operations.ts';
import { opsNaming } from '../queries/ops-by-subject.ts';
import { subjectsOf } from '../queries/subjects.ts';
import type { OperationLine } from '../views.ts';
import type { HistoryFilter } from './history-filters.ts';

/** When this device came to know a record of another one, as its own chain proves. */
export interface Learned {
	/** UTC instant of its newest own record that did not know it yet; "" if even the first knew it. */
	readonly after: string;
	/** UTC instant of its first own record that knew it; "" if none does yet. */
	readonly by: string;
}

export interface HistoryLine extends OperationLine {
	/** Certificates and document revisions it was done under, as recorded. */
	readonly basis: readonly Bilingual[];
	/** Undefined for records of this device. */
	readonly learned: Learned | undefined;
	/** Who declared it an error, when and why. */
	readonly voided: { readonly op: string; readonly at: string; readonly by: string; readonly reason: string } | undefined;
}

export interface History {
	/** Of each filter, how many there are. */
	readonly counts: Readonly<Record<HistoryFilter, number>>;
	readonly lines: readonly HistoryLine[];
}

/** `units` are those a lot consists of; they are told in its place. */
export function historyOf(
	{ engine, dev }: QueryContext,
	node: string,
	units: readonly string[],
	{ filter, count }: { readonly filter: HistoryFilter; readonly count: number }
): History {
	const found = operationsAbout(engine, node, units);
	const by: Readonly<Record<HistoryFilter, readonly RecordedOp[]>> = {
		all: found,
		moves: found.filter(({ cls }) => cls === 'F'),
		decisions: found.filter(({ cls }) => cls === 'D'),
		checks: found.filter(({ cls }) => cls === 'O'),
		late: found.filter((op) => isLate(engine, op))
	};
	// A batch of units would list one movement per unit; its lines stand without them.
	const about = units.length > 0 ? [] : [node];
	const own = ownChain(engine, dev);
	return {
		counts: { all: found.length, moves: by.moves.length, decisions: by.decisions.length, checks: by.checks.length, late: by.late.length },
		lines: [...by[filter]]
			.sort((a, b) => compareOrder(b, a))
			.slice(0, count)
			.map((op) => ({
				...describeOperation(engine, op, about),
				basis: basisOf(engine, op),
				learned: learnedOf(engine, op, dev, own),
				voided: voidedBy(engine, op)
			}))
	};
}

/** What names it, moved it, or went into or out of it; papers and labels about it too. */
function operationsAbout(engine: Engine, node: string, units: readonly string[]): readonly RecordedOp[] {
	const found = new Set<RecordedOp>();
	const subjects = new Set([...subjectsOf(engine, node), ...units.slice(0, 1).flatMap((unit) => subjectsOf(engine, unit))]);
	for (const subject of subjects) for (const op of opsNaming(engine, subject)) if (concerns(op, subject, node)) found.add(op);
	const { ledger } = engine;
	for (const one of units.length > 0 ? units : [node]) {
		for (const move of ledger.movesOf(one)) found.add(move.op);
		const number = ledger.nodes.find(one);
		if (number === undefined) continue;
		for (let edge = ledger.firstIn.get(number); edge >= 0; edge = ledger.nextIn.get(edge)) found.add(ledger.edgeOperation(edge));
		for (let edge = ledger.firstOut.get(number); edge >= 0; edge = ledger.nextOut.get(edge)) found.add(ledger.edgeOperation(edge));
	}
	return [...found];
}

/** A batch is named by every shipment of some of its units; for one unit only those count that moved it, found through the ledger. */
function concerns(op: RecordedOp, subject: string, node: string): boolean {
	return !node.startsWith('unit:') || subject === node || op.cls === 'D' || op.cls === 'O';
}

/** Highest sequence number this device has written; 0 before it wrote any. */
function ownChain(engine: Engine, dev: string): number {
	return dev === '' ? 0 : (engine.log.tipOf(dev)?.seq ?? 0);
}

/** By bisection: what one record of a chain knew, all later ones know. */
export function learnedOf(engine: Engine, op: RecordedOp, dev: string, tip: number): Learned | undefined {
	if (op.dev === dev || tip === 0) return undefined;
	const knows = (seq: number) => {
		const own = engine.log.at(dev, seq);
		return own !== undefined && engine.isBefore(op, own);
	};
	let [low, high] = [0, tip + 1];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if (knows(middle)) high = middle;
		else low = middle;
	}
	return { after: engine.log.at(dev, low)?.rec ?? '', by: high > tip ? '' : (engine.log.at(dev, high)?.rec ?? '') };
}

export function basisOf(engine: Engine, op: RecordedOp): readonly Bilingual[] {
	const { competence = [], data } = op.op;
	const found: Bilingual[] = competence.map((uid) => ({ zh: `上岗资格 ${uid}`, en: `Certificate ${uid}` }));
	const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
	if (op.type.startsWith('insp.') && text('plan') !== '') {
		const plan = planOf(engine, text('plan'));
		const name = plan ? `${plan.no} ${plan.rev}` : text('plan');
		found.push({ zh: `检验规程 ${name}`, en: `Inspection plan ${name}` });
	}
	if (text('master') !== '') {
		const rev = fieldText(engine.row(workMasters, text('master')), 'rev');
		if (rev !== '') found.push({ zh: `生产主文档 ${rev}`, en: `Work master ${rev}` });
	}
	return found;
}

export function voidedBy(engine: Engine, op: RecordedOp): HistoryLine['voided'] {
	const [id] = engine.voidedBy(op);
	const declared = id === undefined ? undefined : engine.op(id);
	if (!declared) return undefined;
	return {
		op: declared.id,
		at: declared.at,
		by: fieldText(engine.row(persons, declared.by), 'name'),
		reason: typeof declared.data['reason'] === 'string' ? declared.data['reason'] : ''
	};
}
