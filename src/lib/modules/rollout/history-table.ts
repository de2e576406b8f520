/** The history: every movement of the years before the system, checked row by row and put in the order of its events. */
import type { PlainDate } from '#lib/kernel/plain-date.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import type { HistoryRow, ImportedItem, ImportedLocation, ImportedLot, ImportedPartner, LotOrigin } from './entities.ts';
import type { ImportProblems } from './import-problem.ts';
import { UNTRACKED, type LotNumbers } from './lot-numbers.ts';
import { lotKey, type MasterTables } from './master-tables.ts';
import { readChoice, readCode, readMoment, readRequired } from './read-cells.ts';
import { readRowQuantity } from './read-quantity.ts';
import type { RowCells } from './table-reader.ts';
import { HISTORY_KINDS, type HistoryKind } from './templates.ts';

/** Where goods were whose row does not say: counted, visible, and to be found by a stock count. */
export const UNSPECIFIED_LOCATION = 'UNSPECIFIED';
const FALLBACK_SITE = 'MAIN';

interface KindRule {
	/** Sides of the movement that are inside the company. */
	readonly from: boolean;
	readonly to: boolean;
	/** Column in which an outer party may stand instead of `party`. */
	readonly outer?: 'from' | 'to';
	readonly party: 'none' | 'optional' | 'required';
	/** Consumption and output of one work order meet in its `doc`. */
	readonly doc: boolean;
	/** Where a lot comes from whose first row is of this kind. */
	readonly origin: LotOrigin;
}

const RULES: Readonly<Record<HistoryKind, KindRule>> = {
	receipt: { from: false, to: true, outer: 'from', party: 'optional', doc: false, origin: 'purchased' },
	consume: { from: true, to: false, party: 'none', doc: true, origin: 'opening' },
	produce: { from: false, to: true, party: 'none', doc: true, origin: 'made' },
	move: { from: true, to: true, party: 'none', doc: false, origin: 'opening' },
	ship: { from: true, to: false, outer: 'to', party: 'required', doc: false, origin: 'opening' },
	return: { from: false, to: true, outer: 'from', party: 'required', doc: false, origin: 'returned' },
	sample: { from: true, to: false, party: 'none', doc: false, origin: 'opening' },
	scrap: { from: true, to: false, party: 'none', doc: false, origin: 'opening' },
	adjust: { from: false, to: false, party: 'none', doc: false, origin: 'opening' }
};

export class HistoryTable {
	readonly #rows: HistoryRow[] = [];
	readonly #ids = new Set<string>();
	readonly #implicit = new Set<ImportedLot>();
	readonly #numbers: LotNumbers;
	readonly #master: MasterTables;
	readonly #problems: ImportProblems;
	readonly #latest: PlainDate;
	readonly #lotsListed: boolean;

	/** `latest`: the last day on which something can have happened. */
	constructor(master: MasterTables, numbers: LotNumbers, problems: ImportProblems, latest: PlainDate) {
		this.#master = master;
		this.#problems = problems;
		this.#numbers = numbers;
		this.#latest = latest;
		this.#lotsListed = master.lots.size > 0;
		for (const lot of master.lots.values()) this.#numbers.note(lot.lotNo, lot.item, { file: 'lots.csv', row: 0, column: 'lot' });
	}

	row(row: RowCells): void {
		const problems = this.#problems;
		const id = readRequired(row, 'id', problems);
		if (id !== undefined && this.#ids.has(id))
			problems.error(row.place('id'), 'duplicate', {
				zh: `记录号“${id}”重复：同一行导入了两次?`,
				en: `Record id “${id}” appears twice: was a row imported twice?`
			});
		if (id !== undefined) this.#ids.add(id);
		const moment = readMoment(row, 'at', this.#latest, problems);
		const kind = readChoice(row, 'kind', HISTORY_KINDS, problems);
		const item = this.#item(row);
		const qty = item && readRowQuantity(row, { qty: 'qty', unit: 'unit' }, item.unit, problems);
		const lotNo = item && this.#lotNo(row, item);
		if (!kind) return;
		const rule = RULES[kind];
		const doc = rule.doc ? this.#workOrder(row) : readCode(row, 'doc');
		const places = kind === 'adjust' ? this.#adjusted(row) : this.#places(row, rule);
		const party = this.#party(row, rule);
		if (id === undefined || !moment || !item || !qty || lotNo === undefined || doc === undefined || !places || party === false) return;
		this.#rows.push({
			id,
			at: moment.at,
			ms: moment.ms,
			kind,
			doc,
			lot: this.#lot(row, item, lotNo),
			qty: qty.value,
			entered: qty.entered,
			...places,
			party,
			file: row.file,
			row: row.row
		});
	}

	/** All rows in the order of their events; places a row leaves open are filled from where the goods were. */
	finish(): readonly HistoryRow[] {
		// Stable: rows of one instant stay in the order of their files.
		const rows = [...this.#rows].sort((a, b) => a.ms - b.ms);
		const whereabouts = new Whereabouts();
		for (const row of rows) {
			const rule = RULES[row.kind];
			if (rule.from && !row.from) row.from = whereabouts.onlyPlaceOf(row.lot) ?? this.#unspecified(row, 'from');
			if (rule.to && !row.to) row.to = this.#unspecified(row, 'to');
			whereabouts.apply(row);
			row.lot.origin ??= rule.origin;
			if (row.kind === 'receipt') row.lot.supplier ??= row.party;
		}
		if (this.#implicit.size > 0 && !this.#lotsListed)
			this.#problems.warn({ file: 'lots.csv', row: 0, column: '' }, 'implicit-lots', {
				zh: `没有批次表：按历史记录建立了 ${this.#implicit.size} 个批`,
				en: `There is no table of lots: ${this.#implicit.size} lots were created from the history`
			});
		return rows;
	}

	#item(row: RowCells): ImportedItem | undefined {
		const code = readCode(row, 'item');
		const isSwapped = code !== '' && !this.#master.items.has(code) && this.#master.items.has(readCode(row, 'lot'));
		if (!isSwapped) return this.#master.knownItem(row, 'item');
		this.#problems.error(row.place('item'), 'swapped-columns', {
			zh: `没有物料“${code}”，而批号列里是物料编码：item 与 lot 两列是否填反了?`,
			en: `No item “${code}”, but the lot column holds an item code: are the columns item and lot swapped?`
		});
		return undefined;
	}

	#lotNo(row: RowCells, item: ImportedItem): string | undefined {
		const written = readCode(row, 'lot');
		return written === '' && item.track === 'none' ? UNTRACKED : readRequired(row, 'lot', this.#problems);
	}

	#lot(row: RowCells, item: ImportedItem, lotNo: string): ImportedLot {
		const known = this.#master.lots.get(lotKey(item, lotNo));
		if (known) return known;
		this.#numbers.note(lotNo, item, row.place('lot'));
		const lot = this.#master.implicitLot(item, lotNo);
		this.#implicit.add(lot);
		if (this.#lotsListed)
			this.#problems.warn(row.place('lot'), 'implicit-lot', {
				zh: `批次表中没有 ${item.code} 的批“${lotNo}”，已按此行建立`,
				en: `The table of lots has no lot “${lotNo}” of ${item.code}; it was created from this row`
			});
		return lot;
	}

	#workOrder(row: RowCells): string | undefined {
		const doc = readCode(row, 'doc');
		if (doc !== '') return doc;
		this.#problems.error(row.place('doc'), 'empty', {
			zh: '投料和产出必须填生产指令单号：同一单号的投料与产出构成追溯关系',
			en: 'Consumption and output need the work order’s number: rows that share it are what genealogy is made of'
		});
		return undefined;
	}

	#places(row: RowCells, rule: KindRule): { from: ImportedLocation | undefined; to: ImportedLocation | undefined } | undefined {
		const from = this.#placeIn(row, 'from', rule);
		const to = this.#placeIn(row, 'to', rule);
		return from === false || to === false ? undefined : { from: rule.from ? from : undefined, to: rule.to ? to : undefined };
	}

	/** False if the cell names something unknown. */
	#placeIn(row: RowCells, column: 'from' | 'to', rule: KindRule): ImportedLocation | undefined | false {
		const code = readCode(row, column);
		if (code === '' || (rule.outer === column && this.#master.partners.has(code))) return undefined;
		return this.#master.knownLocation(row, column, code) ?? false;
	}

	/** A count that found more enters `to`; one that found less leaves `from`. */
	#adjusted(row: RowCells): { from: ImportedLocation | undefined; to: ImportedLocation | undefined } | undefined {
		const [from, to] = [readCode(row, 'from'), readCode(row, 'to')];
		if ((from === '') === (to === '')) {
			this.#problems.error(row.place('from'), 'adjust-direction', {
				zh: '调整行只填一侧：盘盈填 to，盘亏填 from',
				en: 'An adjustment names one side: to where more was found, from where less was found'
			});
			return undefined;
		}
		const location = this.#master.knownLocation(row, from === '' ? 'to' : 'from', from === '' ? to : from);
		return location && (from === '' ? { from: undefined, to: location } : { from: location, to: undefined });
	}

	/** False if it is missing or unknown. */
	#party(row: RowCells, rule: KindRule): ImportedPartner | undefined | false {
		const written = readCode(row, 'party');
		const outer = rule.outer ? readCode(row, rule.outer) : '';
		const code = written === '' && this.#master.partners.has(outer) ? outer : written;
		if (code !== '') return this.#master.knownPartner(row, 'party', code) ?? false;
		if (rule.party !== 'required') return undefined;
		this.#problems.error(row.place('party'), 'empty', { zh: '发货和退货必须填往来单位', en: 'Shipments and returns need the party' });
		return false;
	}

	#unspecified(row: HistoryRow, column: 'from' | 'to'): ImportedLocation {
		this.#problems.warn({ file: row.file, row: row.row, column }, 'place-unspecified', {
			zh: `未填库位，记入 ${UNSPECIFIED_LOCATION}`,
			en: `No location given; recorded at ${UNSPECIFIED_LOCATION}`
		});
		const known = this.#master.locations.find((location) => location.code === UNSPECIFIED_LOCATION);
		return known ?? this.#master.addLocation(UNSPECIFIED_LOCATION, [...this.#master.sites.keys()][0] ?? FALLBACK_SITE, 'stock');
	}
}

/** Stock per lot and location while the history is replayed. */
class Whereabouts {
	readonly #stock = new Map<ImportedLot, Map<ImportedLocation, bigint>>();

	/** The location of the lot, if all of it is in one. */
	onlyPlaceOf(lot: ImportedLot): ImportedLocation | undefined {
		const places = [...(this.#stock.get(lot) ?? [])].filter(([, qty]) => qty > 0n);
		return places.length === 1 ? places[0]?.[0] : undefined;
	}

	apply({ lot, from, to, qty }: HistoryRow): void {
		const amount = amountOf(qty) ?? 0n;
		const places = this.#stock.get(lot) ?? new Map<ImportedLocation, bigint>();
		this.#stock.set(lot, places);
		if (from) places.set(from, (places.get(from) ?? 0n) - amount);
		if (to) places.set(to, (places.get(to) ?? 0n) + amount);
	}
}
