/** States as chips: the fixed tone and the word. */
import type { Tone } from '#lib/ui/tone.ts';
import { m } from '#lib/modules/quality/messages.ts';
import type { Blocker } from '#lib/modules/quality/index.ts';
import type { StateMark } from './views.ts';

export interface Chip {
	readonly key: string;
	readonly tone: Tone;
	readonly label: string;
	readonly title?: string;
}

/** The chips of one axis; a hold may be two. */
function chipsOfMark(mark: StateMark): readonly Chip[] {
	switch (mark.kind) {
		case 'disposition': {
			const tones = { quarantine: 'quarantine', released: 'released', conditional: 'quarantine', rejected: 'rejected' } as const;
			return [{ key: 'disposition', tone: tones[mark.value], label: m[mark.value]() }];
		}
		case 'hold': {
			const title = mark.reason;
			const own: readonly Chip[] = mark.own > 0 ? [{ key: 'hold', tone: 'hold', label: m.hold({ count: mark.own }), title }] : [];
			return mark.inherited > 0
				? [...own, { key: 'inherited', tone: 'hold', label: m.inheritedHold({ count: mark.inherited }), title }]
				: own;
		}
		case 'expired':
			return [{ key: 'expired', tone: 'rejected', label: m.expired(), title: mark.expiry }];
		case 'sterilisation': {
			const labels = { none: m.unsterile, open: m.sterileOpen, part: m.sterilePart, released: m.sterile, rejected: m.sterileRejected };
			const tones = { none: 'draft', open: 'quarantine', part: 'quarantine', released: 'released', rejected: 'rejected' } as const;
			return [{ key: 'sterilisation', tone: tones[mark.value], label: labels[mark.value]() }];
		}
		case 'market':
			return [{ key: 'market', tone: mark.released ? 'released' : 'draft', label: mark.released ? m.marketReleased() : m.marketOpen() }];
		case 'scrapped':
			return [{ key: 'scrapped', tone: 'rejected', label: m.scrapped() }];
		case 'recall':
			return [{ key: 'recall', tone: mark.drill ? 'draft' : 'rejected', label: mark.drill ? m.recallDrill() : m.recall() }];
	}
}

export function chipsOf(marks: readonly StateMark[]): readonly Chip[] {
	return marks.flatMap(chipsOfMark);
}

/** What stands out: everything that speaks against using it, before what is in order. */
export function alarmsOf(marks: readonly StateMark[]): readonly Chip[] {
	const rank: Readonly<Record<Tone, number>> = { rejected: 0, hold: 1, quarantine: 2, draft: 3, accent: 3, released: 4 };
	return chipsOf(marks).toSorted((a, b) => rank[a.tone] - rank[b.tone]);
}

/** Why not, as a sentence. */
export function blockerText(blocker: Blocker, names: Readonly<Record<string, string>>): string {
	switch (blocker.code) {
		case 'unknown-lot':
			return m.whyUnknown();
		case 'newer-version':
			return m.whyNewer();
		case 'quarantine':
			return m.whyQuarantine();
		case 'rejected':
			return m.whyRejected();
		case 'conditional':
			return m.whyConditional();
		case 'not-market-released':
			return m.whyMarket();
		case 'not-sterile':
			return m.whyUnsterile();
		case 'sterilisation-rejected':
			return m.whySterileRejected();
		case 'on-hold':
			return m.whyHold({ reason: blocker.reason });
		case 'inherited-hold':
			return m.whyInheritedHold({ from: names[blocker.from] ?? blocker.from, reason: blocker.reason });
		case 'expired':
			return m.whyExpired({ expiry: blocker.expiry });
		case 'wrong-location':
			return m.whyLocation();
		case 'identity':
			return m.whyIdentity({ rivals: blocker.rivals.map((rival) => names[rival] ?? rival).join(', ') });
		case 'negative-stock':
			return m.whyNegative();
	}
}
