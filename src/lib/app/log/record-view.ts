/** One record as its page shows it: everything there is to know of it, and why it counts or does not. */
import type { GateFinding } from '#lib/engine/gates.ts';
import type { ReasonCode } from '#lib/engine/reader.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { OperationForm } from '../live/live-views.ts';
import type { OperationLine } from '../views.ts';

export interface SignatureView {
	readonly name: string;
	readonly role: Bilingual;
	readonly meaning: string;
	/** How the signer was authenticated, e.g. `badge+pin`. */
	readonly method: string;
	readonly at: string;
	/** The signer's public key, and the hash of what was shown; base64url. */
	readonly key: string;
	readonly shown: string;
}

export interface GateView {
	readonly gate: string;
	readonly result: string;
	readonly findings: readonly GateFinding[];
	/** Why it was recorded all the same; "" where nothing was said. */
	readonly why: string;
}

export interface RecordView {
	readonly line: OperationLine;
	/** Undefined where this program does not know the type. */
	readonly form: OperationForm | undefined;
	readonly data: JsonObject;
	readonly site: string;
	readonly signatures: readonly SignatureView[];
	readonly gates: readonly GateView[];
	/** Why a decision has no effect, with the records that cause it. */
	readonly reasons: readonly { readonly code: ReasonCode; readonly ops: readonly OperationLine[] }[];
	/** Records that declare it an error. */
	readonly corrections: readonly OperationLine[];
	/** The record it declares an error. */
	readonly corrected: OperationLine | undefined;
	/** Others of the same action: they count all or none. */
	readonly together: readonly OperationLine[];
	/** What arrived at its device since its record before: codes of devices with the newest record of each. */
	readonly known: readonly { readonly device: string; readonly seq: number }[];
	readonly prev: string;
	/** The entry as received: what every device stores, byte for byte. */
	readonly entry: string;
}
