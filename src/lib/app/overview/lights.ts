/** Three questions an owner asks, each answered by a light that lists what makes it so. */
import type { Engine } from '#lib/engine/engine.ts';
import { openRecalls } from '../queries/recalls.ts';
import { nameSubject } from '../queries/subjects.ts';
import type { NamedNode } from '../views.ts';
import type { TaskKind, TaskView } from '../today/task.ts';
import type { FinishedRow, Stop } from './finished-stock.ts';
import { sumTexts } from './sum-texts.ts';

export type LightId = 'ship' | 'compliance' | 'data';
/** `stop`: no. `warn`: yes, but. `ok`: yes. */
export type LightState = 'ok' | 'warn' | 'stop';

export type LightItem =
	| { readonly kind: 'recall'; readonly subject: NamedNode; readonly lots: number; readonly consignees: number; readonly drill: boolean }
	| {
			readonly kind: 'blocked';
			readonly stop: Stop;
			readonly item: string;
			readonly qty: string;
			readonly unit: string;
			readonly lots: readonly NamedNode[];
			readonly reason: string;
	  }
	| { readonly kind: 'nothing-to-ship' }
	| { readonly kind: 'task'; readonly task: TaskView }
	| { readonly kind: 'pending'; readonly count: number };

export interface Light {
	readonly id: LightId;
	readonly state: LightState;
	readonly items: readonly LightItem[];
}

/** Lots named in one line; the table below lists them all. */
const MAX_LOTS = 6;

const COMPLIANCE: readonly TaskKind[] = [
	'exception',
	'cosign',
	'held-records',
	'hold-review',
	'recall-assess',
	'recall-decide',
	'recall-notify',
	'expired',
	'segregate',
	'person-key'
];
const DATA: readonly TaskKind[] = ['silent-site', 'unsent', 'transfer-receive'];

/** Kinds of tasks the lights look at. */
export function concernsLights(kind: TaskKind): boolean {
	return COMPLIANCE.includes(kind) || DATA.includes(kind);
}

export function lights(engine: Engine, stock: readonly FinishedRow[], tasks: readonly TaskView[]): readonly Light[] {
	return [shipLight(engine, stock), complianceLight(tasks), dataLight(engine, tasks)];
}

function shipLight(engine: Engine, stock: readonly FinishedRow[]): Light {
	const recalls = openRecalls(engine).filter(({ row }) => row.status === 'decided');
	const inForce: readonly LightItem[] = recalls.map(({ recall, row, scope }) => ({
		kind: 'recall',
		subject: nameSubject(engine, `recall:${recall}`),
		lots: scope.nodes.filter((node) => node.startsWith('lot:')).length,
		consignees: new Set(scope.consignees.map(({ party }) => party)).size,
		drill: row.drill
	}));
	const blocked = blockedGroups(stock);
	const free = stock.some(({ stop }) => stop === '');
	const items = [...inForce, ...(free || stock.length === 0 ? [] : [{ kind: 'nothing-to-ship' } as const]), ...blocked];
	const isRecalled = recalls.some(({ row }) => !row.drill);
	return { id: 'ship', state: isRecalled || (!free && blocked.length > 0) ? 'stop' : blocked.length > 0 ? 'warn' : 'ok', items };
}

/** One line for each product and reason, with the lots it is about. Goods that only lie elsewhere stop nothing. */
function blockedGroups(stock: readonly FinishedRow[]): readonly LightItem[] {
	const groups = new Map<string, FinishedRow[]>();
	for (const row of stock) {
		if (row.stop === '' || row.stop === 'transit') continue;
		const key = [row.stop, row.item, row.reason].join('|');
		const group = groups.get(key);
		if (group) group.push(row);
		else groups.set(key, [row]);
	}
	return [...groups.values()].flatMap((rows): LightItem[] => {
		const [first] = rows;
		if (!first || first.stop === '') return [];
		const lots = new Map(rows.map(({ node, lot }) => [node, { id: node, label: lot }]));
		const { stop, item, unit, reason } = first;
		return [
			{ kind: 'blocked', stop, item, unit, reason, qty: sumTexts(rows.map((row) => row.qty)), lots: [...lots.values()].slice(0, MAX_LOTS) }
		];
	});
}

function complianceLight(tasks: readonly TaskView[]): Light {
	const found = tasks.filter(({ kind }) => COMPLIANCE.includes(kind));
	const overdue = found.some((task) => task.overdue);
	return {
		id: 'compliance',
		state: overdue ? 'stop' : found.length > 0 ? 'warn' : 'ok',
		items: found.map((task) => ({ kind: 'task', task }))
	};
}

function dataLight(engine: Engine, tasks: readonly TaskView[]): Light {
	const found = tasks.filter(({ kind }) => DATA.includes(kind));
	const pending = engine.log.pendingCount + engine.incompleteCount;
	const items: LightItem[] = found.map((task) => ({ kind: 'task', task }));
	if (pending > 0) items.unshift({ kind: 'pending', count: pending });
	return { id: 'data', state: pending > 0 ? 'stop' : items.length > 0 ? 'warn' : 'ok', items };
}
