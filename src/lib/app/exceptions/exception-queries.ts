/** The inbox of exceptions: what is open, how urgent it is, what it touches, and what puts it right. */
import type { Exception } from '#lib/engine/exceptions.ts';
import { exceptionActs } from '#lib/engine/exceptions.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { ALL, company, persons } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { viewExceptions } from '../queries/exceptions.ts';
import { companyTime } from '../today/company-clock.ts';
import type { ExceptionView } from '../views.ts';
import { impactOf, type Impact } from './impact.ts';
import { compareUrgency, riskOf, type Risk } from './risk.ts';
import { waysFor, type Way } from './ways.ts';

/** What somebody did about it last. */
export interface Handled {
	readonly kind: 'acknowledged' | 'resolved';
	readonly by: string;
	readonly at: string;
	/** The plan, or how it was settled. */
	readonly note: string;
}

export interface InboxEntry extends ExceptionView {
	readonly risk: Risk;
	/** Codes of the roles that own it. */
	readonly ownerCodes: readonly string[];
	readonly impact: Impact;
	readonly ways: readonly Way[];
	readonly handled: Handled | null;
}

export interface Inbox {
	readonly entries: readonly InboxEntry[];
	/** Closed ones, shown or not. */
	readonly closed: number;
	/** Instant deadlines are compared with, epoch milliseconds; the demo's story stands still. */
	readonly nowMs: number;
	readonly standsStill: boolean;
}

function inbox(context: QueryContext, { closed }: { readonly closed: boolean }): Inbox {
	const { engine, session } = context;
	const all = session.rawExceptions;
	const shown = all.filter(({ status }) => closed || status !== 'closed');
	const views = new Map(viewExceptions(engine, shown).map((view) => [view.key, view]));
	const entries = shown.flatMap((exception): InboxEntry[] => {
		const view = views.get(exception.key);
		if (!view) return [];
		const impact = impactOf(engine, exception);
		return [
			{
				...view,
				risk: riskOf(exception.deadlineHours, impact.customers.length),
				ownerCodes: exception.owner,
				impact,
				ways: exception.status === 'closed' ? [] : waysFor(engine, exception, session.scopes),
				handled: handledBy(engine, exception)
			}
		];
	});
	return {
		entries: entries.sort(compareUrgency),
		closed: all.filter(({ status }) => status === 'closed').length,
		nowMs: companyTime(context).ms,
		standsStill: engine.row(company, ALL).fields['demo'] === true
	};
}

function handledBy(engine: Engine, { key }: Exception): Handled | null {
	const last = engine.inputs(exceptionActs, key).findLast(({ op }) => engine.verdict(op).effective);
	if (!last) return null;
	const { data, by, at } = last.op;
	const note = data[last.value.kind === 'acknowledged' ? 'plan' : 'explanation'];
	return { kind: last.value.kind, by: fieldText(engine.row(persons, by), 'name'), at, note: typeof note === 'string' ? note : '' };
}

export const exceptionQueries = { 'exceptions.inbox': inbox };
