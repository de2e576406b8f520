/** Times of several runs. */
export interface Times {
	readonly p50: number;
	readonly p99: number;
}

export function timesOf(values: readonly number[]): Times {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return { p50: at(0.5), p99: at(0.99) };
}

/** One row of the report: a figure of the app, what it is compared with in the same run, and what design.md §9 asks for. */
export interface Figure {
	readonly name: string;
	readonly ops: number;
	readonly value: number;
	readonly unit: string;
	/** Undefined where there is no budget. */
	readonly limit?: number;
	readonly reference?: { readonly name: string; readonly value: number };
}

export function show({ name, ops, value, unit, limit, reference }: Figure): string {
	const verdict = limit === undefined ? '      ' : value <= limit ? 'holds ' : 'MISSES';
	const compared = reference ? ` (${round(value / reference.value)} × ${reference.name}: ${round(reference.value)} ${unit})` : '';
	return `${verdict} ${String(ops).padStart(8)} ops  ${name}: ${round(value)} ${unit}${limit === undefined ? '' : `, budget ${String(limit)}`}${compared}`;
}

function round(value: number): string {
	return String(Number(value.toPrecision(3)));
}
