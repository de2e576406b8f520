/** One recall after its decision: who was told, what came back, what came to light later; and the list of all of them. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { daysOfCivil } from '#lib/kernel/calendar.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { civilOf, parsePlainDate, plainDateOfDays } from '#lib/kernel/plain-date.ts';
import { devices, persons } from '#lib/modules/org/index.ts';
import { liveScope, NOTIFY_DAYS, recallProgress, recalls, type RecallClass } from '#lib/modules/recall/index.ts';
import type { ConsigneeRow } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { describeOperation } from '../queries/operations.ts';
import { nameSubject } from '../queries/subjects.ts';
import type { OperationLine } from '../views.ts';
import { partiesInScope } from './recall-scope.ts';

/** Why a row was not in the signed scope. */
export interface LateFact {
	readonly at: string;
	readonly device: string;
	readonly by: string;
	/** `unaware`: recorded without knowing of the decision, as the decision without knowing of it · `after`: the author knew of the decision. */
	readonly why: 'unaware' | 'after';
}

export interface FollowedRow extends ConsigneeRow {
	/** What came back of it. */
	readonly back: string;
	readonly late: LateFact | null;
}

export interface FollowedParty {
	readonly partner: string;
	readonly code: string;
	readonly name: string;
	readonly rows: readonly FollowedRow[];
	readonly notices: readonly OperationLine[];
	readonly answers: readonly (OperationLine & { readonly held: string; readonly used: string })[];
}

export interface RecallSheet {
	readonly recall: string;
	readonly drill: { readonly traceMs: number; readonly decideMs: number } | null;
	readonly status: 'signal' | 'assessed' | 'decided' | 'closed';
	readonly recallClass: string;
	readonly reason: string;
	readonly starts: readonly string[];
	readonly decidedAt: string;
	readonly decidedBy: readonly string[];
	/** Local day until whose end consignees are to be told; "" for drills and before the decision. */
	readonly notifyBy: string;
	readonly parties: readonly FollowedParty[];
	/** Consignees told, answered, of how many. */
	readonly told: number;
	readonly answered: number;
	/** By unit: what came back of what was delivered. */
	readonly back: readonly { readonly unit: string; readonly back: string; readonly delivered: string }[];
	readonly lateRows: number;
	/** For `recall.scopeChanged`: the scope as it is now. */
	readonly newScope: {
		readonly start: readonly string[];
		readonly cause: string;
		readonly lots: readonly string[];
		readonly consignees: readonly { readonly party: string; readonly lot: string; readonly qty: string }[];
	};
}

export interface RecallLine {
	readonly recall: string;
	readonly drill: RecallSheet['drill'];
	readonly status: RecallSheet['status'];
	readonly recallClass: string;
	readonly starts: readonly string[];
	readonly decidedAt: string;
	readonly decidedBy: string;
	readonly parties: number;
	readonly told: number;
	readonly lateRows: number;
	readonly notifyBy: string;
}

/** Undefined if there is no such recall. */
export function recallSheet({ engine }: QueryContext, { recall }: { readonly recall: string }): RecallSheet | undefined {
	const row = engine.row(recalls, recall);
	if (engine.inputs(recalls, recall).length === 0) return undefined;
	const progress = engine.row(recallProgress, recall);
	const decision = engine.op(row.decidedBy);
	const { snapshot } = row;
	const parties = snapshot ? partiesInScope(engine, snapshot) : [];
	const live = snapshot ? liveScope(engine, snapshot) : undefined;
	const added = new Set(live?.added.map(({ party, item, lot }) => `${party} ${item} ${lot}`));
	const nodes = new Map((live?.nodes ?? []).map((node) => [nameSubject(engine, node).label, node]));
	const followed = parties.map(({ partner, code, name, rows }): FollowedParty => ({
		partner,
		code,
		name,
		rows: rows.map((one) => ({
			...one,
			back: backFrom(engine, nodes.get(one.lot) ?? '', partner),
			late: added.has(`${one.party} ${one.item} ${one.lot}`) ? lateFact(engine, one, row.decidedBy) : null
		})),
		notices: linesOf(engine, progress.notices[partner] ?? []),
		answers: (progress.answers[partner] ?? []).flatMap((id) => {
			const op = engine.op(id);
			if (!op) return [];
			const text = (field: string) => (typeof op.data[field] === 'string' ? op.data[field] : '');
			return [{ ...describeOperation(engine, op), held: text('held'), used: text('used') }];
		})
	}));
	return {
		recall,
		drill: progress.drill,
		status: progress.closedBy === '' ? row.status : 'closed',
		recallClass: progress.recallClass,
		reason: progress.reason,
		starts: (snapshot?.start ?? []).map((node) => nameSubject(engine, node).label),
		decidedAt: decision?.at ?? '',
		decidedBy: decision ? describeOperation(engine, decision).signers.map(({ name }) => name) : [],
		notifyBy: progress.drill ? '' : notifyBy(decision?.at ?? '', progress.recallClass),
		parties: followed,
		told: followed.filter(({ notices }) => notices.length > 0).length,
		answered: followed.filter(({ answers }) => answers.length > 0).length,
		back: returnsByUnit(followed),
		lateRows: followed.reduce((sum, { rows }) => sum + rows.filter(({ late }) => late).length, 0),
		newScope: {
			start: snapshot?.start ?? [],
			cause: snapshot?.cause ?? 'material',
			lots: [...nodes.keys()],
			consignees: (live?.consignees ?? []).map(({ party, lot, qty }) => ({ party, lot, qty }))
		}
	};
}

/** Every recall and drill, newest first. */
export function recallList(context: QueryContext): readonly RecallLine[] {
	return context.engine
		.keys(recalls)
		.flatMap((recall) => recallSheet(context, { recall }) ?? [])
		.map(({ recall, drill, status, recallClass, starts, decidedAt, decidedBy, parties, told, lateRows, notifyBy: by }) => ({
			recall,
			drill,
			status,
			recallClass,
			starts,
			decidedAt,
			decidedBy: decidedBy.join('、'),
			parties: parties.length,
			told,
			lateRows,
			notifyBy: by
		}))
		.sort((a, b) => (a.decidedAt > b.decidedAt ? -1 : 1));
}

/** Days are counted from the day after the decision, and the last one counts whole. */
export function notifyBy(decidedAt: string, recallClass: string): string {
	const days = NOTIFY_DAYS[recallClass as RecallClass] as number | undefined;
	const decided = parsePlainDate(decidedAt.slice(0, 10));
	return !decided.ok || days === undefined ? '' : plainDateOfDays(daysOfCivil(civilOf(decided.value)) + days);
}

function lateFact(read: Reader, row: ConsigneeRow, decidedBy: string): LateFact {
	const decision = read.op(decidedBy);
	const op = row.ops.flatMap((id) => read.op(id) ?? []).findLast((one) => !decision || !read.isBefore(one, decision));
	return {
		at: op?.at ?? '',
		device: op ? fieldText(read.row(devices, op.dev), 'code') : '',
		by: op ? fieldText(read.row(persons, op.by), 'name') : '',
		why: op && decision && read.isBefore(decision, op) ? 'after' : 'unaware'
	};
}

function backFrom(read: Reader, node: string, partner: string): string {
	let sum = 0n;
	for (const move of node === '' ? [] : read.ledger.movesOf(node))
		if (move.standing === 'standing' && move.from === `customer:${partner}`) sum += move.qty;
	return fromAmount(sum as Amount);
}

function linesOf(engine: Engine, ids: readonly string[]): readonly OperationLine[] {
	return ids.flatMap((id) => engine.op(id) ?? []).map((op) => describeOperation(engine, op));
}

function returnsByUnit(parties: readonly FollowedParty[]): RecallSheet['back'] {
	const sums = new Map<string, { back: bigint; kept: bigint }>();
	for (const { rows } of parties)
		for (const { unit, back, qty } of rows) {
			const sum = sums.get(unit) ?? { back: 0n, kept: 0n };
			sum.back += amountOf(back) ?? 0n;
			sum.kept += amountOf(qty) ?? 0n;
			sums.set(unit, sum);
		}
	return [...sums].map(([unit, { back, kept }]) => ({
		unit,
		back: fromAmount(back as Amount),
		delivered: fromAmount((back + kept) as Amount)
	}));
}
