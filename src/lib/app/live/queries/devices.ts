import { deviceStates } from '#lib/engine/authority.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { devices, persons, sites } from '#lib/modules/org/index.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { DeviceRecord, DeviceView } from '../live-views.ts';

/** What is known of the others' knowledge, from synchronisation. */
export interface Contact {
	readonly online: boolean;
	readonly lastContact: string;
	readonly missingOurs: number | null;
}

/** Held entries shown of one device; a person decides them one by one. */
export const MAX_HELD_SHOWN = 200;
/** Records to choose among where trust in a device ends. */
export const MAX_RECENT_SHOWN = 50;

/** Every device that ever joined, this one first, then by code. */
export function listDevices(engine: Engine, ownDev: string, contacts: ReadonlyMap<string, Contact>): readonly DeviceView[] {
	const held = new Map(engine.heldDevices().map((device) => [device.dev, device]));
	const views = engine.keys(devices).map((dev): DeviceView => {
		const row = engine.row(devices, dev);
		const site = fieldText(row, 'site');
		const contact = contacts.get(dev);
		const tip = engine.log.tipOf(dev);
		const hold = held.get(dev);
		return {
			dev,
			code: fieldText(row, 'code'),
			kind: fieldText(row, 'kind'),
			site,
			siteCode: fieldText(engine.row(sites, site), 'code'),
			state: hold?.forked ? 'forked' : engine.row(deviceStates, dev),
			own: dev === ownDev,
			seq: tip?.seq ?? 0,
			lastRecord: tip?.rec ?? '',
			lastContact: contact?.lastContact ?? '',
			online: contact?.online ?? false,
			missingOurs: contact?.missingOurs ?? null,
			held: hold ? heldEntries(engine, dev, hold.seq) : []
		};
	});
	return views.sort((a, b) => Number(b.own) - Number(a.own) || (a.code < b.code ? -1 : 1));
}

/** The newest records of a device that are here, newest first. */
export function recentRecords(engine: Engine, dev: string): readonly DeviceRecord[] {
	const tip = engine.log.tipOf(dev)?.seq ?? 0;
	const found: DeviceRecord[] = [];
	for (let seq = tip; seq > 0 && found.length < MAX_RECENT_SHOWN; seq--) {
		const op = engine.log.at(dev, seq);
		if (op) found.push(describe(engine, op));
	}
	return found;
}

function heldEntries(engine: Engine, dev: string, from: number): DeviceView['held'] {
	const found: DeviceRecord[] = [];
	for (let seq = from; found.length < MAX_HELD_SHOWN; seq++) {
		const op = engine.log.at(dev, seq);
		if (!op) break;
		if (engine.standing(op) === 'held') found.push(describe(engine, op));
	}
	return found;
}

function describe(engine: Engine, op: RecordedOp): DeviceRecord {
	return {
		op: op.id,
		label: engine.nameOf(op.type),
		at: op.at,
		rec: op.rec,
		by: fieldText(engine.row(persons, op.by), 'name') || op.by,
		seq: op.seq
	};
}
