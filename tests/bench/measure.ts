export interface Budget {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	readonly limit: number;
	readonly holds: boolean;
}

/** Milliseconds of one run, and its result. */
export async function timed<T>(work: () => T | Promise<T>): Promise<[ms: number, result: T]> {
	const start = performance.now();
	const result = await work();
	return [performance.now() - start, result];
}

/** Median of several runs, in milliseconds. */
export function median(runs: number, work: () => unknown): number {
	const times = Array.from({ length: runs }, () => {
		const start = performance.now();
		work();
		return performance.now() - start;
	});
	return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
