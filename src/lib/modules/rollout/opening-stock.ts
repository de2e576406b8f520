/**
 * The opening stock: what lies where on the day the system begins, lot by lot. A lot comes in as *quarantine* unless its row says
 * and somebody of quality signs otherwise. What looks wrong is told and taken as it is written; what cannot be is an error.
 */
import { amountOf, readDecimal } from '#lib/kernel/decimal.ts';
import type { PlainDate } from '#lib/kernel/plain-date.ts';
import type { ImportedItem, ImportedLot, KnownEntities, OpeningHeap, PaperRelease } from './entities.ts';
import type { CellPlace, ImportProblems } from './import-problem.ts';
import { UNTRACKED, type LotNumbers } from './lot-numbers.ts';
import type { LotFields, MasterTables } from './master-tables.ts';
import { readCode, readRequired } from './read-cells.ts';
import { readRowQuantity } from './read-quantity.ts';
import type { RowCells } from './table-reader.ts';

/** From so many lots of an item on a quantity can be called unusual. */
export const MIN_LOTS_TO_COMPARE = 3;
/** So many times the usual quantity of the item, or so small a part of it: rolls were taken for metres, or grams for kilograms. */
export const UNUSUAL_FACTOR = 50n;
/** Whoever made it knows its lot; of bought goods the maker's lot is what a recall asks for. */
const BOUGHT: readonly ImportedItem['class'][] = ['raw', 'packaging'];

interface ReadHeap extends OpeningHeap {
	readonly place: CellPlace;
}

export class OpeningStock {
	readonly #master: MasterTables;
	readonly #problems: ImportProblems;
	readonly #today: PlainDate;
	readonly #lotOf: KnownEntities['lotOf'];
	readonly #numbers: LotNumbers;
	readonly #heaps: ReadHeap[] = [];
	readonly #seen = new Set<string>();
	readonly #undecided = new Map<string, ImportedLot>();

	constructor(master: MasterTables, numbers: LotNumbers, problems: ImportProblems, today: PlainDate, lotOf: KnownEntities['lotOf']) {
		this.#master = master;
		this.#problems = problems;
		this.#today = today;
		this.#lotOf = lotOf;
		this.#numbers = numbers;
	}

	row(row: RowCells): void {
		if (this.#isNothing(row)) return;
		const item = this.#master.knownItem(row, 'item');
		const lotNo = item && this.#lotNo(row, item);
		const qty = item && readRowQuantity(row, { qty: 'qty', unit: 'unit' }, item.unit, this.#problems);
		const locationCode = readRequired(row, 'location', this.#problems);
		const location = locationCode === undefined ? undefined : this.#master.knownLocation(row, 'location', locationCode);
		const fields = this.#master.lotFields(row);
		const released = item && this.#release(row, item, fields);
		const said: LotFields = { ...fields, released };
		if (!item || lotNo === undefined || !qty || !location) return;
		const key = `${item.code}\n${lotNo}\n${location.uid}`;
		if (this.#seen.has(key)) {
			this.#problems.error(row.place('location'), 'duplicate', {
				zh: `${item.code} 的批“${lotNo}”在 ${location.code} 列了两次：合成一行`,
				en: `Lot “${lotNo}” of ${item.code} is listed twice at ${location.code}: make one row of them`
			});
			return;
		}
		this.#seen.add(key);
		this.#numbers.note(lotNo, item, row.place('lot'));
		this.#doubts(row, item, said);
		const known = this.#lotOf?.(item, lotNo);
		if (known) {
			this.#master.existing++;
			if (known.undecided && (released !== undefined || (said.status !== undefined && said.status !== 'quarantine')))
				this.#undecided.set(known.uid, { uid: known.uid, item, lotNo, origin: 'opening', ...said });
			return;
		}
		const lot = this.#master.openingLot(item, lotNo, said);
		this.#heaps.push({ lot, location, qty: qty.value, entered: qty.entered, place: row.place('qty') });
	}

	finish(): { readonly heaps: readonly OpeningHeap[]; readonly undecided: readonly ImportedLot[] } {
		const byItem = new Map<ImportedItem, ReadHeap[]>();
		for (const heap of this.#heaps) byItem.set(heap.lot.item, [...(byItem.get(heap.lot.item) ?? []), heap]);
		for (const [item, heaps] of byItem) this.#compare(item, heaps);
		return { heaps: this.#heaps, undecided: [...this.#undecided.values()] };
	}

	/** Lists of stock hold lots that are used up. */
	#isNothing(row: RowCells): boolean {
		const read = readDecimal(row.text('qty'));
		if (!read.ok || amountOf(read.value) !== 0n) return false;
		this.#problems.warn(row.place('qty'), 'none-left', { zh: '数量为 0：不建这一批', en: 'The quantity is 0: no lot is made of it' });
		return true;
	}

	/** The release on paper of a finished lot. A row that contradicts itself, or leaves out the load of a sterile product, is an error. */
	#release(row: RowCells, item: ImportedItem, { status, expiry }: LotFields): PaperRelease | undefined {
		const paper = readCode(row, 'release');
		const steriliserLoad = readCode(row, 'sterile_load');
		if (paper === '') return undefined;
		const error = (column: string, code: string, zh: string, en: string) => this.#problems.error(row.place(column), code, { zh, en });
		if (item.class !== 'finished')
			error(
				'release',
				'release-not-finished',
				`${item.code} 不是成品，没有上市放行`,
				`${item.code} is no finished product and has no market release`
			);
		else if (status === 'rejected' || status === 'quarantine')
			error('status', 'release-contradicts', '有放行单号，质量状态却不是合格', 'There is a release, but the status is not accepted');
		else if (expiry !== undefined && expiry < this.#today)
			error('expiry', 'release-expired', `${expiry} 已过期，不能按已放行导入`, `Expired on ${expiry}: it cannot be imported as released`);
		else if (item.sterile && steriliserLoad === '')
			error(
				'sterile_load',
				'empty',
				'须灭菌的产品：填放行单上的灭菌批号',
				'A sterile product: give the steriliser load named on the release'
			);
		else return { paper, steriliserLoad };
		return undefined;
	}

	#lotNo(row: RowCells, item: ImportedItem): string | undefined {
		return readCode(row, 'lot') === '' && item.track === 'none' ? UNTRACKED : readRequired(row, 'lot', this.#problems);
	}

	#doubts(row: RowCells, item: ImportedItem, { supplierLot, expiry }: LotFields): void {
		const warn = (column: string, code: string, zh: string, en: string) => this.#problems.warn(row.place(column), code, { zh, en });
		if (expiry !== undefined && expiry < this.#today)
			warn('expiry', 'expired', `${expiry} 已过期：进来后不能领用、不能发`, `Expired on ${expiry}: it may be neither used nor shipped`);
		if (expiry === undefined && item.shelfLifeDays !== undefined)
			warn('expiry', 'no-expiry', `${item.code} 有保质期，这一批没有失效日期`, `${item.code} has a shelf life, this lot has no expiry`);
		if (supplierLot === '' && item.track !== 'none' && BOUGHT.includes(item.class))
			warn(
				'supplier_lot',
				'no-supplier-lot',
				'没有供方批号：供方召回时查不到这一批',
				'No supplier lot: a recall by the supplier will not find this lot'
			);
		if (item.track === 'serial')
			warn(
				'qty',
				'no-serials',
				`${item.code} 按序列号管理：这里只记数量，单件不在内`,
				`${item.code} is tracked by serial number: only the quantity is recorded here, no units`
			);
	}

	/** Quantities far from the item's other lots are mostly a unit taken for another. */
	#compare(item: ImportedItem, heaps: readonly ReadHeap[]): void {
		if (heaps.length < MIN_LOTS_TO_COMPARE) return;
		const amounts = heaps.map(({ qty }): bigint => amountOf(qty) ?? 0n).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
		const usual = amounts[Math.floor((amounts.length - 1) / 2)] ?? 0n;
		for (const { qty, place } of heaps) {
			const amount = amountOf(qty) ?? 0n;
			if (amount < usual * UNUSUAL_FACTOR && amount * UNUSUAL_FACTOR > usual) continue;
			this.#problems.warn(place, 'unusual-quantity', {
				zh: `${item.code} 的其他批大多在另一个量级，这一批是 ${qty} ${item.unit.code}：单位对吗?`,
				en: `Other lots of ${item.code} are of another size, this one is ${qty} ${item.unit.code}: is the unit right?`
			});
		}
	}
}
