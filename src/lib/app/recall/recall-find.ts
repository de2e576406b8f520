/** From anything a person holds in a crisis to what the scope is computed from: a pack, a supplier's number, an order. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText, type Register } from '#lib/engine/register.ts';
import { lotNode, lots, splitNode, unitBatches } from '#lib/modules/inventory/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { findByNumber } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { scanQueries } from '../scan/resolve-scan.ts';

export interface RecallStart {
	/** What the code may mean; a person chooses among several. */
	readonly nodes: readonly string[];
	/** Number of an order of which nothing was made yet; "" otherwise. */
	readonly unmade: string;
}

export function recallStart(context: QueryContext, { text }: { readonly text: string }): RecallStart {
	const { engine } = context;
	const what = scanQueries['scan.resolve'](context, { text });
	switch (what.kind) {
		case 'lot':
		case 'unit':
			return { nodes: [what.node], unmade: '' };
		case 'several':
			return { nodes: what.nodes, unmade: '' };
		case 'document':
			if (what.document === 'load') return { nodes: [`load:${what.uid}`], unmade: '' };
			if (what.document === 'shipment') return { nodes: shippedWith(engine, what.uid), unmade: '' };
			return what.document === 'wo' ? madeBy(engine, what.uid, what.no) : { nodes: [], unmade: '' };
		case 'foreign':
			return { nodes: deliveredAs(engine, what.label.lotNo), unmade: '' };
		case 'unknown':
			return { nodes: deliveredAs(engine, text.trim()), unmade: '' };
		default:
			return { nodes: [], unmade: '' };
	}
}

/** The lots of a shipment, also of its serial units, from the code on its paper. */
function shippedWith(engine: Engine, shipment: string): readonly string[] {
	const op = engine.opsOfType('shipment.shipped').find(({ refs }) => refs.includes(`shipment:${shipment}`));
	const found = (op?.refs ?? []).flatMap((ref) => {
		const [kind, uid] = splitNode(ref);
		if (kind === 'lot') return [ref];
		return kind === 'batch' ? [lotNode(fieldText(engine.row(unitBatches, uid), 'lot'))] : [];
	});
	return [...new Set(found)];
}

function madeBy(read: Reader, order: string, no: string): RecallStart {
	const number = fieldText(read.row(workOrders as unknown as Register, order), 'lotNo');
	const nodes = number === '' ? [] : findByNumber(read, number);
	return { nodes, unmade: nodes.length === 0 ? no : '' };
}

/** Our lots of which the supplier's own number is this. */
function deliveredAs(read: Reader, supplierLot: string): readonly string[] {
	if (supplierLot === '') return [];
	return read
		.keys(lots)
		.filter((lot) => fieldText(read.row(lots, lot), 'supplierLot') === supplierLot)
		.map(lotNode);
}
