/** What the owner's page shows: three lights, what can leave, what stops the rest, what expires. No amounts of money. */
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { companyTime } from '../today/company-clock.ts';
import { factsOf } from '../today/facts.ts';
import { DAY_MS, EXPIRY_NOTICE_DAYS } from '../today/rules.ts';
import type { TasksAsk } from '../today/task.ts';
import { tasksOfKinds } from '../today/tasks.ts';
import { openOrderViews, type OrderView } from '../shipping/order-view.ts';
import { finishedStock, type FinishedRow } from './finished-stock.ts';
import { concernsLights, lights, type Light } from './lights.ts';

/** Rows a page shows at most; the export has them too, and says so. */
export const MAX_ROWS = 500;
const MAX_ORDERS = 50;

export interface ExpiringRow {
	readonly node: string;
	readonly lot: string;
	readonly item: string;
	readonly itemName: Bilingual;
	readonly qty: string;
	readonly unit: string;
	readonly expiry: string;
	/** Days left; negative once expired. */
	readonly days: number;
}

export interface OverviewAnswer {
	/** UTC instant and local day everything is judged at. */
	readonly now: string;
	readonly day: string;
	readonly lights: readonly Light[];
	readonly finished: readonly FinishedRow[];
	readonly expiring: readonly ExpiringRow[];
	/** Open sales orders, the most urgent first. */
	readonly orders: readonly OrderView[];
	/** Whether anybody ever recorded a price. Prices are sealed, so none is shown here. */
	readonly hasPrices: boolean;
}

export function overview(context: QueryContext, ask: TasksAsk): OverviewAnswer {
	const { engine } = context;
	const now = companyTime(context);
	const finished = finishedStock(engine, now.day);
	const { stock, itemOf } = factsOf(engine);
	const expiring = stock
		.filter(({ stage }) => stage.expiresAt > 0 && stage.expiresAt <= now.ms + EXPIRY_NOTICE_DAYS * DAY_MS)
		.map(({ lot, stage, total }): ExpiringRow => {
			const { code, name } = itemOf(stage.item);
			return {
				node: `lot:${lot}`,
				lot: stage.number,
				item: code,
				itemName: name,
				qty: fromAmount(total as Amount),
				unit: stage.unit,
				expiry: stage.expiry,
				days: Math.floor((stage.expiresAt - now.ms) / DAY_MS)
			};
		})
		.sort((a, b) => (a.expiry < b.expiry ? -1 : a.expiry > b.expiry ? 1 : a.lot < b.lot ? -1 : 1));
	return {
		now: formatUtc(now.ms),
		day: now.day,
		lights: lights(engine, finished, tasksOfKinds(context, ask, concernsLights)),
		finished: finished.slice(0, MAX_ROWS),
		expiring: expiring.slice(0, MAX_ROWS),
		orders: openOrderViews(engine, now.day, context.site).slice(0, MAX_ORDERS),
		hasPrices: engine.opsOfType('partner.termsRecorded').length > 0
	};
}

export const overviewQueries = { 'overview.page': overview };
