/** A scanned roll against the order: where it is taken from, how much, what forbids it and what to take instead. */
import type { GateFinding } from '#lib/engine/gates.ts';
import { identify, lotNode } from '#lib/modules/inventory/index.ts';
import { materialsOfOrder } from '#lib/modules/production/index.ts';
import { placesOf, type GoodsPlace } from '../goods/goods-queries.ts';
import { alternativesIn } from '../live/act/gate-finding.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { goodsDataOf } from '../moving/move-lines.ts';
import { amount, text } from '../production/quantities.ts';
import { scannedItem } from '../scan/resolve-scan.ts';
import { proposedQty } from './draw-draft.ts';
import type { Judged } from './issuing-views.ts';
import { judgeIssue, storePlaces, type Found } from './judge-issue.ts';
import { rollDrawn } from './order-flow.ts';
import { storeLots, toDrawOf } from './pick-card.ts';

/** Lots named to take instead. */
const MAX_INSTEAD = 2;

interface JudgeQuestion {
	readonly wo: string;
	readonly node: string;
	/** Of the label; "" where it does not say. */
	readonly roll: string;
	readonly netKg: string;
	/** What else is about to be drawn, not recorded yet. */
	readonly pending: readonly { readonly node: string; readonly qty: string }[];
}

export function judgeScan(context: QueryContext, ask: JudgeQuestion): Judged {
	const { engine, site } = context;
	const { wo, node } = ask;
	const { item: itemUid, number } = identify(engine, node);
	const item = scannedItem(engine, itemUid);
	const places = storePlaces(context, node);
	const from = firstUsable(context, ask, places);
	const netQty = item.unit === 'kg' ? ask.netKg : '';
	const isWanted = materialsOfOrder(engine, wo).includes(itemUid);
	const pending = ask.pending.filter((one) => identify(engine, one.node).item === itemUid);
	const open = amount(toDrawOf(context, wo, itemUid)) - pending.reduce((sum, { qty: taken }) => sum + amount(taken), 0n);
	const toDraw = text(open > 0n ? open : 0n);
	const proposal = proposedQty({
		isUnit: node.startsWith('unit:'),
		net: netQty,
		there: from?.qty ?? '0',
		toDraw
	});
	const { qty } = proposal;
	const found = from
		? judgeIssue(context, wo, { ...goodsDataOf(node, qty, item.unit), from: from.location, to: '' })
		: nowhere(context, ask);
	const stops = found.filter(({ blocks }) => blocks).map(({ finding }) => finding);
	const noted = found.filter(({ blocks }) => !blocks);
	return {
		number,
		item: item.name,
		unit: item.unit,
		places: places.map(({ location, code, qty: there }) => ({ location, code, qty: there })),
		from: from?.location ?? '',
		qty: from ? qty : '',
		exact: proposal.exact,
		enough: toDraw === '0' && isWanted,
		stops,
		warnings: noted.map(({ finding }) => finding),
		needsReason: noted.some(({ mode }) => mode === 'deviation'),
		instead: insteadOf(context, ask, [...stops, ...noted.map(({ finding }) => finding)]),
		wanted: materialsOfOrder(engine, wo).map((uid) => scannedItem(engine, uid).name),
		drawnBefore: rollDrawn(engine, node, ask.roll),
		elsewhere: placesOf(engine, node, site)
			.filter(({ location, qty: there }) => !places.some((place) => place.location === location) && !there.startsWith('-'))
			.map(({ code }) => code)
	};
}

/** The place where nothing speaks against taking it, else the first. */
function firstUsable(context: QueryContext, { wo, node }: JudgeQuestion, places: readonly GoodsPlace[]): GoodsPlace | undefined {
	const unit = scannedItem(context.engine, identify(context.engine, node).item).unit;
	return (
		places.find(({ location, qty }) =>
			judgeIssue(context, wo, { ...goodsDataOf(node, qty, unit), from: location, to: '' }).every(({ blocks }) => !blocks)
		) ?? places[0]
	);
}

/** Goods that lie at no store of this site: whether they would be wanted at all is worth saying first. */
function nowhere(context: QueryContext, { wo, node }: JudgeQuestion): readonly Found[] {
	const unit = scannedItem(context.engine, identify(context.engine, node).item).unit;
	return judgeIssue(context, wo, { ...goodsDataOf(node, '1', unit), from: '', to: '' }).filter(
		({ finding }) => finding.code !== 'more-than-there'
	);
}

/** What may be taken instead, as the gates name it; where the wrong thing was scanned, the lots of what is wanted. */
function insteadOf(context: QueryContext, { wo, node }: JudgeQuestion, findings: readonly GateFinding[]): Judged['instead'] {
	if (findings.some(({ code }) => code === 'not-in-order')) return wantedLots(context, wo);
	return [...new Set(findings.flatMap(alternativesIn))]
		.map(lotNode)
		.filter((other) => other !== node)
		.flatMap((other) => {
			const [place] = storePlaces(context, other);
			const identity = identify(context.engine, other);
			const { unit } = scannedItem(context.engine, identity.item);
			return place ? [{ number: identity.number, place: place.code, qty: place.qty, unit }] : [];
		})
		.slice(0, MAX_INSTEAD);
}

function wantedLots(context: QueryContext, wo: string): Judged['instead'] {
	const open = materialsOfOrder(context.engine, wo).filter((item) => toDrawOf(context, wo, item) !== '0');
	return open
		.flatMap((item) => storeLots(context, wo, item).map((lot) => ({ ...lot, unit: scannedItem(context.engine, item).unit })))
		.filter(({ stops }) => stops.length === 0)
		.slice(0, 1)
		.map(({ number, place, qty, unit }) => ({ number, place, qty, unit }));
}
