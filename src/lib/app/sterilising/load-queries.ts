/** What sending to the steriliser, counting back and judging a load ask of the company. */
import type { Engine } from '#lib/engine/engine.ts';
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Amount } from '#lib/kernel/decimal.ts';
import { fromAmount } from '#lib/kernel/decimal.ts';
import { identify, inStock, loads, loadVerdicts, lotNode, lotNumbers, lots, sterilityOf } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import { quality } from '#lib/modules/quality/index.ts';
import {
	againstRelease,
	linesOfLoad,
	loadChecks,
	loadCycles,
	loadIndicators,
	loadReturns,
	loadStage,
	placedOf,
	sterilSpecOf,
	sterilSpecs,
	type LoadStage
} from '#lib/modules/sterilisation/index.ts';
import { placesOf } from '../goods/goods-queries.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { personName } from '../queries/operations.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { numbersOf } from '../shipping/order-numbers.ts';
import type {
	AwayPlace,
	LoadLot,
	LoadRow,
	LoadSendStart,
	LoadsOverview,
	LoadView,
	PlaceChoice,
	SpecChoice,
	SplitStart,
	WaitingLot
} from './load-views.ts';

/** Decided loads that are listed; earlier ones are found by scan, search and in the log. */
export const MAX_DECIDED = 20;

const ORDER: Readonly<Record<LoadStage, number>> = { verdict: 0, papers: 1, away: 2, released: 3, rejected: 3 };

function overview({ engine }: QueryContext, _ask: null): LoadsOverview {
	const rows = known(engine).map((load) => rowOf(engine, load));
	const isOpen = ({ stage }: LoadRow) => ORDER[stage] < ORDER.released;
	return {
		loads: [
			...rows.filter(isOpen).sort((a, b) => ORDER[a.stage] - ORDER[b.stage] || (a.at < b.at ? -1 : 1)),
			...rows
				.filter((row) => !isOpen(row))
				.sort((a, b) => (a.at > b.at ? -1 : 1))
				.slice(0, MAX_DECIDED)
		],
		waiting: engine.keys(lots).flatMap((lot) => waitingOf(engine, lot)),
		specs: specsOf(engine)
	};
}

function known(engine: Engine): readonly string[] {
	return engine.keys(loads).filter((load) => engine.row(loads, load).createdBy !== '');
}

/** Sterile goods in stock that were in no load; rejected ones are not sent. */
function waitingOf(engine: Engine, lot: string): readonly WaitingLot[] {
	const row = engine.row(lots, lot);
	const item = engine.row(items, fieldText(row, 'item'));
	if (item.fields['sterile'] !== true || engine.row(quality, lotNode(lot)).disposition === 'rejected') return [];
	if (sterilityOf(engine, lot) !== 'none') return [];
	const qty = inStock(engine, lot);
	if (qty <= 0n) return [];
	const { name, unit } = scannedItem(engine, fieldText(row, 'item'));
	const places = placesOf(engine, lotNode(lot), '').map(({ code }) => code);
	return [{ node: lotNode(lot), number: fieldText(row, 'lotNo'), itemName: name, unit, qty: fromAmount(qty as Amount), places }];
}

function rowOf(engine: Engine, load: string): LoadRow {
	const row = engine.row(loads, load);
	const sent = engine.op(row.createdBy);
	return {
		load,
		no: fieldText(row, 'no') || load.slice(0, 6),
		contractor: fieldText(engine.row(partners, fieldText(row, 'contractor')), 'name'),
		at: sent?.at ?? '',
		by: personName(engine, sent?.by ?? ''),
		stage: loadStage(engine, load),
		lots: linesOfLoad(engine, load).map(({ lot, sent: qty, back }): LoadLot => {
			const identity = identify(engine, lotNode(lot));
			const item = scannedItem(engine, identity.item);
			return { node: lotNode(lot), lot, number: identity.number, itemName: item.name, unit: item.unit, sent: qty, back };
		})
	};
}

function sendStart(context: QueryContext, _ask: null): LoadSendStart {
	const { engine } = context;
	const last = known(engine)
		.map((load) => engine.row(loads, load))
		.sort((a, b) => ((engine.op(a.createdBy)?.at ?? '') < (engine.op(b.createdBy)?.at ?? '') ? 1 : -1))[0];
	const said = (name: string) => (last ? fieldText(last, name) : '');
	const contractors = contractorsOf(engine);
	const places = placesAt(engine, (site) => fieldText(engine.row(sites, site), 'kind') === 'contract_sterilizer');
	const specs = specsOf(engine);
	const lastSpec = specs.find(({ no }) => no === sterilSpecOf(engine, said('spec'))?.no) ?? (specs.length === 1 ? specs[0] : undefined);
	return {
		no: nextNumber(context, DOCUMENT_PATTERN, { type: 'EO' }, numbersOf(engine, 'load|')),
		contractors,
		contractor: said('contractor') || (contractors.length === 1 ? (contractors[0]?.uid ?? '') : ''),
		specs,
		spec: lastSpec?.uid ?? '',
		places,
		place: (places.find(({ uid }) => uid === sentBetween(engine, last?.createdBy ?? '').to) ?? places[0])?.uid ?? '',
		agreement: said('agreement'),
		diagram: said('diagram')
	};
}

/** Contractors; where a company has entered none as such, its suppliers. */
function contractorsOf(engine: Engine): readonly PlaceChoice[] {
	const all = engine
		.keys(partners)
		.map((uid) => ({ uid, row: engine.row(partners, uid) }))
		.filter(({ row }) => row.createdBy !== '');
	const own = all.filter(({ row }) => fieldText(row, 'kind') === 'contractor');
	return (own.length > 0 ? own : all.filter(({ row }) => fieldText(row, 'kind') !== 'customer'))
		.map(({ uid, row }): PlaceChoice => ({ uid, code: fieldText(row, 'code'), name: fieldText(row, 'name') }))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The newest revision of each specification number. */
function specsOf(engine: Engine): readonly SpecChoice[] {
	const released = engine.keys(sterilSpecs).flatMap((uid) => sterilSpecOf(engine, uid) ?? []);
	const at = ({ uid }: SpecChoice) => engine.op(engine.row(sterilSpecs, uid).createdBy)?.at ?? '';
	return [...Map.groupBy(released, ({ no }) => no).values()]
		.flatMap((revisions) => [...revisions].sort((a, b) => (at(a) > at(b) ? -1 : 1)).slice(0, 1))
		.sort((a, b) => (a.no < b.no ? -1 : 1));
}

function placesAt(engine: Engine, isOf: (site: string) => boolean): readonly PlaceChoice[] {
	return engine
		.keys(locations)
		.map((uid) => ({ uid, row: engine.row(locations, uid) }))
		.filter(({ row }) => row.createdBy !== '' && isOf(fieldText(row, 'site')))
		.map(({ uid, row }) => ({ uid, code: fieldText(row, 'code'), name: fieldText(row, 'name') }))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** One load; undefined where nothing of it is known. */
function loadView({ engine, site }: QueryContext, { load }: { readonly load: string }): LoadView | undefined {
	const row = engine.row(loads, load);
	if (row.createdBy === '') return undefined;
	const base = rowOf(engine, load);
	const checks = loadChecks(engine, load);
	const places = placesAt(engine, (own) => own === site);
	return {
		...base,
		spec: sterilSpecOf(engine, fieldText(row, 'spec')) ?? null,
		agreement: fieldText(row, 'agreement'),
		placed: placedOf(engine, load),
		away: Object.fromEntries(base.lots.map(({ node }) => [node, awayOf(engine, node)])),
		places,
		place: places.find(({ uid }) => uid === sentBetween(engine, row.createdBy).from)?.uid ?? backPlace(engine, places),
		cycles: engine.row(loadCycles, load),
		indicators: engine.row(loadIndicators, load),
		returned: engine.row(loadReturns, load).length > 0,
		checks,
		against: againstRelease(checks),
		verdict: verdictOf(engine, load)
	};
}

/** Where goods lie at contract sterilisers. */
function awayOf(engine: Engine, node: string): readonly AwayPlace[] {
	return placesOf(engine, node, '')
		.filter(({ location, qty }) => {
			const at = fieldText(engine.row(locations, location), 'site');
			return fieldText(engine.row(sites, at), 'kind') === 'contract_sterilizer' && !qty.startsWith('-');
		})
		.map(({ location, code, qty }) => ({ location, code, qty }));
}

/** Locations the goods of a load left and went to, by the record of its sending; "" where there is none. */
function sentBetween(engine: Engine, sent: string): { readonly from: string; readonly to: string } {
	const lines = engine.op(sent)?.data['lines'];
	const [first] = Array.isArray(lines) ? (lines as readonly { readonly from?: string; readonly to?: string }[]) : [];
	return { from: first?.from ?? '', to: first?.to ?? '' };
}

/** Goods back from the steriliser wait for their release in quarantine. */
function backPlace(engine: Engine, places: readonly PlaceChoice[]): string {
	const kindOf = ({ uid }: PlaceChoice) => fieldText(engine.row(locations, uid), 'kind');
	return (places.find((one) => kindOf(one) === 'quarantine') ?? places[0])?.uid ?? '';
}

function verdictOf(engine: Engine, load: string): LoadView['verdict'] {
	const decision = engine.row(loadVerdicts, load);
	const op = engine
		.inputs(loadVerdicts, load)
		.findLast(({ value, op: one }) => value.decision === decision && engine.verdict(one).effective)?.op;
	const said = op?.data[decision === 'released' ? 'basis' : 'reason'];
	return { said: typeof said === 'string' ? said : '', by: personName(engine, op?.by ?? ''), at: op?.at ?? '' };
}

/** A number for the part of a lot that goes by itself, and what it inherits; undefined for what is no lot. */
function splitStart({ engine }: QueryContext, { lot }: { readonly lot: string }): SplitStart | undefined {
	const row = engine.row(lots, lot);
	if (row.createdBy === '') return undefined;
	const { item, mfgDate, expiry, wo, supplier, supplierLot } = row.fields as Readonly<Record<string, string | undefined>>;
	const inherited = { item, mfgDate, expiry, wo, supplier, supplierLot };
	const number = fieldText(row, 'lotNo');
	let part = 1;
	while (engine.row(lotNumbers, `${number}-${String(part)}`).length > 0) part++;
	return {
		number: `${number}-${String(part)}`,
		inherited: Object.fromEntries(Object.entries(inherited).flatMap(([name, value]) => (value ? [[name, value] as const] : [])))
	};
}

export const loadQueries = {
	'loads.split': splitStart,
	'loads.overview': overview,
	'loads.send': sendStart,
	'loads.one': loadView
};
