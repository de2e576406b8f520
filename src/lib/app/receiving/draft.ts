/** A delivery while it is being entered: kept on this device until it is recorded, and pure but for that. */
import { amountOf, fromAmount, multiplyDecimal, readDecimal, typedDecimal, type Amount, type Decimal } from '#lib/kernel/decimal.ts';
import { addDays, addMonths, daysBetween, isPlausible, parsePlainDate, type PlainDate } from '#lib/kernel/plain-date.ts';
import { trim } from '#lib/kernel/text.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { PhotoRef } from '../photos/photo-ref.ts';
import type { PlaceView, ReceivingItem, ReceivingNumbers } from './receiving-views.ts';

/** In the item's stock unit; texts as typed. */
export interface RollDraft {
	readonly gross: string;
	readonly tare: string;
	/** Weight of the supplier's label instead of the scale's. */
	readonly by: 'scale' | 'label';
}

export interface LineDraft {
	/** Uids of what the line will create: a retry creates the same. */
	readonly lot: string;
	readonly inspection: string;
	readonly item: ReceivingItem;
	readonly supplierLot: string;
	/** The supplier's papers name none; the line says so instead of leaving it open. */
	readonly hasNoSupplierLot: boolean;
	readonly mfgDate: string;
	readonly expiry: string;
	readonly mode: 'rolls' | 'quantity';
	readonly qty: string;
	readonly unit: string;
	readonly rolls: readonly RollDraft[];
	/** What the delivery note says, in the stock unit; "" if not compared. */
	readonly noteQty: string;
	readonly to: string;
}

export interface ReceiptDraft {
	readonly receipt: string;
	readonly supplier: string;
	readonly deliveryNote: string;
	readonly photos: readonly PhotoRef[];
	readonly lines: readonly LineDraft[];
	/** The line being entered; not among `lines` yet. */
	readonly open: LineDraft | null;
}

export type LineField = 'item' | 'supplierLot' | 'mfgDate' | 'expiry' | 'qty' | 'rolls' | 'to';
export type LineProblemCode =
	| 'serial-item'
	| 'lot-missing'
	| 'lot-duplicate'
	| 'lot-in-this-receipt'
	| 'mfg-future'
	| 'mfg-implausible'
	| 'expiry-before-mfg'
	| 'expired'
	| 'expiry-implausible'
	| 'expiry-short'
	| 'expiry-missing'
	| 'qty-missing'
	| 'qty-zero'
	| 'qty-decimals'
	| 'unit-unknown'
	| 'rolls-missing'
	| 'roll-tare'
	| 'roll-zero'
	| 'place-missing'
	| 'place-not-quarantine';

export interface LineProblem {
	readonly field: LineField;
	readonly code: LineProblemCode;
	/** Warnings do not stop the line; the person has seen them. */
	readonly stops: boolean;
	/** What a sentence about it needs. */
	readonly words: Readonly<Record<string, string>>;
}

/** Goods with less of their shelf life left than this share are worth a word to purchasing (G4 is a deviation, not a block). */
export const MIN_REMAINING_SHARE = 1 / 3;
/** An expiry further away is usually a typing error (2062 for 2026). */
export const MAX_EXPIRY_YEARS = 10;
const DAYS_PER_YEAR = 365;
const MONTHS_PER_YEAR = 12;
/** Places where goods may wait for inspection. */
export const WAITING_PLACES: readonly string[] = ['receiving', 'quarantine'];

export function emptyDraft(receipt: string): ReceiptDraft {
	return { receipt, supplier: '', deliveryNote: '', photos: [], lines: [], open: null };
}

/** Expiry from the day of manufacture; whole years by the calendar, other terms in days. "" where either is unknown. */
export function computedExpiry(mfgDate: string, shelfLifeDays: number): string {
	const made = parsePlainDate(mfgDate);
	if (!made.ok || shelfLifeDays <= 0) return '';
	const years = shelfLifeDays / DAYS_PER_YEAR;
	return Number.isInteger(years) ? addMonths(made.value, years * MONTHS_PER_YEAR) : addDays(made.value, shelfLifeDays);
}

/** The expiry that counts: as entered, else computed. */
export function expiryOf(line: LineDraft): { readonly date: string; readonly isComputed: boolean } {
	if (line.expiry !== '') return { date: line.expiry, isComputed: false };
	const date = computedExpiry(line.mfgDate, line.item.shelfLifeDays);
	return { date, isComputed: date !== '' };
}

/** Net weight; undefined while gross or tare is no number or tare is not below gross. */
export function netOf({ gross, tare }: RollDraft): Decimal | undefined {
	const [g, t] = [readDecimal(gross), readDecimal(tare === '' ? '0' : tare)];
	if (!g.ok || !t.ok) return undefined;
	const net = (amountOf(g.value) ?? 0n) - (amountOf(t.value) ?? 0n);
	return net > 0n && (amountOf(t.value) ?? 0n) >= 0n ? fromAmount(net as Amount) : undefined;
}

export function rollsTotal(rolls: readonly RollDraft[]): Decimal {
	return fromAmount(rolls.reduce((sum, roll) => sum + (amountOf(netOf(roll) ?? '0') ?? 0n), 0n) as Amount);
}

/** Quantity in the stock unit, with what was entered; undefined while it cannot be told. */
export function quantityOf(line: LineDraft): { readonly value: Decimal; readonly entered: JsonObject | null } | undefined {
	if (line.mode === 'rolls') {
		const total = rollsTotal(line.rolls);
		return total === '0' || line.rolls.some((roll) => netOf(roll) === undefined) ? undefined : { value: total, entered: null };
	}
	const read = readDecimal(line.qty);
	const factor = line.item.units.find(({ unit }) => unit === line.unit);
	if (!read.ok || !factor || (amountOf(read.value) ?? 0n) <= 0n) return undefined;
	const exact = multiplyDecimal(read.value, { num: BigInt(factor.num), den: BigInt(factor.den) }, 'exact');
	if (!exact.ok) return undefined;
	const factorText = factor.den === '1' ? factor.num : `${factor.num}/${factor.den}`;
	return {
		value: exact.value,
		entered: line.unit === line.item.unit ? null : { value: read.value, unit: line.unit, factor: factorText }
	};
}

/** Difference to the delivery note, in the stock unit; undefined where nothing is compared. */
export function noteDifference(line: LineDraft): Decimal | undefined {
	const note = readDecimal(line.noteQty);
	const own = line.mode === 'rolls' ? rollsTotal(line.rolls) : quantityOf(line)?.value;
	if (!note.ok || own === undefined) return undefined;
	return fromAmount(((amountOf(own) ?? 0n) - (amountOf(note.value) ?? 0n)) as Amount);
}

/** Everything that speaks against a line, at the field it is about. */
export function lineProblems(
	line: LineDraft,
	around: { readonly today: string; readonly places: readonly PlaceView[]; readonly others: readonly LineDraft[] }
): readonly LineProblem[] {
	return [
		...lotProblems(line, around.others),
		...dateProblems(line, around.today),
		...amountProblems(line),
		...placeProblems(line, around.places)
	];
}

const problem = (field: LineField, code: LineProblemCode, words: LineProblem['words'] = {}, stops = true): LineProblem => ({
	field,
	code,
	stops,
	words
});

function lotProblems(line: LineDraft, others: readonly LineDraft[]): readonly LineProblem[] {
	if (line.item.track === 'serial') return [problem('item', 'serial-item')];
	const wanted = trim(line.supplierLot);
	if (wanted === '') return line.hasNoSupplierLot ? [] : [problem('supplierLot', 'lot-missing')];
	if (others.some((other) => other.lot !== line.lot && other.item.uid === line.item.uid && trim(other.supplierLot) === wanted))
		return [problem('supplierLot', 'lot-in-this-receipt', { lot: wanted })];
	const known = line.item.known.find(({ supplierLot }) => supplierLot === wanted);
	return known ? [problem('supplierLot', 'lot-duplicate', { lot: wanted, number: known.number, day: known.day }, false)] : [];
}

function dateProblems(line: LineDraft, today: string): readonly LineProblem[] {
	const found: LineProblem[] = [];
	const [made, day] = [parsePlainDate(line.mfgDate), parsePlainDate(today)];
	if (!day.ok) return found;
	const farthest = addMonths(day.value, MAX_EXPIRY_YEARS * MONTHS_PER_YEAR);
	if (made.ok && made.value > day.value) found.push(problem('mfgDate', 'mfg-future', { date: made.value }));
	if (made.ok && !isPlausible(made.value, { notAfter: farthest })) found.push(problem('mfgDate', 'mfg-implausible', { date: made.value }));
	const { date } = expiryOf(line);
	const expiry = parsePlainDate(date);
	if (!expiry.ok) {
		if (line.item.shelfLifeDays > 0) found.push(problem('expiry', 'expiry-missing'));
		return found;
	}
	if (made.ok && expiry.value <= made.value) found.push(problem('expiry', 'expiry-before-mfg', { mfg: made.value, expiry: expiry.value }));
	else if (expiry.value < day.value) found.push(problem('expiry', 'expired', { expiry: expiry.value }));
	else if (!isPlausible(expiry.value, { notAfter: farthest }))
		found.push(problem('expiry', 'expiry-implausible', { expiry: expiry.value }));
	else found.push(...shortLife(line, day.value, expiry.value));
	return found;
}

function shortLife(line: LineDraft, today: PlainDate, expiry: PlainDate): readonly LineProblem[] {
	const left = daysBetween(today, expiry);
	const isShort = line.item.shelfLifeDays > 0 && left < line.item.shelfLifeDays * MIN_REMAINING_SHARE;
	return isShort ? [problem('expiry', 'expiry-short', { days: String(left), of: String(line.item.shelfLifeDays) }, false)] : [];
}

function amountProblems(line: LineDraft): readonly LineProblem[] {
	if (line.mode === 'rolls') {
		if (line.rolls.length === 0) return [problem('rolls', 'rolls-missing')];
		const wrong = line.rolls.findIndex((roll) => netOf(roll) === undefined);
		return wrong >= 0 ? [problem('rolls', 'roll-tare', { roll: String(wrong + 1) })] : [];
	}
	if (!line.item.units.some(({ unit }) => unit === line.unit))
		return [problem('qty', 'unit-unknown', { unit: line.unit, stock: line.item.unit })];
	const read = readDecimal(line.qty);
	if (!read.ok) return [problem('qty', read.error.code === 'too-many-decimals' ? 'qty-decimals' : 'qty-missing')];
	if ((amountOf(read.value) ?? 0n) <= 0n) return [problem('qty', 'qty-zero')];
	return quantityOf(line) ? [] : [problem('qty', 'qty-decimals')];
}

function placeProblems(line: LineDraft, places: readonly PlaceView[]): readonly LineProblem[] {
	const place = places.find(({ uid }) => uid === line.to);
	if (!place) return [problem('to', 'place-missing')];
	return WAITING_PLACES.includes(place.use) ? [] : [problem('to', 'place-not-quarantine', { place: `${place.code} ${place.name}` })];
}

/** Weights as copied from a list or typed in a row: one roll a line as `gross`, `gross tare` or `gross tare net`, else a row of gross weights. */
export function readWeights(text: string, tare: string): readonly RollDraft[] | undefined {
	const lines = text
		.split(/\r?\n/)
		.map((line) => line.split(/[\s,;，；、]+/u).filter((part) => part !== ''))
		.filter((parts) => parts.length > 0);
	const isTable = lines.length > 1 && lines.every((parts) => parts.length === lines[0]?.length && parts.length <= 3);
	const rolls = isTable
		? lines.map(([gross = '', own = tare]): RollDraft => ({ gross, tare: own, by: 'scale' }))
		: lines.flat().map((gross): RollDraft => ({ gross, tare, by: 'scale' }));
	return rolls.length > 0 && rolls.every((roll) => netOf(roll) !== undefined) ? rolls : undefined;
}

/** What recording the delivery does, in one act. */
export function receiptOperations(
	draft: ReceiptDraft,
	numbers: ReceivingNumbers
): readonly { readonly type: string; readonly data: JsonObject }[] {
	const arrived: JsonObject = {
		receipt: draft.receipt,
		no: numbers.receipt,
		supplier: draft.supplier,
		...(trim(draft.deliveryNote) === '' ? {} : { deliveryNote: trim(draft.deliveryNote) }),
		...(draft.photos.length === 0 ? {} : { photos: draft.photos.map(({ hash, mime, size }) => ({ hash, mime, size })) })
	};
	return [
		{ type: 'receipt.arrived', data: arrived },
		...draft.lines.flatMap((line, at) => lineOperations(draft, line, numbers.lots[at] ?? '', numbers.inspections[at] ?? ''))
	];
}

function lineOperations(draft: ReceiptDraft, line: LineDraft, lotNo: string, inspectionNo: string) {
	const quantity = quantityOf(line);
	if (!quantity) throw new Error('a line without a quantity was taken into the receipt');
	const { date: expiry } = expiryOf(line);
	const supplierLot = trim(line.supplierLot);
	const { unit } = line.item;
	const rolls = line.rolls.map((roll, at) => ({
		roll: `${supplierLot === '' ? lotNo : supplierLot}/${String(at + 1)}`,
		gross: { value: typedDecimal(roll.gross), unit },
		...(typedDecimal(roll.tare) === '0' ? {} : { tare: { value: typedDecimal(roll.tare), unit } }),
		net: { value: netOf(roll) ?? '0', unit },
		by: roll.by
	}));
	return [
		{
			type: 'lot.created',
			data: {
				lot: line.lot,
				item: line.item.uid,
				lotNo,
				origin: 'purchased',
				supplier: draft.supplier,
				...(supplierLot === '' ? {} : { supplierLot }),
				...(line.mfgDate === '' ? {} : { mfgDate: line.mfgDate }),
				...(expiry === '' ? {} : { expiry })
			}
		},
		{
			type: 'stock.received',
			data: {
				lot: line.lot,
				qty: { value: quantity.value, unit },
				to: line.to,
				supplier: draft.supplier,
				receipt: draft.receipt,
				...(line.mode === 'rolls' ? { rolls } : {}),
				...(quantity.entered ? { entered: quantity.entered } : {})
			}
		},
		{ type: 'insp.created', data: { inspection: line.inspection, no: inspectionNo, kind: 'IQC', lot: line.lot } }
	];
}
