/** What people are told about synchronisation, from what the engine knows. */
import { deviceStates } from '#lib/engine/authority.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { devices, sites } from '#lib/modules/org/index.ts';
import type { KeptAttachment } from '#lib/sync/attachments.ts';
import type { SyncStatus } from '#lib/sync/status.ts';
import type { AdmissionProblem } from '#lib/wire/admission.ts';
import type { ConnectionState, SyncView } from '../live-views.ts';
import type { Contact } from '../queries/devices.ts';

/** A site whose devices were not heard of for so many hours is named (wording 25). */
export const STALE_HOURS = 12;
const HOUR_MS = 3_600_000;

export interface SyncViewSources {
	readonly engine: Engine;
	readonly relayUrl: string;
	/** Undefined without a relay. */
	readonly status: SyncStatus | undefined;
	/** Attachments that records name and this device keeps. */
	readonly attachments: readonly KeptAttachment[];
	readonly ownDev: string;
	readonly recorded: number;
	/** Epoch milliseconds. */
	readonly now: number;
	readonly readOnly: boolean;
}

export function syncView({ engine, relayUrl, status, attachments, ownDev, recorded, now, readOnly }: SyncViewSources): SyncView {
	const others = otherDevices(engine, ownDev);
	const open = attachments.filter(({ isThere }) => !isThere);
	const photos = { waiting: open.length, bytes: open.reduce((sum, { bytes }) => sum + bytes, 0), sent: status?.attachments.sent ?? 0 };
	if (!status)
		return {
			relayUrl,
			connection: { kind: 'none' },
			recorded,
			uploaded: 0,
			receivedBy: 0,
			otherDevices: others.length,
			progress: null,
			photos,
			waiting: { count: engine.log.pendingCount, missingFrom: [] },
			refused: [],
			lastContact: '',
			behindOwnChain: readOnly,
			staleSites: []
		};
	return {
		relayUrl,
		connection: connectionOf(status),
		recorded: status.recorded,
		uploaded: status.uploaded,
		receivedBy: status.receivedBy,
		otherDevices: others.length,
		progress: status.progress ?? null,
		photos,
		waiting: {
			count: engine.log.pendingCount,
			missingFrom: status.waiting.missing.map(({ dev }) => fieldText(engine.row(devices, dev), 'code') || dev).slice(0, 20)
		},
		refused: status.problems
			.map(({ problem }) => ({ code: problem.kind, detail: JSON.stringify(problem) }))
			.toReversed()
			.slice(0, 50),
		lastContact: status.lastHeard === undefined ? '' : new Date(status.lastHeard).toISOString(),
		behindOwnChain: status.behindOwnChain !== undefined || readOnly,
		staleSites: staleSites(engine, status, others, now)
	};
}

/** What is known of each device's contact, by device id. */
export function contactsOf(status: SyncStatus | undefined): ReadonlyMap<string, Contact> {
	return new Map((status?.devices ?? []).map(({ dev, online, lastContact, missingOurs }) => [dev, { online, lastContact, missingOurs }]));
}

/** Devices people work on, other than this one and relays, that still take part. */
export function otherDevices(engine: Engine, ownDev: string): readonly string[] {
	return engine
		.keys(devices)
		.filter((dev) => dev !== ownDev && fieldText(engine.row(devices, dev), 'kind') !== 'relay' && takesPart(engine, dev));
}

function takesPart(engine: Engine, dev: string): boolean {
	return !['retired', 'revoked'].includes(engine.row(deviceStates, dev));
}

function connectionOf({ connection }: SyncStatus): ConnectionState {
	switch (connection.status) {
		case 'off':
			return { kind: 'none' };
		case 'connecting':
			return { kind: 'connecting' };
		case 'online':
			return { kind: 'online' };
		case 'waiting':
			return { kind: 'waiting', retryAt: connection.retryAt, reason: connection.problem.code };
		case 'refused':
			return { kind: 'refused', problem: connection.problem.code as AdmissionProblem, detail: connection.problem.detail };
	}
}

/** Per site the newest contact of its devices; silent ones, longest first. */
function staleSites(engine: Engine, status: SyncStatus, others: readonly string[], now: number): SyncView['staleSites'] {
	const contacts = contactsOf(status);
	const newest = new Map<string, number>();
	for (const dev of others) {
		const site = fieldText(engine.row(sites, fieldText(engine.row(devices, dev), 'site')), 'name');
		const contact = contacts.get(dev);
		const heard = contact?.online ? now : Date.parse(contact?.lastContact || (engine.log.tipOf(dev)?.rec ?? ''));
		if (site !== '' && !Number.isNaN(heard)) newest.set(site, Math.max(newest.get(site) ?? 0, heard));
	}
	return [...newest]
		.map(([site, heard]) => ({ site, hours: Math.floor((now - heard) / HOUR_MS) }))
		.filter(({ hours }) => hours >= STALE_HOURS)
		.sort((a, b) => b.hours - a.hours);
}
