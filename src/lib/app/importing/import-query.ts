/** Tables read against the open company: every problem with its place, what would be new, and the operations that make it so. */
import { utf8, toBase64Url } from '#lib/kernel/bytes.ts';
import { assert } from '#lib/kernel/assert.ts';
import { localDay } from '#lib/kernel/instant.ts';
import type { PlainDate } from '#lib/kernel/plain-date.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { createPureCrypto } from '#lib/log/ed25519.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { lots } from '#lib/modules/inventory/index.ts';
import { workMasters } from '#lib/modules/production/index.ts';
import {
	bomLines,
	ImportTables,
	knownEntities,
	masterActs,
	openingActs,
	paperReleaseActs,
	statusActs,
	workMasterAct,
	workMasterContent,
	type ImportedLot,
	type ImportPlan,
	type ImportProblem
} from '#lib/modules/rollout/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { APP_TEMPLATES, type AppTemplate } from './guess.ts';

export interface ImportTableAsk {
	readonly template: AppTemplate;
	/** File, with the sheet where there are several. */
	readonly name: string;
	/** Names of template columns by position; "" for one that is left out. */
	readonly columns: readonly string[];
	/** Rows below the header. */
	readonly rows: readonly (readonly string[])[];
	/** Number of the header's row as the spreadsheet counts. */
	readonly headerRow: number;
}

export interface ImportAsk {
	readonly tables: readonly ImportTableAsk[];
	/** Uids for what is new, two for each row: an item and what it is made of, a lot; the same for every portion of the same tables. */
	readonly uids: readonly string[];
}

export interface NewEntry {
	readonly template: AppTemplate;
	readonly code: string;
	readonly name: string;
	readonly about: string;
	/** Of a lot of the opening stock. */
	readonly status?: NonNullable<ImportedLot['status']> | 'on-paper';
}

export interface ImportAnswer {
	readonly errors: readonly ImportProblem[];
	readonly errorCount: number;
	readonly warnings: readonly ImportProblem[];
	readonly warningCount: number;
	/** Rows that name what the company has. */
	readonly existing: number;
	/** What would be added; empty while there is an error. */
	readonly entries: readonly NewEntry[];
	readonly operations: readonly { readonly type: string; readonly data: JsonObject }[];
}

function importCheck({ engine, now }: QueryContext, { tables, uids }: ImportAsk): ImportAnswer {
	const known = knownEntities(engine);
	// What an earlier portion of the same tables became keeps its uid; what is still new must not get it a second time.
	const entities = [...known.items, ...known.partners, ...known.sites, ...known.locations];
	const taken = new Set([...entities.map(({ uid }) => uid), ...engine.keys(workMasters), ...engine.keys(lots)]);
	const fresh = uids.filter((uid) => !taken.has(uid));
	let next = 0;
	const newUid = (): string => {
		const uid = fresh[next++];
		assert(uid !== undefined, 'the page gives a uid for everything that may be new');
		return uid;
	};
	const read = new ImportTables({ newUid, today: localDay(now) as PlainDate, known });
	const order = (template: AppTemplate) => APP_TEMPLATES.indexOf(template);
	for (const table of [...tables].sort((a, b) => order(a.template) - order(b.template))) {
		const reader = read.table(table.template, table.name);
		const kept = table.columns.flatMap((name, at) => (name === '' ? [] : [at]));
		reader.row(
			kept.map((at) => table.columns[at] ?? ''),
			table.headerRow
		);
		for (const [index, row] of table.rows.entries())
			reader.row(
				kept.map((at) => row[at] ?? ''),
				table.headerRow + index + 1
			);
		reader.end();
	}
	const plan = read.finish();
	const { errors, errorCount, warnings, warningCount } = read.problems;
	const masters = plan ? mastersOf(engine, plan, newUid) : [];
	return {
		errors,
		errorCount,
		warnings,
		warningCount,
		existing: read.existing,
		entries: plan ? entriesOf(plan) : [],
		operations: plan
			? [...masterActs(plan), ...masters, ...openingActs(plan), ...statusActs(plan), ...paperReleaseActs(plan)].map(
					({ definition, data }) => ({
						type: definition.type,
						data
					})
				)
			: []
	};
}

function entriesOf(plan: ImportPlan): readonly NewEntry[] {
	return [
		...plan.locations.map(({ code, name, site }): NewEntry => ({ template: 'locations', code: `${site.code}/${code}`, name, about: '' })),
		...plan.partners.map(({ code, name, uscc }): NewEntry => ({ template: 'partners', code, name, about: uscc })),
		...plan.items.map(({ code, nameZh, unit }): NewEntry => ({ template: 'items', code, name: nameZh, about: unit.code })),
		...[...plan.boms].map(([item, lines]): NewEntry => ({
			template: 'boms',
			code: item.code,
			name: item.nameZh,
			about: lines.map(({ component, qtyPer, unit }) => `${component.code} ${qtyPer} ${unit}`).join('、')
		})),
		...plan.opening.map(({ lot, location, qty }): NewEntry => ({
			template: 'stock',
			code: lot.lotNo,
			name: `${lot.item.code} ${lot.item.nameZh}`,
			about: `${location.code} · ${qty} ${lot.item.unit.code}${lot.expiry ? ` · ${lot.expiry}` : ''}`,
			status: statusOf(lot)
		})),
		...plan.undecided.map((lot): NewEntry => ({
			template: 'stock',
			code: lot.lotNo,
			name: `${lot.item.code} ${lot.item.nameZh}`,
			about: '',
			status: statusOf(lot)
		}))
	];
}

const statusOf = ({ status, released }: ImportedLot): NonNullable<NewEntry['status']> => (released ? 'on-paper' : (status ?? 'quarantine'));

function mastersOf(engine: QueryContext['engine'], plan: ImportPlan, newUid: () => string) {
	const { sha256 } = createPureCrypto();
	const before = engine.keys(workMasters).map((uid) => engine.row(workMasters, uid).fields['item']);
	return [...plan.boms].map(([item, bom]) => {
		const lines = bomLines(bom);
		const hash = toBase64Url(sha256(utf8(canonicalize(workMasterContent(item.code, lines)))));
		const rev = `A/${String(before.filter((one) => one === item.uid).length)}`;
		return workMasterAct({ master: newUid(), item: item.uid, code: item.code, rev, lines }, hash);
	});
}

/** The hash under which a work master is released: what an order of it is compared with. */
function masterHash(
	_context: QueryContext,
	{ product, lines }: { readonly product: string; readonly lines: readonly JsonObject[] }
): string {
	return toBase64Url(createPureCrypto().sha256(utf8(canonicalize(workMasterContent(product, lines)))));
}

export const importQueries = { 'import.check': importCheck, 'master.hash': masterHash };
