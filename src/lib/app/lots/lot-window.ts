/** The part of the lot list that is on the screen, with the numbers around it: how many there are, match, and per filter. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { itemColumns, lotRow } from '../queries/lot-list.ts';
import type { RecallScopes } from '../queries/state-marks.ts';
import type { LotRow } from '../views.ts';
import type { LotIndex, LotRecord } from './lot-index.ts';
import { LOT_STATES, type LotState } from './lot-states.ts';

export type LotSort = 'number' | 'expiry' | 'total' | 'supplierLot';
export type LotGroup = 'item' | 'class' | 'none';

export interface LotAsk {
	readonly text: string;
	/** Nodes found otherwise: named by the text itself, e.g. a UDI, or by what the search knows of them. */
	readonly exact: readonly string[];
	/** Narrowed to any of these; empty for all. */
	readonly classes: readonly string[];
	readonly states: readonly LotState[];
	readonly stock: readonly ('some' | 'none')[];
	/** Null for the usual order: finished goods first, newest number first within an item. */
	readonly sort: { readonly key: LotSort; readonly down: boolean } | null;
	readonly group: LotGroup;
	/** Entries, group headings included. */
	readonly first: number;
	readonly count: number;
}

export type LotEntry =
	| { readonly kind: 'row'; readonly row: LotRow }
	| { readonly kind: 'group'; readonly key: string; readonly code: string; readonly name: Bilingual; readonly count: number };

export interface LotWindow {
	/** Lots of the company, and those that match. */
	readonly all: number;
	readonly matching: number;
	/** Matching lots and group headings. */
	readonly total: number;
	readonly first: number;
	readonly entries: readonly LotEntry[];
	readonly classes: readonly { readonly value: string; readonly name: Bilingual; readonly count: number }[];
	readonly states: Readonly<Record<LotState, number>>;
	readonly stock: { readonly some: number; readonly none: number };
}

/** Finished goods first, materials last: what is asked about most often is at the top. */
const CLASS_ORDER: readonly string[] = ['finished', 'semi', 'raw', 'packaging'];

/** The usual order of the list. */
export function compareLots(read: Reader): (a: LotRecord, b: LotRecord) => number {
	const rank = (item: string) => {
		const at = CLASS_ORDER.indexOf(itemColumns(read, item).itemClass);
		return at < 0 ? CLASS_ORDER.length : at;
	};
	return (a, b) => {
		if (a.item !== b.item) {
			const [one, other] = [itemColumns(read, a.item).item, itemColumns(read, b.item).item];
			return rank(a.item) - rank(b.item) || (one < other ? -1 : one > other ? 1 : a.item < b.item ? -1 : 1);
		}
		return a.number < b.number ? 1 : a.number > b.number ? -1 : a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0;
	};
}

interface Placed {
	readonly kind: 'row' | 'group';
	readonly record: LotRecord;
	/** Of a heading: lots under it. */
	count: number;
}

/** What numbers were made from. */
interface Basis {
	readonly version: number;
	readonly day: string;
	readonly scopes: RecallScopes;
}

type Facets = Pick<LotWindow, 'classes' | 'states' | 'stock'>;

export class LotWindows {
	readonly #engine: Engine;
	readonly #index: LotIndex;
	/** What was placed last, and for which question and index. */
	#last: (Basis & { readonly key: string; readonly matching: number; readonly placed: readonly Placed[] }) | undefined;
	#facets: (Basis & { readonly value: Facets }) | undefined;

	constructor(engine: Engine, index: LotIndex) {
		this.#engine = engine;
		this.#index = index;
	}

	/** `day` is the day as of which states are shown. */
	answer(ask: LotAsk, day: string, scopes: RecallScopes): LotWindow {
		const { placed, matching } = this.#place(ask, day, scopes);
		const first = Math.max(0, Math.min(ask.first, placed.length - 1));
		const context = { day, scopes, batches: this.#index.batches };
		const entries = placed.slice(first, first + ask.count).map(({ kind, record, count }): LotEntry => {
			if (kind === 'row') return { kind, row: lotRow(this.#engine, record.uid, context) };
			const columns = itemColumns(this.#engine, record.item);
			return ask.group === 'item'
				? { kind, key: `item ${columns.item}`, code: columns.item, name: columns.itemName, count }
				: { kind, key: `class ${columns.itemClass}`, code: '', name: columns.className, count };
		});
		return {
			all: this.#index.size,
			matching,
			total: placed.length,
			first,
			entries,
			...this.#facetsOf({ version: this.#index.version, day, scopes })
		};
	}

	#place(ask: LotAsk, day: string, scopes: RecallScopes): { readonly matching: number; readonly placed: readonly Placed[] } {
		const key = JSON.stringify({ ...ask, first: 0, count: 0 });
		const basis: Basis = { version: this.#index.version, day, scopes };
		if (this.#last?.key === key && isSame(this.#last, basis)) return this.#last;
		const matches = matcher(this.#engine, ask, day, scopes);
		const found = ordered(
			this.#index.ordered().filter((record) => matches(record)),
			ask.sort
		);
		const placed = grouped(this.#engine, found, ask.sort === null ? ask.group : 'none');
		this.#last = { ...basis, key, matching: found.length, placed };
		return this.#last;
	}

	#facetsOf(basis: Basis): Facets {
		if (!this.#facets || !isSame(this.#facets, basis)) this.#facets = { ...basis, value: this.#count(basis) };
		return this.#facets.value;
	}

	#count({ day, scopes }: Basis): Facets {
		const states = Object.fromEntries(LOT_STATES.map(({ id }) => [id, 0])) as Record<LotState, number>;
		const ofItem = new Map<string, number>();
		const stock = { some: 0, none: 0 };
		for (const record of this.#index.ordered()) {
			ofItem.set(record.item, (ofItem.get(record.item) ?? 0) + 1);
			stock[record.total === 0n ? 'none' : 'some']++;
			for (const { id, test } of LOT_STATES) if (test(record, day, scopes)) states[id]++;
		}
		const classes = new Map<string, { name: Bilingual; count: number }>();
		for (const [item, count] of ofItem) {
			const { itemClass, className } = itemColumns(this.#engine, item);
			const known = classes.get(itemClass);
			if (known) known.count += count;
			else classes.set(itemClass, { name: className, count });
		}
		return { states, stock, classes: [...classes].map(([value, { name, count }]) => ({ value, name, count })) };
	}
}

function isSame(a: Basis, b: Basis): boolean {
	return a.version === b.version && a.day === b.day && a.scopes === b.scopes;
}

function matcher(read: Reader, ask: LotAsk, day: string, scopes: RecallScopes): (record: LotRecord) => boolean {
	const words = ask.text
		.trim()
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	const named = new Set(ask.exact);
	const states = LOT_STATES.filter(({ id }) => ask.states.includes(id));
	const ofItem = new Map<string, { readonly itemClass: string; readonly text: string }>();
	const item = (uid: string) => {
		let known = ofItem.get(uid);
		if (!known) {
			const { itemClass, item: code, itemName } = itemColumns(read, uid);
			ofItem.set(uid, (known = { itemClass, text: `${code}\n${itemName.zh}\n${itemName.en}`.toLowerCase() }));
		}
		return known;
	};
	return (record) => {
		if (ask.classes.length > 0 && !ask.classes.includes(item(record.item).itemClass)) return false;
		if (states.length > 0 && !states.some(({ test }) => test(record, day, scopes))) return false;
		if (ask.stock.length > 0 && !ask.stock.includes(record.total === 0n ? 'none' : 'some')) return false;
		if (words.length === 0 || named.has(`lot:${record.uid}`)) return true;
		const own = `${record.number}\n${record.supplierLot}`.toLowerCase();
		return words.every((word) => own.includes(word) || item(record.item).text.includes(word) || isSerialOf(record, word));
	};
}

function isSerialOf({ firstSerial, lastSerial }: LotRecord, word: string): boolean {
	if (firstSerial === '' || word.length !== firstSerial.length) return false;
	const serial = word.toUpperCase();
	return firstSerial.toUpperCase() <= serial && serial <= lastSerial.toUpperCase();
}

function ordered(records: readonly LotRecord[], sort: LotAsk['sort']): readonly LotRecord[] {
	if (!sort) return records;
	const { key, down } = sort;
	const sign = down ? -1 : 1;
	return records.toSorted((a, b) => {
		const [left, right] = [a[key], b[key]];
		// What is missing comes last, whichever way.
		if (left === '' || right === '') return Number(left === '') - Number(right === '');
		return left < right ? -sign : left > right ? sign : 0;
	});
}

function grouped(read: Reader, records: readonly LotRecord[], group: LotGroup): readonly Placed[] {
	if (group === 'none') return records.map((record) => ({ kind: 'row', record, count: 0 }));
	const placed: Placed[] = [];
	let heading: Placed | undefined;
	const keyOf = (record: LotRecord) => (group === 'item' ? record.item : itemColumns(read, record.item).itemClass);
	for (const record of records) {
		if (!heading || keyOf(heading.record) !== keyOf(record)) placed.push((heading = { kind: 'group', record, count: 0 }));
		heading.count++;
		placed.push({ kind: 'row', record, count: 0 });
	}
	return placed;
}
