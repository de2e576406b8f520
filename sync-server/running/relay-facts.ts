/** How the relay stands at this moment, from its parts and its disk. */
import { statfsSync, statSync } from 'node:fs';
import type { CompanyLog } from '../chains/company-log.ts';
import type { Hub } from '../sockets/hub.ts';
import { paths } from '../storage/data-directory.ts';
import type { GroupCommit } from '../storage/group-commit.ts';
import { VERSION } from '../version.ts';
import { lastBackup } from './last-backup.ts';
import type { RelayFacts } from './metrics.ts';

interface Parts {
	readonly log: CompanyLog;
	readonly hub: Hub;
	readonly commit: GroupCommit;
	/** State of the relay's own chain. */
	readonly own: string;
}

export function relayFacts(data: string, { log, hub, commit, own }: Parts): RelayFacts {
	const branches = [...log.chains].flatMap((chain) => chain.branches);
	const { bavail, bsize } = statfsSync(data);
	return {
		version: VERSION,
		healthy: commit.healthy,
		claimed: log.org !== '',
		ownChain: own,
		connections: hub.size,
		chains: [...log.chains].length,
		entries: branches.reduce((sum, { first, committed }) => sum + committed - first + 1, 0),
		waiting: branches.reduce((sum, { committed, complete }) => sum + Math.max(0, committed - complete), 0),
		rivals: log.rivals,
		databaseBytes: statSync(paths(data).database).size,
		freeBytes: bavail * bsize,
		lastBackup: secondsOf(lastBackup(data)),
		residentBytes: process.memoryUsage.rss(),
		uptimeSeconds: process.uptime(),
		devices: devicesOf(log, hub)
	};
}

function devicesOf(log: CompanyLog, hub: Hub): RelayFacts['devices'] {
	const here = Object.entries(log.heads());
	return hub.contacts.map(({ dev, online, lastContact, heads }) => ({
		dev,
		online,
		lastContact: secondsOf(lastContact),
		// What it wrote itself it holds, whatever it has said.
		behind: here.reduce((sum, [chain, [seq]]) => (chain === dev ? sum : sum + Math.max(0, seq - (heads[chain]?.[0] ?? 0))), 0)
	}));
}

function secondsOf(instant: string): number {
	const ms = Date.parse(instant);
	return Number.isNaN(ms) ? 0 : Math.floor(ms / 1000);
}
