/** People, devices, sessions and synchronisation as the screens see them. Plain values that travel from the worker. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { AdmissionProblem } from '#lib/wire/admission.ts';

/** A company kept in this browser. */
export interface KnownCompany {
	readonly org: string;
	readonly name: string;
	readonly demo: boolean;
	/** `foreign`: opened from somebody's bundle to look at; nothing can be recorded. */
	readonly kind: 'own' | 'foreign';
	/** UTC instant. */
	readonly lastOpened: string;
}

/** Whose name the next act at this terminal carries. */
export interface SessionView {
	readonly person: string;
	readonly name: string;
	readonly roles: readonly { readonly code: string; readonly label: Bilingual }[];
	/** UTC instant of unlocking. */
	readonly since: string;
	/** In the demo anybody may be anybody; no PIN is asked. */
	readonly demo: boolean;
}

export interface PersonView {
	readonly person: string;
	readonly name: string;
	readonly employeeNo: string;
	/** Local dates of the first and last day, where the grant is limited; "" without limit. */
	readonly roles: readonly {
		readonly code: string;
		readonly label: Bilingual;
		readonly validFrom: string;
		readonly validTo: string;
	}[];
	/** `none`: cannot sign · `here`: badge and PIN open it on this device · `elsewhere`: registered, but its wrapped key has not arrived here. */
	readonly key: 'none' | 'here' | 'elsewhere';
	/** Left the company. */
	readonly separated: boolean;
}

export interface DeviceView {
	readonly dev: string;
	/** Two-character code, e.g. `B1`. */
	readonly code: string;
	readonly kind: string;
	/** Site uid and code. */
	readonly site: string;
	readonly siteCode: string;
	/** `enrolled`, `suspended`, `retired`, `revoked`; `forked` wins over all. */
	readonly state: string;
	/** This browser. */
	readonly own: boolean;
	readonly seq: number;
	/** Newest record of it that is here, UTC. */
	readonly lastRecord: string;
	/** As the relay says; "" if it never said. */
	readonly lastContact: string;
	readonly online: boolean;
	/** How many of this device's own records it has not received yet, as far as known; null where nothing is known. */
	readonly missingOurs: number | null;
	/** Of a revoked or forked device: entries that are held and wait for somebody to ratify or reject them. */
	readonly held: readonly DeviceRecord[];
}

/** One entry of a device's chain. */
export interface DeviceRecord {
	readonly op: string;
	readonly label: Bilingual;
	/** When it happened, with offset. */
	readonly at: string;
	/** When the device recorded it, UTC. */
	readonly rec: string;
	readonly by: string;
	readonly seq: number;
}

/** Something to choose from in a form. */
export interface Choice {
	readonly uid: string;
	readonly code: string;
	readonly name: string;
}

/** What a person must know before acting: drawn from the operation's definition. */
export interface OperationForm {
	readonly type: string;
	readonly tv: number;
	readonly cls: string;
	readonly label: Bilingual;
	readonly meaning: string;
	/** Distinct persons whose signatures are needed in this company's preset. */
	readonly signers: number;
	/** An exact scan (`method` `scan`) stands for the second person in this company's preset. */
	readonly scanVerifies: boolean;
	/** Roles that may act; empty for every role. */
	readonly roles: readonly string[];
	/** Roles that may sign, where they are others. */
	readonly signerRoles: readonly string[];
	readonly fields: readonly FormField[];
}

export interface FormField {
	readonly name: string;
	readonly kind: string;
	readonly label: Bilingual;
	readonly optional: boolean;
	readonly sealed: boolean;
	/** Of a `ref`: what it points to. */
	readonly to: string;
	readonly choices: readonly { readonly value: string; readonly label: Bilingual }[];
	/** Of a `list` or `group`. */
	readonly parts: readonly FormField[];
}

export type ConnectionState =
	/** No relay attached: everything stays here or leaves as a file. */
	| { readonly kind: 'none' }
	| { readonly kind: 'connecting' }
	| { readonly kind: 'online' }
	/** `retryAt` in epoch milliseconds. */
	| { readonly kind: 'waiting'; readonly retryAt: number; readonly reason: string }
	| { readonly kind: 'refused'; readonly problem: AdmissionProblem; readonly detail: string };

export interface SyncView {
	readonly relayUrl: string;
	readonly connection: ConnectionState;
	/** Own records: on this disk, and of these at the relay. Equal means everything is uploaded. */
	readonly recorded: number;
	readonly uploaded: number;
	/** How many other devices have everything this device recorded. */
	readonly receivedBy: number;
	readonly otherDevices: number;
	/** First download or a long catch-up: entries done of total. */
	readonly progress: { readonly done: number; readonly total: number } | null;
	/** Photos of records kept here that the relay does not have, and how many of that lot were sent already. */
	readonly photos: { readonly waiting: number; readonly bytes: number; readonly sent: number };
	/** Entries that wait for something they refer to, with whose it is. */
	readonly waiting: { readonly count: number; readonly missingFrom: readonly string[] };
	/** What the relay did not take, newest first. */
	readonly refused: readonly { readonly code: string; readonly detail: string }[];
	/** UTC instant of the last word from the relay; "" if never. */
	readonly lastContact: string;
	/** This device found itself behind its own records elsewhere: it records nothing more until it has enrolled anew. */
	readonly behindOwnChain: boolean;
	/** Sites whose devices were last heard of long ago (wording 25). */
	readonly staleSites: readonly { readonly site: string; readonly hours: number }[];
}
