/** Random histories of a firm that makes every kind of trouble: rework, merges, splits, returns shipped again, four sites. */
import type { OracleRow } from './history-oracle.ts';

const ITEMS = ['RM-1', 'RM-2', 'SF-1', 'SF-2', 'FG-1', 'FG-2'] as const;
export const LOCATIONS: readonly (readonly [code: string, site: string])[] = [
	['A1', 'CZ'],
	['A2', 'CZ'],
	['B1', 'CD'],
	['C1', 'WX'],
	['D1', 'SH']
];
const CUSTOMERS = ['K1', 'K2', 'K3', 'K4'] as const;
const SUPPLIERS = ['S1', 'S2'] as const;

export interface RandomHistory {
	readonly rows: readonly OracleRow[];
	readonly files: Readonly<Record<string, string>>;
	readonly siteOf: ReadonlyMap<string, string>;
}

export function randomHistory(seed: number, count: number): RandomHistory {
	const rows = new Generator(seed).make(count);
	return { rows, files: filesOf(rows), siteOf: new Map(LOCATIONS) };
}

class Generator {
	readonly #rows: OracleRow[] = [];
	readonly #lots: { item: string; lot: string; place: string }[] = [];
	#state: number;
	#minute = 0;
	#docs = 0;

	constructor(seed: number) {
		this.#state = seed * 2_654_435_761;
	}

	make(count: number): OracleRow[] {
		for (let index = 0; index < 3; index++) this.#receipt();
		while (this.#rows.length < count) {
			const dice = this.#upTo(100);
			if (dice < 18) this.#receipt();
			else if (dice < 48) this.#work();
			else if (dice < 68) this.#ship();
			else if (dice < 78) this.#return();
			else if (dice < 88) this.#move();
			else this.#other(this.#oneOf(['sample', 'scrap', 'adjust'] as const));
		}
		return this.#rows;
	}

	#receipt(): void {
		// Lot numbers repeat between items now and then, and a lot is received in several deliveries.
		const item = this.#oneOf(ITEMS.slice(0, 2));
		const known = this.#upTo(6) === 0 ? this.#lots.find((lot) => lot.item === item) : undefined;
		const lot = known ?? this.#newLot(item, this.#upTo(9) === 0 ? `X${this.#upTo(4)}` : `L${this.#lots.length}`);
		this.#add('receipt', lot, { to: lot.place, party: this.#upTo(4) === 0 ? '' : this.#oneOf(SUPPLIERS) });
	}

	/** One to four lots in, one or two out; sometimes an output is one of the inputs (rework), sometimes nothing comes out. */
	#work(): void {
		const doc = `W${++this.#docs}`;
		const inputs = Array.from({ length: 1 + this.#upTo(4) }, () => this.#anyLot());
		for (const lot of inputs) this.#add('consume', lot, { from: lot.place, doc });
		if (this.#upTo(20) === 0) return;
		for (let outputs = 1 + this.#upTo(2); outputs > 0; outputs--) {
			const lot =
				this.#upTo(5) === 0
					? this.#oneOf(inputs)
					: this.#upTo(8) === 0
						? this.#anyLot()
						: this.#newLot(this.#oneOf(ITEMS.slice(2)), `P${this.#lots.length}`);
			this.#add('produce', lot, { to: lot.place, doc });
		}
		// A late input: recorded after the output it went into.
		if (this.#upTo(6) === 0) {
			const late = this.#anyLot();
			this.#add('consume', late, { from: late.place, doc });
		}
	}

	#ship(): void {
		const lot = this.#anyLot();
		this.#add('ship', lot, { from: lot.place, doc: `D${this.#upTo(500)}`, party: this.#oneOf(CUSTOMERS) });
	}

	#return(): void {
		const shipped = this.#rows.filter((row) => row.kind === 'ship').at(-1 - this.#upTo(3));
		if (!shipped) return;
		const [place] = this.#oneOf(LOCATIONS);
		const { item, lot, party, qty } = shipped;
		const back = this.#upTo(3) === 0 ? qty : 1 + this.#upTo(qty);
		this.#push({ kind: 'return', item, lot, party, qty: back, to: place, from: '', doc: '' });
		if (this.#upTo(2) === 0)
			this.#push({ kind: 'ship', item, lot, party: this.#oneOf(CUSTOMERS), qty: back, from: place, to: '', doc: `D${this.#upTo(500)}` });
	}

	#move(): void {
		const lot = this.#anyLot();
		const [to] = this.#oneOf(LOCATIONS);
		if (to === lot.place) return;
		this.#add('move', lot, { from: lot.place, to });
		if (this.#upTo(2) === 0) lot.place = to;
	}

	#other(kind: 'sample' | 'scrap' | 'adjust'): void {
		const lot = this.#anyLot();
		this.#add(kind, lot, kind === 'adjust' && this.#upTo(2) === 0 ? { to: lot.place } : { from: lot.place });
	}

	#newLot(item: string, lot: string) {
		const known = this.#lots.find((one) => one.item === item && one.lot === lot);
		if (known) return known;
		const made = { item, lot, place: this.#oneOf(LOCATIONS)[0] };
		this.#lots.push(made);
		return made;
	}

	/** Recent lots more often, so that chains grow deep. */
	#anyLot() {
		const reach = this.#upTo(3) === 0 ? this.#lots.length : Math.min(this.#lots.length, 12);
		return this.#oneOf(this.#lots.slice(-reach));
	}

	#add(kind: string, lot: { item: string; lot: string }, more: Partial<OracleRow>): void {
		this.#push({ kind, item: lot.item, lot: lot.lot, qty: 1 + this.#upTo(50_000), from: '', to: '', party: '', doc: '', ...more });
	}

	#push(row: Omit<OracleRow, 'id' | 'at'>): void {
		this.#minute += this.#upTo(3);
		this.#rows.push({
			id: `H${this.#rows.length + 1}`,
			at: new Date(Date.UTC(2023, 0, 1) + this.#minute * 60_000).toISOString().slice(0, 16),
			...row
		});
	}

	#oneOf<T>(list: readonly T[]): T {
		const one = list[this.#upTo(list.length)];
		if (one === undefined) throw new Error('a choice among nothing');
		return one;
	}

	/** mulberry32 */
	#upTo(bound: number): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
	}
}

function filesOf(rows: readonly OracleRow[]): Readonly<Record<string, string>> {
	const csv = (header: string, lines: readonly (readonly string[])[]) => `${[header, ...lines.map((line) => line.join(','))].join('\n')}\n`;
	const items = ITEMS.map((code) => [
		code,
		`物料 ${code}`,
		code,
		code.startsWith('RM') ? 'raw' : code.startsWith('SF') ? 'semi' : 'finished',
		'lot',
		'kg',
		'A',
		''
	]);
	const partners = [
		...CUSTOMERS.map((code) => [code, `客户 ${code}`, 'customer', '']),
		...SUPPLIERS.map((code) => [code, `供方 ${code}`, 'supplier', ''])
	];
	const history = rows.map((row) => [
		row.id,
		row.at,
		row.kind,
		row.doc,
		row.item,
		row.lot,
		thousandths(row.qty),
		'kg',
		row.from,
		row.to,
		row.party
	]);
	return {
		'items.csv': csv('code,name_zh,name_en,class,track,unit,quality_class,shelf_life_days', items),
		'partners.csv': csv('code,name,kind,uscc', partners),
		'locations.csv': csv(
			'code,site,kind',
			LOCATIONS.map(([code, site]) => [code, site, 'stock'])
		),
		'history.csv': csv('id,at,kind,doc,item,lot,qty,unit,from,to,party', history)
	};
}

/** Exact decimal text of a number of thousandths. */
export function thousandths(qty: number): string {
	const text = `${Math.trunc(Math.abs(qty) / 1000)}.${String(Math.abs(qty) % 1000).padStart(3, '0')}`.replace(/\.?0+$/, '');
	return qty < 0 ? `-${text}` : text;
}
