/**
 * Tasks are never stored: each is something the log shows to be waiting, found again whenever somebody looks. A *matter* is
 * what waits, by the log alone; a *task* is a matter judged for one person at one moment.
 */
import type { Engine } from '#lib/engine/engine.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { EpochMs } from '#lib/kernel/instant.ts';
import type { NamedNode } from '../views.ts';
import type { CompanyTime } from './company-clock.ts';
import type { Facts } from './facts.ts';

export const TASK_KINDS = [
	'inspect',
	'judge',
	'disposition',
	'production-release',
	'market-release',
	'sterilise',
	'load-cycle',
	'load-indicators',
	'load-verdict',
	'put-away',
	'segregate',
	'expired',
	'expiring',
	'order-release',
	'order-start',
	'order-output',
	'transfer-receive',
	'order-ship',
	'ship',
	'hold-review',
	'recall-assess',
	'recall-decide',
	'recall-notify',
	'exception',
	'cosign',
	'held-records',
	'person-key',
	'silent-site',
	'unsent'
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What cannot go on while a matter waits. */
export interface Blocked {
	/** How many lots. */
	readonly lots: number;
	/** Numbers of work orders, a few. */
	readonly orders: readonly string[];
}

export const NOTHING_BLOCKED: Blocked = { lots: 0, orders: [] };

export interface Matter {
	/** `kind|subject`: the same as long as the same thing waits. */
	readonly key: string;
	readonly kind: TaskKind;
	/** From when on it waits. */
	readonly since: EpochMs;
	/** By when it must be done. */
	readonly due: EpochMs;
	/** Who may do it, the first being whose it is. */
	readonly roles: readonly Role[];
	/** Persons who may not, because they did what is to be judged. */
	readonly not: readonly string[];
	/** Uid of the site where hands are needed; "" where it does not matter. */
	readonly site: string;
	readonly subject: NamedNode;
	readonly item: { readonly code: string; readonly name: Bilingual } | null;
	/** Exact decimal text; "" where nothing is counted. */
	readonly qty: string;
	readonly unit: string;
	/** Further words of the title: a code, a name, a date, a number, by kind. */
	readonly words: Readonly<Record<string, string>>;
	/** A text of its own, where the kind alone does not say it. */
	readonly text: Bilingual | null;
	readonly blocked: Blocked;
	/** It must not be done before something else is. */
	readonly waitsFor: 'hold' | null;
	/** Lot, unit or load whose passport shows it; "" where its work area does. */
	readonly node: string;
}

/** One kind of thing that can wait. Reads the log alone, so that what it found is remembered until the log changes. */
export interface TaskSource {
	readonly name: string;
	find(facts: Facts, engine: Engine): readonly Matter[];
}

/** What begins to wait by the passing of time, or is known outside the log. */
export interface TimedSource {
	find(facts: Facts, engine: Engine, now: CompanyTime, ask: TasksAsk): readonly Matter[];
}

/** What the page knows besides the log. */
export interface TasksAsk {
	/** Uid of the person logged in; "" for nobody. */
	readonly person: string;
	/** Sites the relay has not heard of; null where no relay is asked and the log has to do. */
	readonly silent: readonly { readonly site: string; readonly hours: number }[] | null;
	/** Own records not uploaded although a relay is attached, and since when (UTC; "" if never). */
	readonly unsent: { readonly count: number; readonly since: string } | null;
	/** Only to ask again as time goes by. */
	readonly minute: number;
}

/** The parts most matters leave as they are. */
export const PLAIN = {
	not: [],
	site: '',
	item: null,
	qty: '',
	unit: '',
	words: {},
	text: null,
	blocked: NOTHING_BLOCKED,
	waitsFor: null,
	node: ''
} as const satisfies Partial<Matter>;

/** A person's relation to a task. */
export type TaskOwnership =
	/** The person's role has to do it. */
	| 'mine'
	/** It is overdue with somebody else and has come up to the person's role. */
	| 'escalated'
	| 'others';

export interface TaskView {
	readonly key: string;
	readonly kind: TaskKind;
	readonly ownership: TaskOwnership;
	/** UTC instants. */
	readonly since: string;
	readonly due: string;
	readonly overdue: boolean;
	/** Whose it is: roles, and who holds them. */
	readonly roles: readonly Role[];
	readonly names: readonly string[];
	/** Roles it has come up to because it is overdue. */
	readonly raisedTo: readonly Role[];
	/** Code of the site where it has to be done, if that is another than this device's. */
	readonly elsewhere: string;
	/** The person did what is to be judged, so somebody else has to. */
	readonly barred: boolean;
	readonly subject: NamedNode;
	readonly item: Matter['item'];
	readonly qty: string;
	readonly unit: string;
	readonly words: Matter['words'];
	readonly text: Bilingual | null;
	readonly blocked: Blocked;
	readonly waitsFor: Matter['waitsFor'];
	readonly node: string;
}
