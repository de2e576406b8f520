/**
 * From one scanned pack to the scope of a recall: what the cause may lie in, everything it may have reached, who has it, and
 * whether the quantities add up. The scope begins where people suspect the cause, not at the pack that was scanned.
 */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { identify, loads, lotLoads, lotNode, splitNode } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { devices, sites } from '#lib/modules/org/index.ts';
import { holdsOn } from '#lib/modules/quality/index.ts';
import type { ScopeSnapshot } from '#lib/modules/recall/index.ts';
import { balanceOf, findByNumber, type Balance, type Cause, type ConsigneeRow, type OnHandRow } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { otherDevices } from '../live/worker/sync-view.ts';
import { openRecalls } from '../queries/recalls.ts';
import { batchesByLot, itemNameOf, unitsOf } from '../queries/subjects.ts';
import { viewTrace } from '../queries/trace-view.ts';
import { proofsOf, type Proof } from '../trace/trace-query.ts';
import type { ItemTotal } from '../views.ts';

/** Something the cause may lie in: the goods themselves, what they are made of, or the load they were sterilised in. */
export interface Suspect {
	readonly node: string;
	readonly kind: 'self' | 'material' | 'load';
	readonly label: string;
	readonly item: string;
	readonly itemName: Bilingual;
	/** On hold or rejected: the likeliest place to begin. */
	readonly isMarked: boolean;
}

/** The newest record of another site that is here. */
export interface SiteHeard {
	readonly site: string;
	/** UTC; "" if nothing of it is here. */
	readonly rec: string;
}

export interface PartyScope {
	/** Uid of the partner. */
	readonly partner: string;
	readonly code: string;
	readonly name: string;
	/** Operation that recorded whom to call, sealed; "" where nobody did. */
	readonly contactOp: string;
	readonly rows: readonly ConsigneeRow[];
}

export interface RecallScope {
	readonly node: string;
	readonly number: string;
	/** Of what was scanned; "" for a load. */
	readonly itemName: Bilingual;
	/** Sites whose newest record here is oldest first: what happened there since is not in the scope. */
	readonly heard: readonly SiteHeard[];
	/** The newest record of another device, UTC: the present of a demo. */
	readonly newest: string;
	readonly suspects: readonly Suspect[];
	/** Suspects the scope begins at. */
	readonly starts: readonly string[];
	readonly cause: Cause;
	readonly lots: number;
	readonly units: number;
	readonly finishedLots: readonly string[];
	readonly parties: readonly PartyScope[];
	readonly proofs: Readonly<Record<string, Proof>>;
	readonly onHand: readonly OnHandRow[];
	/** By item, finished goods first. */
	readonly totals: readonly (ItemTotal & { readonly isFinished: boolean })[];
	/** Every lot and unit in scope, with what became of it. */
	readonly balances: readonly (Balance & { readonly lot: string; readonly item: string; readonly certain: boolean })[];
	/** Uid of a recall that goes on and covers the start; "" if none does. */
	readonly openRecall: string;
	/** Starts that nothing holds yet. */
	readonly unheld: readonly string[];
	/** What is signed. */
	readonly snapshot: ScopeSnapshot;
}

export interface RecallScopeAsk {
	/** Node, or a number people know. */
	readonly name: string;
	/** Suspects to begin at; empty for the likeliest. */
	readonly starts: readonly string[];
}

/** Undefined if the number names nothing. */
export function recallScope({ engine, day, dev }: QueryContext, { name, starts: asked }: RecallScopeAsk): RecallScope | undefined {
	const node = name.includes(':') ? name : findByNumber(engine, name)[0];
	if (node === undefined || !isKnown(engine, node)) return undefined;
	const suspects = suspectsOf(engine, node);
	const starts = asked.length > 0 ? asked : likeliest(suspects);
	const cause: Cause = starts.some((start) => start.startsWith('load:')) ? 'process' : 'material';
	const traced = starts.flatMap((start) => tracedFrom(engine, start));
	const view = viewTrace(engine, traced[0] ?? node, { direction: 'down', cause }, { day, scopes: new Map(), units: traced });
	const goods = view.nodes.filter(({ kind }) => kind === 'lot' || kind === 'unit');
	const classOf = itemClasses(engine);
	return {
		node,
		number: labelOf(engine, node),
		itemName: itemNameOf(engine, identify(engine, node).item),
		heard: sitesHeard(engine, dev),
		newest: otherDevices(engine, dev).reduce((newest, one) => laterOf(newest, engine.log.tipOf(one)?.rec ?? ''), ''),
		suspects,
		starts,
		cause,
		lots: goods.filter(({ kind }) => kind === 'lot').length,
		units: goods.filter(({ kind }) => kind === 'unit').length,
		finishedLots: goods.filter(({ kind, item }) => kind === 'lot' && classOf.get(item ?? '') === 'finished').map(({ label }) => label),
		parties: partiesOf(engine, view.consignees),
		proofs: proofsOf(engine, view),
		onHand: view.onHand,
		totals: view.totals
			.map((total) => ({ ...total, isFinished: classOf.get(total.item) === 'finished' }))
			.sort((a, b) => Number(b.isFinished) - Number(a.isFinished) || (a.item < b.item ? -1 : 1)),
		balances: goods.map(({ id, label, item, certain }) => ({ ...balanceOf(engine, id), lot: label, item: item ?? '', certain })),
		openRecall: openRecalls(engine).find(({ scope }) => traced.every((one) => scope.nodes.includes(one)))?.recall ?? '',
		unheld: starts.filter((start) => holdsOn(engine, start).length === 0),
		snapshot: {
			start: traced,
			cause,
			lots: [...new Set(goods.map(({ label }) => label))],
			consignees: view.consignees.map(({ party, lot, qty }) => ({ party, lot, qty }))
		}
	};
}

/** By site the newest record of its devices; this device and those that left take no part. */
export function sitesHeard(engine: Engine, own: string): readonly SiteHeard[] {
	const heard = new Map<string, string>();
	for (const dev of otherDevices(engine, own)) {
		const site = fieldText(engine.row(sites, fieldText(engine.row(devices, dev), 'site')), 'name');
		if (site !== '') heard.set(site, laterOf(heard.get(site) ?? '', engine.log.tipOf(dev)?.rec ?? ''));
	}
	return [...heard].map(([site, rec]) => ({ site, rec })).sort((a, b) => (a.rec < b.rec ? -1 : 1));
}

function laterOf(a: string, b: string): string {
	return a > b ? a : b;
}

function isKnown(read: Reader, node: string): boolean {
	const [kind, uid] = splitNode(node);
	return kind === 'load' ? read.row(loads, uid).createdBy !== '' : identify(read, node).row?.createdBy !== '';
}

function labelOf(read: Reader, node: string): string {
	const [kind, uid] = splitNode(node);
	return kind === 'load' ? fieldText(read.row(loads, uid), 'no') || uid : identify(read, node).number;
}

/** A lot of serial units is traced through its units. */
function tracedFrom(read: Reader, start: string): readonly string[] {
	const [kind, uid] = splitNode(start);
	const units = kind === 'lot' ? unitsOf(batchesByLot(read).get(uid) ?? []) : [];
	return units.length > 0 ? units : [start];
}

/** What was scanned, its loads, and everything it may be made of – purchased lots first, as they are what others deliver. */
function suspectsOf(read: Reader, node: string): readonly Suspect[] {
	const { ledger, genealogy } = read;
	const origins = new Set<string>();
	for (const start of tracedFrom(read, node))
		for (const number of genealogy.closure([start], 'up', { throughProcesses: false }).nodes) {
			const id = ledger.nodes.text(number);
			if (id !== node && id.startsWith('lot:')) origins.add(id);
		}
	const own = identify(read, node);
	const treated = own.lot === '' ? [] : read.row(lotLoads, own.lot).map((load) => `load:${load}`);
	const materials = [...origins].map((id) => suspect(read, id, 'material'));
	return [
		suspect(read, node, node.startsWith('load:') ? 'load' : 'self'),
		...(own.kind === 'unit' && own.lot !== '' ? [suspect(read, lotNode(own.lot), 'material')] : []),
		...materials.sort(
			(a, b) => Number(b.isMarked) - Number(a.isMarked) || (a.item !== b.item ? (a.item < b.item ? -1 : 1) : a.label < b.label ? -1 : 1)
		),
		...treated.map((load) => suspect(read, load, 'load'))
	];
}

function suspect(read: Reader, node: string, kind: Suspect['kind']): Suspect {
	const { item } = identify(read, node);
	return {
		node,
		kind,
		label: labelOf(read, node),
		item: fieldText(read.row(items, item), 'code'),
		itemName: itemNameOf(read, item),
		isMarked: holdsOn(read, node).some(({ from }) => from === node)
	};
}

/** Where people already placed a hold; else what was scanned. */
function likeliest(suspects: readonly Suspect[]): readonly string[] {
	const marked = suspects.filter(({ isMarked }) => isMarked);
	return (marked.length > 0 ? marked : suspects.slice(0, 1)).map(({ node }) => node);
}

/** The newest contact of a partner that was not declared an error. */
function contactOf(engine: Engine, partner: string): string {
	const subject = `partner:${partner}`;
	const op = engine.opsOfType('partner.contactRecorded').findLast((one) => one.refs.includes(subject) && engine.standing(one) !== 'void');
	return op?.id ?? '';
}

export function partiesOf(read: Engine, consignees: readonly ConsigneeRow[]): readonly PartyScope[] {
	const byCode = new Map(read.keys(partners).map((uid) => [fieldText(read.row(partners, uid), 'code'), uid]));
	const groups = Map.groupBy(consignees, ({ party }) => party);
	return [...groups].map(([code, rows]) => {
		const partner = byCode.get(code) ?? '';
		return { partner, code, name: fieldText(read.row(partners, partner), 'name'), contactOp: contactOf(read, partner), rows };
	});
}

function itemClasses(read: Reader): ReadonlyMap<string, string> {
	return new Map(
		read.keys(items).map((uid) => {
			const row = read.row(items, uid);
			return [fieldText(row, 'code'), fieldText(row, 'class')];
		})
	);
}
