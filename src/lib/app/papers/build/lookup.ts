/** What builders of papers look up: names behind uids, operations about a subject, who signed. */
import { ROLES } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { lots, lotLoads, loads, serialNumber, unitBatches } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { ALL, company, devices, locations, persons, sites } from '#lib/modules/org/index.ts';
import { itemNameOf } from '../../queries/subjects.ts';
import * as cell from '../cells.ts';
import type { Cell, Signed, Slot } from '../paper.ts';

/** Digits of a device's own counter in derived numbers. */
const SEQ_DIGITS = 4;

export const companyName = (read: Reader): string => fieldText(read.row(company, ALL), 'name');
export const companyCode = (read: Reader): string => fieldText(read.row(company, ALL), 'uscc');

export function personName(read: Reader, uid: string): string {
	return uid === '' ? '' : fieldText(read.row(persons, uid), 'name') || uid.slice(0, 6);
}

export function partnerName(read: Reader, uid: string): string {
	return uid === '' ? '' : fieldText(read.row(partners, uid), 'name');
}

export const partnerField = (read: Reader, uid: string, field: string): string =>
	uid === '' ? '' : fieldText(read.row(partners, uid), field);

export function locationText(read: Reader, uid: unknown): string {
	if (typeof uid !== 'string' || uid === '') return '';
	const row = read.row(locations, uid);
	return [fieldText(row, 'code'), fieldText(row, 'name')].filter((part) => part !== '').join(' ');
}

export const siteText = (read: Reader, uid: string): string => (uid === '' ? '' : fieldText(read.row(sites, uid), 'name'));

export interface ItemFacts {
	readonly uid: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly class: string;
	readonly sterile: boolean;
	/** Device identifier (AI 01), registration, model: only where recorded. */
	readonly di: string;
	readonly registration: string;
	readonly model: string;
	readonly storage: string;
}

export function itemFacts(read: Reader, uid: string): ItemFacts {
	const row = read.row(items, uid);
	return {
		uid,
		code: fieldText(row, 'code'),
		name: itemNameOf(read, uid),
		unit: fieldText(row, 'unit'),
		class: fieldText(row, 'class'),
		sterile: row.fields['sterile'] === true,
		di: fieldText(row, 'gtin') || fieldText(row, 'di'),
		registration: fieldText(row, 'registration'),
		model: fieldText(row, 'model'),
		storage: fieldText(row, 'storage')
	};
}

export interface LotFacts {
	readonly uid: string;
	readonly number: string;
	readonly item: ItemFacts;
	readonly supplier: string;
	readonly supplierLot: string;
	readonly mfgDate: string;
	readonly expiry: string;
	readonly origin: string;
	readonly wo: string;
	/** Numbers of the steriliser loads it went through. */
	readonly loads: string;
	readonly isKnown: boolean;
}

export function lotFacts(read: Reader, uid: string): LotFacts {
	const row = read.row(lots, uid);
	const field = (name: string) => fieldText(row, name);
	return {
		uid,
		number: field('lotNo') || uid,
		item: itemFacts(read, field('item')),
		supplier: field('supplier'),
		supplierLot: field('supplierLot'),
		mfgDate: field('mfgDate'),
		expiry: field('expiry'),
		origin: field('origin'),
		wo: field('wo'),
		loads: read
			.row(lotLoads, uid)
			.map((load) => fieldText(read.row(loads, load), 'no') || load)
			.join('、'),
		isKnown: row.createdBy !== ''
	};
}

/** Operations of a type about a subject, void ones left out, oldest first. */
export function opsAbout(engine: Engine, type: string, subject: string): readonly RecordedOp[] {
	return engine.opsOfType(type).filter((op) => op.refs.includes(subject) && engine.standing(op) !== 'void');
}

/** The first operation of a type about a subject, even one declared an error. */
export function firstAbout(engine: Engine, type: string, subject: string): RecordedOp | undefined {
	return engine.opsOfType(type).find((op) => op.refs.includes(subject));
}

export function isVoid(engine: Engine, op: RecordedOp | undefined): boolean {
	return op !== undefined && engine.standing(op) === 'void';
}

/** Who stands under an operation: its electronic signatures, or the session it was recorded in. */
export function signedBy(read: Reader, op: RecordedOp | undefined): readonly Signed[] {
	if (!op) return [];
	const { signs = [] } = op.op;
	if (signs.length > 0)
		return signs.map(({ person, role, meaning, at }) => ({
			name: personName(read, person),
			role: roleWords(role),
			meaning,
			at,
			by: 'signature' as const
		}));
	return op.by === '' ? [] : [{ name: personName(read, op.by), role: roleWords(op.role), meaning: 'performed', at: op.at, by: 'session' }];
}

export function slot(key: string, zh: string, en: string, signed: readonly Signed[]): Slot {
	return { key, label: { zh, en }, signed };
}

export function roleWords(role: string): Bilingual {
	return role in ROLES ? ROLES[role as keyof typeof ROLES] : { zh: role, en: role };
}

/** A number no other device can give: prefix, local day, device code, the entry's number on its chain. */
export function chainNumber(read: Reader, prefix: string, op: RecordedOp): string {
	const device = fieldText(read.row(devices, op.dev), 'code') || op.dev.slice(0, 4);
	return `${prefix}${op.at.slice(2, 10).replaceAll('-', '')}-${device}-${String(op.seq).padStart(SEQ_DIGITS, '0')}`;
}

/** A line of goods as recorded: a quantity of a lot, or a range of serial units. */
export interface GoodsLine {
	readonly lot: LotFacts | undefined;
	readonly item: ItemFacts;
	/** `CM26090001–CM26090116`; "" for lots. */
	readonly serials: string;
	readonly qty: Cell;
	readonly amount: Amount;
	readonly unit: string;
	readonly from: string;
	readonly to: string;
	readonly line: Readonly<Record<string, unknown>>;
}

const MILLION = 1_000_000n;

export function goodsLines(read: Reader, op: RecordedOp): readonly GoodsLine[] {
	const { lines } = op.data;
	const list = Array.isArray(lines) ? (lines as readonly Readonly<Record<string, unknown>>[]) : [op.data];
	return list.map((line) => goodsLine(read, line));
}

export function goodsLine(read: Reader, line: Readonly<Record<string, unknown>>): GoodsLine {
	const places = { from: locationText(read, line['from']), to: locationText(read, line['to']), line };
	if (typeof line['batch'] === 'string') {
		const row = read.row(unitBatches, line['batch']);
		const [first, last] = [Number(line['first']), Number(line['last'])];
		const lot = fieldText(row, 'lot');
		const item = itemFacts(read, fieldText(row, 'item'));
		const amount = (BigInt(last - first + 1) * MILLION) as Amount;
		return {
			lot: lot === '' ? undefined : lotFacts(read, lot),
			item,
			serials: first === last ? serialNumber(row, first) : `${serialNumber(row, first)}–${serialNumber(row, last)}`,
			qty: cell.quantity(fromAmount(amount), item.unit),
			amount,
			unit: item.unit,
			...places
		};
	}
	const lot = lotFacts(read, String(line['lot'] ?? ''));
	const stored = line['qty'] as { readonly value?: string; readonly unit?: string } | undefined;
	return {
		lot,
		item: lot.item,
		serials: '',
		qty: cell.recorded(stored),
		amount: amountOf(stored?.value ?? '') ?? (0n as Amount),
		unit: stored?.unit ?? lot.item.unit,
		...places
	};
}

/** Sums per unit, in the order the units appear: kilograms and pieces are never added. */
export function sumsOf(lines: readonly { readonly amount: Amount; readonly unit: string }[]): Cell {
	const byUnit = new Map<string, bigint>();
	for (const { amount, unit } of lines) byUnit.set(unit, (byUnit.get(unit) ?? 0n) + amount);
	const sums = [...byUnit].map(([unit, amount]) => ({ value: fromAmount(amount as Amount), unit }));
	return sums.length === 0 ? cell.MISSING : { kind: 'quantities', of: sums };
}

/** Lot or serial numbers of a line. */
export function lotOrSerial(line: GoodsLine): Cell {
	return cell.code([line.lot?.number ?? '', line.serials].filter((part) => part !== '').join(' '));
}
