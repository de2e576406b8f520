/** Views of lists in this browser. How a list looked last is of this tab alone; named views are of the device. */
import { NOTHING_KEPT, readViews, type KeptViews } from './list-look.ts';

const PREFIX = 'suyuan.list.';

/** A new tab begins with the default view, a reload where one was. */
export function readKept(list: string): KeptViews {
	try {
		const kept = readViews(localStorage.getItem(PREFIX + list));
		const here = sessionStorage.getItem(PREFIX + list);
		if (here === null) return { ...kept, current: kept.default, look: undefined };
		const { look, current } = readViews(JSON.stringify({ ...kept, ...(JSON.parse(here) as object) }));
		return { ...kept, current, look };
	} catch {
		return NOTHING_KEPT;
	}
}

export function writeKept(list: string, { look, current, ...kept }: KeptViews): void {
	try {
		localStorage.setItem(PREFIX + list, JSON.stringify(kept));
		sessionStorage.setItem(PREFIX + list, JSON.stringify({ look, current }));
	} catch {
		// Storage refused (private mode): the views last as long as the page.
	}
}
