/**
 * What a long list of lots is searched, narrowed and ordered by: one small record a lot, kept up to date from what was recorded
 * since. Rows on the screen are never taken from here but asked from the engine, so they cannot be old.
 *
 * Invariants
 * 1. After `update` or `rebuild` every record equals what it would be if made anew (lot-index.test.ts replays histories).
 * 2. What an operation may have changed is found from its subjects, its movements and the genealogy below them; where that is not
 *    certain – decisions of other devices, corrections, authority – everything is looked at again.
 */
import type { Engine } from '#lib/engine/engine.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Amount } from '#lib/kernel/decimal.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { lotNode, lots, splitNode, unitBatches } from '#lib/modules/inventory/index.ts';
import { holdsOn, quality, type Disposition } from '#lib/modules/quality/index.ts';
import { batchesByLot, serialsOf, unitsOf, type UnitBatch } from '../queries/subjects.ts';

export interface LotRecord {
	readonly uid: string;
	readonly number: string;
	/** Uid of the item. */
	readonly item: string;
	readonly supplierLot: string;
	readonly expiry: string;
	readonly disposition: Disposition;
	readonly held: boolean;
	/** What is in stock and in transit, in millionths of the item's unit. */
	readonly total: Amount;
	/** First and last serial number; "" without serial units. */
	readonly firstSerial: string;
	readonly lastSerial: string;
}

export interface LotSnapshot {
	/** In the usual order. */
	readonly records: readonly LotRecord[];
	/** Operations, movements and edges they were made from. */
	readonly seen: number;
	readonly moves: number;
	readonly edges: number;
}

/** Lots looked at between two pauses. */
const STEP_LOTS = 32;

export class LotIndex {
	readonly #engine: Engine;
	readonly #ownDev: string;
	readonly #compare: (a: LotRecord, b: LotRecord) => number;
	readonly #batches: { readonly value: ReadonlyMap<string, readonly UnitBatch[]> };
	#records = new Map<string, LotRecord>();
	/** Uids by the usual order; undefined until somebody asks. */
	#order: string[] | undefined;
	/** Grows with every change; orders made of the records are kept until then. */
	#version = 0;
	#seen = 0;
	#seenMoves = 0;
	#seenEdges = 0;
	#forkVersion = 0;

	/** `compare` is the usual order of the list. */
	constructor(engine: Engine, ownDev: string, compare: (a: LotRecord, b: LotRecord) => number) {
		this.#engine = engine;
		this.#ownDev = ownDev;
		this.#compare = compare;
		this.#batches = engine.derive('batches by lot', () => batchesByLot(engine));
	}

	/** Operations of the log that are in it. */
	get seen(): number {
		return this.#seen;
	}

	get version(): number {
		return this.#version;
	}

	get size(): number {
		return this.#records.size;
	}

	/** Batches of serial units by lot. */
	get batches(): ReadonlyMap<string, readonly UnitBatch[]> {
		return this.#batches.value;
	}

	/** All records in the usual order. */
	ordered(): readonly LotRecord[] {
		this.#order ??= [...this.#records.values()].sort(this.#compare).map(({ uid }) => uid);
		return this.#order.map((uid) => this.#records.get(uid) as LotRecord);
	}

	/** What to keep for the next start. */
	snapshot(): LotSnapshot {
		return { records: this.ordered(), seen: this.#seen, moves: this.#seenMoves, edges: this.#seenEdges };
	}

	/** Takes over what was kept; false if this log is not a continuation of what it was made from. */
	restore({ records, seen, moves, edges }: LotSnapshot): boolean {
		const { log, ledger } = this.#engine;
		if (seen > log.size || moves > ledger.moveCount || edges > ledger.edgeCount) return false;
		this.#records = new Map(records.map((record) => [record.uid, record]));
		this.#order = records.map(({ uid }) => uid);
		this.#seen = seen;
		this.#seenMoves = moves;
		this.#seenEdges = edges;
		this.#forkVersion = log.forkVersion;
		this.#version++;
		return true;
	}

	/** Makes every record anew, with pauses now and then. */
	*rebuild(): Generator<void, void> {
		const seen = this.#engine.log.size;
		const fresh = new Map<string, LotRecord>();
		this.#noteLedger();
		for (const uid of this.#engine.keys(lots)) {
			if (fresh.size % STEP_LOTS === STEP_LOTS - 1) yield;
			fresh.set(uid, this.#make(uid));
		}
		this.#records = fresh;
		this.#order = undefined;
		this.#seen = seen;
		this.#version++;
	}

	/**
	 * Brings it up to date with what was recorded since, with a pause now and then; undefined where that cannot be told from the
	 * operations alone, and a rebuild is due.
	 */
	update(): Generator<void, void> | undefined {
		const touched = this.#touched();
		return touched && this.#renew([...touched], this.#engine.log.size);
	}

	*#renew(touched: readonly string[], seen: number): Generator<void, void> {
		this.#noteLedger();
		for (const [at, uid] of touched.entries()) {
			if (at % STEP_LOTS === STEP_LOTS - 1) yield;
			this.#put(this.#make(uid));
		}
		this.#seen = seen;
		this.#version++;
	}

	/** A lot that is new or now called otherwise is put in its place; sorting all of them would be felt. */
	#put(record: LotRecord): void {
		const before = this.#records.get(record.uid);
		this.#records.set(record.uid, record);
		const order = this.#order;
		if (!order || (before && this.#compare(before, record) === 0)) return;
		if (before) order.splice(order.indexOf(record.uid), 1);
		let [low, high] = [0, order.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const other = this.#records.get(order[middle] ?? '');
			if (other && this.#compare(other, record) < 0) low = middle + 1;
			else high = middle;
		}
		order.splice(low, 0, record.uid);
	}

	#noteLedger(): void {
		const { ledger, log } = this.#engine;
		this.#seenMoves = ledger.moveCount;
		this.#seenEdges = ledger.edgeCount;
		this.#forkVersion = log.forkVersion;
	}

	#touched(): ReadonlySet<string> | undefined {
		const { log, ledger, genealogy } = this.#engine;
		if (this.#forkVersion !== log.forkVersion) return undefined;
		const subjects = new Set<string>(ledger.nodesMovedSince(this.#seenMoves));
		const flowing = new Set<string>();
		for (let at = this.#seen; at < log.size; at++)
			for (const op of this.#actionOf(log.opAt(at))) {
				if (!isLocal(op, this.#ownDev)) return undefined;
				for (const ref of op.refs) (op.cls === 'D' ? flowing : subjects).add(ref);
			}
		for (let edge = this.#seenEdges; edge < ledger.edgeCount; edge++) flowing.add(ledger.nodes.text(ledger.edgeTo.get(edge)));
		// A hold reaches what its subject went into, and the batch of units it was placed on.
		for (const subject of [...flowing]) for (const unit of this.#unitsIn(subject)) flowing.add(unit);
		const below = genealogy.closure([...flowing], 'down', { throughProcesses: true, includeEnded: true });
		for (const subject of flowing) subjects.add(subject);
		for (const node of below.nodes) subjects.add(ledger.nodes.text(node));
		return this.#lotsOf(subjects);
	}

	/** A part of an action that came earlier counts only now. */
	#actionOf(op: RecordedOp | undefined): readonly RecordedOp[] {
		if (!op) return [];
		// Only what completes an action is looked at as a whole: its parts are here then.
		if (op.seq !== op.cmdEnd || op.cmdStart === op.cmdEnd) return [op];
		const parts: RecordedOp[] = [];
		for (let seq = op.cmdStart; seq < op.cmdEnd; seq++) {
			const part = this.#engine.log.at(op.dev, seq);
			if (part) parts.push(part);
		}
		return [...parts, op];
	}

	#unitsIn(subject: string): readonly string[] {
		const [kind, uid] = splitNode(subject);
		if (kind !== 'batch') return [];
		const { first, last } = this.#engine.row(unitBatches, uid).fields;
		return typeof first === 'number' && typeof last === 'number' ? unitsOf([{ batch: uid, first, last }]) : [];
	}

	#lotsOf(subjects: ReadonlySet<string>): ReadonlySet<string> {
		const found = new Set<string>();
		const isThere = (uid: string) => uid !== '' && this.#engine.inputs(lots, uid).length > 0;
		for (const subject of subjects) {
			const [kind, uid] = splitNode(subject);
			if (kind === 'lot') found.add(uid);
			else if (kind === 'batch') found.add(fieldText(this.#engine.row(unitBatches, uid), 'lot'));
			else if (kind === 'unit') found.add(fieldText(this.#engine.row(unitBatches, uid.slice(0, uid.lastIndexOf('-'))), 'lot'));
		}
		return new Set([...found].filter((uid) => this.#records.has(uid) || isThere(uid)));
	}

	#make(uid: string): LotRecord {
		return makeRecord(this.#engine, uid, this.#batches.value.get(uid) ?? []);
	}
}

export function makeRecord(read: Reader, uid: string, batches: readonly UnitBatch[]): LotRecord {
	const node = lotNode(uid);
	const row = read.row(lots, uid);
	const serials = serialsOf(read, batches);
	return {
		uid,
		number: fieldText(row, 'lotNo') || uid,
		item: fieldText(row, 'item'),
		supplierLot: fieldText(row, 'supplierLot'),
		expiry: fieldText(row, 'expiry'),
		disposition: read.row(quality, node).disposition,
		held: holdsOn(read, node).length > 0,
		total: totalOf(read, batches.length > 0 ? unitsOf(batches) : [node]),
		firstSerial: serials?.first ?? '',
		lastSerial: serials?.last ?? ''
	};
}

function totalOf(read: Reader, nodes: readonly string[]): Amount {
	let total = 0n;
	for (const node of nodes) for (const { qty } of read.ledger.quantitiesOf(node)) total += qty;
	return total as Amount;
}

/** Kinds of subjects whose decisions change nothing but them and what they went into. */
const OWN_SUBJECTS: readonly string[] = [
	'lot',
	'unit',
	'batch',
	'load',
	'exception',
	'recall',
	'inspection',
	'wo',
	'shipment',
	'so',
	'count'
];

/**
 * Whether an operation changes only what it names. Own decisions know everything that is here, so they contest nothing; one of
 * another device may contest what was decided here, and with it other subjects of that decision.
 */
function isLocal(op: RecordedOp, ownDev: string): boolean {
	const kinds = op.refs.map((ref) => splitNode(ref)[0]);
	// Codes and classes of items are what the list is ordered by.
	if (op.type.startsWith('item.') && op.type !== 'item.created') return false;
	if (op.cls !== 'D') return !kinds.includes('op');
	return op.dev === ownDev && kinds.every((kind) => OWN_SUBJECTS.includes(kind));
}
