/** One closure for all the views of the workbench: nodes, sums, consignees with proof, timeline – now, or as it was known. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify, loads, splitNode } from '#lib/modules/inventory/index.ts';
import { devices, persons } from '#lib/modules/org/index.ts';
import { findByNumber, type TraceOptions } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { openRecalls } from '../queries/recalls.ts';
import { batchesByLot, unitsOf } from '../queries/subjects.ts';
import { viewTrace } from '../queries/trace-view.ts';
import type { TraceView } from '../views.ts';
import { closureTimeline, type ClosureTimeline } from './closure-timeline.ts';
import { replayed, type Horizon } from './replay.ts';

export interface TraceSheetAsk extends TraceOptions {
	/** Node, or a number people know. */
	readonly name: string;
	readonly horizon: Horizon;
}

/** The document behind a consignee's row: it proves that the goods went there. */
export interface Proof {
	readonly op: string;
	/** Shipment or return number; "" where none was recorded. */
	readonly no: string;
	readonly waybill: string;
	/** Where it was delivered to; "" where it was not recorded. */
	readonly address: string;
	readonly at: string;
	readonly by: string;
	readonly device: string;
}

/** A moment at which the closure changed: a stop of the scrubber. */
export interface Moment {
	/** When it was recorded, UTC. */
	readonly rec: string;
	/** When it happened, with offset. */
	readonly at: string;
	readonly label: { readonly zh: string; readonly en: string };
}

export interface TraceSheet {
	readonly kind: 'ready';
	readonly node: string;
	readonly number: string;
	readonly isLoad: boolean;
	readonly view: Omit<TraceView, 'ms'>;
	readonly proofs: Readonly<Record<string, Proof>>;
	readonly timeline: ClosureTimeline;
}

export type TraceAnswer =
	| TraceSheet
	| { readonly kind: 'running'; readonly share: number }
	/** Nothing of these devices is here, or no such instant. */
	| { readonly kind: 'nothing' }
	/** The number names nothing – or did not then. */
	| { readonly kind: 'unknown' };

function traceSheet({ engine: whole, session, day }: QueryContext, ask: TraceSheetAsk): TraceAnswer {
	const node = ask.name.includes(':') ? ask.name : findByNumber(whole, ask.name)[0];
	if (node === undefined) return { kind: 'unknown' };
	const replay = replayed(whole, ask.horizon, session.crypto);
	if (replay.kind !== 'ready') return replay;
	const { engine, keep } = replay;
	if (!isKnown(engine, node)) return { kind: 'unknown' };
	const [kind, uid] = splitNode(node);
	const view = viewTrace(engine, node, ask, {
		day: ask.horizon.kind === 'as-of' ? ask.horizon.at.slice(0, 10) : day,
		scopes: scopesOf(engine),
		units: kind === 'lot' ? unitsOf(batchesByLot(engine).get(uid) ?? []) : []
	});
	return {
		kind: 'ready',
		node,
		number: kind === 'load' ? fieldText(engine.row(loads, uid), 'no') || uid : identify(engine, node).number,
		isLoad: kind === 'load',
		view,
		proofs: proofsOf(engine, view),
		timeline: closureTimeline(engine, [...new Set([node, ...view.nodes.map(({ id }) => id)])], keep)
	};
}

/** When the closure as known now came about, oldest first. */
function traceMoments({ engine }: QueryContext, { name }: { readonly name: string }): readonly Moment[] {
	const node = name.includes(':') ? name : findByNumber(engine, name)[0];
	if (node === undefined) return [];
	const closures = (['up', 'down'] as const).map((way) => engine.genealogy.closure([node], way, { throughProcesses: false }));
	const nodes = new Set([node, ...closures.flatMap(({ nodes: found }) => found.map((number) => engine.ledger.nodes.text(number)))]);
	const { lines } = closureTimeline(engine, [...nodes], () => true);
	const byRecord = new Map<string, Moment>();
	for (const { rec, at, label } of lines) if (!byRecord.has(rec)) byRecord.set(rec, { rec, at, label });
	return [...byRecord.values()].sort((a, b) => (a.rec < b.rec ? -1 : 1));
}

function isKnown(read: Reader, node: string): boolean {
	const [kind, uid] = splitNode(node);
	return kind === 'load' ? read.row(loads, uid).createdBy !== '' : identify(read, node).row?.createdBy !== '';
}

function scopesOf(engine: Engine): ReadonlyMap<string, { readonly drill: boolean }> {
	const scopes = new Map<string, { readonly drill: boolean }>();
	for (const { row, scope } of openRecalls(engine)) for (const node of scope.nodes) scopes.set(node, { drill: row.drill });
	return scopes;
}

export function proofsOf(read: Reader, { consignees }: Pick<TraceView, 'consignees'>): Readonly<Record<string, Proof>> {
	const proofs: Record<string, Proof> = {};
	for (const id of new Set(consignees.flatMap(({ ops }) => ops))) {
		const op = read.op(id);
		if (!op) continue;
		const text = (name: string) => (typeof op.data[name] === 'string' ? op.data[name] : '');
		proofs[id] = {
			op: id,
			no: text('no'),
			waybill: text('waybill'),
			address: text('address'),
			at: op.at,
			by: fieldText(read.row(persons, op.by), 'name'),
			device: fieldText(read.row(devices, op.dev), 'code')
		};
	}
	return proofs;
}

export const traceQueries = { 'trace.sheet': traceSheet, 'trace.moments': traceMoments };
