/** Rows of a panel that fit at once; the panel shows one page after another. */
export interface PanelPage<T> {
	readonly rows: readonly T[];
	readonly page: number;
	readonly pages: number;
}

/** `turn` counts on for ever; every panel goes round at its own length. At least one row is shown, however small the screen. */
export function pageAt<T>(all: readonly T[], fit: number, turn: number): PanelPage<T> {
	const size = Math.max(1, Math.floor(fit));
	const pages = Math.max(1, Math.ceil(all.length / size));
	const page = turn % pages;
	return { rows: all.slice(page * size, page * size + size), page: page + 1, pages };
}
