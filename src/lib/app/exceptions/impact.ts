/** What an exception touches: lots, who holds what was made of them, what is still in stock, orders. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Exception } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify, lots, splitNode, unitBatches, unitNode } from '#lib/modules/inventory/index.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { recalls } from '#lib/modules/recall/index.ts';
import { balanceOf } from '#lib/modules/trace/index.ts';
import { nameSubject } from '../queries/subjects.ts';
import type { NamedNode } from '../views.ts';

export interface Impact {
	/** Lots and units it is about. */
	readonly lots: readonly NamedNode[];
	/** Lots and units made of them. */
	readonly downstream: number;
	/** Who received any of these. */
	readonly customers: readonly { readonly code: string; readonly name: string }[];
	/** What is still in stock of these, by unit of measure. */
	readonly inStock: readonly { readonly qty: string; readonly unit: string }[];
	/** Numbers of the work orders concerned. */
	readonly orders: readonly string[];
}

/** More goods than these are counted, not added up: the list must come at once. */
const MAX_GOODS = 3000;
const MAX_NAMED = 6;

export function impactOf(engine: Engine, exception: Exception): Impact {
	const starts = [...new Set(exception.subjects.flatMap((subject) => goodsBehind(engine, subject)))];
	const { nodes } = engine.genealogy.closure(starts, 'down');
	const goods = nodes.map((node) => engine.ledger.nodes.text(node)).filter((node) => node.startsWith('lot:') || node.startsWith('unit:'));
	const customers = new Set<string>();
	const stock = new Map<string, bigint>();
	for (const node of goods.slice(0, MAX_GOODS)) {
		for (const { to, standing } of engine.ledger.movesOf(node)) if (standing !== 'void' && to.startsWith('customer:')) customers.add(to);
		const cells = engine.ledger.quantitiesOf(node);
		if (cells.length === 0) continue;
		const { unit } = balanceOf(engine, node);
		stock.set(
			unit,
			cells.reduce((sum, { qty }) => sum + qty, stock.get(unit) ?? 0n)
		);
	}
	const orders = new Set(goods.flatMap((node) => orderOf(engine, node)));
	for (const id of exception.ops)
		for (const ref of engine.op(id)?.refs ?? []) if (ref.startsWith('wo:')) orders.add(ref.slice('wo:'.length));
	return {
		lots: starts.slice(0, MAX_NAMED).map((node) => nameSubject(engine, node)),
		downstream: goods.filter((node) => !starts.includes(node)).length,
		customers: [...customers]
			.map((place) => {
				const row = engine.row(partners, place.slice('customer:'.length));
				return { code: fieldText(row, 'code'), name: fieldText(row, 'name') };
			})
			.sort((a, b) => (a.code < b.code ? -1 : 1)),
		inStock: [...stock].filter(([, qty]) => qty !== 0n).map(([unit, qty]) => ({ qty: fromAmount(qty as Amount), unit })),
		orders: [...orders]
			.map((uid) => fieldText(engine.row(workOrders, uid), 'no'))
			.filter((no) => no !== '')
			.sort()
			.slice(0, MAX_NAMED)
	};
}

/** Lots, units and loads behind a subject. */
function goodsBehind(engine: Engine, subject: string): readonly string[] {
	const [kind, uid] = splitNode(subject);
	switch (kind) {
		case 'lot':
		case 'unit':
		case 'load':
			return [subject];
		case 'batch': {
			const lot = fieldText(engine.row(unitBatches, uid), 'lot');
			const first = engine.row(unitBatches, uid).fields['first'];
			return lot !== '' ? [`lot:${lot}`] : typeof first === 'number' ? [unitNode(uid, first)] : [];
		}
		case 'recall':
			return engine.row(recalls, uid).snapshot?.start ?? [];
		case 'op':
			return (engine.op(uid)?.refs ?? []).filter((ref) => /^(?:lot|unit|load|batch):/.test(ref)).flatMap((ref) => goodsBehind(engine, ref));
		default:
			return [];
	}
}

function orderOf(engine: Engine, node: string): readonly string[] {
	const { lot } = identify(engine, node);
	const wo = lot === '' ? '' : fieldText(engine.row(lots, lot), 'wo');
	return wo === '' ? [] : [wo];
}
