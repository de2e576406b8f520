/** One recall after its decision: who was told, what came back, what came to light later; and the list of all of them. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { daysOfCivil } from '#lib/kernel/calendar.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { civilOf, parsePlainDate, plainDateOfDays } from '#lib/kernel/plain-date.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { devices, persons } from '#lib/modules/org/index.ts';
import { holdsOn } from '#lib/modules/quality/index.ts';
import {
	liveScope,
	NOTIFY_DAYS,
	recallNotified,
	recallProgress,
	recalls,
	type RecallClass,
	type ScopeSnapshot
} from '#lib/modules/recall/index.ts';
import type { ConsigneeRow } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { describeOperation, labelOf } from '../queries/operations.ts';
import { nameSubject } from '../queries/subjects.ts';
import type { OperationLine } from '../views.ts';
import { partiesOf, sitesHeard, type PartyScope, type SiteHeard } from './recall-scope.ts';

/** Why a row was not in the signed scope. */
export interface LateFact {
	/** What was recorded, and its number: 发货 SH-261012-01. */
	readonly label: Bilingual;
	readonly no: string;
	/** When it happened, with offset. */
	readonly at: string;
	/** When it was recorded on its device, UTC. */
	readonly rec: string;
	readonly device: string;
	readonly by: string;
	/** `unaware`: recorded without knowing of the decision, as the decision without knowing of it · `after`: the author knew of the decision. */
	readonly why: 'unaware' | 'after';
}

export interface FollowedRow extends ConsigneeRow {
	/** What came back of it. */
	readonly back: string;
	readonly late: LateFact | null;
	/** Numbers of the shipments and returns behind it. */
	readonly documents: readonly string[];
}

/** What became of what one consignee had, in one unit. */
export interface Reconciled {
	readonly unit: string;
	/** At the decision or later: what it still has, and what came back since. */
	readonly delivered: string;
	readonly back: string;
	/** As the consignee said last; "0" where it did not. */
	readonly held: string;
	readonly used: string;
	/** Delivered, but neither back nor set aside nor used as far as anybody said. */
	readonly open: string;
}

export interface FollowedParty {
	readonly partner: string;
	readonly code: string;
	readonly name: string;
	/** See `PartyScope`. */
	readonly contactOp: string;
	readonly rows: readonly FollowedRow[];
	readonly notices: readonly (OperationLine & { readonly channel: Bilingual; readonly proof: string })[];
	readonly answers: readonly (OperationLine & { readonly held: string; readonly used: string; readonly note: string })[];
	/** One line a unit. */
	readonly sums: readonly Reconciled[];
}

export interface RecallSheet {
	readonly recall: string;
	/** `unexplained` as recorded: of finished goods, with units. */
	readonly drill: { readonly traceMs: number; readonly decideMs: number; readonly unexplained: string } | null;
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
	/** Over all consignees, by unit. */
	readonly sums: readonly Reconciled[];
	/** Starts that nothing holds: what a decision has to hold. */
	readonly unheld: readonly { readonly node: string; readonly label: string }[];
	readonly defect: string;
	readonly trigger: string;
	readonly lateRows: number;
	/** What is known of other sites, and since when not. */
	readonly heard: readonly SiteHeard[];
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
export function recallSheet({ engine, dev }: QueryContext, { recall }: { readonly recall: string }): RecallSheet | undefined {
	const row = engine.row(recalls, recall);
	if (engine.inputs(recalls, recall).length === 0) return undefined;
	const progress = engine.row(recallProgress, recall);
	const decision = engine.op(row.decidedBy);
	const { snapshot } = row;
	const parties = snapshot ? partiesFollowed(engine, snapshot) : [];
	const live = snapshot ? liveScope(engine, snapshot) : undefined;
	const added = new Set(live?.added.map(({ party, item, lot }) => `${party} ${item} ${lot}`));
	const nodes = new Map((live?.nodes ?? []).map((node) => [nameSubject(engine, node).label, node]));
	const followed = parties.map(({ partner, code, name, contactOp, rows }): FollowedParty => {
		const answers = answersOf(engine, progress.answers[partner] ?? []);
		const own = rows.map((one) => {
			const back = backFrom(engine, nodes.get(one.lot) ?? '', partner, decision);
			return {
				...one,
				documents: one.ops.flatMap((id) => textOf(engine.op(id), 'no') || []),
				back: fromAmount((back.early + back.late) as Amount),
				late: added.has(`${one.party} ${one.item} ${one.lot}`) ? lateFact(engine, one, row.decidedBy) : null
			};
		});
		const notices = noticesOf(engine, progress.notices[partner] ?? []);
		return {
			partner,
			code,
			name,
			contactOp,
			rows: own,
			notices,
			answers,
			sums: reconcile(engine, own, nodes, partner, answers.at(-1), decision)
		};
	});
	const signal = engine.inputs(recalls, recall).find(({ value }) => value.kind === 'signal')?.value;
	const assessed = engine.inputs(recalls, recall).findLast(({ value }) => value.kind === 'assessed')?.op;
	return {
		recall,
		drill: progress.drill && { ...progress.drill, unexplained: textOf(engine.op(progress.closedBy), 'unexplained') || '0' },
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
		sums: sumUp(followed),
		unheld: (snapshot?.start ?? [])
			.filter((start) => holdsOn(engine, start).length === 0)
			.map((node) => ({ node, label: nameSubject(engine, node).label })),
		defect: textOf(assessed, 'defect') || textOf(assessed, 'scenario'),
		trigger: signal?.kind === 'signal' ? signal.trigger : '',
		lateRows: followed.reduce((sum, { rows }) => sum + rows.filter(({ late }) => late).length, 0),
		heard: sitesHeard(engine, dev),
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

/** What was decided for a while and has come back whole is still followed: with nothing left to be told about. */
function partiesFollowed(engine: Engine, snapshot: ScopeSnapshot): readonly PartyScope[] {
	const live = liveScope(engine, snapshot);
	const has = new Set(live.consignees.map(({ party, lot }) => `${party} ${lot}`));
	const byLabel = new Map(live.nodes.map((node) => [nameSubject(engine, node).label, node]));
	const gone = snapshot.consignees
		.filter(({ party, lot }) => !has.has(`${party} ${lot}`))
		.map(({ party, lot }): ConsigneeRow => {
			const item = engine.row(items, identify(engine, byLabel.get(lot) ?? '').item);
			return { party, name: '', lot, item: fieldText(item, 'code'), qty: '0', unit: fieldText(item, 'unit'), ops: [] };
		});
	return partiesOf(
		engine,
		[...live.consignees, ...gone].sort((a, b) => (a.party !== b.party ? (a.party < b.party ? -1 : 1) : 0))
	);
}

function answersOf(engine: Engine, ids: readonly string[]): FollowedParty['answers'] {
	return ids.flatMap((id) => {
		const op = engine.op(id);
		if (!op) return [];
		return [{ ...describeOperation(engine, op), held: textOf(op, 'held'), used: textOf(op, 'used'), note: textOf(op, 'note') }];
	});
}

function textOf(op: RecordedOp | undefined, field: string): string {
	const value = op?.data[field];
	return typeof value === 'string' ? value : '';
}

function lateFact(read: Engine, row: ConsigneeRow, decidedBy: string): LateFact {
	const decision = read.op(decidedBy);
	const op = row.ops.flatMap((id) => read.op(id) ?? []).findLast((one) => !decision || !read.isBefore(one, decision));
	return {
		label: op ? labelOf(read, op) : { zh: '', en: '' },
		no: textOf(op, 'no'),
		at: op?.at ?? '',
		rec: op?.rec ?? '',
		device: op ? fieldText(read.row(devices, op.dev), 'code') : '',
		by: op ? fieldText(read.row(persons, op.by), 'name') : '',
		why: op && decision && read.isBefore(decision, op) ? 'after' : 'unaware'
	};
}

/** What came back since the decision; `late`: after an instant, in epoch milliseconds. */
function backFrom(
	read: Reader,
	node: string,
	partner: string,
	decision: RecordedOp | undefined,
	since = Number.POSITIVE_INFINITY
): { readonly early: bigint; readonly late: bigint } {
	let [early, late] = [0n, 0n];
	for (const move of node === '' ? [] : read.ledger.movesOf(node)) {
		if (move.standing !== 'standing' || move.from !== `customer:${partner}`) continue;
		if (decision && read.isBefore(move.op, decision)) continue;
		if ((parseInstant(move.op.at) ?? 0) > since) late += move.qty;
		else early += move.qty;
	}
	return { early, late };
}

/**
 * What a consignee set aside may come back later: what came back after its answer is part of what it set aside. An answer
 * gives bare numbers, so it is used only where the consignee has goods of one unit.
 */
function reconcile(
	read: Reader,
	rows: readonly FollowedRow[],
	nodes: ReadonlyMap<string, string>,
	partner: string,
	answer: FollowedParty['answers'][number] | undefined,
	decision: RecordedOp | undefined
): readonly Reconciled[] {
	const byUnit = Map.groupBy(rows, ({ unit }) => unit);
	const said = byUnit.size === 1 ? answer : undefined;
	const since = said ? (parseInstant(said.at) ?? 0) : Number.POSITIVE_INFINITY;
	return [...byUnit].map(([unit, own]) => {
		const backs = own.map(({ lot }) => backFrom(read, nodes.get(lot) ?? '', partner, decision, since));
		const [early, late] = [backs.reduce((sum, one) => sum + one.early, 0n), backs.reduce((sum, one) => sum + one.late, 0n)];
		const kept = own.reduce((sum, { qty }) => sum + (amountOf(qty) ?? 0n), 0n);
		const [held, used] = [amountOf(said?.held ?? '') ?? 0n, amountOf(said?.used ?? '') ?? 0n];
		const delivered = kept + early + late;
		const accounted = early + used + (held > late ? held : late);
		const text = (amount: bigint) => fromAmount(amount as Amount);
		return {
			unit,
			delivered: text(delivered),
			back: text(early + late),
			held: text(held > late ? held - late : 0n),
			used: text(used),
			open: text(delivered > accounted ? delivered - accounted : 0n)
		};
	});
}

function sumUp(parties: readonly FollowedParty[]): readonly Reconciled[] {
	const byUnit = Map.groupBy(
		parties.flatMap(({ sums }) => sums),
		({ unit }) => unit
	);
	return [...byUnit].map(([unit, all]) => {
		const sum = (field: Exclude<keyof Reconciled, 'unit'>) =>
			fromAmount(all.reduce((total, one) => total + (amountOf(one[field]) ?? 0n), 0n) as Amount);
		return { unit, delivered: sum('delivered'), back: sum('back'), held: sum('held'), used: sum('used'), open: sum('open') };
	});
}

function noticesOf(engine: Engine, ids: readonly string[]): FollowedParty['notices'] {
	return ids.flatMap((id) => {
		const op = engine.op(id);
		if (!op) return [];
		const channel = recallNotified.fields.channel.choices?.[textOf(op, 'channel')] ?? { zh: '', en: '' };
		return [{ ...describeOperation(engine, op), channel, proof: textOf(op, 'proof') }];
	});
}
