/**
 * Can we ship? Stock that may leave is given to open orders by due date, the lot that expires first at the beginning
 * (FEFO); what an order still lacks is shown with the lots that would do and with what stops them. Pure.
 */
import { amountOf, type Amount } from '#lib/kernel/decimal.ts';
import type { SalesOrder } from '#lib/modules/sales/index.ts';
import type { FinishedRow, Stop } from '../overview/finished-stock.ts';

/** `ready`: all of it can leave. `part`: some. `blocked`: nothing. */
export type Readiness = 'ready' | 'part' | 'blocked';

export interface LotShare {
	/** `lot:<uid>`. */
	readonly node: string;
	readonly lot: string;
	readonly expiry: string;
	readonly amount: Amount;
}

export interface StoppedLot extends LotShare {
	readonly stop: Stop;
	/** Of a hold. */
	readonly reason: string;
}

export interface LineSupply {
	/** Item uid. */
	readonly item: string;
	/** Not shipped yet, and not picked. */
	readonly open: Amount;
	/** What is there for it at this site, first expiring first. */
	readonly from: readonly LotShare[];
	readonly missing: Amount;
	/** Lots at this site that would do if nothing stopped them, as many as it takes. */
	readonly stopped: readonly StoppedLot[];
	/** May leave from other sites. */
	readonly elsewhere: Amount;
}

export interface OrderSupply {
	readonly order: SalesOrder;
	readonly readiness: Readiness;
	readonly lines: readonly LineSupply[];
}

/**
 * `taken`: amounts by lot node that are picked and still in the records of their place. `codeOf`: an item's code, by which
 * stock rows name it. `site`: code of the site that ships.
 */
export function supplyOrders(
	orders: readonly SalesOrder[],
	stock: readonly FinishedRow[],
	site: string,
	codeOf: (item: string) => string,
	taken: ReadonlyMap<string, Amount> = new Map()
): readonly OrderSupply[] {
	const left = new Map<FinishedRow, bigint>();
	const picked = new Map<string, bigint>(taken);
	for (const row of stock) {
		let amount: bigint = amountOf(row.qty) ?? 0n;
		const gone = picked.get(row.node) ?? 0n;
		const used = row.site === site && row.stop === '' ? (gone < amount ? gone : amount) : 0n;
		picked.set(row.node, gone - used);
		amount -= used;
		left.set(row, amount);
	}
	const byExpiry = stock.toSorted((a, b) => compareText(a.expiry || '9999-12-31', b.expiry || '9999-12-31') || compareText(a.lot, b.lot));
	return orders.map((order) => {
		const lines = order.lines.map((line) => supplyLine(line, byExpiry, left, site, codeOf(line.item)));
		const wanted = lines.filter(({ open }) => open > 0n);
		const readiness = wanted.every(({ missing }) => missing === 0n)
			? 'ready'
			: wanted.some(({ from }) => from.length > 0) || order.lines.some(({ picked: some }) => some > 0n)
				? 'part'
				: 'blocked';
		return { order, readiness, lines };
	});
}

function supplyLine(
	{ item, open }: SalesOrder['lines'][number],
	stock: readonly FinishedRow[],
	left: Map<FinishedRow, bigint>,
	site: string,
	code: string
): LineSupply {
	let missing: bigint = open;
	const from: LotShare[] = [];
	const own = stock.filter((row) => row.item === code);
	for (const row of own) {
		if (row.stop !== '' || row.site !== site) continue;
		const there = left.get(row) ?? 0n;
		const amount = there < missing ? there : missing;
		if (amount <= 0n) continue;
		from.push({ node: row.node, lot: row.lot, expiry: row.expiry, amount: amount as Amount });
		left.set(row, there - amount);
		missing -= amount;
	}
	const stopped: StoppedLot[] = [];
	let needed = missing;
	for (const row of own.toSorted((a, b) => hopeOf(a) - hopeOf(b))) {
		if (hopeOf(row) === NO_HOPE || row.site !== site || needed <= 0n) continue;
		const amount = left.get(row) ?? 0n;
		if (amount <= 0n) continue;
		const { node, lot, expiry, stop, reason } = row;
		if (stop !== '') stopped.push({ node, lot, expiry, amount: amount as Amount, stop, reason });
		needed -= amount;
	}
	const elsewhere = own.reduce((sum, row) => (row.stop === '' && row.site !== site ? sum + (left.get(row) ?? 0n) : sum), 0n);
	return { item, open, from, missing: missing as Amount, stopped, elsewhere: elsewhere as Amount };
}

/** What is merely unfinished is named before what was stopped; rejected, expired or travelling goods would not do. */
const HOPE: Readonly<Partial<Record<FinishedRow['stop'], number>>> = { release: 0, sterile: 0, place: 1, identity: 2, hold: 3 };
const NO_HOPE = 9;
const hopeOf = ({ stop }: FinishedRow) => HOPE[stop] ?? NO_HOPE;

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
