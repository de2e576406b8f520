/** What sending to another site and confirming arrival ask of the company: sites, the next number, and what is on the road. */
import type { Engine } from '#lib/engine/engine.ts';
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify, transfers } from '#lib/modules/inventory/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { personName } from '../production/order-facts.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { numbersOf } from '../shipping/order-numbers.ts';
import type { ArrivalPlace, ArrivalView, RoadLine, RoadNode, RoadTransfer, SendStart, TransferSite } from './transfer-views.ts';

/** What stands for goods of a transfer's dispatch that was not brought here yet. */
const NO_SITE: TransferSite = { uid: '', code: '', name: '', here: false };

function sendStart(context: QueryContext, _ask: null): SendStart {
	const { engine, site } = context;
	return {
		sites: engine
			.keys(sites)
			.map((uid) => siteOf(engine, uid, site))
			.filter(({ code }) => code !== '')
			.sort((a, b) => (a.code < b.code ? -1 : 1)),
		no: nextNumber(context, DOCUMENT_PATTERN, { type: 'TR' }, numbersOf(engine, 'transfer|'))
	};
}

function siteOf(engine: Engine, uid: string, here: string): TransferSite {
	const row = engine.row(sites, uid);
	return row.createdBy === ''
		? { ...NO_SITE, uid }
		: { uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), here: uid === here };
}

/** Of which something is still on the road: what comes to this site first, then the longest on the road. */
function transfersOpen({ engine, site }: QueryContext, _ask: null): readonly RoadTransfer[] {
	return engine
		.keys(transfers)
		.filter((transfer) => isOpen(engine, transfer))
		.map((transfer) => roadOf(engine, transfer, site).road)
		.sort((a, b) => Number(b.to.here) - Number(a.to.here) || (a.at < b.at ? -1 : 1));
}

function isOpen(engine: Engine, transfer: string): boolean {
	return [...balancesOf(engine, transfer).values()].some(({ open }) => open > 0n);
}

/** One transfer, whether open or not; undefined where nothing of it is known. */
function transferArrival({ engine, site }: QueryContext, { transfer }: { readonly transfer: string }): ArrivalView | undefined {
	if (engine.row(transfers, transfer).length === 0) return undefined;
	const { road, nodes } = roadOf(engine, transfer, site);
	const places = engine
		.keys(locations)
		.map((uid) => ({ uid, row: engine.row(locations, uid) }))
		.filter(({ row }) => row.createdBy !== '' && fieldText(row, 'site') === road.to.uid)
		.map(({ uid, row }) => ({ uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), use: fieldText(row, 'kind') }))
		.sort((a, b) => (a.code < b.code ? -1 : 1));
	return {
		...road,
		nodes,
		places: places.map(({ uid, code, name }): ArrivalPlace => ({ uid, code, name })),
		place: (places.find(({ use }) => use === 'receiving') ?? places[0])?.uid ?? ''
	};
}

interface Balance {
	sent: bigint;
	/** Sent and not arrived; below zero where more arrived than was sent. */
	open: bigint;
}

function balancesOf(engine: Engine, transfer: string): ReadonlyMap<string, Balance> {
	const balances = new Map<string, Balance>();
	for (const { node, qty, side } of engine.row(transfers, transfer)) {
		const balance = balances.get(node) ?? { sent: 0n, open: 0n };
		const amount = amountOf(qty) ?? 0n;
		if (side === 'dispatched') balance.sent += amount;
		balance.open += side === 'dispatched' ? amount : -amount;
		balances.set(node, balance);
	}
	return balances;
}

function roadOf(engine: Engine, transfer: string, here: string): { readonly road: RoadTransfer; readonly nodes: ArrivalView['nodes'] } {
	const sent = dispatchOf(engine, transfer);
	const text = (name: string) => (typeof sent?.data[name] === 'string' ? sent.data[name] : '');
	const nodes = [...balancesOf(engine, transfer)]
		.filter(([, balance]) => balance.sent > 0n)
		.map(([node, { sent: total, open }]) => ({
			node,
			line: lineKey(node),
			number: identify(engine, node).number,
			sent: textOf(total),
			open: textOf(open > 0n ? open : 0n)
		}));
	const lines = [...Map.groupBy(nodes, ({ line }) => line)].map(([key, own]) => lineOf(engine, key, own));
	const toSite = text('toSite');
	return {
		nodes,
		road: {
			transfer,
			no: text('no') || transfer.slice(0, 6),
			at: sent?.at ?? '',
			by: personName(engine, sent?.by ?? ''),
			carrier: text('carrier'),
			waybill: text('waybill'),
			from: originsOf(engine, sent),
			to: toSite === '' ? NO_SITE : siteOf(engine, toSite, here),
			begun: engine.row(transfers, transfer).some(({ side }) => side === 'arrived'),
			lines
		}
	};
}

function dispatchOf(engine: Engine, transfer: string): RecordedOp | undefined {
	return engine.inputs(transfers, transfer).find(({ op, value }) => value.side === 'dispatched' && engine.standing(op) !== 'void')?.op;
}

/** Codes of the sites of the locations it was taken from. */
function originsOf(engine: Engine, sent: RecordedOp | undefined): readonly string[] {
	const lines = Array.isArray(sent?.data['lines']) ? (sent.data['lines'] as readonly { readonly from?: string }[]) : [];
	const codes = lines.map(({ from = '' }) => fieldText(engine.row(sites, fieldText(engine.row(locations, from), 'site')), 'code'));
	return [...new Set(codes)].filter((code) => code !== '').sort();
}

/** A lot stands for itself, a unit for the batch of its serial number. */
function lineKey(node: string): string {
	return node.startsWith('unit:') ? `batch:${node.slice('unit:'.length, node.lastIndexOf('-'))}` : node;
}

function lineOf(engine: Engine, key: string, nodes: readonly RoadNode[]): RoadLine {
	const numbers = nodes.map(({ number }) => number).sort();
	const [first = '', last = first] = [numbers[0], numbers.at(-1)];
	const item = scannedItem(engine, identify(engine, nodes[0]?.node ?? '').item);
	return {
		key,
		isUnits: key.startsWith('batch:'),
		number: first === last ? first : `${first} – ${last}`,
		itemName: item.name,
		unit: item.unit,
		sent: sumOf(nodes.map(({ sent }) => sent)),
		open: sumOf(nodes.map(({ open }) => open))
	};
}

function sumOf(quantities: readonly string[]): string {
	return textOf(quantities.reduce((sum, qty) => sum + (amountOf(qty) ?? 0n), 0n));
}

function textOf(amount: bigint): string {
	return fromAmount(amount as Amount);
}

export const transferQueries = {
	'transfers.send': sendStart,
	'transfers.open': transfersOpen,
	'transfers.arrival': transferArrival
};
