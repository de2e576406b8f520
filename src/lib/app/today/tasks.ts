/** The tasks of a company as one person sees them: judged against the clock, the most urgent first. */
import { grants } from '#lib/engine/authority.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { companyTime, type CompanyTime } from './company-clock.ts';
import { factsOf, type Facts, type Holder } from './facts.ts';
import { Lately } from './lately.ts';
import { escalatedTo, responsibleRoles } from './rules.ts';
import { SOURCES, TIMED_SOURCES } from './sources.ts';
import type { Matter, TaskKind, TaskOwnership, TasksAsk, TaskView } from './task.ts';

/** More than anybody works through; the most urgent are among them. */
export const MAX_OWN = 100;
export const MAX_OTHERS = 60;
export const MAX_ALL = 400;
/** Names shown of who could do it. */
const MAX_NAMES = 3;

export interface TasksAnswer {
	/** For whom. */
	readonly person: string;
	/** UTC instant the tasks were judged at. */
	readonly now: string;
	/** The most urgent, the person's own before others'. */
	readonly tasks: readonly TaskView[];
	/** All there are, and how many of them are whose. */
	readonly counts: {
		readonly all: number;
		readonly mine: number;
		readonly overdue: number;
		readonly mineOverdue: number;
		readonly byKind: Readonly<Partial<Record<TaskKind, number>>>;
		/** By the role whose they are first. */
		readonly byRole: Readonly<Partial<Record<Role, number>>>;
	};
}

const remembered = new WeakMap<Engine, readonly { readonly value: readonly Matter[] }[]>();

/** What waits by the log alone. */
function standingMatters(engine: Engine, facts: Facts): readonly Matter[] {
	let cells = remembered.get(engine);
	if (!cells) {
		cells = SOURCES.map((source) => new Lately(engine, () => source.find(facts, engine)));
		remembered.set(engine, cells);
	}
	return cells.flatMap((cell) => cell.value);
}

function mattersOf(engine: Engine, now: CompanyTime, ask: TasksAsk): readonly Matter[] {
	const facts = factsOf(engine);
	return [...standingMatters(engine, facts), ...TIMED_SOURCES.flatMap((source) => source.find(facts, engine, now, ask))];
}

/** Everything that waits, judged for a person, the most urgent first and the person's own before others'. */
function judgedTasks({ engine }: QueryContext, now: CompanyTime, ask: TasksAsk): readonly Judged[] {
	const facts = factsOf(engine);
	const roles = ask.person === '' ? [] : (engine.row(grants, ask.person) as readonly Role[]);
	const judging: Judging = { now, person: ask.person, roles, facts, responsible: new Map() };
	return mattersOf(engine, now, ask)
		.map((matter) => judge(matter, judging))
		.sort(byUrgency);
}

/** Tasks of some kinds, whosever they are, by due time: for overviews of the whole company. */
export function tasksOfKinds(context: QueryContext, ask: TasksAsk, wanted: (kind: TaskKind) => boolean): readonly TaskView[] {
	const now = companyTime(context);
	return judgedTasks(context, now, { ...ask, person: '' })
		.filter(({ matter }) => wanted(matter.kind))
		.slice(0, MAX_ALL)
		.map((one) => viewOf(context.engine, one, now));
}

export function listTasks(context: QueryContext, ask: TasksAsk): TasksAnswer {
	const { engine } = context;
	const now = companyTime(context);
	const judged = judgedTasks(context, now, ask);
	const own = judged.filter(({ ownership }) => ownership !== 'others');
	const byKind: Partial<Record<TaskKind, number>> = {};
	const byRole: Partial<Record<Role, number>> = {};
	for (const { matter, responsible } of judged) {
		byKind[matter.kind] = (byKind[matter.kind] ?? 0) + 1;
		const [first] = responsible;
		if (first) byRole[first] = (byRole[first] ?? 0) + 1;
	}
	const others = ask.person === '' ? MAX_OWN + MAX_OTHERS : MAX_OTHERS;
	const view = (one: Judged) => viewOf(engine, one, now);
	return {
		person: ask.person,
		now: formatUtc(now.ms),
		tasks: [...own.slice(0, MAX_OWN), ...judged.slice(own.length, own.length + others)].map(view),
		counts: {
			all: judged.length,
			mine: own.length,
			overdue: judged.filter(({ overdue }) => overdue).length,
			mineOverdue: own.filter(({ overdue }) => overdue).length,
			byKind,
			byRole
		}
	};
}

interface Judging {
	readonly now: CompanyTime;
	readonly person: string;
	readonly roles: readonly Role[];
	readonly facts: Facts;
	/** By the roles of matters that bar nobody; there are thousands of matters and a dozen of these. */
	readonly responsible: Map<readonly Role[], readonly Role[]>;
}

interface Judged {
	readonly matter: Matter;
	readonly due: number;
	readonly overdue: boolean;
	readonly responsible: readonly Role[];
	readonly raisedTo: readonly Role[];
	readonly ownership: TaskOwnership;
	readonly barred: boolean;
	readonly elsewhere: boolean;
}

function judge(matter: Matter, judging: Judging): Judged {
	const { now, person, roles } = judging;
	// In the demo a visitor acts later than its story: what waits since then has waited no time.
	const due = matter.since > now.ms ? now.ms + matter.due - matter.since : matter.due;
	const responsible = responsibleFor(matter, judging);
	const raisedTo = escalatedTo(responsible, now.ms - due);
	const isExcluded = matter.not.includes(person);
	const holds = (wanted: readonly Role[]) => !isExcluded && wanted.some((role) => roles.includes(role));
	const elsewhere = matter.site !== '' && now.site !== '' && matter.site !== now.site;
	const ownership = holds(responsible) && !elsewhere ? 'mine' : holds(raisedTo) ? 'escalated' : 'others';
	const barred = isExcluded && matter.roles.some((role) => roles.includes(role));
	return { matter, due, overdue: due < now.ms, responsible, raisedTo, ownership, barred, elsewhere };
}

function responsibleFor(matter: Matter, { facts, responsible }: Judging): readonly Role[] {
	const known = matter.not.length === 0 ? responsible.get(matter.roles) : undefined;
	if (known) return known;
	const found = responsibleRoles(matter.roles, (role) => ableIn(facts, matter, role).length > 0);
	if (matter.not.length === 0) responsible.set(matter.roles, found);
	return found;
}

function ableIn(facts: Facts, { not }: Matter, role: Role): readonly Holder[] {
	return (facts.holders.get(role) ?? []).filter(({ person }) => !not.includes(person));
}

const RANK: Readonly<Record<TaskOwnership, number>> = { mine: 0, escalated: 0, others: 1 };

function byUrgency(a: Judged, b: Judged): number {
	return RANK[a.ownership] - RANK[b.ownership] || a.due - b.due || (a.matter.key < b.matter.key ? -1 : a.matter.key > b.matter.key ? 1 : 0);
}

function viewOf(engine: Engine, one: Judged, now: CompanyTime): TaskView {
	const { matter } = one;
	const facts = factsOf(engine);
	const names = new Set(one.responsible.flatMap((role) => ableIn(facts, matter, role)).map(({ name }) => name));
	const { key, kind, subject, item, qty, unit, words, text, blocked, waitsFor, node } = matter;
	return {
		key,
		kind,
		ownership: one.ownership,
		since: formatUtc(Math.min(matter.since, now.ms)),
		due: formatUtc(one.due),
		overdue: one.overdue,
		roles: one.responsible,
		names: [...names].slice(0, MAX_NAMES),
		raisedTo: one.raisedTo,
		elsewhere: one.elsewhere ? fieldText(engine.row(sites, matter.site), 'code') : '',
		barred: one.barred,
		subject,
		item,
		qty,
		unit,
		words,
		text,
		blocked,
		waitsFor,
		node
	};
}

export const todayQueries = { 'today.tasks': listTasks };
