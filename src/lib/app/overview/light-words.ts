/** What the lights say. */
import type { Tone } from '#lib/ui/tone.ts';
import type { Stop } from './finished-stock.ts';
import type { LightId, LightState } from './lights.ts';
import { m } from './messages.ts';

export const LIGHT_TONE: Readonly<Record<LightState, Tone>> = { ok: 'released', warn: 'quarantine', stop: 'rejected' };

export function questionOf(id: LightId): string {
	return { ship: m.shipQuestion, compliance: m.complianceQuestion, data: m.dataQuestion }[id]();
}

export function answerOf(id: LightId, state: LightState): string {
	const words = {
		ship: { ok: m.shipOk, warn: m.shipWarn, stop: m.shipStop },
		compliance: { ok: m.complianceOk, warn: m.complianceWarn, stop: m.complianceStop },
		data: { ok: m.dataOk, warn: m.dataWarn, stop: m.dataStop }
	};
	return words[id][state]();
}

export function okReasonOf(id: LightId): string {
	return { ship: m.shipOkWhy, compliance: m.complianceOkWhy, data: m.dataOkWhy }[id]();
}

export function stopWord(stop: Stop): string {
	const words: Readonly<Record<Stop, () => string>> = {
		hold: m.stopHold,
		rejected: m.stopRejected,
		expired: m.stopExpired,
		sterile: m.stopSterile,
		release: m.stopRelease,
		identity: m.stopIdentity,
		place: m.stopPlace,
		transit: m.stopTransit
	};
	return words[stop]();
}

export const STOP_TONE: Readonly<Record<Stop, Tone>> = {
	hold: 'hold',
	rejected: 'rejected',
	expired: 'rejected',
	sterile: 'quarantine',
	release: 'quarantine',
	identity: 'rejected',
	place: 'draft',
	transit: 'draft'
};
