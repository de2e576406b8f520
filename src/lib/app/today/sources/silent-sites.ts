/** Sites whose devices were not heard of (wording 25): what they recorded may still change every answer. */
import { deviceStates } from '#lib/engine/authority.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { EpochMs } from '#lib/kernel/instant.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { devices, sites } from '#lib/modules/org/index.ts';
import { HOUR_MS, SILENT_HOURS } from '../rules.ts';
import { PLAIN, type Matter, type TimedSource } from '../task.ts';

export interface SilentSite {
	readonly site: string;
	readonly hours: number;
}

/** By the newest record of each site's devices that is here; longest silence first. */
export function silentSitesByLog(engine: Engine, now: EpochMs, ownSite: string): readonly SilentSite[] {
	const newest = new Map<string, EpochMs>();
	for (const dev of engine.keys(devices)) {
		const row = engine.row(devices, dev);
		const site = fieldText(row, 'site');
		if (site === ownSite || fieldText(row, 'kind') === 'relay' || ['retired', 'revoked'].includes(engine.row(deviceStates, dev))) continue;
		const heard = parseInstant(engine.log.tipOf(dev)?.rec ?? '');
		if (heard !== undefined) newest.set(site, Math.max(newest.get(site) ?? 0, heard));
	}
	return [...newest]
		.map(([site, heard]) => ({ site: fieldText(engine.row(sites, site), 'name'), hours: Math.floor((now - heard) / HOUR_MS) }))
		.filter(({ site, hours }) => site !== '' && hours >= SILENT_HOURS)
		.sort((a, b) => b.hours - a.hours || (a.site < b.site ? -1 : 1));
}

export const silentSites: TimedSource = {
	find: (_facts, engine, now, ask) =>
		(ask.silent ?? silentSitesByLog(engine, now.ms, now.site)).map(({ site, hours }): Matter => {
			const since = now.ms - hours * HOUR_MS;
			return {
				...PLAIN,
				key: `silent-site|${site}`,
				kind: 'silent-site',
				since,
				due: since + 2 * SILENT_HOURS * HOUR_MS,
				roles: ['WH', 'IT'],
				subject: { id: '', label: site },
				words: { hours: String(hours) }
			};
		})
};
