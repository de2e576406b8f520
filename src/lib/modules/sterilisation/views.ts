/** What is known of steriliser loads besides the goods in them: released specifications, cycles, indicators (ISO 11135, GB 18279). */
import { defineView, type Input } from '#lib/engine/define-view.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { defineRegister } from '#lib/engine/register.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { CycleLimit } from './limits.ts';

/** Cycle specifications 灭菌工艺规程 by uid. */
export const sterilSpecs = defineRegister('sterilSpecs');

export interface SterilSpec {
	readonly uid: string;
	readonly no: string;
	readonly rev: string;
	readonly method: string;
	/** Biological indicators placed in a load; 0 where it does not say. */
	readonly indicators: number;
	readonly limits: readonly CycleLimit[];
}

/** What one record says of a load's cycle. */
export interface CycleRecord {
	readonly start: string;
	readonly end: string;
	readonly chamber: string;
	readonly run: string;
	readonly deviations: string;
	/** Readings by key of the limit, as the contractor's report gives them: `50`, `50 °C`. */
	readonly readings: Readonly<Record<string, string>>;
}

/** Every record of the cycle that stands, oldest first: later ones add readings, none overrides another. */
export const loadCycles = defineView<CycleRecord, readonly CycleRecord[]>({
	name: 'loadCycles',
	hashed: true,
	fold: (inputs, read) => standing(inputs, read)
});

export interface IndicatorRecord {
	readonly biLot: string;
	readonly recovered: number;
	/** Indicators that grew. */
	readonly positive: number;
	/** Whether the unexposed control grew, as it must. */
	readonly controlGrew: boolean;
	/** Day the result was read. */
	readonly read: string;
}

/** Every result of biological indicators that stands, oldest first. */
export const loadIndicators = defineView<IndicatorRecord, readonly IndicatorRecord[]>({
	name: 'loadIndicators',
	hashed: true,
	fold: (inputs, read) => standing(inputs, read)
});

export interface ReturnRecord {
	readonly lines: readonly { readonly lot: string; readonly qty: string }[];
	/** Indicators that came back; -1 where nobody counted them. */
	readonly indicators: number;
}

/** What was counted in when goods came back, oldest first. */
export const loadReturns = defineView<ReturnRecord, readonly ReturnRecord[]>({
	name: 'loadReturns',
	hashed: true,
	fold: (inputs, read) => standing(inputs, read)
});

function standing<V>(inputs: readonly Input<V>[], read: Reader): readonly V[] {
	return inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value);
}

/** A specification by uid; undefined if there is none or its release has no effect. */
export function sterilSpecOf(read: Reader, uid: string): SterilSpec | undefined {
	const row = uid === '' ? undefined : read.row(sterilSpecs, uid);
	if (!row || row.createdBy === '') return undefined;
	const { no, rev, method, indicators, limits } = row.fields as unknown as Partial<SterilSpec>;
	return { uid, no: no ?? '', rev: rev ?? '', method: method ?? '', indicators: indicators ?? 0, limits: limits ?? [] };
}

/** Readings of all records of a cycle together, oldest first: a key with several readings has each of them. */
export function readingsOf(records: readonly CycleRecord[]): ReadonlyMap<string, readonly string[]> {
	const readings = new Map<string, string[]>();
	for (const record of records)
		for (const [key, text] of Object.entries(record.readings)) readings.set(key, [...(readings.get(key) ?? []), text]);
	return readings;
}

/** Parameters as an operation carries them, as texts. */
export function readingTexts(parameters: JsonObject | undefined): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(parameters ?? {}).flatMap(([key, value]) =>
			typeof value === 'string' || typeof value === 'number' ? [[key, String(value)] as const] : []
		)
	);
}
