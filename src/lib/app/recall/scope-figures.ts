/** The four figures a person reads first. Sums stay apart by unit; what lies at customers is never added to what lies here. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { RecallScope } from './recall-scope.ts';

export interface UnitSum {
	readonly unit: string;
	readonly qty: string;
}

export interface ScopeFigures {
	/** Of finished goods. */
	readonly shipped: readonly UnitSum[];
	readonly stock: readonly UnitSum[];
	readonly unexplained: readonly UnitSum[];
	readonly addsUp: boolean;
}

export function scopeFigures({ totals, parties, onHand }: Pick<RecallScope, 'totals' | 'parties' | 'onHand'>): ScopeFigures {
	const finished = totals.filter(({ isFinished }) => isFinished);
	const codes = new Set(finished.map(({ item }) => item));
	const unexplained = sumsByUnit(finished.map(({ unit, unexplained: qty }) => ({ unit, qty })));
	return {
		shipped: sumsByUnit(parties.flatMap(({ rows }) => rows)),
		stock: sumsByUnit(onHand.filter(({ item }) => codes.has(item))),
		unexplained,
		addsUp: unexplained.every(({ qty }) => qty === '0')
	};
}

export function sumsByUnit(rows: readonly UnitSum[]): readonly UnitSum[] {
	const sums = new Map<string, bigint>();
	for (const { unit, qty } of rows) sums.set(unit, (sums.get(unit) ?? 0n) + (amountOf(qty) ?? 0n));
	return [...sums].map(([unit, sum]) => ({ unit, qty: fromAmount(sum as Amount) }));
}

export interface SilentSite {
	readonly site: string;
	readonly hours: number;
}

const HOUR_MS = 3_600_000;

/** Sites that said nothing for an hour or longer, longest first (wording 25). `nowMs` is the present of what is looked at. */
export function silentSites(heard: RecallScope['heard'], nowMs: number): readonly SilentSite[] {
	return heard
		.map(({ site, rec }) => ({ site, hours: Math.floor((nowMs - Date.parse(rec)) / HOUR_MS) }))
		.filter(({ hours }) => hours >= 1)
		.sort((a, b) => b.hours - a.hours);
}
