/**
 * Whether a steriliser load may be released – computed from what is recorded, reading by reading, so that the verdict is never
 * typed (domain.md §3.4 `steril.loadReleased`: parameters in specification, indicators negative).
 *
 * Every record counts: a wrong entry is declared an error and recorded again; until then both readings are there, and one
 * outside its limits or one indicator that grew speaks against the load.
 */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { localDay } from '#lib/kernel/instant.ts';
import { addDays, addMonths, parsePlainDate, type PlainDate } from '#lib/kernel/plain-date.ts';
import { loads, loadVerdicts, lotNode, lots } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';
import { holdsOn, quality } from '../quality/index.ts';
import { figureState, limitText, type CycleLimit } from './limits.ts';
import { loadCycles, loadIndicators, loadReturns, readingsOf, sterilSpecOf } from './views.ts';

/** `failed` speaks against the load; `missing` has to come first; `look` has to be read by whoever signs. */
export type LoadCheckState = 'ok' | 'missing' | 'failed' | 'look';
export type LoadCheckKey = 'returned' | 'cycle' | 'reading' | 'indicators' | 'lots' | 'expiry';

export interface LoadCheck {
	readonly key: LoadCheckKey;
	readonly state: LoadCheckState;
	/** Stable code of the sentence; "" where all is well. */
	readonly code: string;
	readonly words: Readonly<Record<string, string>>;
}

export interface LoadLine {
	readonly lot: string;
	/** Exact decimal texts: what went in, and what was counted back. */
	readonly sent: string;
	readonly back: string;
}

/** Days of a shelf life that is really years: 730 days are two years, whatever the leap years. */
const YEAR_DAYS = 365;

/** What went into a load, lot by lot, and what came back. */
export function linesOfLoad(read: Reader, load: string): readonly LoadLine[] {
	const sent = new Map<string, bigint>();
	const node = read.ledger.nodes.find(`load:${load}`);
	for (let edge = node === undefined ? -1 : read.ledger.firstIn.get(node); edge >= 0; edge = read.ledger.nextIn.get(edge)) {
		if (read.ledger.edgeKindOf(edge) !== 'processed' || read.ledger.edgeStanding(edge) === 1) continue;
		const lot = read.ledger.nodes.text(read.ledger.edgeFrom.get(edge)).slice('lot:'.length);
		sent.set(lot, (sent.get(lot) ?? 0n) + read.ledger.edgeQty.get(edge));
	}
	const back = new Map<string, bigint>();
	for (const record of read.row(loadReturns, load))
		for (const { lot, qty } of record.lines) back.set(lot, (back.get(lot) ?? 0n) + (amountOf(qty) ?? 0n));
	return [...new Set([...sent.keys(), ...back.keys()])]
		.map((lot) => ({ lot, sent: textOf(sent.get(lot) ?? 0n), back: textOf(back.get(lot) ?? 0n) }))
		.sort((a, b) => (numberOf(read, a.lot) < numberOf(read, b.lot) ? -1 : 1));
}

/** Everything that is looked at before a load is released, in the order of the work. */
export function loadChecks(read: Reader, load: string): readonly LoadCheck[] {
	return [
		...returnedChecks(read, load),
		...cycleChecks(read, load),
		indicatorCheck(read, load),
		...lotChecks(read, load),
		...expiryChecks(read, load)
	];
}

/** Checks that stand against releasing: a load may wait for goods to be counted, but not for its cycle or its indicators. */
export function againstRelease(checks: readonly LoadCheck[]): readonly LoadCheck[] {
	return checks.filter(({ key, state }) => state === 'failed' || (state === 'missing' && key !== 'returned'));
}

const check = (key: LoadCheckKey, state: LoadCheckState, code = '', words: LoadCheck['words'] = {}): LoadCheck => ({
	key,
	state,
	code,
	words
});

function returnedChecks(read: Reader, load: string): readonly LoadCheck[] {
	if (read.row(loadReturns, load).length === 0) return [check('returned', 'missing', 'not-returned')];
	const differing = linesOfLoad(read, load).filter(({ sent, back }) => sent !== back);
	return differing.length === 0
		? [check('returned', 'ok')]
		: differing.map(({ lot, sent, back }) => check('returned', 'look', 'count-differs', { lot: numberOf(read, lot), sent, back }));
}

function cycleChecks(read: Reader, load: string): readonly LoadCheck[] {
	const records = read.row(loadCycles, load);
	if (records.length === 0) return [check('cycle', 'missing', 'no-cycle')];
	const deviations = records.map(({ deviations: said }) => said).filter((said) => said !== '');
	const found = deviations.map((said) => check('cycle', 'look', 'deviation', { said }));
	const spec = sterilSpecOf(read, fieldText(read.row(loads, load), 'spec'));
	if (!spec) return [...found, check('cycle', 'look', 'no-spec')];
	const readings = readingsOf(records);
	return [...found, check('cycle', 'ok'), ...spec.limits.flatMap((limit) => readingChecks(limit, readings.get(limit.key) ?? []))];
}

function readingChecks(limit: CycleLimit, texts: readonly string[]): readonly LoadCheck[] {
	const words = { name: limit.name, limit: limitText(limit), unit: limit.unit ?? '' };
	if (texts.length === 0) return [check('reading', 'missing', 'no-reading', words)];
	const bad = texts.map((text) => ({ text, state: figureState(limit, text) })).filter(({ state }) => state !== 'conforms');
	return bad.length === 0
		? [check('reading', 'ok', '', { ...words, value: texts.join(' / ') })]
		: bad.map(({ text, state }) =>
				check('reading', 'failed', state === 'below' || state === 'above' ? state : 'unread', { ...words, value: text })
			);
}

function indicatorCheck(read: Reader, load: string): LoadCheck {
	const results = read.row(loadIndicators, load);
	if (results.length === 0) return check('indicators', 'missing', 'no-indicators');
	const positive = results.reduce((sum, one) => sum + one.positive, 0);
	if (positive > 0) return check('indicators', 'failed', 'indicator-grew', { count: String(positive) });
	if (results.some(({ controlGrew }) => !controlGrew)) return check('indicators', 'failed', 'control-silent');
	const placed = placedOf(read, load);
	const recovered = results.reduce((sum, one) => sum + one.recovered, 0);
	if (placed > 0 && recovered !== placed)
		return check('indicators', recovered < placed ? 'failed' : 'look', 'indicators-differ', {
			placed: String(placed),
			recovered: String(recovered)
		});
	return check('indicators', 'ok', '', { count: String(recovered) });
}

/** Indicators that went in: as counted when it was sent, else as the specification asks; 0 where nobody said. */
export function placedOf(read: Reader, load: string): number {
	const { fields } = read.row(loads, load);
	const counted = fields['indicators'];
	if (typeof counted === 'number') return counted;
	return sterilSpecOf(read, typeof fields['spec'] === 'string' ? fields['spec'] : '')?.indicators ?? 0;
}

/** C23: a lot that was rejected or held later is not made good by its load; the others are. */
function lotChecks(read: Reader, load: string): readonly LoadCheck[] {
	return linesOfLoad(read, load).flatMap(({ lot }) => {
		const words = { lot: numberOf(read, lot) };
		if (read.row(quality, lotNode(lot)).disposition === 'rejected') return [check('lots', 'look', 'lot-rejected', words)];
		return holdsOn(read, lotNode(lot)).length > 0 ? [check('lots', 'look', 'lot-held', words)] : [];
	});
}

/** The printed expiry is no later than sterilisation and shelf life allow (users.md §1). */
function expiryChecks(read: Reader, load: string): readonly LoadCheck[] {
	const ends = read.row(loadCycles, load).map(({ end }) => parsePlainDate(localDay(end)));
	const [end] = ends.flatMap((day) => (day.ok ? [day.value] : [])).sort();
	if (end === undefined) return [];
	return linesOfLoad(read, load).flatMap(({ lot }) => {
		const row = read.row(lots, lot);
		const days = read.row(items, fieldText(row, 'item')).fields['shelfLifeDays'];
		const expiry = fieldText(row, 'expiry');
		if (typeof days !== 'number' || days <= 0 || expiry === '') return [];
		const latest = lastDayOf(end, days);
		return expiry > latest ? [check('expiry', 'failed', 'expiry-too-late', { lot: numberOf(read, lot), expiry, latest })] : [];
	});
}

function lastDayOf(from: PlainDate, days: number): PlainDate {
	return days % YEAR_DAYS === 0 ? addMonths(from, (days / YEAR_DAYS) * 12) : addDays(from, days);
}

/** What is to be done next with a load. */
export type LoadStage = 'away' | 'papers' | 'verdict' | 'released' | 'rejected';

/** `away` until goods are counted back or a cycle is recorded; `papers` while cycle or indicators are missing. */
export function loadStage(read: Reader, load: string): LoadStage {
	const verdict = read.row(loadVerdicts, load);
	if (verdict === 'released' || verdict === 'rejected') return verdict;
	const [hasCycle, isBack] = [read.row(loadCycles, load).length > 0, read.row(loadReturns, load).length > 0];
	if (!hasCycle && !isBack) return 'away';
	return hasCycle && read.row(loadIndicators, load).length > 0 ? 'verdict' : 'papers';
}

function numberOf(read: Reader, lot: string): string {
	return fieldText(read.row(lots, lot), 'lotNo') || lot.slice(0, 6);
}

function textOf(amount: bigint): string {
	return fromAmount(amount as Amount);
}
