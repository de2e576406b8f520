/** A transfer while it is being sent or counted in, before it is recorded: kept on this device, and pure. */
import { amountOf, fromAmount, readDecimal, typedDecimal, type Amount } from '#lib/kernel/decimal.ts';
import { trim } from '#lib/kernel/text.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { goodsDataOf, lackOf, type LineLack, type MoveLine } from './move-lines.ts';
import type { ArrivalView } from './transfer-views.ts';

export interface SendDraft {
	/** Uid of the transfer it becomes: a retry creates the same. */
	readonly transfer: string;
	readonly lines: readonly MoveLine[];
	/** Uid of the site it goes to; "" while nobody has said. */
	readonly toSite: string;
	readonly carrier: string;
	readonly waybill: string;
}

export function emptySend(transfer: string): SendDraft {
	return { transfer, lines: [], toSite: '', carrier: '', waybill: '' };
}

/** Code of the site a line is taken from; "" while its place is open. */
export function siteCodeOf({ places, from }: MoveLine): string {
	return places.find(({ location }) => location === from)?.siteCode ?? '';
}

export type SendLack =
	| { readonly kind: 'nothing' | 'site' }
	| { readonly kind: LineLack; readonly line: MoveLine }
	/** It lies at the site it is to be sent to. */
	| { readonly kind: 'there-already'; readonly line: MoveLine }
	/** It lies at another site than the first line: one van leaves from one place. */
	| { readonly kind: 'two-sites'; readonly line: MoveLine };

/** What still has to be said or changed before it can leave. */
export function sendLack({ lines, toSite }: SendDraft, toCode: string): SendLack | undefined {
	const [first] = lines;
	if (!first) return { kind: 'nothing' };
	for (const line of lines) {
		const lack = lackOf(line);
		if (lack !== undefined) return { kind: lack, line };
		if (siteCodeOf(line) === toCode) return { kind: 'there-already', line };
		if (siteCodeOf(line) !== siteCodeOf(first)) return { kind: 'two-sites', line };
	}
	return toSite === '' ? { kind: 'site' } : undefined;
}

export function dispatchOf({ transfer, lines, toSite, carrier, waybill }: SendDraft, no: string) {
	const data: JsonObject = {
		transfer,
		no,
		toSite,
		lines: lines.map(({ node, qty, unit, from }) => ({ ...goodsDataOf(node, qty, unit), from })),
		...(trim(carrier) === '' ? {} : { carrier: trim(carrier) }),
		...(trim(waybill) === '' ? {} : { waybill: trim(waybill) })
	};
	return { type: 'transfer.dispatched', data };
}

/** Goods that came although the transfer does not name them. */
export interface ExtraLine {
	readonly node: string;
	readonly number: string;
	readonly unit: string;
	/** Decimal text; "" while it has to be said. */
	readonly qty: string;
}

export interface ArrivalDraft {
	/** What came, by node, as typed; a node that is not here has not been seen. */
	readonly counted: Readonly<Record<string, string>>;
	readonly extras: readonly ExtraLine[];
	/** Uid of the location it goes to; "" for the proposed one. */
	readonly to: string;
	readonly condition: string;
}

export const EMPTY_ARRIVAL: ArrivalDraft = { counted: {}, extras: [], to: '', condition: '' };

export interface Difference {
	readonly number: string;
	readonly unit: string;
	/** Still on the road before, and what came of it. */
	readonly expected: string;
	readonly came: string;
	/** The amount without sign. */
	readonly by: string;
	readonly kind: 'less' | 'more' | 'not-listed';
}

/** As typed: `10.50` is a quantity too; what is none is zero. */
const amount = (text: string): bigint => amountOf(typedDecimal(text)) ?? 0n;
const textOf = (value: bigint): string => fromAmount(value as Amount);

/** What came of a line so far. */
export function cameOf(view: ArrivalView, { counted }: ArrivalDraft, key: string): string {
	return textOf(view.nodes.reduce((sum, { node, line }) => (line === key ? sum + amount(counted[node] ?? '') : sum), 0n));
}

/** Everything arrived as it was sent. What has been counted otherwise stays as it was counted. */
export function allArrived({ nodes }: ArrivalView, draft: ArrivalDraft): ArrivalDraft {
	const rest = nodes.filter(({ node, open }) => open !== '0' && draft.counted[node] === undefined);
	return { ...draft, counted: { ...draft.counted, ...Object.fromEntries(rest.map(({ node, open }) => [node, open])) } };
}

/** What does not agree with what was sent, line by line; what was not seen is missing. */
export function differencesOf(view: ArrivalView, draft: ArrivalDraft): readonly Difference[] {
	const listed = view.lines.flatMap(({ key, number, unit, open }): Difference[] => {
		const came = cameOf(view, draft, key);
		const by = amount(came) - amount(open);
		if (by === 0n) return [];
		return [{ number, unit, expected: open, came, by: textOf(by < 0n ? -by : by), kind: by < 0n ? 'less' : 'more' }];
	});
	const extra = draft.extras.map(({ number, unit, qty }): Difference => ({
		number,
		unit,
		expected: '0',
		came: textOf(amount(qty)),
		by: textOf(amount(qty)),
		kind: 'not-listed'
	}));
	return [...listed, ...extra.filter(({ came }) => came !== '0')];
}

export type ArrivalLack = 'nothing' | 'place' | 'quantity';

export function arrivalLack(view: ArrivalView, draft: ArrivalDraft): ArrivalLack | undefined {
	// A trailing point or seven decimals are no quantity; zero is one: it did not come.
	if (Object.values(draft.counted).some((qty) => qty !== '' && !readDecimal(qty).ok)) return 'quantity';
	if (draft.extras.some(({ qty }) => !readDecimal(qty).ok || amount(qty) <= 0n)) return 'quantity';
	if (arrivedGoods(view, draft).length === 0) return 'nothing';
	return (draft.to || view.place) === '' ? 'place' : undefined;
}

export function receiptOf(view: ArrivalView, draft: ArrivalDraft) {
	const to = draft.to || view.place;
	const data: JsonObject = {
		transfer: view.transfer,
		lines: arrivedGoods(view, draft).map((goods) => ({ ...goods, to })),
		...(trim(draft.condition) === '' ? {} : { condition: trim(draft.condition) })
	};
	return { type: 'transfer.received', data };
}

/** Lots with their quantities, and serial units as ranges: a hundred units in a row are one line. */
function arrivedGoods(view: ArrivalView, { counted, extras }: ArrivalDraft): readonly JsonObject[] {
	const units = new Map(view.lines.map(({ key, unit }) => [key, unit]));
	const came = [
		...view.nodes.map(({ node, line }) => ({ node, qty: typedDecimal(counted[node] ?? ''), unit: units.get(line) ?? '' })),
		...extras.map(({ node, qty, unit }) => ({ node, qty: typedDecimal(qty), unit }))
	].filter(({ qty }) => amount(qty) > 0n);
	const lots = came.filter(({ node }) => node.startsWith('lot:')).map(({ node, qty, unit }) => goodsDataOf(node, qty, unit));
	return [...lots, ...rangesOf(came.map(({ node }) => node).filter((node) => node.startsWith('unit:')))];
}

export interface UnitRange extends JsonObject {
	readonly batch: string;
	readonly first: number;
	readonly last: number;
}

/** `unit:b-3`, `unit:b-4`, `unit:b-7` are 3–4 and 7 of batch b. */
export function rangesOf(nodes: readonly string[]): readonly UnitRange[] {
	const units = nodes
		.map((node) => ({ batch: node.slice('unit:'.length, node.lastIndexOf('-')), number: Number(node.slice(node.lastIndexOf('-') + 1)) }))
		.sort((a, b) => (a.batch === b.batch ? a.number - b.number : a.batch < b.batch ? -1 : 1));
	const ranges: UnitRange[] = [];
	for (const { batch, number } of units) {
		const last = ranges.at(-1);
		if (last?.batch === batch && last.last === number - 1) ranges[ranges.length - 1] = { ...last, last: number };
		else ranges.push({ batch, first: number, last: number });
	}
	return ranges;
}
