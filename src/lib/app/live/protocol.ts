/**
 * What page and worker say to each other. Every tab has a worker of its own. One worker per company and browser – the
 * *host* – keeps the replica, computes answers and synchronises; the others pass questions on to it (docs/adr/0013).
 */
import type { WrappedPersonKey } from '#lib/identity/wrapped-person-key.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { SealedPlace } from '#lib/log/sealed.ts';
import type { TraceOptions } from '#lib/modules/trace/index.ts';
import type { FetchFailure } from '#lib/sync/attachments.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { ActDone, ActProblem, ActRequest, UnlockFailure } from './acts.ts';
import type { Choice, DeviceRecord, DeviceView, KnownCompany, OperationForm, PersonView, SessionView, SyncView } from './live-views.ts';
import type { LogAsk, LogPage } from '../log/log-query.ts';
import type { OpenProblem } from '../open-log.ts';
import type { LotAsk, LotWindow } from '../lots/lot-window.ts';
import type { QueryName } from './queries/catalogue.ts';
import type { CompanySummary, ExceptionView, MergeSummary, OperationLine, Passport, TraceView } from '../views.ts';

/** Answered by the host, wherever it runs. */
export interface HostQuestions {
	summary: { readonly ask: undefined; readonly answer: CompanySummary };
	/** The part of the lot list that is on the screen. */
	lots: { readonly ask: LotAsk; readonly answer: LotWindow };
	/** Nodes a typed or scanned text names exactly. */
	find: { readonly ask: { readonly text: string }; readonly answer: readonly string[] };
	/** Subjects `kind:uid` (lots, items, partners, persons, orders …) that hold all words of the text, best first; at most 200. */
	search: { readonly ask: { readonly text: string }; readonly answer: readonly string[] };
	passport: { readonly ask: { readonly name: string }; readonly answer: Passport | undefined };
	trace: { readonly ask: { readonly name: string } & TraceOptions; readonly answer: TraceView | undefined };
	timeline: { readonly ask: { readonly name: string }; readonly answer: readonly OperationLine[] };
	exceptions: { readonly ask: undefined; readonly answer: readonly ExceptionView[] };
	log: { readonly ask: LogAsk; readonly answer: LogPage };
	people: { readonly ask: undefined; readonly answer: readonly PersonView[] };
	devices: { readonly ask: undefined; readonly answer: readonly DeviceView[] };
	/** The newest records of one device that are here, newest first: where trust in it ends is chosen among them. */
	deviceRecords: { readonly ask: { readonly dev: string }; readonly answer: readonly DeviceRecord[] };
	/** Entities of a kind (`site`, `location`, `partner`, `person`, `item`, `lot`, `device`), for pickers; at most 500 that match. */
	choices: { readonly ask: { readonly kind: string; readonly text: string }; readonly answer: readonly Choice[] };
	form: { readonly ask: { readonly type: string }; readonly answer: OperationForm | undefined };
	/** Any question of `queries/catalogue.ts`; pages ask it with `company.query`. */
	query: { readonly ask: { readonly name: QueryName; readonly ask: unknown }; readonly answer: unknown };
	/** Keeps a file that records refer to; answers its hash (store/blobs.ts). */
	putBlob: { readonly ask: { readonly bytes: Uint8Array<ArrayBuffer> }; readonly answer: Result<string, StoreProblem> };
	/** A file by its hash: from this device, or fetched from the relay and kept from then on. */
	blob: { readonly ask: { readonly hash: string }; readonly answer: Result<Uint8Array<ArrayBuffer>, FetchFailure | 'no-relay'> };
	/** Hash of everything derived: equal on every replica with the same records. */
	viewHash: { readonly ask: undefined; readonly answer: string };
	/** Full verification of everything on this disk. */
	verify: { readonly ask: undefined; readonly answer: Verification };

	/** Seeds of the demo's people by uid; null in a real company. */
	demoKeys: { readonly ask: undefined; readonly answer: Readonly<Record<string, string>> | null };
	/** Goes on joining where `join` or an earlier start began; resolves when this device is one of the company's. */
	finishJoining: { readonly ask: undefined; readonly answer: Result<CompanySummary, JoinFailure> };
	/** Delivers the whole own chain to the relay, before this browser takes part anew under another device. */
	handOver: { readonly ask: undefined; readonly answer: Result<null, RelayFailure> };
	keyRecords: { readonly ask: undefined; readonly answer: readonly WrappedPersonKey[] };
	putKeyRecord: { readonly ask: { readonly record: WrappedPersonKey }; readonly answer: Result<null, StoreProblem> };
	guard: { readonly ask: { readonly person: string }; readonly answer: JsonObject | undefined };
	putGuard: { readonly ask: { readonly person: string; readonly guard: JsonObject }; readonly answer: null };
	/** Encrypts what forms left in clear where it is recorded sealed, for everybody entitled; `by` can always read it again. */
	seal: {
		readonly ask: { readonly cmd: string; readonly by: string; readonly operations: ActRequest['operations'] };
		readonly answer: ActRequest['operations'];
	};
	/** Sealed values of operations, each with its place and the record of its data key, as far as this device has them. */
	sealedOf: { readonly ask: { readonly ops: readonly string[] }; readonly answer: readonly SealedItem[] };
	/** Judges operations and prepares their drafts; signatures are made in the asking tab. */
	prepare: { readonly ask: Prepare; readonly answer: Result<Prepared, ActProblem> };
	record: {
		readonly ask: { readonly cmd: string; readonly drafts: readonly OperationDraft[] };
		readonly answer: Result<ActDone, StoreProblem>;
	};

	/** Looks at a relay before attaching: is it one, whose is it, is it claimed. */
	probeRelay: { readonly ask: { readonly url: string }; readonly answer: Result<RelayProbe, RelayFailure> };
	/** Binds a fresh relay with its claim code (an invitation of kind `relay` was recorded before), or attaches to one of this company. */
	attachRelay: {
		readonly ask: { readonly url: string; readonly code: string; readonly invitation: string };
		readonly answer: Result<null, RelayFailure>;
	};
	detachRelay: { readonly ask: undefined; readonly answer: null };
	/** Connect now instead of at the next attempt. */
	syncNow: { readonly ask: undefined; readonly answer: null };
	/** The whole log as a file, after an `export.packaged` was recorded; encrypted unless the passphrase is "". */
	exportBundle: {
		readonly ask: { readonly passphrase: string };
		readonly answer: Result<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }, BundleFailure>;
	};
	importBundle: {
		readonly ask: { readonly bytes: Uint8Array<ArrayBuffer>; readonly passphrase: string };
		readonly answer: Result<MergeSummary, BundleFailure>;
	};
	/** This device writes `device.retired` (recorded by `act`) and forgets its key; what it knows stays readable. */
	forgetDevice: { readonly ask: undefined; readonly answer: Result<null, StoreProblem> };
}

/** Answered by the tab's own worker. */
export interface TabQuestions {
	companies: { readonly ask: undefined; readonly answer: readonly KnownCompany[] };
	open: { readonly ask: { readonly org: string }; readonly answer: Result<CompanySummary, OpenProblem> };
	/** The demo company, joined with a fresh device; `scene` chooses the bundle. */
	openDemo: {
		readonly ask: { readonly bytes: Uint8Array<ArrayBuffer>; readonly keys: JsonObject };
		readonly answer: Result<CompanySummary, OpenProblem>;
	};
	createCompany: { readonly ask: NewCompany; readonly answer: Result<CreatedCompany, OpenProblem> };
	/** With a relay's address or a bundle (or both). */
	join: { readonly ask: JoinRequest; readonly answer: Result<CompanySummary, JoinFailure> };
	/** Merges into the open company, or opens a foreign one read-only beside. */
	openBundle: {
		readonly ask: { readonly bytes: Uint8Array<ArrayBuffer>; readonly passphrase: string };
		readonly answer: Result<CompanySummary, BundleFailure>;
	};
	close: { readonly ask: undefined; readonly answer: null };
	/** Deletes a company's data from this browser. Only where everything is elsewhere, or for the demo. */
	forgetCompany: { readonly ask: { readonly org: string }; readonly answer: Result<null, StoreProblem> };

	/** Logs a person in with badge and PIN; in the demo with the person's uid alone. */
	unlock: {
		readonly ask: { readonly badge: string; readonly pin: string; readonly demoPerson: string };
		readonly answer: Result<SessionView, UnlockFailure>;
	};
	/** Whose badge this is, to greet by name before the PIN. */
	badgeOwner: {
		readonly ask: { readonly badge: string };
		readonly answer: Result<{ readonly person: string; readonly name: string }, UnlockFailure>;
	};
	/** After too many failures: a supervisor logged in at this terminal vouches for the person. */
	vouch: {
		readonly ask: { readonly person: string; readonly badge: string; readonly pin: string };
		readonly answer: Result<null, UnlockFailure>;
	};
	lock: { readonly ask: undefined; readonly answer: null };
	/** Sealed values by operation and field, for the person logged in; in the demo no PIN is asked. What is not theirs is left out. */
	openSealed: {
		readonly ask: { readonly ops: readonly string[]; readonly pin: string };
		readonly answer: Result<Readonly<Record<string, Readonly<Record<string, string>>>>, UnlockFailure | { readonly type: 'no-session' }>;
	};
	act: { readonly ask: ActRequest; readonly answer: Result<ActDone, ActProblem> };
	/** Makes an invitation: records `device.invited`, signed, and gives the text for the QR code. */
	invite: { readonly ask: InviteRequest; readonly answer: Result<{ readonly text: string; readonly op: string }, ActProblem> };
	/** A new badge and key for a person: records `person.keyAdded`, signed, keeps the wrap, gives the badge for printing. */
	issueKey: { readonly ask: IssueKeyRequest; readonly answer: Result<{ readonly badge: string }, ActProblem | { readonly type: 'pin' }> };
	changePin: {
		readonly ask: { readonly badge: string; readonly pin: string; readonly newPin: string };
		readonly answer: Result<null, UnlockFailure | { readonly type: 'pin' }>;
	};
}

export type Questions = HostQuestions & TabQuestions;
export type HostTopic = keyof HostQuestions;
export type Topic = keyof Questions;

export type Request = { readonly [T in Topic]: { readonly id: number; readonly topic: T; readonly ask: Questions[T]['ask'] } }[Topic];

export type Response =
	| { readonly id: number; readonly answer: unknown }
	| { readonly id: number; readonly progress: number }
	/** A bug: the message is for the console and for quoting. */
	| { readonly id: number; readonly failure: string }
	| { readonly event: WorkerEvent };

/** What the worker says unasked. */
export type WorkerEvent =
	/** The log grew; answers asked before are old. `arrived` tells what a delivery from elsewhere brought. */
	| { readonly type: 'grown'; readonly summary: CompanySummary; readonly arrived: MergeSummary | null }
	| { readonly type: 'sync'; readonly sync: SyncView }
	| { readonly type: 'session'; readonly session: SessionView | null }
	/** Something could not be kept: the loud modal “没存上”. */
	| { readonly type: 'not-stored'; readonly problem: StoreProblem }
	/** This tab's worker became the host, follows another tab, or is between the two. */
	| { readonly type: 'role'; readonly role: 'host' | 'follower' | 'electing' }
	/** Rebuilding views after an update, 0 … 1; null when done. */
	| { readonly type: 'rebuild'; readonly share: number | null };

export interface Prepare {
	readonly request: Omit<ActRequest, 'signatures'>;
	readonly by: string;
	/** Persons who will sign, in order. */
	readonly signers: readonly string[];
}

export interface Prepared {
	readonly org: string;
	readonly dev: string;
	/** Drafts without signatures, one an operation. */
	readonly drafts: readonly OperationDraft[];
	/** For each draft who signs in which role with which meaning. */
	readonly signing: readonly (readonly { readonly person: string; readonly role: string; readonly meaning: string }[])[];
}

/** One sealed value as the host knows it; opened where the person's key is. */
export interface SealedItem {
	readonly op: string;
	readonly field: string;
	readonly value: JsonValue;
	readonly place: SealedPlace;
	/** Of the stream `keys/<kid>`; undefined if it has not arrived here. */
	readonly record: unknown;
}

export interface NewCompany {
	readonly name: string;
	readonly uscc: string;
	readonly preset: 'micro' | 'small' | 'contract';
	readonly site: { readonly code: string; readonly name: string; readonly kind: string };
	/** Two-character code of this device. */
	readonly deviceCode: string;
	/** At least two; they sign the founding. */
	readonly founders: readonly { readonly name: string; readonly roles: readonly string[]; readonly pin: string }[];
}

export interface CreatedCompany {
	readonly summary: CompanySummary;
	/** In the order of the founders: to be printed and handed over. */
	readonly badges: readonly { readonly name: string; readonly badge: string }[];
	/** Printed and locked away; shown once. */
	readonly recovery: string;
}

export interface JoinRequest {
	/** `suyuan-join:1…`, alone or behind the `#` of an address. */
	readonly code: string;
	/** Address of the relay; "" to join from a bundle alone. */
	readonly relayUrl: string;
	readonly bytes: Uint8Array<ArrayBuffer> | undefined;
	readonly passphrase: string;
}

export interface InviteRequest {
	readonly cmd: string;
	/** Two-character code of the new device. */
	readonly code: string;
	/** `shared_terminal`, `personal`, `office`, `relay`. */
	readonly kind: string;
	readonly site: string;
	/** Hours the invitation is good. */
	readonly hours: number;
	readonly signatures: ActRequest['signatures'];
}

export interface IssueKeyRequest {
	readonly cmd: string;
	readonly person: string;
	readonly pin: string;
	/** Recorded with it, all or none: the roles of somebody who is just being added. */
	readonly before: ActRequest['operations'];
	readonly signatures: ActRequest['signatures'];
}

export type JoinFailure =
	| { readonly type: 'bad-code' }
	| { readonly type: 'expired'; readonly expires: string }
	/** This browser already takes part in that company. */
	| { readonly type: 'here-already' }
	/** This browser's former device has records the relay does not have yet; they would be lost. */
	| { readonly type: 'not-handed-over'; readonly failure: RelayFailure }
	/** The code was used: a device has joined on it. */
	| { readonly type: 'used' }
	| { readonly type: 'not-in-bundle' }
	| { readonly type: 'relay'; readonly failure: RelayFailure }
	| { readonly type: 'bundle'; readonly failure: BundleFailure }
	| { readonly type: 'store'; readonly problem: StoreProblem };

export interface RelayProbe {
	readonly url: string;
	readonly claimed: boolean;
	/** Serves this company. */
	readonly ours: boolean;
	readonly version: string;
}

/** `code`: an `AdmissionProblem`, `unreachable`, `not-a-relay`, `insecure`; `detail` for quoting. */
export interface RelayFailure {
	readonly code: string;
	readonly detail: string;
}

/** `code`: an `OpenProblemCode`, `passphrase-needed`, `wrong-passphrase`, `store`. */
export interface BundleFailure {
	readonly code: string;
	readonly detail: string;
}

export interface Verification {
	readonly ok: boolean;
	readonly entries: number;
	readonly problems: readonly { readonly code: string; readonly place: string; readonly detail: string }[];
	readonly ms: number;
}

/** Verification of a bundle's bytes in a worker of its own. */
export interface VerifyRequest {
	readonly bundles: readonly Uint8Array<ArrayBuffer>[];
}
