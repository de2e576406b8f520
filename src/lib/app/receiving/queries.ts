/** What receiving asks of the company: suppliers, what they deliver, where it goes, and the next numbers. */
import { DOCUMENT_PATTERN, LOT_PATTERN, MAX_NUMBER_LENGTH } from '#lib/engine/numbering.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { factorBetween, type ItemFactor } from '#lib/kernel/unit-conversion.ts';
import { readDecimal } from '#lib/kernel/decimal.ts';
import { unitOf, UNITS } from '#lib/kernel/unit.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { lotNode, lotNumbers, lots, receipts } from '#lib/modules/inventory/index.ts';
import { items, partners, units } from '#lib/modules/master-data/index.ts';
import { documentNumbers, locations } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { photosIn } from '../photos/photo-ref.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { WAITING_PLACES } from './draft.ts';
import type { ReceiptView, ReceivingItem, ReceivingNumbers, ReceivingStart, SupplierView, UnitFactor } from './receiving-views.ts';

/** Deliveries shown before a new one begins. */
const RECENT = 8;
/** Newest receipts looked through for habits: suppliers, places, tares. */
const LOOK_BACK = 400;
/** What a delivery brings; finished goods and services come by other ways. */
const DELIVERED: readonly string[] = ['raw', 'packaging', 'semi', 'consumable', 'spare'];
const SUPPLIERS: readonly string[] = ['supplier', 'both', 'contractor'];

function receivingStart(context: QueryContext, _ask: null): ReceivingStart {
	const { engine, site, now } = context;
	const places = engine
		.keys(locations)
		.map((uid) => ({ uid, row: engine.row(locations, uid) }))
		.filter(({ row }) => row.createdBy !== '' && fieldText(row, 'site') === site)
		.map(({ uid, row }) => ({ uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), use: fieldText(row, 'kind') }));
	const waiting = places.filter(({ use }) => WAITING_PLACES.includes(use));
	const received = newest(engine, 'stock.received');
	const last = received.find(({ data }) => waiting.some(({ uid }) => uid === data['to']));
	return {
		suppliers: suppliersOf(engine),
		places,
		defaultPlace: String(last?.data['to'] ?? waiting.find(({ use }) => use === 'receiving')?.uid ?? waiting[0]?.uid ?? ''),
		recent: newest(engine, 'receipt.arrived')
			.slice(0, RECENT)
			.map((op) => receiptView(engine, op, received)),
		today: now.slice(0, 10)
	};
}

function newest(engine: Engine, type: string): readonly RecordedOp[] {
	return engine
		.opsOfType(type)
		.slice(-LOOK_BACK)
		.filter((op) => engine.standing(op) !== 'void')
		.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function suppliersOf(engine: Engine): readonly SupplierView[] {
	const last = new Map<string, string>();
	for (const { data, at } of newest(engine, 'receipt.arrived')) {
		const supplier = String(data['supplier']);
		if (!last.has(supplier)) last.set(supplier, at);
	}
	return engine
		.keys(partners)
		.map((uid) => ({ uid, row: engine.row(partners, uid) }))
		.filter(({ row }) => row.createdBy !== '' && SUPPLIERS.includes(fieldText(row, 'kind')))
		.map(({ uid, row }) => ({ uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), at: last.get(uid) ?? '' }))
		.sort((a, b) => (a.at === b.at ? (a.code < b.code ? -1 : 1) : a.at < b.at ? 1 : -1))
		.map(({ at, ...supplier }) => ({ ...supplier, last: at.slice(0, 10) }));
}

function receiptView(engine: Engine, op: RecordedOp, received: readonly RecordedOp[]): ReceiptView {
	const uid = String(op.data['receipt']);
	const row = engine.row(receipts, uid);
	return {
		uid,
		no: fieldText(row, 'no'),
		supplier: fieldText(engine.row(partners, fieldText(row, 'supplier')), 'name'),
		at: op.at,
		deliveryNote: fieldText(row, 'deliveryNote'),
		photos: photosIn(op.data),
		lots: received
			.filter(({ data }) => data['receipt'] === uid)
			.map(({ data }) => {
				const qty = data['qty'] as { readonly value: string; readonly unit: string };
				const lot = String(data['lot']);
				return { id: lotNode(lot), number: fieldText(engine.row(lots, lot), 'lotNo'), qty: qty.value, unit: qty.unit };
			})
	};
}

interface ItemsQuestion {
	/** Uid; "" for what any supplier may deliver. */
	readonly supplier: string;
}

function receivingItems({ engine }: QueryContext, { supplier }: ItemsQuestion): readonly ReceivingItem[] {
	const known = new Map<string, { supplierLot: string; number: string; day: string; lot: string }[]>();
	for (const lot of engine.keys(lots)) {
		const row = engine.row(lots, lot);
		if (fieldText(row, 'origin') !== 'purchased' || (supplier !== '' && fieldText(row, 'supplier') !== supplier)) continue;
		const entry = {
			lot,
			supplierLot: fieldText(row, 'supplierLot'),
			number: fieldText(row, 'lotNo'),
			day: engine.op(row.createdBy)?.at.slice(0, 10) ?? ''
		};
		const list = known.get(fieldText(row, 'item'));
		if (list) list.push(entry);
		else known.set(fieldText(row, 'item'), [entry]);
	}
	const tares = lastTares(engine);
	return engine
		.keys(items)
		.filter((uid) => DELIVERED.includes(fieldText(engine.row(items, uid), 'class')))
		.map((uid): ReceivingItem => {
			const row = engine.row(items, uid);
			const own = (known.get(uid) ?? []).toSorted((a, b) => (a.day < b.day ? 1 : -1));
			const shelfLife = row.fields['shelfLifeDays'];
			const stock = unitOf(fieldText(row, 'unit'));
			return {
				...scannedItem(engine, uid),
				track: fieldText(row, 'track'),
				shelfLifeDays: typeof shelfLife === 'number' ? shelfLife : 0,
				units: unitsFor(engine, uid, fieldText(row, 'unit')),
				isWeighed: stock?.dimension === 'mass',
				isUsual: own.length > 0,
				known: own.map(({ supplierLot, number, day }) => ({ supplierLot, number, day })),
				lastTare: tares.get(uid) ?? ''
			};
		})
		.sort((a, b) => (a.isUsual === b.isUsual ? (a.code < b.code ? -1 : 1) : a.isUsual ? -1 : 1));
}

/** Tare of the newest weighed roll, by item uid. */
function lastTares(engine: Engine): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const { data } of newest(engine, 'stock.received')) {
		const item = fieldText(engine.row(lots, String(data['lot'])), 'item');
		const rolls = data['rolls'] as readonly { readonly tare?: { readonly value: string } }[] | undefined;
		const tare = rolls?.at(-1)?.tare?.value;
		if (tare !== undefined && !found.has(item)) found.set(item, tare);
	}
	return found;
}

/** The stock unit, units of its dimension, and units defined for the item. */
function unitsFor(engine: Engine, item: string, stockUnit: string): readonly UnitFactor[] {
	const stock = unitOf(stockUnit);
	if (!stock) return [{ unit: stockUnit, num: '1', den: '1' }];
	const factors = engine.keys(units).flatMap((key): ItemFactor[] => {
		const [of = '', code = ''] = key.split('|');
		if (of !== item || code === '') return [];
		const row = engine.row(units, key);
		const [from, to, factor] = [unitOf(code), unitOf(fieldText(row, 'stockUnit') || stockUnit), readDecimal(fieldText(row, 'factor'))];
		if (!from || !to || !factor.ok) return [];
		const [whole = '0', fraction = ''] = factor.value.split('.');
		return [{ unit: from.code, of: to.code, ratio: { num: BigInt(whole + fraction), den: 10n ** BigInt(fraction.length) } }];
	});
	const offered = [
		stock,
		...UNITS.filter(({ code, dimension }) => code !== stock.code && USUAL.includes(code) && dimension === stock.dimension)
	];
	const own = factors.map(({ unit }) => unitOf(unit)).filter((unit) => unit !== undefined);
	return [...new Set([...offered, ...own])].flatMap((unit) => {
		const ratio = factorBetween(unit.code, stock.code, factors);
		return ratio ? [{ unit: unit.code, num: String(ratio.num), den: String(ratio.den) }] : [];
	});
}

/** Units of a dimension that delivery notes use. */
const USUAL: readonly string[] = ['kg', 'g', 't', 'm', 'km', 'cm', 'L', 'mL'];

interface NumbersQuestion {
	/** Item codes, one a line. */
	readonly items: readonly string[];
}

/** Numbers no other device gives; lots of one item on one day count on. */
function receivingNumbers(context: QueryContext, { items: codes }: NumbersQuestion): ReceivingNumbers {
	const { engine } = context;
	const requested = engine.opsOfType('insp.created').map(({ data }) => String(data['no']));
	const receiptNos = engine
		.keys(documentNumbers)
		.filter((key) => key.startsWith(RECEIPT_KEY))
		.map((key) => key.slice(RECEIPT_KEY.length));
	const given = new Map<string, number>();
	const lotNos = codes.length === 0 ? [] : engine.keys(lotNumbers);
	return {
		receipt: nextNumber(context, DOCUMENT_PATTERN, { type: 'R' }, receiptNos),
		lots: codes.map((code) => {
			const product = productOf(code);
			const ahead = given.get(product) ?? 0;
			given.set(product, ahead + 1);
			return nextNumber(context, LOT_PATTERN, { product }, lotNos, ahead);
		}),
		inspections: codes.map((_, at) => nextNumber(context, DOCUMENT_PATTERN, { type: 'J' }, requested, at))
	};
}

/** Formal numbers are kept by kind. */
const RECEIPT_KEY = 'receipt|';
/** yyMMdd, device code and two digits stand behind it in 20 characters. */
const MAX_PRODUCT = MAX_NUMBER_LENGTH - 6 - 2 - 2;

function productOf(code: string): string {
	return code.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, MAX_PRODUCT);
}

export const receivingQueries = {
	'receiving.start': receivingStart,
	'receiving.items': receivingItems,
	'receiving.numbers': receivingNumbers
};
