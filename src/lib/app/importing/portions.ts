/** A long import as actions: each counts all or none, and is signed by people who may sign all of it. Pure. */
import type { JsonObject } from '#lib/log/operation.ts';

export interface PlannedOperation {
	readonly type: string;
	readonly data: JsonObject;
}

/** Operations of one action; below the format's bound (log/limits.ts), and what a person can still look through. */
export const MAX_PORTION = 500;

/** In order; approvals by two persons are actions of their own, for those who enter codes may not be those who approve. */
export function portionsOf(operations: readonly PlannedOperation[]): readonly (readonly PlannedOperation[])[] {
	const isApproval = ({ type }: PlannedOperation) => type === 'workMaster.released';
	const parts = [operations.filter((one) => !isApproval(one)), operations.filter(isApproval)];
	return parts.flatMap((part) => {
		const portions: (readonly PlannedOperation[])[] = [];
		for (let first = 0; first < part.length; first += MAX_PORTION) portions.push(part.slice(first, first + MAX_PORTION));
		return portions;
	});
}
