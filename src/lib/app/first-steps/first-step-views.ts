/** The first steps of a new company as the page knows them. */
import type { JsonObject } from '#lib/log/operation.ts';

export const FIRST_STEPS = ['places', 'items', 'partners', 'receive', 'judge', 'stock', 'second-device'] as const;
export type FirstStepId = (typeof FIRST_STEPS)[number];

export interface FirstSteps {
	readonly done: readonly FirstStepId[];
	/** The first lot's passport, once there is one. */
	readonly lot: string;
	/** Locations a workshop needs, ready to be recorded; empty once there is any. */
	readonly places: readonly PlannedPlace[];
	/** Uid of the site of this device. */
	readonly site: string;
}

export interface PlannedPlace {
	readonly code: string;
	readonly name: string;
	readonly kind: string;
}

/** After so many records a company is no newcomer any more, whatever it did not need. */
export const NEWCOMER_RECORDS = 300;

/** The planned locations as one action. */
export function placesDefined(places: readonly PlannedPlace[], site: string, newUid: () => string) {
	return places.map(({ code, name, kind }) => {
		const data: JsonObject = { uid: newUid(), site, code, name, kind };
		return { type: 'location.defined', data };
	});
}
