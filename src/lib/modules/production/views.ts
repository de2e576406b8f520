/** Work orders and work masters by uid, and what happened on the floor for each order and each line. */
import { defineView, type Input } from '#lib/engine/define-view.ts';
import type { StoredQuantity } from '#lib/engine/fields.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { defineRegister } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';

export const workMasters = defineRegister('workMasters');
export const workOrders = defineRegister('workOrders');

export interface ScrapLine {
	readonly reason: string;
	readonly qty: StoredQuantity;
}

/** What an operation says about the work on an order. */
export type FloorEvent =
	| { readonly kind: 'started'; readonly step: number; readonly location?: string; readonly equipment?: string }
	| { readonly kind: 'paused'; readonly step: number; readonly reason: string }
	| { readonly kind: 'resumed' | 'consumed'; readonly step: number }
	| { readonly kind: 'reported'; readonly step: number; readonly qty?: StoredQuantity; readonly scrap: readonly ScrapLine[] }
	| { readonly kind: 'issued' | 'returned' | 'cleared' | 'completed' };

/** `pending` is never in a row: a step that nothing was said about is not there. */
export type StepState = 'running' | 'paused' | 'done';

export interface StepWork {
	readonly step: number;
	readonly state: StepState;
	/** Who brought it into this state, and when (with offset). */
	readonly by: string;
	readonly since: string;
	/** First sign of work on it. */
	readonly startedAt: string;
	/** Location uid and equipment as last said; "" if nobody said. */
	readonly location: string;
	readonly equipment: string;
	/** Reason code while paused, else "". */
	readonly pause: string;
	/** Exact decimals in the unit of the reports. */
	readonly good: string;
	readonly scrap: string;
	/** By reason, largest first, then by reason. */
	readonly scrapBy: readonly { readonly reason: string; readonly qty: string }[];
	readonly reports: number;
}

export interface OrderWork {
	/** Ascending by step. */
	readonly steps: readonly StepWork[];
	/** Ids of the newest clearance and of the completion; "" while there is none. */
	readonly cleared: string;
	readonly completed: string;
	/** Whether something was made or begun after the newest clearance. */
	readonly dirty: boolean;
}

/**
 * Work on an order, by order uid. Events count in the order in which they happened (`at`), so that a late entry does not
 * undo what came after it; what happened at the same instant counts in the order of the log.
 */
export const orderWork = defineView<FloorEvent, OrderWork>({
	name: 'orderWork',
	hashed: true,
	fold: (inputs, read) => foldWork(inTime(inputs, read))
});

export interface LineUse {
	/** Order uid that works or worked there last; "" if none was said to. */
	readonly wo: string;
	/** Whether the line was cleared since. */
	readonly clear: boolean;
}

/** Which order has a line, and whether it was cleared after it, by location uid. */
export const lineUse = defineView<{ readonly kind: 'started' | 'cleared'; readonly wo: string }, LineUse>({
	name: 'lineUse',
	hashed: true,
	fold(inputs, read) {
		let use: LineUse = { wo: '', clear: true };
		for (const { value } of inTime(inputs, read))
			use = value.kind === 'started' ? { wo: value.wo, clear: false } : { wo: use.wo, clear: true };
		return use;
	}
});

function inTime<C>(inputs: readonly Input<C>[], read: Reader): readonly Input<C>[] {
	return inputs
		.filter(({ op }) => read.standing(op) !== 'void')
		.map((input) => ({ input, at: parseInstant(input.op.at) ?? 0 }))
		.sort((a, b) => a.at - b.at)
		.map(({ input }) => input);
}

interface Draft {
	state: StepState;
	by: string;
	since: string;
	startedAt: string;
	location: string;
	equipment: string;
	pause: string;
	good: bigint;
	reports: number;
	readonly scrap: Map<string, bigint>;
}

function foldWork(inputs: readonly Input<FloorEvent>[]): OrderWork {
	const steps = new Map<number, Draft>();
	let [cleared, completed, dirty] = ['', '', false];
	const stepAt = (step: number, { by, at }: Input<FloorEvent>['op']): Draft => {
		let draft = steps.get(step);
		if (!draft) {
			const nothing = { location: '', equipment: '', pause: '', good: 0n, reports: 0, scrap: new Map<string, bigint>() };
			steps.set(step, (draft = { state: 'running', by, since: at, startedAt: at, ...nothing }));
		}
		return draft;
	};
	const turn = (draft: Draft, state: StepState, { by, at }: Input<FloorEvent>['op'], pause = ''): void => {
		if (draft.state !== state) [draft.by, draft.since] = [by, at];
		[draft.state, draft.pause] = [state, pause];
	};
	for (const { op, value } of inputs)
		switch (value.kind) {
			case 'started': {
				const draft = stepAt(value.step, op);
				turn(draft, 'running', op);
				draft.location = value.location ?? draft.location;
				draft.equipment = value.equipment ?? draft.equipment;
				dirty = true;
				break;
			}
			case 'paused':
				turn(stepAt(value.step, op), 'paused', op, value.reason);
				break;
			case 'resumed':
				turn(stepAt(value.step, op), 'running', op);
				break;
			case 'consumed':
				stepAt(value.step, op);
				dirty = true;
				break;
			case 'reported':
				report(stepAt(value.step, op), value);
				dirty = true;
				break;
			case 'cleared':
				[cleared, dirty] = [op.id, false];
				break;
			case 'completed':
				completed = op.id;
				for (const draft of steps.values()) turn(draft, 'done', op);
				break;
			case 'issued':
			case 'returned':
				break;
		}
	return {
		steps: [...steps].sort(([a], [b]) => a - b).map(([step, draft]) => finish(step, draft)),
		cleared,
		completed,
		dirty
	};
}

function report(draft: Draft, { qty, scrap }: Extract<FloorEvent, { readonly kind: 'reported' }>): void {
	draft.reports++;
	draft.good += qty ? (amountOf(qty.value) ?? 0n) : 0n;
	for (const line of scrap) draft.scrap.set(line.reason, (draft.scrap.get(line.reason) ?? 0n) + (amountOf(line.qty.value) ?? 0n));
}

function finish(step: number, { scrap, good, ...draft }: Draft): StepWork {
	const total = [...scrap.values()].reduce((sum, qty) => sum + qty, 0n);
	const largest = [...scrap].sort(([a, x], [b, y]) => (x > y ? -1 : x < y ? 1 : a < b ? -1 : 1));
	return {
		step,
		...draft,
		good: text(good),
		scrap: text(total),
		scrapBy: largest.map(([reason, qty]) => ({ reason, qty: text(qty) }))
	};
}

const text = (amount: bigint): string => fromAmount(amount as Amount);

/** Good of all that was made, 0 … 1; undefined while nothing was. */
export function yieldShare(good: string, scrap: string): number | undefined {
	const [made, lost] = [amountOf(good) ?? 0n, amountOf(scrap) ?? 0n];
	return made + lost === 0n ? undefined : Number((made * 10_000n) / (made + lost)) / 10_000;
}
