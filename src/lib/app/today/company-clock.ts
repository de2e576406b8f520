import type { Engine } from '#lib/engine/engine.ts';
import { parseInstant, type EpochMs } from '#lib/kernel/instant.ts';
import { ALL, company } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';

const seen = new WeakMap<Engine, { scanned: number; newest: EpochMs; at: string }>();

export interface CompanyTime {
	readonly ms: EpochMs;
	/** Local day, `2026-10-12`. */
	readonly day: string;
	/** Uid of the site this device stands at. */
	readonly site: string;
}

/**
 * The time tasks are judged at: now. The demo company's story stands still at its newest record, or everything in it would
 * be overdue for ever; what a visitor does there does not move it.
 */
export function companyTime({ engine, now, dev, site }: Pick<QueryContext, 'engine' | 'now' | 'dev' | 'site'>): CompanyTime {
	if (engine.row(company, ALL).fields['demo'] !== true) return { ms: parseInstant(now) ?? 0, day: now.slice(0, 10), site };
	const { log } = engine;
	let newest = seen.get(engine);
	if (!newest) seen.set(engine, (newest = { scanned: 0, newest: 0, at: '' }));
	for (; newest.scanned < log.size; newest.scanned++) {
		const ms = log.table.atMs(newest.scanned);
		if (ms <= newest.newest || log.table.dev(newest.scanned) === dev || log.table.kind(newest.scanned).type === 'device.joined') continue;
		newest.newest = ms;
		newest.at = log.table.at(newest.scanned);
	}
	return { ms: newest.newest, day: newest.at.slice(0, 10), site };
}
