/** What speaks against releasing, drawing material, starting, consuming and completing. */
import type { Gate, GateFinding, Intent } from '#lib/engine/gates.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText, type RegisterRow } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { identify, locationPlace, lotNode, nodesOf, ONE, type Goods } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';
import { locations } from '../org/index.ts';
import { lineUse, orderWork, workMasters, workOrders } from './views.ts';

/** G7: the order's snapshot is the released work master of its product, byte for byte. */
export const workMasterCurrent: Gate = {
	id: 'G7',
	check(intent, read) {
		const order = read.row(workOrders, String(intent.data['wo']));
		const master = fieldText(order, 'master');
		const subject = `wo:${String(intent.data['wo'])}`;
		if (master === '') return [{ code: 'work-master-missing', subject }];
		const released = read.row(workMasters, master);
		if (released.createdBy === '') return [{ code: 'work-master-not-released', subject }];
		if (fieldText(released, 'hash') !== fieldText(order, 'masterHash')) return [{ code: 'work-master-changed', subject }];
		return fieldText(released, 'item') === fieldText(order, 'item') ? [] : [{ code: 'work-master-other-product', subject }];
	}
};

/** G7: nobody draws for or works on an order before it is released or after it was completed. */
export const orderOpen: Gate = {
	id: 'G7',
	check(intent, read) {
		const wo = String(intent.data['wo']);
		const { fields } = read.row(workOrders, wo);
		if (fields['completed'] === true) return [{ code: 'order-completed', subject: `wo:${wo}` }];
		return fields['released'] === true ? [] : [{ code: 'order-not-released', subject: `wo:${wo}` }];
	}
};

/** G11: the line was cleared after another order worked there. */
export const lineCleared: Gate = {
	id: 'G11',
	check(intent, read) {
		const { location, wo } = intent.data;
		if (typeof location !== 'string') return [];
		const use = read.row(lineUse, location);
		if (use.wo === '' || use.clear || use.wo === wo) return [];
		const before = read.row(workOrders, use.wo);
		const previous = fieldText(before, 'lotNo') || fieldText(before, 'no');
		return [{ code: 'line-not-cleared', subject: `wo:${String(wo)}`, params: { previous, line: codeOf(read, location) } }];
	}
};

/** G11: the line was cleared after the last that was made of this order. */
export const clearedBeforeEnd: Gate = {
	id: 'G11',
	check(intent, read) {
		const wo = String(intent.data['wo']);
		return read.row(orderWork, wo).dirty ? [{ code: 'not-cleared', subject: `wo:${wo}` }] : [];
	}
};

/** G7: the order's frozen material list names the item. An order without a list takes what it is given. */
export const materialOfOrder: Gate = {
	id: 'G7',
	check(intent, read) {
		const wanted = materialsOfOrder(read, String(intent.data['wo']));
		if (wanted.length === 0) return [];
		const nodes = linesOf(intent).flatMap((line) => nodesOf(line as unknown as Goods).map(({ node }) => node));
		return nodes.flatMap((node): readonly GateFinding[] => {
			const { item } = identify(read, node);
			return item === '' || wanted.includes(item) ? [] : [{ code: 'not-in-order', subject: node, params: { item, wanted } }];
		});
	}
};

/** Uids of the items an order is made of; empty where its product has no work master. */
export function materialsOfOrder(read: Reader, wo: string): readonly string[] {
	const master = fieldText(read.row(workOrders, wo) as unknown as RegisterRow, 'master');
	const lines = master === '' ? undefined : read.row(workMasters, master).fields['lines'];
	return Array.isArray(lines) ? (lines as unknown as readonly { readonly item: string }[]).map(({ item }) => item) : [];
}

/** G29: as much lies there as is taken. Each line is judged on its own. */
export const enoughThere: Gate = {
	id: 'G29',
	check(intent, read) {
		return linesOf(intent).flatMap((line) => {
			const from = line['from'];
			return typeof from === 'string' ? wantedOf(line, intent.type).flatMap(({ node, qty }) => lacking(read, node, qty, from)) : [];
		});
	}
};

/** Of an operation with several lines each; of any other the one it is itself. */
function linesOf({ data }: Intent): readonly JsonObject[] {
	return Array.isArray(data['lines']) ? (data['lines'] as readonly JsonObject[]) : [data];
}

function wantedOf(data: JsonObject, type: string): readonly { readonly node: string; readonly qty: bigint }[] {
	if (type === 'op.componentInstalled') {
		const units = data['units'] as Goods | undefined;
		const each = data['qty'] as { readonly value: string };
		const qty = BigInt(units ? nodesOf(units).length : 0) * (amountOf(each.value) ?? 0n);
		return [{ node: lotNode(String(data['lot'])), qty }];
	}
	return nodesOf(data as unknown as Goods).map(({ node, qty }) => ({
		node,
		qty: typeof qty === 'bigint' ? qty : (amountOf(qty.value) ?? ONE)
	}));
}

function lacking(read: Reader, node: string, qty: bigint, from: string): readonly GateFinding[] {
	const cell = read.ledger.quantitiesOf(node).find(({ place }) => place === locationPlace(from));
	const there: bigint = cell?.qty ?? 0n;
	if (qty <= there) return [];
	const { item } = identify(read, node);
	const unit = fieldText(read.row(items, item), 'unit');
	const params = { there: fromAmount(there as Amount), wanted: fromAmount(qty as Amount), unit, place: codeOf(read, from) };
	return [{ code: 'more-than-there', subject: node, params }];
}

const codeOf = (read: Reader, location: string): string => fieldText(read.row(locations, location), 'code') || location;
