/** The verdict of an inspection, computed from readings, limits and acceptance numbers, with the reason for it. */
import { readingState } from '#lib/kernel/limits.ts';
import type { Characteristic } from './plans.ts';
import type { Sampling } from './sampling.ts';

/** What was found of one characteristic. */
export interface Finding {
	/** Readings in order, as typed; "" where nothing was read yet. */
	readonly readings: readonly string[];
	/** Number of nonconforming pieces of a counted characteristic; undefined while nobody counted. */
	readonly defects: number | undefined;
}

export interface CharacteristicVerdict {
	readonly state: 'pass' | 'fail' | 'open';
	readonly nonconforming: number;
	/** Readings there are, or pieces looked at. */
	readonly seen: number;
}

export interface InspectionVerdict {
	/** `open` while something due is missing and nothing failed. */
	readonly decision: 'accepted' | 'rejected' | 'open';
	readonly of: readonly CharacteristicVerdict[];
}

export function judgeCharacteristic(one: Characteristic, sampling: Sampling, { readings, defects }: Finding): CharacteristicVerdict {
	if (one.nature === 'attribute') {
		if (defects === undefined) return { state: 'open', nonconforming: 0, seen: 0 };
		return { state: defects > sampling.ac ? 'fail' : 'pass', nonconforming: defects, seen: sampling.n };
	}
	const states = readings.map((reading) => readingState(one, reading));
	const seen = states.filter((state) => state !== 'empty' && state !== 'not-a-number').length;
	const nonconforming = states.filter((state) => state === 'below' || state === 'above').length;
	if (nonconforming > sampling.ac) return { state: 'fail', nonconforming, seen };
	return { state: seen < sampling.n ? 'open' : 'pass', nonconforming, seen };
}

export function judgeInspection(
	parts: readonly { readonly one: Characteristic; readonly sampling: Sampling; readonly finding: Finding }[]
): InspectionVerdict {
	const of = parts.map(({ one, sampling, finding }) => judgeCharacteristic(one, sampling, finding));
	const decision = of.some(({ state }) => state === 'fail')
		? 'rejected'
		: of.length === 0 || of.some(({ state }) => state === 'open')
			? 'open'
			: 'accepted';
	return { decision, of };
}
