/**
 * What is in stock, one row a lot and place: from the ledger now, or at the end of a past day. Quantities of that day are by when
 * things happened and by everything known today – a late entry counts on the day it happened, a record declared an error not at all.
 * States are always those of now.
 */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { nodesOf, splitNode, unitBatches, type Goods } from '#lib/modules/inventory/index.ts';

export interface StockCell {
	/** Uid of the lot; "" for units of no lot, which stand under their batch. */
	readonly lot: string;
	/** A node that names it: the lot, or one of its units. */
	readonly node: string;
	/** `loc:<uid>` or `transit:<uid>`. */
	readonly place: string;
	readonly qty: Amount;
	/** Picked for a shipment that has not left: part of `qty`. */
	readonly picked: Amount;
	/** Whether it consists of serial units. */
	readonly isSerial: boolean;
}

const DAY_END = 'T23:59:59';
const LAST_MS = 999;

/** Cells by lot and place; units are added up. `day` is a local day, "" for now. */
export function stockCells(engine: Engine, day: string, now: string): readonly StockCell[] {
	const { ledger } = engine;
	const cells = new Map<string, { lot: string; node: string; place: string; qty: bigint; isSerial: boolean }>();
	for (const { node, cells: places } of day === '' ? ledger.onHand() : ledger.onHandAt(endOfDay(day, now))) {
		const lot = lotOf(engine, node);
		const isSerial = node.startsWith('unit:');
		for (const { place, qty } of places) {
			const key = `${lot || batchKey(node)} ${place}`;
			const known = cells.get(key);
			if (known) known.qty += qty;
			else cells.set(key, { lot, node: isSerial && lot !== '' ? `lot:${lot}` : node, place, qty, isSerial });
		}
	}
	const picked = day === '' ? pickedCells(engine) : new Map<string, bigint>();
	return [...cells].map(([key, cell]) => ({ ...cell, qty: cell.qty as Amount, picked: (picked.get(key) ?? 0n) as Amount }));
}

/** Last instant of a local day, with the offset of `now`. */
export function endOfDay(day: string, now: string): number {
	const offset = /(?:Z|[+-]\d{2}:\d{2})$/.exec(now)?.[0] ?? 'Z';
	return (parseInstant(`${day}${DAY_END}${offset}`) ?? 0) + LAST_MS;
}

function lotOf(read: Reader, node: string): string {
	const [kind, uid] = splitNode(node);
	return kind === 'lot' ? uid : kind === 'unit' ? fieldText(read.row(unitBatches, uid.slice(0, uid.lastIndexOf('-'))), 'lot') : '';
}

const batchKey = (node: string) => node.slice(0, node.lastIndexOf('-'));

/** Picked and not shipped: what stands on the shelf for somebody already. */
function pickedCells(engine: Engine): ReadonlyMap<string, bigint> {
	const shipped = new Set(
		engine
			.opsOfType('shipment.shipped')
			.filter((op) => engine.standing(op) !== 'void')
			.map(({ data }) => data['shipment'])
	);
	const found = new Map<string, bigint>();
	for (const op of engine.opsOfType('shipment.picked')) {
		if (engine.standing(op) === 'void' || shipped.has(op.data['shipment'])) continue;
		const lines = Array.isArray(op.data['lines']) ? op.data['lines'] : [];
		for (const line of lines as readonly (Goods & { readonly from?: string })[])
			for (const { node, qty } of nodesOf(line)) {
				const key = `${lotOf(engine, node) || batchKey(node)} loc:${line.from ?? ''}`;
				found.set(key, (found.get(key) ?? 0n) + amount(qty));
			}
	}
	return found;
}

const PLACES = 6;

/** A line's quantity in millionths; operations were checked when they were recorded. */
function amount(qty: ReturnType<typeof nodesOf>[number]['qty']): bigint {
	if (typeof qty === 'bigint') return qty;
	const [whole = '0', fraction = ''] = qty.value.split('.');
	return BigInt(whole + fraction.padEnd(PLACES, '0').slice(0, PLACES));
}
