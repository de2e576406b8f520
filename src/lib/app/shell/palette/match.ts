/** Which entries a typed text means, best first. Pure. */
import { ENTRY_GROUPS, type EntryGroup, type PaletteEntry } from './entry.ts';
import { initialsAt } from './pinyin-initials.ts';

/** Groups that are the answer to what was typed already. */
const SEARCHED: ReadonlySet<EntryGroup> = new Set(['code', 'found', 'papers']);
/** Recent records shown before anybody types. */
const RECENT_SHOWN = 5;
const LATIN = /^[a-z]+$/;
const NOT_AT_ALL = Number.POSITIVE_INFINITY;
/** A match in another word than the label is worth less than any in the label. */
const OTHER_WORD = 10;

export interface Match {
	readonly entry: PaletteEntry;
	/** The other word that was meant, where the label itself does not show why it is here. */
	readonly by: string;
}

/** Entries in the order of their groups; within one the best match first, then as given. What was searched for elsewhere stays as it is. */
export function matchEntries(entries: readonly PaletteEntry[], text: string): readonly Match[] {
	const typed = text.trim().toLowerCase();
	const ranked = typed === '' ? unasked(entries) : entries.flatMap((entry) => judge(entry, typed));
	return ranked
		.sort((a, b) => ENTRY_GROUPS.indexOf(a.match.entry.group) - ENTRY_GROUPS.indexOf(b.match.entry.group) || a.rank - b.rank)
		.map(({ match }) => match);
}

interface Ranked {
	readonly match: Match;
	readonly rank: number;
}

function unasked(entries: readonly PaletteEntry[]): Ranked[] {
	const recent = entries.filter(({ group }) => group === 'recent').slice(0, RECENT_SHOWN);
	return entries
		.filter((entry) => entry.group !== 'recent' || recent.includes(entry))
		.map((entry) => ({ match: { entry, by: '' }, rank: 0 }));
}

function judge(entry: PaletteEntry, typed: string): Ranked[] {
	if (SEARCHED.has(entry.group)) return [{ match: { entry, by: '' }, rank: 0 }];
	const own = Math.min(rankOf(entry.label, typed), rankOf(entry.detail ?? '', typed));
	if (own < NOT_AT_ALL) return [{ match: { entry, by: '' }, rank: own }];
	const others = (entry.words ?? []).map((word) => ({ word, rank: rankOf(word, typed) + OTHER_WORD }));
	const best = others.reduce((least, next) => (next.rank < least.rank ? next : least), { word: '', rank: NOT_AT_ALL });
	return best.rank < NOT_AT_ALL ? [{ match: { entry, by: best.word }, rank: best.rank }] : [];
}

function rankOf(text: string, typed: string): number {
	const at = text.toLowerCase().indexOf(typed);
	if (at === 0) return 0;
	const initials = LATIN.test(typed) ? initialsAt(text, typed) : -1;
	if (initials === 0) return 1;
	if (at > 0) return 2;
	return initials > 0 ? 3 : NOT_AT_ALL;
}
