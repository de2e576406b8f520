/**
 * A company as this program sees it: its log, and the truth computed from it. The only place that knows all modules;
 * command line, browser worker and simulator all begin here.
 */
import { deviceStates, grants, personKeys } from '#lib/engine/authority.ts';
import { cosignatures, errorDeclarations, ratifications, restrictions } from '#lib/engine/effectiveness.ts';
import { Engine } from '#lib/engine/engine.ts';
import { exceptionActs } from '#lib/engine/exceptions.ts';
import { EDGE_KINDS, MOVE_KINDS } from '#lib/engine/movement.ts';
import { Registry, type ModuleDefinitions } from '#lib/engine/registry.ts';
import { unjudgeable } from '#lib/engine/unjudgeable.ts';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { Entry } from '#lib/log/entry.ts';
import { ImageProblem, ImageReader, type ColumnImage } from '#lib/log/image.ts';
import type { LineStore } from '#lib/log/line-store.ts';
import { LogSet, type Ingested, type IngestOptions } from '#lib/log/log-set.ts';
import type { LogProblem } from '#lib/log/problem.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import * as inventory from './inventory/index.ts';
import * as masterData from './master-data/index.ts';
import * as org from './org/index.ts';
import * as papers from './papers/index.ts';
import * as production from './production/index.ts';
import * as quality from './quality/index.ts';
import * as recall from './recall/index.ts';
import * as release from './release/index.ts';
import * as sales from './sales/index.ts';
import * as sterilisation from './sterilisation/index.ts';

export const MODULES: readonly ModuleDefinitions[] = [
	{
		operations: [],
		views: [grants, deviceStates, personKeys, errorDeclarations, ratifications, cosignatures, restrictions, unjudgeable, exceptionActs],
		rules: []
	},
	{
		operations: [...org.orgOperations, ...org.correctionOperations, ...org.approvalOperations],
		views: [org.company, org.sites, org.locations, org.persons, org.devices, org.documentNumbers, org.approvals],
		rules: org.orgRules
	},
	{ operations: masterData.masterDataOperations, views: [masterData.items, masterData.partners, masterData.units], rules: [] },
	{
		operations: [...inventory.inventoryOperations, ...inventory.countingOperations],
		views: [
			inventory.lots,
			inventory.unitBatches,
			inventory.receipts,
			inventory.lotNumbers,
			inventory.serialRanges,
			inventory.transfers,
			inventory.loads,
			inventory.loadVerdicts,
			inventory.lotLoads,
			inventory.paperSterilisation,
			inventory.loadedQuantities,
			inventory.stockCounts,
			inventory.countLines,
			inventory.countStates
		],
		rules: inventory.inventoryRules
	},
	{
		operations: production.productionOperations,
		views: [production.workMasters, production.workOrders, production.orderWork, production.lineUse],
		rules: []
	},
	{ operations: quality.qualityOperations, views: quality.qualityViews, rules: quality.qualityRules },
	{ operations: release.releaseOperations, views: [], rules: [] },
	{
		operations: sterilisation.sterilisationOperations,
		views: [sterilisation.sterilSpecs, sterilisation.loadCycles, sterilisation.loadIndicators, sterilisation.loadReturns],
		rules: sterilisation.sterilisationRules
	},
	{ operations: sales.salesOperations, views: sales.salesViews, rules: sales.salesRules },
	{
		operations: [...recall.recallOperations, ...recall.followUpOperations],
		views: [recall.recalls, recall.recallProgress],
		rules: recall.recallRules
	},
	{ operations: papers.paperOperations, views: [papers.paperPrints, papers.handSignatures, papers.labelPrints], rules: [] }
];

export const registry = new Registry(MODULES);

export interface CompanyOptions {
	readonly definitions?: Registry;
	/** Where the lines are kept; empty, and written to by this company alone. In memory by default. */
	readonly lines?: LineStore;
}

export type { ColumnImage } from '#lib/log/image.ts';

/** Everything a company knows besides its lines, in a form that is opened in no time. */
export interface CompanyImage {
	/** Names program, definitions and layout; an image of another format is of no use. */
	readonly format: string;
	/** Operations in it: the first so many lines. */
	readonly ops: number;
	readonly columns: readonly ColumnImage[];
}

export class Company {
	readonly log: LogSet;
	readonly engine: Engine;
	readonly #format: string;

	constructor(crypto: Crypto, { definitions = registry, lines }: CompanyOptions = {}) {
		this.log = new LogSet(crypto, lines);
		this.engine = new Engine({ log: this.log, registry: definitions, crypto, itemOf: inventory.itemOfNode });
		this.#format = formatOf(definitions, crypto);
	}

	/**
	 * The company of an image and its lines, without reading more than a few of them. Undefined if the image is of another
	 * format, does not belong to these lines, or is damaged: then rebuild from the lines. Entries that waited
	 * (`log.pendingLines()`) are not part of it.
	 */
	static restore(crypto: Crypto, image: CompanyImage, lines: LineStore, definitions: Registry = registry): Company | undefined {
		const company = new Company(crypto, { definitions, lines });
		if (image.format !== company.#format || image.ops !== lines.length) return undefined;
		try {
			const reader = new ImageReader(image.columns);
			company.log.load(reader);
			company.engine.load(reader);
		} catch (problem) {
			if (problem instanceof ImageProblem) return undefined;
			throw problem;
		}
		return company;
	}

	/** What `restore` needs besides the lines. Cheap: nothing is copied. */
	image(): CompanyImage {
		return { format: this.#format, ops: this.log.size, columns: [...this.log.image(), ...this.engine.image()] };
	}

	/** Takes an entry from anywhere and folds whatever it completes. */
	ingest(entry: Entry, options: IngestOptions = {}): Result<Ingested, LogProblem> {
		const ingested = this.log.ingest(entry, options);
		if (ingested.ok && ingested.value.outcome === 'accepted') this.fold(ingested.value.ops);
		return ingested;
	}

	/** Folds operations the log has already accepted, e.g. from the own writer. */
	fold(ops: readonly RecordedOp[]): void {
		for (const op of ops) this.engine.add(op);
	}
}

/** What the columns are and how they are filled; to be raised with every change of either. */
const LAYOUT = 1;

/** Columns hold what these definitions made of the operations, so other definitions cannot use them. */
function formatOf({ operations, views }: Registry, crypto: Crypto): string {
	const parts = [
		`layout ${String(LAYOUT)}`,
		...MOVE_KINDS.map((kind) => `move ${kind}`),
		...EDGE_KINDS.map((kind) => `edge ${kind}`),
		...operations.map(({ type, tv }) => `operation ${type} ${String(tv)}`).sort(),
		...views.map(({ name }) => `view ${name}`).sort()
	];
	return toBase64Url(crypto.sha256(utf8(parts.join('\n'))));
}
