/** Items, partners, locations, bills of material and lots of an import: each code once, each reference to something known. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { addMonths, type PlainDate } from '#lib/kernel/plain-date.ts';
import { UNITS, unitOf, type Unit } from '#lib/kernel/unit.ts';
import {
	NOTHING_KNOWN,
	type ImportedBomLine,
	type ImportedItem,
	type ImportedLocation,
	type ImportedLot,
	type ImportedPartner,
	type ImportedSite,
	type KnownEntities
} from './entities.ts';
import { MAX_REPORTED_PROBLEMS, MAX_EXPIRY_YEARS } from './limits.ts';
import type { ImportProblems } from './import-problem.ts';
import { readChoice, readCode, readCount, readDate, readOptionalChoice, readRequired } from './read-cells.ts';
import { readRowQuantity } from './read-quantity.ts';
import { nearest } from './suggest.ts';
import type { RowCells } from './table-reader.ts';
import { ITEM_CLASSES, LOCATION_KINDS, LOT_STATUSES, PARTNER_KINDS, QUALITY_CLASSES, TRACKINGS, YES_NO } from './templates.ts';

/** A century in days: longer shelf lives are typing errors. */
const MAX_SHELF_LIFE_DAYS = 36_500;
const MONTHS = 12;
const TRUE_WORDS: readonly string[] = ['yes', 'true', '1', 'y'];

export type LotFields = Pick<ImportedLot, 'supplier' | 'supplierLot' | 'mfgDate' | 'expiry' | 'status' | 'released'>;

export class MasterTables {
	readonly items = new Map<string, ImportedItem>();
	readonly partners = new Map<string, ImportedPartner>();
	readonly sites = new Map<string, ImportedSite>();
	readonly locations: ImportedLocation[] = [];
	readonly boms = new Map<ImportedItem, ImportedBomLine[]>();
	/** By item code and lot number. */
	readonly lots = new Map<string, ImportedLot>();
	readonly #locationsByName = new Map<string, ImportedLocation[]>();
	readonly #problems: ImportProblems;
	readonly #newUid: () => string;
	readonly #today: PlainDate;

	/** Rows that name what the company has already; they are left as they are. */
	existing = 0;
	readonly #known = new Set<object>();
	readonly #mustKnowSites: boolean;

	constructor(problems: ImportProblems, newUid: () => string, today: PlainDate, known: KnownEntities = NOTHING_KNOWN) {
		this.#problems = problems;
		this.#newUid = newUid;
		this.#today = today;
		this.#mustKnowSites = known.sites.length > 0;
		for (const item of known.items) this.items.set(item.code, item);
		for (const partner of known.partners) this.partners.set(partner.code, partner);
		for (const site of known.sites) this.sites.set(site.code, site);
		for (const location of known.locations) this.#place(location);
		for (const one of [...known.items, ...known.partners, ...known.sites, ...known.locations]) this.#known.add(one);
	}

	/** Whether the import adds it; what the company has is only referred to. */
	isNew(entity: object): boolean {
		return !this.#known.has(entity);
	}

	item(row: RowCells): void {
		const problems = this.#problems;
		const code = readRequired(row, 'code', problems);
		const nameZh = readRequired(row, 'name_zh', problems);
		const itemClass = readChoice(row, 'class', ITEM_CLASSES, problems);
		const track = readChoice(row, 'track', TRACKINGS, problems);
		const qualityClass = readOptionalChoice(row, 'quality_class', QUALITY_CLASSES, 'B', problems);
		const sterile = readOptionalChoice(row, 'sterile', YES_NO, 'no', problems);
		const shelfLifeDays = readCount(row, 'shelf_life_days', MAX_SHELF_LIFE_DAYS, problems);
		const unitText = readRequired(row, 'unit', problems);
		const unit = unitText === undefined ? undefined : unitOf(unitText);
		if (unitText !== undefined && !unit)
			problems.error(
				row.place('unit'),
				'unit-unknown',
				{ zh: `不认识的单位“${unitText}”`, en: `Unknown unit “${unitText}”` },
				UNITS.map((one) => one.code).join(', ')
			);
		if (code !== undefined && this.items.has(code))
			return this.#again(row, 'code', code, this.items.get(code), { name_zh: nameZh, unit: unit?.code });
		if (code === undefined || nameZh === undefined || !itemClass || !track || !qualityClass || !unit) return;
		this.items.set(code, {
			uid: this.#newUid(),
			code,
			nameZh,
			nameEn: row.text('name_en'),
			class: itemClass,
			track,
			unit,
			qualityClass,
			shelfLifeDays: shelfLifeDays === 0 ? undefined : shelfLifeDays,
			sterile: TRUE_WORDS.includes(sterile ?? '')
		});
	}

	partner(row: RowCells): void {
		const code = readRequired(row, 'code', this.#problems);
		const name = readRequired(row, 'name', this.#problems);
		const kind = readChoice(row, 'kind', PARTNER_KINDS, this.#problems);
		if (code !== undefined && this.partners.has(code)) return this.#again(row, 'code', code, this.partners.get(code), { name });
		if (code !== undefined && name !== undefined && kind)
			this.partners.set(code, { uid: this.#newUid(), code, name, kind, uscc: readCode(row, 'uscc') });
	}

	location(row: RowCells): void {
		const code = readRequired(row, 'code', this.#problems);
		const siteCode = readRequired(row, 'site', this.#problems);
		const kind = readOptionalChoice(row, 'kind', LOCATION_KINDS, 'stock', this.#problems);
		if (code === undefined || siteCode === undefined || !kind) return;
		// A company founds its sites itself: a typing error here must not become one.
		if (this.#mustKnowSites && !this.sites.has(siteCode))
			return this.#unknown(
				row,
				'site',
				'unknown-site',
				siteCode,
				{ zh: '场所', en: 'site' },
				{ zh: '公司', en: 'The company' },
				this.sites.keys()
			);
		const full = `${siteCode}/${code}`;
		if (this.#locationsByName.has(full)) return this.#again(row, 'code', full, this.#locationsByName.get(full)?.[0], {});
		this.addLocation(code, siteCode, kind, row.text('name'));
	}

	/** Adds a location under its code and under SITE/CODE. */
	addLocation(code: string, siteCode: string, kind: ImportedLocation['kind'], name = ''): ImportedLocation {
		const site = this.sites.get(siteCode) ?? { uid: this.#newUid(), code: siteCode };
		this.sites.set(siteCode, site);
		const location: ImportedLocation = { uid: this.#newUid(), code, name, site, kind };
		this.#place(location);
		return location;
	}

	#place(location: ImportedLocation): void {
		const { code, site } = location;
		this.locations.push(location);
		this.#locationsByName.set(`${site.code}/${code}`, [location]);
		const named = this.#locationsByName.get(code);
		if (named) named.push(location);
		else this.#locationsByName.set(code, [location]);
	}

	bom(row: RowCells): void {
		const item = this.knownItem(row, 'item');
		const component = this.knownItem(row, 'component');
		const critical = readOptionalChoice(row, 'critical', YES_NO, 'no', this.#problems);
		const qty = component && readRowQuantity(row, { qty: 'qty_per', unit: 'unit' }, component.unit, this.#problems);
		if (!item || !component || !qty || !critical) return;
		const lines = this.boms.get(item) ?? [];
		if (lines.some((line) => line.component === component)) return this.#duplicate(row, 'component', component.code);
		lines.push({ component, qtyPer: qty.value, unit: qty.unit, critical: TRUE_WORDS.includes(critical) });
		this.boms.set(item, lines);
		if (this.#contains(component, item))
			this.#problems.error(row.place('component'), 'bom-cycle', {
				zh: `${component.code} 又直接或间接由 ${item.code} 制成，物料清单成环`,
				en: `${component.code} is itself made from ${item.code}: the bill of material goes in a circle`
			});
	}

	lot(row: RowCells): void {
		const item = this.knownItem(row, 'item');
		const lotNo = readRequired(row, 'lot', this.#problems);
		const said = this.lotFields(row);
		if (!item || lotNo === undefined) return;
		const key = lotKey(item, lotNo);
		if (this.lots.has(key)) return this.#duplicate(row, 'lot', `${item.code} ${lotNo}`);
		this.lots.set(key, { uid: this.#newUid(), item, lotNo, origin: said.supplier ? 'purchased' : undefined, ...said });
	}

	/** A lot of the opening stock under the number; of a list of lots, what that said of it stands. */
	openingLot(item: ImportedItem, lotNo: string, said: LotFields): ImportedLot {
		const key = lotKey(item, lotNo);
		const listed = this.lots.get(key);
		if (listed) return listed;
		const lot: ImportedLot = { uid: this.#newUid(), item, lotNo, origin: 'opening', ...said };
		this.lots.set(key, lot);
		return lot;
	}

	/** What a row says of a lot beside its item and number; what is wrong with it is named. */
	lotFields(row: RowCells): LotFields {
		const problems = this.#problems;
		const supplierCode = readCode(row, 'supplier');
		const supplier = supplierCode === '' ? undefined : this.knownPartner(row, 'supplier', supplierCode);
		const mfgDate = readDate(row, 'mfg_date', this.#today, problems);
		const expiry = readDate(row, 'expiry', addMonths(this.#today, MAX_EXPIRY_YEARS * MONTHS), problems);
		const status = readCode(row, 'status') === '' ? undefined : readChoice(row, 'status', LOT_STATUSES, problems);
		if (mfgDate !== undefined && expiry !== undefined && expiry < mfgDate)
			problems.error(
				row.place('expiry'),
				'expiry-before-made',
				{ zh: `失效日期 ${expiry} 早于生产日期 ${mfgDate}`, en: `Expires on ${expiry}, before it was made on ${mfgDate}` },
				`≥ ${mfgDate}`
			);
		return { supplier, supplierLot: row.text('supplier_lot'), mfgDate, expiry, status };
	}

	/** A lot the history speaks of before any list did. */
	implicitLot(item: ImportedItem, lotNo: string): ImportedLot {
		const lot: ImportedLot = {
			uid: this.#newUid(),
			item,
			lotNo,
			origin: undefined,
			supplier: undefined,
			supplierLot: '',
			mfgDate: undefined,
			expiry: undefined,
			status: undefined
		};
		this.lots.set(lotKey(item, lotNo), lot);
		return lot;
	}

	knownItem(row: RowCells, column: string): ImportedItem | undefined {
		const code = readRequired(row, column, this.#problems);
		const item = code === undefined ? undefined : this.items.get(code);
		if (code !== undefined && !item)
			this.#unknown(row, column, 'unknown-item', code, { zh: '物料', en: 'item' }, this.#where('items.csv'), this.items.keys());
		return item;
	}

	knownPartner(row: RowCells, column: string, code: string): ImportedPartner | undefined {
		const partner = this.partners.get(code);
		if (!partner)
			this.#unknown(
				row,
				column,
				'unknown-partner',
				code,
				{ zh: '往来单位', en: 'partner' },
				this.#where('partners.csv'),
				this.partners.keys()
			);
		return partner;
	}

	knownLocation(row: RowCells, column: string, code: string): ImportedLocation | undefined {
		const found = this.#locationsByName.get(code) ?? [];
		if (found.length > 1) {
			const names = found.map((location) => `${location.site.code}/${location.code}`).join(', ');
			this.#problems.error(
				row.place(column),
				'ambiguous-location',
				{ zh: `库位“${code}”在多个场所都有`, en: `Location “${code}” exists at several sites` },
				names
			);
			return undefined;
		}
		if (found.length === 0)
			this.#unknown(
				row,
				column,
				'unknown-location',
				code,
				{ zh: '库位', en: 'location' },
				this.#where('locations.csv'),
				this.#locationsByName.keys()
			);
		return found[0];
	}

	/** Where a reference was looked for. */
	#where(table: string): string | Bilingual {
		return this.#mustKnowSites ? { zh: '公司和这些表', en: 'The company (with these tables)' } : table;
	}

	#unknown(
		row: RowCells,
		column: string,
		code: string,
		value: string,
		what: Bilingual,
		table: string | Bilingual,
		known: Iterable<string>
	): void {
		// Beyond the report nobody reads a suggestion, and there may be a hundred thousand bad rows.
		const meant = this.#problems.errorCount < MAX_REPORTED_PROBLEMS ? nearest(value, known) : undefined;
		const where = typeof table === 'string' ? { zh: table, en: table } : table;
		const [zh, en] = meant ? [`,是否应为 ${meant}?`, `; did you mean ${meant}?`] : ['', ''];
		this.#problems.error(
			row.place(column),
			code,
			{ zh: `${where.zh} 中没有${what.zh}“${value}”${zh}`, en: `${where.en} has no ${what.en} “${value}”${en}` },
			typeof table === 'string' ? table : undefined
		);
	}

	/** A code the table has already is an error; one the company has is left as it is, and what differs is said. */
	#again(
		row: RowCells,
		column: string,
		value: string,
		before: object | undefined,
		said: Readonly<Record<string, string | undefined>>
	): void {
		if (before === undefined || this.isNew(before)) return this.#duplicate(row, column, value);
		this.existing++;
		const has: Readonly<Record<string, unknown>> = { ...before };
		for (const [name, text] of Object.entries(said)) {
			const kept = name === 'unit' ? (has['unit'] as Unit).code : has[name === 'name_zh' ? 'nameZh' : name];
			if (text !== undefined && text !== kept)
				this.#problems.warn(row.place(name), 'exists', {
					zh: `公司里已有“${value}”，写的是“${String(kept)}”，这里是“${text}”：没有改动`,
					en: `The company has “${value}” as “${String(kept)}”, this row says “${text}”: nothing was changed`
				});
		}
	}

	#duplicate(row: RowCells, column: string, value: string): void {
		this.#problems.error(row.place(column), 'duplicate', { zh: `“${value}”重复`, en: `“${value}” appears twice` });
	}

	#contains(from: ImportedItem, wanted: ImportedItem): boolean {
		const seen = new Set([from]);
		for (const item of seen) {
			if (item === wanted) return true;
			for (const line of this.boms.get(item) ?? []) seen.add(line.component);
		}
		return false;
	}
}

export function lotKey(item: ImportedItem, lotNo: string): string {
	return `${item.code}\n${lotNo}`;
}
