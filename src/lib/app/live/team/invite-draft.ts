/** An invitation before it is made: what is chosen, what is still wrong with it. */
import type { DeviceView } from '../live-views.ts';
import { deviceCodeProblem, normalizeCode } from '../start/company-draft.ts';

/** Kinds of device a person invites; a relay is invited where it is attached. */
export const DEVICE_KINDS = ['shared_terminal', 'personal', 'office'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** Hours an invitation can be good for: carried across the yard, sent to another town, or waiting for a parcel. */
export const INVITATION_HOURS = [4, 24, 72, 168] as const;
export const DEFAULT_HOURS = 24;

export interface Invitation {
	/** Code of the device to come. */
	readonly code: string;
	readonly kind: string;
	/** Code of its site. */
	readonly site: string;
	/** UTC instant. */
	readonly expires: string;
	/** `suyuan-join:1…`, alone or behind the relay's address. */
	readonly text: string;
	/** Whether the text brings the relay's address along. */
	readonly byRelay: boolean;
}

export type InviteProblem = 'device-code' | 'taken' | 'site';

export function inviteProblems(
	draft: { readonly code: string; readonly site: string },
	devices: readonly DeviceView[]
): Readonly<{ code?: InviteProblem; site?: InviteProblem }> {
	const code = normalizeCode(draft.code);
	const isMalformed = Object.keys(deviceCodeProblem(code)).length > 0;
	// Numbers a retired device gave out keep its code for ever.
	const isTaken = devices.some((device) => device.code === code);
	return {
		...(isMalformed ? { code: 'device-code' } : isTaken ? { code: 'taken' } : {}),
		...(draft.site === '' ? { site: 'site' } : {})
	};
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The next code nobody has: the letter of this device's neighbour, then its number; "" if all are used. */
export function freeDeviceCode(devices: readonly DeviceView[]): string {
	const taken = new Set(devices.map(({ code }) => code));
	for (const digit of '123456789')
		for (const letter of LETTERS) {
			// I and O are read as digits on a label.
			if (letter === 'I' || letter === 'O') continue;
			if (!taken.has(letter + digit)) return letter + digit;
		}
	return '';
}
