/** The tables behind `stock`, `report` and `export`: plain rows with exact texts. */
import type { Reader } from '#lib/engine/reader.ts';
import { findExceptions } from '#lib/engine/exceptions.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify, lotNode, lots } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { balanceOf, consigneesOf, onHandOf, type Balance, type ConsigneeRow, type OnHandRow } from '#lib/modules/trace/index.ts';
import { describeSubject, documentNames, type Subject } from './names.ts';

export interface StockRow extends OnHandRow {
	readonly itemName: string;
	/** How many single units by serial number the quantity consists of; 0 for bulk. */
	readonly units: number;
}

/** Stock by item, lot and location; serial units summed under their lot. */
export function stockRows(read: Reader): readonly StockRow[] {
	const rows = new Map<string, { row: OnHandRow; qty: bigint; units: number }>();
	for (const { node } of read.ledger.onHand()) {
		const identity = identify(read, node);
		const lotNo = identity.kind === 'unit' ? fieldText(read.row(lots, identity.lot), 'lotNo') || identity.number : identity.number;
		for (const row of onHandOf(read, [node])) {
			const key = JSON.stringify([row.item, lotNo, row.site, row.location]);
			const sum = rows.get(key) ?? { row: { ...row, lot: lotNo }, qty: 0n, units: 0 };
			sum.qty += amountOf(row.qty) ?? 0n;
			if (identity.kind === 'unit') sum.units++;
			rows.set(key, sum);
		}
	}
	const names = itemNames(read);
	return sorted(
		[...rows.values()].map(({ row, qty, units }) => ({
			...row,
			qty: fromAmount(qty as Amount),
			itemName: names.get(row.item) ?? '',
			units
		})),
		(row) => [row.item, row.lot, row.site, row.location]
	);
}

export interface LotRow extends Balance {
	readonly lot: string;
	readonly item: string;
	readonly itemName: string;
	readonly origin: string;
	readonly supplier: string;
	readonly supplierLot: string;
	readonly mfgDate: string;
	readonly expiry: string;
}

/** Every lot with its adding-up balance. */
export function lotRows(read: Reader): readonly LotRow[] {
	const rows = read.keys(lots).map((uid): LotRow => {
		const row = read.row(lots, uid);
		const item = read.row(items, fieldText(row, 'item'));
		return {
			lot: fieldText(row, 'lotNo'),
			item: fieldText(item, 'code'),
			itemName: fieldText(item, 'nameZh'),
			origin: fieldText(row, 'origin'),
			supplier: fieldText(read.row(partners, fieldText(row, 'supplier')), 'code'),
			supplierLot: fieldText(row, 'supplierLot'),
			mfgDate: fieldText(row, 'mfgDate'),
			expiry: fieldText(row, 'expiry'),
			...balanceOf(read, lotNode(uid))
		};
	});
	return sorted(rows, (row) => [row.item, row.lot]);
}

/** Who has what, net of returns, over all lots and units. */
export function consigneeRows(read: Reader): readonly ConsigneeRow[] {
	return consigneesOf(read, goodsNodes(read));
}

export interface MovementRow {
	readonly at: string;
	readonly kind: string;
	readonly item: string;
	readonly lot: string;
	readonly qty: string;
	readonly unit: string;
	readonly from: string;
	readonly to: string;
	readonly standing: string;
	readonly op: string;
}

/** Every movement as recorded, by node; declared errors are marked, not left out. */
export function* movementRows(read: Reader): Generator<MovementRow> {
	const documents = documentNames(read);
	const place = (text: string) => {
		const { kind, label } = describeSubject(read, text, documents);
		return kind === '' || kind === 'loc' ? label : `${kind} ${label}`;
	};
	for (const node of goodsNodes(read)) {
		const identity = identify(read, node);
		const item = read.row(items, identity.item);
		for (const move of read.ledger.movesOf(node))
			yield {
				at: move.op.at,
				kind: move.kind,
				item: fieldText(item, 'code'),
				lot: identity.number,
				qty: fromAmount(move.qty),
				unit: fieldText(item, 'unit'),
				from: place(move.from),
				to: place(move.to),
				standing: move.standing,
				op: move.op.id
			};
	}
}

export interface ExceptionRow {
	readonly key: string;
	readonly rule: string;
	readonly code: string;
	readonly status: string;
	readonly owner: readonly string[];
	readonly raisedAt: string;
	readonly deadlineHours: number;
	readonly subjects: readonly Subject[];
	readonly params: unknown;
	readonly explanation: Bilingual;
	readonly ops: readonly string[];
}

/** What the conflict rules find, with the names people use. */
export function exceptionRows(engine: Engine): readonly ExceptionRow[] {
	const documents = documentNames(engine);
	return findExceptions(engine.registry.rules, engine).map(
		({ key, rule, code, status, owner, raisedAt, deadlineHours, subjects, params, explanation, ops }) => ({
			key,
			rule,
			code,
			status,
			owner,
			raisedAt,
			deadlineHours,
			subjects: subjects.map((ref) => describeSubject(engine, ref, documents)),
			params,
			explanation,
			ops
		})
	);
}

function goodsNodes(read: Reader): readonly string[] {
	const { nodes } = read.ledger;
	const goods: string[] = [];
	for (let number = 0; number < nodes.size; number++) {
		const node = nodes.text(number);
		if (node.startsWith('lot:') || node.startsWith('unit:')) goods.push(node);
	}
	return goods;
}

function itemNames(read: Reader): ReadonlyMap<string, string> {
	return new Map(read.keys(items).map((uid) => [fieldText(read.row(items, uid), 'code'), fieldText(read.row(items, uid), 'nameZh')]));
}

function sorted<T>(rows: readonly T[], key: (row: T) => readonly string[]): readonly T[] {
	return rows
		.map((row) => ({ row, key: key(row).join('\u0000') }))
		.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
		.map(({ row }) => row);
}
