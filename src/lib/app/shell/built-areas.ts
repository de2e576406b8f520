/** The areas this build has pages for, and which of them a phone shows first. */
import type { Role } from '#lib/engine/define-operation.ts';
import { AREAS, type Area, type AreaId } from './areas.ts';

/** Tabs of the bottom bar; the rest stands behind “更多”. */
export const BAR_SIZE = 4;

/** Where nobody's role says otherwise. */
const BAR_DEFAULT: readonly AreaId[] = ['receive', 'issue', 'trace', 'lots', 'exceptions', 'log'];

const ROUTES = Object.keys(import.meta.glob('/src/routes/**/+page.svelte'));

export const builtAreas: readonly Area[] = areasWithPages(ROUTES);

export function areasWithPages(routes: readonly string[]): readonly Area[] {
	const pages = new Set(routes.map((route) => route.replace(/^.*\/routes/, '').replace(/\/\+page\.svelte$/, '') || '/'));
	return AREAS.filter(({ href }) => pages.has(href));
}

/** Today first, then what these roles open daily in the order of the navigation, then what everybody needs. */
export function barAreas(areas: readonly Area[], roles: readonly string[]): readonly Area[] {
	const rank = ({ id, roles: first }: Area): number => {
		if (id === 'today') return -1;
		const own = Math.min(...roles.map((role, position) => (first.includes(role as Role) ? position : Number.POSITIVE_INFINITY)));
		if (own !== Number.POSITIVE_INFINITY) return own;
		const common = BAR_DEFAULT.indexOf(id);
		return common < 0 ? Number.POSITIVE_INFINITY : roles.length + common;
	};
	const ranked = areas.filter((area) => rank(area) !== Number.POSITIVE_INFINITY).sort((a, b) => rank(a) - rank(b));
	const chosen = new Set(ranked.slice(0, BAR_SIZE));
	return areas.filter((area) => chosen.has(area));
}
