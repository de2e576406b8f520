/** The total order of operations: causality first (n grows along it), the rest only to break ties the same way everywhere. */
export interface OrderKey {
	readonly n: number;
	readonly rec: string;
	readonly dev: string;
	readonly seq: number;
	readonly id: string;
}

export function compareOrder(a: OrderKey, b: OrderKey): number {
	return a.n - b.n || text(a.rec, b.rec) || text(a.dev, b.dev) || a.seq - b.seq || text(a.id, b.id);
}

function text(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
