/** How a list looks, as plain values that are kept. */

export interface ListLook {
	readonly text: string;
	/** Chosen values by filter; none chosen leaves nothing out. */
	readonly filters: Readonly<Record<string, readonly string[]>>;
	readonly sort: { readonly key: string; readonly down: boolean } | null;
	readonly group: string;
	/** Keys of columns that are not shown, or – of those hidden at first – that are. */
	readonly hidden: readonly string[];
}

export interface SavedView {
	readonly name: string;
	readonly look: ListLook;
}

export interface KeptViews {
	readonly views: readonly SavedView[];
	readonly current: string;
	readonly default: string;
	/** How it looked last; undefined to begin with the default view. */
	readonly look: ListLook | undefined;
}

export const NOTHING_KEPT: KeptViews = { views: [], current: '', default: '', look: undefined };
/** More are no views any more but a list of their own; the oldest go. */
export const MAX_VIEWS = 30;
export const MAX_NAME = 30;

export function sameLook(a: ListLook, b: ListLook): boolean {
	return JSON.stringify(normal(a)) === JSON.stringify(normal(b));
}

/** Order of choosing makes no difference. */
function normal({ text, filters, sort, group, hidden }: ListLook): unknown {
	const chosen = Object.entries(filters)
		.filter(([, values]) => values.length > 0)
		.map(([filter, values]) => [filter, [...values].sort()] as const)
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return [text, chosen, sort, group, [...hidden].sort()];
}

/** What was kept, as far as it has the expected form; anything may stand in a browser's storage. */
export function readViews(text: string | null): KeptViews {
	let read: unknown;
	try {
		read = JSON.parse(text ?? '');
	} catch {
		return NOTHING_KEPT;
	}
	if (!isRecord(read)) return NOTHING_KEPT;
	const views = (Array.isArray(read['views']) ? read['views'] : []).flatMap((view: unknown): SavedView[] => {
		if (!isRecord(view) || typeof view['name'] !== 'string' || view['name'] === '') return [];
		const look = readLook(view['look']);
		return look ? [{ name: view['name'].slice(0, MAX_NAME), look }] : [];
	});
	const known = (name: unknown) => (typeof name === 'string' && views.some((view) => view.name === name) ? name : '');
	return { views: views.slice(-MAX_VIEWS), current: known(read['current']), default: known(read['default']), look: readLook(read['look']) };
}

function readLook(value: unknown): ListLook | undefined {
	if (!isRecord(value) || typeof value['text'] !== 'string' || typeof value['group'] !== 'string') return undefined;
	const { filters, sort, hidden } = value;
	if (!isRecord(filters) || !Array.isArray(hidden)) return undefined;
	const isSort = isRecord(sort) && typeof sort['key'] === 'string' && typeof sort['down'] === 'boolean';
	return {
		text: value['text'],
		group: value['group'],
		filters: Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, Array.isArray(values) ? values.map(String) : []])),
		sort: isSort ? { key: String(sort['key']), down: sort['down'] === true } : null,
		hidden: hidden.map(String)
	};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
