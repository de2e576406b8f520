/** Questions about the open company that screens ask: pure functions of what this replica knows, answered by the host. */
import type { Engine } from '#lib/engine/engine.ts';
import type { CompanySession } from '../../company-session.ts';

export interface QueryContext {
	readonly engine: Engine;
	readonly session: CompanySession;
	/** Local day as of which states are shown, `2026-10-12`; for the demo the day of its newest operation. */
	readonly day: string;
	/** Now, with the local offset. */
	readonly now: string;
	/** This device, and uid of the site it stands at. */
	readonly dev: string;
	readonly site: string;
}

/** Question and answer are plain values that travel between workers. */
export type Query<A, R> = (context: QueryContext, ask: A) => R;
