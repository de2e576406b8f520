/** An inspection while it is being filled in, what is computed from it, and what recording it says. */
import { readDecimal } from '#lib/kernel/decimal.ts';
import { trim } from '#lib/kernel/text.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import {
	judgeCharacteristic,
	judgeInspection,
	type CharacteristicVerdict,
	type Finding,
	type InspectionVerdict
} from '#lib/modules/quality/judge.ts';
import type { InspectionSheetView, SheetCharacteristic } from './inspection-views.ts';

export interface FreeResult {
	readonly characteristic: string;
	readonly value: string;
	readonly verdict: 'pass' | 'fail' | '';
}

export interface SheetDraft {
	readonly lot: string;
	/** Uid of the inspection this sheet creates where none was requested. */
	readonly inspection: string;
	/** Readings by key of the characteristic. */
	readonly readings: Readonly<Record<string, readonly string[]>>;
	/** Counts of nonconforming pieces by key, as typed. */
	readonly defects: Readonly<Record<string, string>>;
	readonly gauges: Readonly<Record<string, string>>;
	readonly free: readonly FreeResult[];
	/** Taken from stock with this recording; "" for none. */
	readonly sample: string;
}

export function emptySheet(lot: string, inspection: string): SheetDraft {
	return { lot, inspection, readings: {}, defects: {}, gauges: {}, free: [], sample: '' };
}

/** What is entered, else what is recorded already. */
export function findingOf(part: SheetCharacteristic, draft: SheetDraft): Finding {
	const { one, recorded } = part;
	const typed = draft.defects[one.key];
	return {
		readings: draft.readings[one.key] ?? recorded?.readings ?? [],
		defects: typed === undefined || typed === '' ? recorded?.defects : Number(typed)
	};
}

export function isEntered({ one }: SheetCharacteristic, draft: SheetDraft): boolean {
	if (one.nature === 'attribute') return (draft.defects[one.key] ?? '') !== '';
	return (draft.readings[one.key] ?? []).some((reading) => reading !== '');
}

/** One cell for each piece of the sample; counted characteristics have one for all. */
export const cellsOf = ({ one, sampling }: SheetCharacteristic): number => (one.nature === 'variable' ? sampling.n : 1);

export function verdictOf(view: InspectionSheetView, draft: SheetDraft): InspectionVerdict {
	if (view.plan)
		return judgeInspection(view.due.map((part) => ({ one: part.one, sampling: part.sampling, finding: findingOf(part, draft) })));
	const results = [...view.free.map(({ verdict }) => verdict), ...freeResults(draft).map(({ verdict }) => verdict)];
	return { decision: results.includes('fail') ? 'rejected' : results.length > 0 ? 'accepted' : 'open', of: [] };
}

export function characteristicVerdict(part: SheetCharacteristic, draft: SheetDraft): CharacteristicVerdict {
	return judgeCharacteristic(part.one, part.sampling, findingOf(part, draft));
}

/** Rows of free characteristics that are whole. */
export function freeResults(draft: SheetDraft): readonly FreeResult[] {
	return draft.free.filter(({ characteristic, value, verdict }) => trim(characteristic) !== '' && trim(value) !== '' && verdict !== '');
}

/** The next cell after one: down the readings of a characteristic, then to the next one; undefined behind the last. */
export function nextCell(
	parts: readonly SheetCharacteristic[],
	cell: { readonly part: number; readonly at: number }
): { readonly part: number; readonly at: number } | undefined {
	const part = parts[cell.part];
	if (part && cell.at + 1 < cellsOf(part)) return { part: cell.part, at: cell.at + 1 };
	return cell.part + 1 < parts.length ? { part: cell.part + 1, at: 0 } : undefined;
}

/** Operations of recording what was entered: the request where nobody made it, the sample, the results. Empty if nothing was entered. */
export function resultOperations(
	view: InspectionSheetView,
	draft: SheetDraft
): readonly { readonly type: string; readonly data: JsonObject }[] {
	const inspection = view.inspection || draft.inspection;
	const results = [
		...view.due.filter((part) => isEntered(part, draft)).map((part) => plannedResult(part, draft)),
		...freeResults(draft).map(({ characteristic, value, verdict }) => ({
			characteristic: trim(characteristic),
			value: trim(value),
			verdict
		}))
	];
	const sample = readDecimal(draft.sample);
	const request = { inspection, no: view.nextNo, kind: view.kind, lot: view.lot, ...(view.plan ? { plan: view.plan.uid } : {}) };
	const created = view.inspection === '' ? [{ type: 'insp.created', data: request }] : [];
	const taken =
		sample.ok && sample.value !== '0' && view.place !== ''
			? [
					{
						type: 'insp.sampleTaken',
						data: { lot: view.lot, qty: { value: sample.value, unit: view.item.unit }, from: view.place, inspection }
					}
				]
			: [];
	const recorded =
		results.length > 0
			? [{ type: 'insp.resultRecorded', data: { inspection, lot: view.lot, results, ...(view.plan ? { plan: view.plan.uid } : {}) } }]
			: [];
	return taken.length + recorded.length === 0 ? [] : [...created, ...taken, ...recorded];
}

function plannedResult(part: SheetCharacteristic, draft: SheetDraft): JsonObject {
	const { one, sampling } = part;
	const { readings, defects } = findingOf(part, draft);
	const { state, seen } = judgeCharacteristic(one, sampling, { readings, defects });
	const gauge = draft.gauges[one.key];
	const read = readings.filter((reading) => reading !== '');
	return {
		characteristic: one.name,
		value:
			one.nature === 'variable' ? `${read.join(' / ')}${one.unit ? ` ${one.unit}` : ''}` : `${String(defects ?? 0)}/${String(sampling.n)}`,
		verdict: state === 'fail' ? 'fail' : 'pass',
		key: one.key,
		n: one.nature === 'variable' ? seen : sampling.n,
		...(one.nature === 'variable' ? { readings: read } : { defects: defects ?? 0 }),
		...(gauge ? { gauge } : {})
	};
}
