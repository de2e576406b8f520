/** What a typed text names in the company: exactly (a code), by its words or initials, and as a paper. */
import Boxes from '@lucide/svelte/icons/boxes';
import Building2 from '@lucide/svelte/icons/building-complex';
import Factory from '@lucide/svelte/icons/factory';
import FileText from '@lucide/svelte/icons/file-text';
import MapPin from '@lucide/svelte/icons/map-pin';
import Package from '@lucide/svelte/icons/package';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import Tablet from '@lucide/svelte/icons/tablet';
import UserRound from '@lucide/svelte/icons/user-round';
import { localized } from '#lib/i18n/locale.svelte.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { company } from '../../live/open-company.svelte.ts';
import { lotSearch } from '../../lot-search.svelte.ts';
import { paperKind } from '../../papers/kinds.ts';
import type { Resolved } from '../../scan/resolve-scan.ts';
import type { EntryGroup, PaletteEntry } from './entry.ts';
import { p } from './messages.ts';
import type { RecentRecord } from './recent.svelte.ts';

/** Records shown of those that were found; more words narrow. */
const FOUND_SHOWN = 8;
const PAPERS_SHOWN = 6;
/** Papers are looked for by their number: shorter texts stand in too many of them. */
const MIN_PAPER_TEXT = 3;

/** Opens a record; it is remembered as opened lately. */
export type Open = (record: RecentRecord) => void;

const ICONS: Readonly<Record<string, PaletteEntry['icon']>> = {
	lot: Boxes,
	unit: Boxes,
	load: Boxes,
	several: Boxes,
	item: Package,
	partner: Building2,
	person: UserRound,
	site: MapPin,
	location: MapPin,
	device: Tablet,
	wo: Factory,
	receipt: PackagePlus
};

/** Where a kind of record is shown, below the base path. */
const PLACES: Readonly<Record<string, (uid: string, name: string) => string>> = {
	lot: (uid) => `/lots/lot:${uid}`,
	unit: (uid) => `/lots/unit:${uid}`,
	load: (uid) => `/lots/load:${uid}`,
	item: () => '/lots',
	partner: (_uid, name) => `/papers?q=${encodeURIComponent(name)}`,
	site: () => '/stock',
	location: (uid) => `/stock/locations/${uid}`,
	person: () => '/team',
	device: () => '/team',
	wo: (uid) => `/production/${uid}`,
	receipt: (uid) => `/papers/receipt/${uid}`,
	inspection: (uid) => `/papers/inspection/${uid}`,
	shipment: (uid) => `/papers/delivery/${uid}`
};

export interface LookedUp {
	/** The text these are the answer to. */
	readonly text: string;
	readonly entries: readonly PaletteEntry[];
}

export async function lookUp(text: string, open: Open): Promise<LookedUp> {
	const typed = text.trim();
	if (typed === '') return { text, entries: [] };
	const [exact, subjects] = await Promise.all([company.query('scan.resolve', { text: typed }), company.ask('search', { text: typed })]);
	const found = await company.query('palette.find', { text: typed, subjects, limit: FOUND_SHOWN });
	const codes = codeEntries(exact, open);
	const shown = new Set(codes.map(({ id }) => id));
	const rest = found.flatMap(({ kind, uid, code, name, supplierLot }) =>
		entryOf('found', open, kind, uid, code, name, supplierLot === '' ? '' : p.supplierLot({ number: supplierLot }))
	);
	return { text, entries: [...codes, ...rest.filter(({ id }) => !shown.has(id))] };
}

/** Papers by number or what they are about; slower, since every paper is a view that is made when somebody asks. */
export async function lookUpPapers(text: string, open: Open): Promise<LookedUp> {
	const typed = text.trim();
	if (typed.length < MIN_PAPER_TEXT || !/\d/.test(typed)) return { text, entries: [] };
	const groups = await company.query('papers.list', { kind: '', text: typed });
	const papers = groups.flatMap(({ kind, entries }) => entries.map((entry) => ({ kind, ...entry })));
	const numbered = papers.filter(({ number }) => number.toLowerCase().includes(typed.toLowerCase()));
	// One of every kind before a second of any.
	const ordinal = new Map<string, number>();
	const ranked = numbered.map((paper) => {
		const rank = ordinal.get(paper.kind) ?? 0;
		ordinal.set(paper.kind, rank + 1);
		return { paper, rank };
	});
	const shown = ranked.sort((a, b) => a.rank - b.rank).slice(0, PAPERS_SHOWN);
	return {
		text,
		entries: shown.map(({ paper: { kind, id, number, about } }) => {
			const title = paperKind(kind)?.title ?? { zh: kind, en: kind };
			const detail = { zh: `${title.zh} · ${about.zh}`, en: `${title.en} · ${about.en}` };
			const record: RecentRecord = { href: `/papers/${kind}/${id}`, label: number, detail, kind: 'document' };
			return {
				id: `paper ${kind} ${id}`,
				group: 'papers',
				label: number,
				detail: localized(detail),
				icon: FileText,
				run: () => open(record)
			};
		})
	};
}

/** What a scanned or completely typed code opens at once. */
function codeEntries(exact: Resolved, open: Open): readonly PaletteEntry[] {
	switch (exact.kind) {
		case 'lot':
			return entryOf('code', open, 'lot', exact.lot, exact.number, exact.item.name);
		case 'unit':
			return entryOf('code', open, 'unit', exact.node.slice('unit:'.length), exact.number, exact.item.name);
		case 'location':
			return entryOf('code', open, 'location', exact.uid, exact.code, plain(exact.name));
		case 'item':
			return entryOf('code', open, 'item', exact.item.uid, exact.item.code, exact.item.name);
		case 'document':
			return entryOf('code', open, exact.document, exact.uid, exact.no, plain(''));
		default:
			return [];
	}
}

function entryOf(
	group: EntryGroup,
	open: Open,
	kind: string,
	uid: string,
	label: string,
	name: Bilingual,
	note = ''
): readonly PaletteEntry[] {
	const href = PLACES[kind]?.(uid, name.zh);
	if (href === undefined) return [];
	const record: RecentRecord = { href, label, detail: name, kind };
	return [
		{
			id: `${kind} ${uid}`,
			group,
			label,
			detail: [localized(name), note, p.kind({ kind })].filter((part) => part !== '').join(' · '),
			icon: iconOf(kind),
			run: () => {
				// An item has no page of its own yet: its lots are shown.
				if (kind === 'item') lotSearch.text = label;
				open(record);
			}
		}
	];
}

export const iconOf = (kind: string): PaletteEntry['icon'] => ICONS[kind] ?? FileText;

const plain = (name: string): Bilingual => ({ zh: name, en: name });
