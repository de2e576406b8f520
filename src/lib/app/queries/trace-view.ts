/** The trace of a lot, unit or load as the screens draw it: the closure with names, states and sums. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { balanceOf, consigneesOf, onHandOf, trace, type Balance, type TraceOptions, type TraceResult } from '#lib/modules/trace/index.ts';
import type { ItemTotal, TraceCard, TraceView } from '../views.ts';
import { stockOf } from './lot-list.ts';
import { marksOf, type RecallScopes } from './state-marks.ts';
import { itemNameOf } from './subjects.ts';

type Figures = Omit<Balance, 'unit'>;
const NO_FIGURES: Figures = {
	made: '0',
	received: '0',
	returned: '0',
	consumed: '0',
	shipped: '0',
	scrapped: '0',
	sampled: '0',
	splitIn: '0',
	splitOff: '0',
	onHand: '0',
	inTransit: '0',
	adjusted: '0',
	unexplained: '0'
};

export interface TraceContext {
	readonly day: string;
	readonly scopes: RecallScopes;
	/** Units a lot consists of; they are traced in its place. */
	readonly units: readonly string[];
}

/** The answer without its time, which only the caller's clock knows. */
export function viewTrace(read: Reader, start: string, options: TraceOptions, { day, scopes, units }: TraceContext): Omit<TraceView, 'ms'> {
	const starts = units.length > 0 ? units : [start];
	const asked = mergeTraces(starts.map((node) => trace(read, node, options)));
	const down =
		options.direction === 'down' ? asked : mergeTraces(starts.map((node) => trace(read, node, { ...options, direction: 'down' })));
	const downstream = down.nodes.filter(isGoods).map((node) => node.id);
	const cards = asked.nodes.map((node): TraceCard => {
		const identity = identify(read, node.id);
		const balance = isGoods(node) ? balanceOf(read, node.id) : undefined;
		return {
			...node,
			itemName: itemNameOf(read, identity.item),
			marks: marksOf(read, node.id, day, scopes),
			qty: balance ? sumTexts(balance.made, balance.received, balance.splitIn) : '',
			unit: balance?.unit ?? '',
			holder: node.kind === 'unit' ? holderOf(read, node.id) : ''
		};
	});
	return {
		start,
		direction: options.direction,
		cause: asked.cause,
		nodes: cards,
		edges: asked.edges,
		consignees: down.consignees,
		onHand: down.onHand,
		balance: { unit: balanceOf(read, starts[0] ?? start).unit, ...sumFigures(starts.map((node) => balanceOf(read, node))) },
		totals: totalsOf(read, downstream)
	};
}

function isGoods(node: { readonly kind: string }): boolean {
	return node.kind === 'lot' || node.kind === 'unit';
}

/** Several starting points of the same question as one answer; what one start knows as certain is certain. */
function mergeTraces(traces: readonly TraceResult[]): Pick<TraceResult, 'cause' | 'nodes' | 'edges' | 'consignees' | 'onHand'> {
	const [first] = traces;
	if (!first || traces.length === 1) return first ?? { cause: 'material', nodes: [], edges: [], consignees: [], onHand: [] };
	const nodes = new Map<string, TraceResult['nodes'][number]>();
	const edges = new Map<string, TraceResult['edges'][number]>();
	const consignees = new Map<string, TraceResult['consignees'][number]>();
	const onHand = new Map<string, TraceResult['onHand'][number]>();
	for (const one of traces) {
		for (const node of one.nodes) {
			const known = nodes.get(node.id);
			if (!known || node.direction === 'start' || (node.certain && !known.certain))
				nodes.set(node.id, known?.direction === 'start' ? known : node);
		}
		for (const edge of one.edges) edges.set(`${edge.from} ${edge.to} ${edge.op} ${edge.kind}`, edge);
		for (const row of one.consignees) consignees.set(`${row.party} ${row.item} ${row.lot}`, row);
		for (const row of one.onHand) onHand.set(`${row.site} ${row.location} ${row.item} ${row.lot}`, row);
	}
	return {
		cause: first.cause,
		nodes: [...nodes.values()],
		edges: [...edges.values()],
		consignees: [...consignees.values()],
		onHand: [...onHand.values()]
	};
}

function holderOf(read: Reader, unit: string): string {
	const [consignee] = consigneesOf(read, [unit]);
	if (consignee) return consignee.party;
	const [place] = onHandOf(read, [unit]);
	return place?.site ?? '';
}

function totalsOf(read: Reader, nodes: readonly string[]): readonly ItemTotal[] {
	const byItem = new Map<string, string[]>();
	for (const node of nodes) {
		const { item } = identify(read, node);
		const list = byItem.get(item);
		if (list) list.push(node);
		else byItem.set(item, [node]);
	}
	return [...byItem]
		.map(([item, own]) => ({
			item: fieldText(read.row(items, item), 'code'),
			itemName: itemNameOf(read, item),
			unit: fieldText(read.row(items, item), 'unit'),
			lots: own.length,
			sites: stockOf(read, own).onHand,
			...sumFigures(own.map((node) => balanceOf(read, node)))
		}))
		.sort((a, b) => (a.item < b.item ? -1 : 1));
}

function sumFigures(balances: readonly Figures[]): Figures {
	const sum = { ...NO_FIGURES };
	for (const name of Object.keys(NO_FIGURES) as (keyof Figures)[])
		(sum as Record<keyof Figures, string>)[name] = sumTexts(...balances.map((balance) => balance[name]));
	return sum;
}

/** Exact sum of decimal texts. */
function sumTexts(...texts: readonly string[]): string {
	return fromAmount(texts.reduce((sum, text) => sum + (amountOf(text) ?? 0n), 0n) as Amount);
}
