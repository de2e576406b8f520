/** Work orders that are not finished: planned, released, running – with what they made so far. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Ledger } from '#lib/engine/ledger.ts';
import { fieldText, type RegisterRow } from '#lib/engine/register.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { parseInstant, type EpochMs } from '#lib/kernel/instant.ts';
import { unitBatches } from '#lib/modules/inventory/index.ts';
import { orderWork, workMasters, workOrders } from '#lib/modules/production/index.ts';

const ONE = 1_000_000n;

export interface OpenOrder {
	readonly wo: string;
	readonly no: string;
	/** Item uid of the product. */
	readonly item: string;
	readonly lotNo: string;
	readonly state: 'planned' | 'released' | 'running';
	/** Since when it is in this state. */
	readonly since: EpochMs;
	readonly plan: bigint;
	readonly good: bigint;
	readonly scrap: bigint;
	readonly unit: string;
	/** Item uids of its materials. */
	readonly materials: readonly string[];
	/** Uid of the site it was written at. */
	readonly site: string;
}

/** Fields by which production says that an order is over, whatever was made. */
const ENDED: readonly string[] = ['completed', 'closed', 'cancelled'];

export function openOrders(engine: Engine): readonly OpenOrder[] {
	const { ledger } = engine;
	const jobs = jobsByOrder(ledger);
	const units = unitsByOrder(engine);
	const found: OpenOrder[] = [];
	for (const wo of engine.keys(workOrders)) {
		const row = engine.row(workOrders, wo);
		if (row.createdBy === '' || ENDED.some((field) => row.fields[field] === true)) continue;
		const plan = amountOf(quantityOf(row).value) ?? 0n;
		let [good, scrap, started] = [units.get(wo) ?? 0n, 0n, units.has(wo)];
		for (const job of jobs.get(wo) ?? []) {
			started ||= ledger.firstIn.get(job) >= 0;
			for (let edge = ledger.firstOut.get(job); edge >= 0; edge = ledger.nextOut.get(edge)) {
				if (ledger.edgeStanding(edge) === 1) continue;
				good += ledger.edgeQty.get(edge);
				started = true;
			}
		}
		if (good < plan) for (const job of jobs.get(wo) ?? []) scrap += scrapOf(ledger, job);
		if (started && good + scrap >= plan) continue;
		// Begun, though nothing went in or came out yet.
		started ||= engine.row(orderWork, wo).steps.length > 0;
		const creation = engine.op(row.createdBy);
		const released = row.fields['released'] === true;
		const inputs = engine.inputs(workOrders, wo);
		const last = released ? inputs.findLast(({ value }) => value.fields['released'] === true)?.op : creation;
		found.push({
			wo,
			no: fieldText(row, 'no') || wo,
			item: fieldText(row, 'item'),
			lotNo: fieldText(row, 'lotNo'),
			state: started ? 'running' : released ? 'released' : 'planned',
			since: parseInstant(last?.at ?? '') ?? 0,
			plan,
			good,
			scrap,
			unit: quantityOf(row).unit,
			materials: materialsOf(engine, fieldText(row, 'master')),
			site: creation?.site ?? ''
		});
	}
	return found;
}

function quantityOf(row: RegisterRow): { readonly value: string; readonly unit: string } {
	const qty = row.fields['qty'];
	if (typeof qty !== 'object' || qty === null || Array.isArray(qty)) return { value: '0', unit: '' };
	const { value, unit } = qty as { readonly value?: unknown; readonly unit?: unknown };
	return { value: typeof value === 'string' ? value : '0', unit: typeof unit === 'string' ? unit : '' };
}

function materialsOf(engine: Engine, master: string): readonly string[] {
	const lines = master === '' ? undefined : engine.row(workMasters, master).fields['lines'];
	if (!Array.isArray(lines)) return [];
	return lines.flatMap((line) => {
		const item = typeof line === 'object' && line !== null && !Array.isArray(line) ? line['item'] : undefined;
		return typeof item === 'string' ? [item] : [];
	});
}

/** Serial numbers given within an order, in millionths, are output without an edge of its job. */
export function unitsByOrder(engine: Engine): ReadonlyMap<string, bigint> {
	const found = new Map<string, bigint>();
	for (const batch of engine.keys(unitBatches)) {
		const { fields } = engine.row(unitBatches, batch);
		const { wo, first, last } = fields;
		if (typeof wo !== 'string' || typeof first !== 'number' || typeof last !== 'number') continue;
		found.set(wo, (found.get(wo) ?? 0n) + BigInt(last - first + 1) * ONE);
	}
	return found;
}

/** Nodes `job:<wo>|<step>…` by order. Nodes are only ever added, so each is looked at once. */
const jobIndexes = new WeakMap<Ledger, { scanned: number; readonly byOrder: Map<string, number[]> }>();

function jobsByOrder(ledger: Ledger): ReadonlyMap<string, readonly number[]> {
	let index = jobIndexes.get(ledger);
	if (!index) jobIndexes.set(ledger, (index = { scanned: 0, byOrder: new Map() }));
	for (; index.scanned < ledger.nodes.size; index.scanned++) {
		const name = ledger.nodes.text(index.scanned);
		if (!name.startsWith('job:')) continue;
		const bar = name.indexOf('|');
		const wo = name.slice('job:'.length, bar < 0 ? undefined : bar);
		const list = index.byOrder.get(wo);
		if (list) list.push(index.scanned);
		else index.byOrder.set(wo, [index.scanned]);
	}
	return index.byOrder;
}

/** What an operation reported as scrap never changes: it is read from its line once. */
const scrapByOperation = new WeakMap<object, bigint>();

function scrapOf(ledger: Ledger, job: number): bigint {
	let total = 0n;
	for (let edge = ledger.firstOut.get(job); edge >= 0; edge = ledger.nextOut.get(edge)) {
		if (ledger.edgeStanding(edge) === 1) continue;
		const op = ledger.edgeOperation(edge);
		let scrap = scrapByOperation.get(op);
		if (scrap === undefined) scrapByOperation.set(op, (scrap = scrapIn(op.data['scrap'])));
		total += scrap;
	}
	return total;
}

function scrapIn(lines: unknown): bigint {
	if (!Array.isArray(lines)) return 0n;
	return lines.reduce<bigint>(
		(sum, line: { readonly qty?: { readonly value?: string } }) => sum + (amountOf(line.qty?.value ?? '') ?? 0n),
		0n
	);
}
