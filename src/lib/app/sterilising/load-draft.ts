/** A load while it is put together, counted back or entered from the contractor's report; kept on this device, and pure. */
import { amountOf, fromAmount, readDecimal, typedDecimal, type Amount } from '#lib/kernel/decimal.ts';
import { trim } from '#lib/kernel/text.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { CycleLimit } from '#lib/modules/sterilisation/index.ts';
import type { GoodsPlace } from '../goods/goods-queries.ts';
import { occurredAt } from '../live/act/occurred-at.ts';
import type { PhotoRef } from '../photos/photo-ref.ts';
import type { LoadSendStart, LoadView, SplitStart } from './load-views.ts';

/** Digits of a count of cartons or indicators. */
export const MAX_COUNT_DIGITS = 5;

export interface SendLine {
	readonly node: string;
	readonly number: string;
	readonly itemName: string;
	readonly unit: string;
	/** Where it lies, at sites of the company: all of it goes. */
	readonly places: readonly GoodsPlace[];
	/** As typed. */
	readonly cartons: string;
}

export interface LoadDraft {
	/** Uid of the load it becomes: a retry creates the same. */
	readonly load: string;
	readonly lines: readonly SendLine[];
	/** What a person said instead of what is proposed; a key that is not there was not touched. */
	readonly said: Readonly<Partial<Record<SaidKey, string>>>;
	readonly photos: readonly PhotoRef[];
}
export type SaidKey = 'no' | 'contractor' | 'spec' | 'place' | 'indicators' | 'agreement' | 'diagram' | 'bioburden' | 'carrier';

export function emptyLoad(load: string): LoadDraft {
	return { load, lines: [], said: {}, photos: [] };
}

/** What stands in a field of the sheet: what was said, else what the last load and the specification propose. */
export function valueOf({ said }: LoadDraft, start: LoadSendStart | undefined, key: SaidKey): string {
	const own = said[key];
	if (own !== undefined) return own;
	if (key === 'bioburden' || key === 'carrier' || !start) return '';
	if (key !== 'indicators') return start[key];
	const spec = start.specs.find(({ uid }) => uid === (said.spec ?? start.spec));
	return spec && spec.indicators > 0 ? String(spec.indicators) : '';
}

export type SendLack =
	| { readonly kind: 'nothing' | 'number' | 'contractor' | 'place' | 'indicators' }
	| { readonly kind: 'cartons' | 'elsewhere'; readonly line: SendLine };

const isCount = (text: string): boolean => new RegExp(`^\\d{1,${MAX_COUNT_DIGITS}}$`).test(text);
const isEmptyOrCount = (text: string): boolean => trim(text) === '' || isCount(trim(text));

/** What has to be said before it can leave. */
export function sendLack(draft: LoadDraft, start: LoadSendStart): SendLack | undefined {
	if (draft.lines.length === 0) return { kind: 'nothing' };
	for (const line of draft.lines) {
		if (!isEmptyOrCount(line.cartons)) return { kind: 'cartons', line };
		if (line.places.some(({ here }) => !here)) return { kind: 'elsewhere', line };
	}
	if (trim(valueOf(draft, start, 'no')) === '') return { kind: 'number' };
	if (start.contractors.length > 0 && valueOf(draft, start, 'contractor') === '') return { kind: 'contractor' };
	if (valueOf(draft, start, 'place') === '') return { kind: 'place' };
	return isEmptyOrCount(valueOf(draft, start, 'indicators')) ? undefined : { kind: 'indicators' };
}

export function loadedOf(draft: LoadDraft, start: LoadSendStart): { readonly type: string; readonly data: JsonObject } {
	const to = valueOf(draft, start, 'place');
	const texts = (['contractor', 'spec', 'agreement', 'diagram', 'bioburden', 'carrier'] as const)
		.map((key) => [key, trim(valueOf(draft, start, key))] as const)
		.filter(([, value]) => value !== '');
	const data: JsonObject = {
		load: draft.load,
		no: trim(valueOf(draft, start, 'no')),
		lines: draft.lines.flatMap((line) =>
			line.places.map(({ location, qty }, at) => ({
				lot: line.node.slice('lot:'.length),
				qty: { value: qty, unit: line.unit },
				from: location,
				to,
				...(at === 0 ? countOf('cartons', line.cartons) : {})
			}))
		),
		...Object.fromEntries(texts),
		...countOf('indicators', valueOf(draft, start, 'indicators')),
		...photosOf(draft.photos)
	};
	return { type: 'steril.loaded', data };
}

/** The part of a lot as a lot of its own, where the whole lies: its number, its life, its part of the goods. */
export function splitOf(line: SendLine, start: SplitStart, { child, qty, number }: { child: string; qty: string; number: string }) {
	const at = line.places[0]?.location ?? '';
	const created: JsonObject = { ...start.inherited, lot: child, lotNo: trim(number), origin: 'split' };
	const split: JsonObject = {
		parent: line.node.slice('lot:'.length),
		child,
		qty: { value: typedDecimal(qty), unit: line.unit },
		from: at,
		to: at
	};
	return [
		{ type: 'lot.created', data: created },
		{ type: 'lot.split', data: split }
	];
}

/** Whether a part may be split off: more than nothing, less than all that lies at the first place. */
export function isPart(line: SendLine, qty: string): boolean {
	const [part, whole] = [amountOf(typedDecimal(qty)), amountOf(line.places[0]?.qty ?? '0')];
	return part !== undefined && whole !== undefined && part > 0n && part < whole;
}

export interface BackDraft {
	/** What came, by node, as typed; a node that is not here has not been seen. */
	readonly counted: Readonly<Record<string, string>>;
	readonly to: string;
	readonly indicators: string;
	readonly condition: string;
	readonly photos: readonly PhotoRef[];
}
export const EMPTY_BACK: BackDraft = { counted: {}, to: '', indicators: '', condition: '', photos: [] };

/** Still away of a lot: sent, less what was counted back. */
export function openOf({ sent, back }: { readonly sent: string; readonly back: string }): string {
	const rest = (amountOf(sent) ?? 0n) - (amountOf(back) ?? 0n);
	return fromAmount((rest < 0n ? 0n : rest) as Amount);
}

export type BackLack = 'nothing' | 'place' | 'quantity' | 'indicators';

export function backLack(view: LoadView, draft: BackDraft): BackLack | undefined {
	const typed = Object.values(draft.counted);
	if (typed.some((qty) => qty !== '' && !readDecimal(qty).ok)) return 'quantity';
	if (typed.every((qty) => (amountOf(typedDecimal(qty)) ?? 0n) <= 0n)) return 'nothing';
	if ((draft.to || view.place) === '') return 'place';
	return isEmptyOrCount(draft.indicators) ? undefined : 'indicators';
}

/** What was counted, taken from where the records have it; what is more than that is taken from the last place all the same. */
export function returnedOf(view: LoadView, draft: BackDraft): { readonly type: string; readonly data: JsonObject } {
	const to = draft.to || view.place;
	const lines = view.lots.flatMap(({ node, lot, unit }) => {
		let rest: bigint = amountOf(typedDecimal(draft.counted[node] ?? '')) ?? 0n;
		const away = view.away[node] ?? [];
		return away.flatMap(({ location, qty }, at) => {
			const there: bigint = amountOf(qty) ?? 0n;
			const taken = at === away.length - 1 || rest < there ? rest : there;
			rest -= taken;
			return taken > 0n ? [{ lot, qty: { value: fromAmount(taken as Amount), unit }, from: location, to }] : [];
		});
	});
	const data: JsonObject = {
		load: view.load,
		lines,
		...countOf('indicators', draft.indicators),
		...(trim(draft.condition) === '' ? {} : { condition: trim(draft.condition) }),
		...photosOf(draft.photos)
	};
	return { type: 'steril.returned', data };
}

export interface CycleDraft {
	/** Local times of this device, `2026-10-12T20:00`. */
	readonly start: string;
	readonly end: string;
	readonly chamber: string;
	readonly run: string;
	readonly readings: Readonly<Record<string, string>>;
	readonly deviations: string;
	readonly photos: readonly PhotoRef[];
}
export const EMPTY_CYCLE: CycleDraft = { start: '', end: '', chamber: '', run: '', readings: {}, deviations: '', photos: [] };

export type CycleLack = 'times' | 'order' | 'readings';

export function cycleLack({ start, end, readings }: CycleDraft, limits: readonly CycleLimit[], nowMs: number): CycleLack | undefined {
	const [from, to] = [occurredAt(start, nowMs), occurredAt(end, nowMs)];
	if (from === undefined || to === undefined) return 'times';
	if (start >= end) return 'order';
	return limits.some(({ key }) => trim(readings[key] ?? '') !== '' && !readDecimal(trim(readings[key] ?? '')).ok) ? 'readings' : undefined;
}

/** As recorded: each reading with its unit, as it stands in the report. */
export function cycleOf(load: string, draft: CycleDraft, limits: readonly CycleLimit[], nowMs: number) {
	const readings = limits
		.map(({ key, unit = '' }) => [key, trim(`${trim(draft.readings[key] ?? '')} ${unit}`), trim(draft.readings[key] ?? '')] as const)
		.filter(([, , typed]) => typed !== '')
		.map(([key, text]) => [key, text] as const);
	const texts = (['chamber', 'run', 'deviations'] as const)
		.map((key) => [key, trim(draft[key])] as const)
		.filter(([, value]) => value !== '');
	const data: JsonObject = {
		load,
		start: occurredAt(draft.start, nowMs) ?? '',
		end: occurredAt(draft.end, nowMs) ?? '',
		parameters: Object.fromEntries(readings),
		...Object.fromEntries(texts),
		...photosOf(draft.photos)
	};
	return { type: 'steril.cycleRecorded', data };
}

function countOf(name: string, text: string): JsonObject {
	return trim(text) === '' ? {} : { [name]: Number(trim(text)) };
}

function photosOf(photos: readonly PhotoRef[]): JsonObject {
	return photos.length === 0 ? {} : { photos: photos.map(({ hash, mime, size }) => ({ hash, mime, size })) };
}
