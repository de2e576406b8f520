/** What hangs in the workshop: orders, what waits for what, what is late, what left today. No persons, no customers' terms, no money. */
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { partners } from '#lib/modules/master-data/index.ts';
import { ALL, company } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { companyTime } from '../today/company-clock.ts';
import { factsOf } from '../today/facts.ts';
import { TASK_KINDS, type TaskKind, type TasksAsk, type TaskView } from '../today/task.ts';
import { tasksOfKinds } from '../today/tasks.ts';

/** A television rotates through what does not fit; more than this nobody waits for. */
export const MAX_BOARD_ROWS = 40;
const MAX_LOT_NAMES = 4;

export interface BoardOrder {
	readonly no: string;
	readonly item: string;
	readonly itemName: Bilingual;
	readonly running: boolean;
	readonly plan: string;
	readonly good: string;
	readonly scrap: string;
	readonly unit: string;
	/** Of the plan, 0 … 1. */
	readonly goodShare: number;
	readonly scrapShare: number;
}

export type BoardWait = 'inspect' | 'judge' | 'disposition' | 'sterilise' | 'load' | 'production-release' | 'market-release';

export interface BoardWaiting {
	readonly wait: BoardWait;
	/** How many lots; a few are named. */
	readonly count: number;
	readonly lots: readonly string[];
}

export interface BoardShipment {
	readonly no: string;
	readonly customer: string;
	readonly lines: number;
	/** Picked, but still here. */
	readonly open: boolean;
}

export interface BoardAnswer {
	readonly company: string;
	readonly now: string;
	readonly day: string;
	readonly orders: readonly BoardOrder[];
	readonly waiting: readonly BoardWaiting[];
	readonly overdue: readonly TaskView[];
	readonly shipments: readonly BoardShipment[];
	readonly silent: readonly { readonly site: string; readonly hours: number }[];
}

const WAITS: readonly BoardWait[] = ['inspect', 'judge', 'disposition', 'sterilise', 'load', 'production-release', 'market-release'];
/** About persons, or told elsewhere on the board. */
const NOT_SHOWN: readonly TaskKind[] = ['person-key', 'silent-site', 'unsent', 'expiring'];
const OVERDUE_KINDS: ReadonlySet<TaskKind> = new Set(TASK_KINDS.filter((kind) => !NOT_SHOWN.includes(kind)));

export function board(context: QueryContext, ask: TasksAsk): BoardAnswer {
	const { engine } = context;
	const now = companyTime(context);
	const facts = factsOf(engine);
	const tasks = tasksOfKinds(context, ask, (kind) => OVERDUE_KINDS.has(kind) || kind === 'silent-site');
	return {
		company: fieldText(engine.row(company, ALL), 'name'),
		now: formatUtc(now.ms),
		day: now.day,
		orders: facts.orders
			.filter(({ state }) => state !== 'planned')
			.slice(-MAX_BOARD_ROWS)
			.map((order): BoardOrder => {
				const { code, name } = facts.itemOf(order.item);
				return {
					no: order.no,
					item: code,
					itemName: name,
					running: order.state === 'running',
					plan: text(order.plan),
					good: text(order.good),
					scrap: text(order.scrap),
					unit: order.unit,
					goodShare: share(order.good, order.plan),
					scrapShare: share(order.scrap, order.plan)
				};
			}),
		waiting: WAITS.map((wait) => ({
			wait,
			lots: facts.stock.filter(({ stage }) => stage.wait === wait).map(({ stage }) => stage.number)
		}))
			.filter(({ lots }) => lots.length > 0)
			.map(({ wait, lots }) => ({ wait, count: lots.length, lots: lots.slice(0, MAX_LOT_NAMES) })),
		overdue: tasks
			.filter(({ overdue, kind }) => overdue && kind !== 'silent-site')
			.slice(0, MAX_BOARD_ROWS)
			.map((task) => ({ ...task, names: [] })),
		shipments: shipmentsOf(context, now.day, ask),
		silent: tasks.flatMap(({ kind, subject, words }) =>
			kind === 'silent-site' ? [{ site: subject.label, hours: Number(words['hours']) }] : []
		)
	};
}

function shipmentsOf(context: QueryContext, day: string, ask: TasksAsk): readonly BoardShipment[] {
	const { engine } = context;
	const left = engine
		.opsOfType('shipment.shipped')
		.filter((op) => op.at.startsWith(day) && engine.standing(op) !== 'void')
		.map(({ data }): BoardShipment => {
			const { no, customer, lines } = data;
			return {
				no: String(no),
				customer: fieldText(engine.row(partners, typeof customer === 'string' ? customer : ''), 'code'),
				lines: Array.isArray(lines) ? lines.length : 0,
				open: false
			};
		});
	const picked = tasksOfKinds(context, ask, (kind) => kind === 'ship').map(({ subject, blocked }): BoardShipment => ({
		no: '',
		customer: subject.label.split(' ')[0] ?? '',
		lines: blocked.lots,
		open: true
	}));
	return [...picked, ...left].slice(0, MAX_BOARD_ROWS);
}

function text(amount: bigint): string {
	return fromAmount(amount as Amount);
}

function share(part: bigint, plan: bigint): number {
	return plan <= 0n ? 0 : Math.min(1, Number((part * 1000n) / plan) / 1000);
}

export const boardQueries = { 'board.page': board };
