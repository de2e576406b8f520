import type { Locale } from './messages.ts';

/**
 * What counted units are called in English, for one and for many. Their codes are Chinese characters and stay so in records and
 * in Chinese texts; physical units (kg, m2) read the same everywhere. A test holds the list against the units of the kernel.
 */
const ENGLISH: Readonly<Record<string, readonly [one: string, many: string]>> = {
	只: ['pc', 'pcs'],
	个: ['pc', 'pcs'],
	件: ['pc', 'pcs'],
	pcs: ['pc', 'pcs'],
	张: ['sheet', 'sheets'],
	片: ['pc', 'pcs'],
	套: ['set', 'sets'],
	副: ['set', 'sets'],
	双: ['pair', 'pairs'],
	台: ['unit', 'units'],
	块: ['block', 'blocks'],
	份: ['portion', 'portions'],
	支: ['pc', 'pcs'],
	根: ['length', 'lengths'],
	条: ['strip', 'strips'],
	瓶: ['bottle', 'bottles'],
	桶: ['drum', 'drums'],
	罐: ['can', 'cans'],
	袋: ['bag', 'bags'],
	包: ['pack', 'packs'],
	盒: ['box', 'boxes'],
	箱: ['carton', 'cartons'],
	托: ['pallet', 'pallets'],
	卷: ['roll', 'rolls'],
	捆: ['bundle', 'bundles'],
	本: ['book', 'books'],
	次: ['time', 'times'],
	批: ['batch', 'batches'],
	柜次: ['load', 'loads']
};

/** A unit's code as people of the language say it; `value` decides between one and many. An unknown code stays as it is. */
export function unitWord(locale: Locale, unit: string, value = ''): string {
	const words = locale === 'en' ? ENGLISH[unit] : undefined;
	return words ? words[value === '1' ? 0 : 1] : unit;
}
