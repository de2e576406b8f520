import { localized } from '#lib/i18n/locale.svelte.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { PlaceName } from './views.ts';

const WORDS: Readonly<Record<PlaceName['kind'], Bilingual>> = {
	location: { zh: '', en: '' },
	transit: { zh: '在途', en: 'in transit' },
	customer: { zh: '', en: '' },
	supplier: { zh: '', en: '' },
	job: { zh: '', en: '' },
	sample: { zh: '样品', en: 'samples' },
	scrap: { zh: '报废', en: 'scrap' },
	adjusted: { zh: '盘点差异', en: 'count difference' },
	before: { zh: '期初', en: 'opening stock' },
	other: { zh: '', en: '' }
};

/** What people call where goods come from and go to. */
export function placeText(place: PlaceName): string {
	return place.label || localized(WORDS[place.kind]);
}
