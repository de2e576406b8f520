/** Trace against the barest possible search over the same graph, and against SQLite with a recursive query. */
import { DatabaseSync } from 'node:sqlite';
import type { Company } from '#lib/modules/company.ts';
import { fieldText } from '#lib/engine/register.ts';
import { lots } from '#lib/modules/inventory/index.ts';
import { median, type Budget } from './measure.ts';

const SAMPLE = 200;
const BIG_CLOSURE = 10_000;

export function benchTrace(company: Company): Budget[] {
	const { engine } = company;
	const { ledger, genealogy } = engine;
	// Purchased lots that were used: their traces run through bodies, masks, rework loops to the customers' lots.
	const used = engine
		.keys(lots)
		.filter(
			(lot) => fieldText(engine.row(lots, lot), 'origin') === 'purchased' && genealogy.closure([`lot:${lot}`], 'down').nodes.length > 1
		);
	const starts = Array.from({ length: SAMPLE }, (_, index) => `lot:${used[Math.floor((index * used.length) / SAMPLE)] ?? ''}`);
	const numbers = starts.map((start) => ledger.nodes.find(start) ?? 0);
	const graph = bareGraph(company);
	const seen = new Int32Array(ledger.nodes.size);
	let mark = 0;
	const bare = () => numbers.forEach((start) => bareSearch(graph, start, seen, ++mark));
	const ours = () => starts.forEach((start) => genealogy.closure([start], 'down'));
	bare();
	ours();
	const bareMs = median(5, bare);
	const oursMs = median(5, ours);
	const sqlite = sqliteSearch(company);
	const sqliteMs = median(1, () => numbers.slice(0, 20).forEach(sqlite)) * (SAMPLE / 20);
	const budgets: Budget[] = [
		budget('lot trace, warm, against a bare typed-array search', oursMs / bareMs, '×', 10),
		budget('lot trace, warm, against node:sqlite with a recursive query', oursMs / sqliteMs, '×', 1)
	];
	const sizes = starts.map((start) => genealogy.closure([start], 'down').nodes.length);
	const largest = starts[sizes.indexOf(Math.max(...sizes))] ?? '';
	const size = Math.max(...sizes);
	const ms = median(5, () => genealogy.closure([largest], 'down'));
	budgets.push(budget(`closure of 10 000 nodes (largest sampled: ${size} nodes, scaled)`, (ms * BIG_CLOSURE) / size, 'ms', 50));
	return budgets;
}

interface Graph {
	readonly offsets: Int32Array;
	readonly targets: Int32Array;
}

function bareGraph(company: Company): Graph {
	const { ledger } = company.engine;
	const offsets = new Int32Array(ledger.nodes.size + 1);
	const count = (index: number, by: number) => (offsets[index] = (offsets[index] ?? 0) + by);
	for (let edge = 0; edge < ledger.edgeCount; edge++) count(ledger.edgeFrom.get(edge) + 1, 1);
	for (let node = 0; node < ledger.nodes.size; node++) count(node + 1, offsets[node] ?? 0);
	const next = offsets.slice();
	const targets = new Int32Array(ledger.edgeCount);
	for (let edge = 0; edge < ledger.edgeCount; edge++) {
		const from = ledger.edgeFrom.get(edge);
		const slot = next[from] ?? 0;
		targets[slot] = ledger.edgeTo.get(edge);
		next[from] = slot + 1;
	}
	return { offsets, targets };
}

function bareSearch({ offsets, targets }: Graph, start: number, seen: Int32Array, mark: number): number {
	const queue = [start];
	seen[start] = mark;
	for (let at = 0; at < queue.length; at++) {
		const node = queue[at] as number;
		const end = offsets[node + 1] as number;
		for (let edge = offsets[node] as number; edge < end; edge++) {
			const target = targets[edge] as number;
			if (seen[target] === mark) continue;
			seen[target] = mark;
			queue.push(target);
		}
	}
	return queue.length;
}

function sqliteSearch(company: Company): (start: number) => void {
	const { ledger } = company.engine;
	const database = new DatabaseSync(':memory:');
	database.exec('create table edge (source integer, target integer); begin');
	const insert = database.prepare('insert into edge values (?, ?)');
	for (let edge = 0; edge < ledger.edgeCount; edge++) insert.run(ledger.edgeFrom.get(edge), ledger.edgeTo.get(edge));
	database.exec('commit; create index by_source on edge (source, target)');
	const query = database.prepare(
		'with recursive reach(node) as (values (?) union select target from edge join reach on source = node) select count(*) from reach'
	);
	return (start) => void query.get(start);
}

function budget(name: string, value: number, unit: string, limit: number): Budget {
	return { name, value: Number(value.toPrecision(4)), unit, limit, holds: value <= limit };
}
