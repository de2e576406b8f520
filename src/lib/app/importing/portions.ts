/** A long import as actions: each counts all or none, and is signed by people who may sign all of it. Pure. */
import type { JsonObject } from '#lib/log/operation.ts';

export interface PlannedOperation {
	readonly type: string;
	readonly data: JsonObject;
}

/** Operations of one action; below the format's bound (log/limits.ts), and what a person can still look through. */
export const MAX_PORTION = 500;

/** Who signs what: codes, approvals by two persons, goods found, and what quality says of them, in the order in which they refer to each other. */
const KINDS: readonly (readonly string[])[] = [
	['workMaster.released'],
	['lot.created', 'stock.opened'],
	['lot.dispositioned'],
	['release.paperReleased']
];

/** In order. What lies of a lot stays in the action that creates it: half of it would look like all of it. */
export function portionsOf(operations: readonly PlannedOperation[]): readonly (readonly PlannedOperation[])[] {
	const kindOf = ({ type }: PlannedOperation) => KINDS.findIndex((types) => types.includes(type));
	return [-1, ...KINDS.keys()].flatMap((kind) => cut(operations.filter((one) => kindOf(one) === kind)));
}

function cut(part: readonly PlannedOperation[]): readonly (readonly PlannedOperation[])[] {
	const portions: PlannedOperation[][] = [];
	for (const together of groupsOf(part)) {
		const last = portions.at(-1);
		if (last && last.length + together.length <= MAX_PORTION) last.push(...together);
		else portions.push([...together]);
	}
	return portions;
}

/** Each operation with the quantities of it that follow. */
function groupsOf(part: readonly PlannedOperation[]): readonly (readonly PlannedOperation[])[] {
	const groups: PlannedOperation[][] = [];
	for (const one of part) {
		const last = groups.at(-1);
		if (one.type === 'stock.opened' && last) last.push(one);
		else groups.push([one]);
	}
	return groups;
}
