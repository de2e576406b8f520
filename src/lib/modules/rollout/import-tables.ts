/** All tables of one import, read in the order of `TEMPLATE_NAMES`; the result is a plan only if nothing is wrong. */
import { addDays, type PlainDate } from '#lib/kernel/plain-date.ts';
import type { ImportPlan, KnownEntities } from './entities.ts';
import { HistoryTable } from './history-table.ts';
import { ImportProblems } from './import-problem.ts';
import { LotNumbers } from './lot-numbers.ts';
import { MasterTables } from './master-tables.ts';
import { OpeningStock } from './opening-stock.ts';
import { TableReader, type RowCells } from './table-reader.ts';
import type { TemplateName } from './template-columns.ts';

/** A table written just after midnight elsewhere may be a day ahead. */
const CLOCK_TOLERANCE_DAYS = 1;

export class ImportTables {
	readonly problems = new ImportProblems();
	readonly #master: MasterTables;
	readonly #today: PlainDate;
	readonly #numbers = new LotNumbers(this.problems);
	readonly #opening: OpeningStock;
	#history: HistoryTable | undefined;

	constructor(options: { readonly newUid: () => string; readonly today: PlainDate; readonly known?: KnownEntities }) {
		this.#today = options.today;
		this.#master = new MasterTables(this.problems, options.newUid, options.today, options.known);
		this.#opening = new OpeningStock(this.#master, this.#numbers, this.problems, options.today, options.known?.lotOf);
	}

	/** Rows that name what the company has already. */
	get existing(): number {
		return this.#master.existing;
	}

	/** A reader for the next file; several files may belong to one template. */
	table(template: TemplateName, file: string): TableReader {
		return new TableReader(template, file, this.problems, this.#sinkOf(template));
	}

	/** Undefined if there is any error. */
	finish(): ImportPlan | undefined {
		const { heaps: opening, undecided } = this.#opening.finish();
		const history = this.#historyTable().finish();
		if (this.problems.errorCount > 0) return undefined;
		const { items, partners, sites, locations, boms, lots } = this.#master;
		const isNew = (entity: object) => this.#master.isNew(entity);
		return {
			sites: [...sites.values()].filter(isNew),
			items: [...items.values()].filter(isNew),
			partners: [...partners.values()].filter(isNew),
			locations: locations.filter(isNew),
			boms,
			lots: [...lots.values()],
			opening,
			undecided,
			history
		};
	}

	#sinkOf(template: TemplateName): (row: RowCells) => void {
		const master = this.#master;
		switch (template) {
			case 'items':
				return (row) => master.item(row);
			case 'partners':
				return (row) => master.partner(row);
			case 'locations':
				return (row) => master.location(row);
			case 'boms':
				return (row) => master.bom(row);
			case 'lots':
				return (row) => master.lot(row);
			case 'stock':
				return (row) => this.#opening.row(row);
			case 'history':
				return (row) => this.#historyTable().row(row);
		}
	}

	#historyTable(): HistoryTable {
		this.#history ??= new HistoryTable(this.#master, this.#numbers, this.problems, addDays(this.#today, CLOCK_TOLERANCE_DAYS));
		return this.#history;
	}
}
