/**
 * How a device is let in (design.md §7): the relay gives a challenge, the device signs it with its key – one that is
 * joining with the one-time key of its invitation – and gets a ticket for one connection and a token for HTTP calls.
 *
 * HTTP, JSON unless said otherwise, under `/api/v1`:
 *
 * | call | asks | answers |
 * | --- | --- | --- |
 * | `GET /relay` | – | `RelayInfo` |
 * | `POST /claim` | `ClaimRequest` | `Admitted`; 403 `bad-code`, 409 `claimed` |
 * | `POST /challenge` | – | `Challenge` |
 * | `POST /ticket` | `TicketRequest` | `Admitted`; 403 with an `AdmissionProblem` |
 * | `GET /segments` | – | `SegmentInfo[]`, ascending by `firstN` |
 * | `GET /segments/:dev/:k` | – | lines, each ended by a newline, `text/plain`, gzip; full segments are immutable |
 * | `GET /rivals` | – | lines of the other branches of forked chains |
 * | `POST /entries` | lines, each ended by a newline (≤ `MAX_DELIVERY_BYTES`, gzip allowed) | `Delivered` |
 * | `PUT`, `GET`, `HEAD /blobs/:sha256` | bytes | bytes; 201, 200, 404, 413 `over-limit`, 415 `wrong-type`, 422 `wrong-hash` |
 * | `POST /blobs/lacking` | `{names}`, at most `MAX_BLOB_NAMES` | `{lacking}`: those of them the relay does not have |
 *
 * All but the first four carry `Authorization: Bearer ‹token›`. Errors are `{code, detail}`.
 */
import { concatBytes, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';

const DOMAIN = utf8('suyuan-auth-v1\n');
export const API = '/api/v1';
export const SOCKET = '/sync/v1';

export interface RelayInfo {
	readonly format: 'suyuan-relay';
	readonly v: 1;
	/** The relay's device id; "" before it has joined a company. */
	readonly relay: string;
	/** Company it serves; "" before it is claimed. */
	readonly org: string;
	readonly claimed: boolean;
	/** Program version, for people. */
	readonly version: string;
}

export interface Challenge {
	/** 32 random bytes, base64url, good once and for `CHALLENGE_MS`. */
	readonly nonce: string;
}

/** What is signed. `relay` is the relay's device id as it told, so that another relay cannot pass the answer on. */
export interface AdmissionContent {
	readonly org: string;
	readonly relay: string;
	readonly nonce: string;
	/** Device id; "" when joining. */
	readonly dev: string;
	/** Id of the `device.invited` entry when joining; "" otherwise. */
	readonly invite: string;
}

export interface TicketRequest extends AdmissionContent {
	/** base64url Ed25519 over `admissionMessage`, by the device's key or the invitation's one-time key. */
	readonly sig: string;
}

/**
 * `full`: read and write · `upload`: deliver only (revoked, retired or forked device: nothing it brings is lost, nothing is
 * shown to it) · `join`: read everything, deliver the own first entries.
 */
export type Scope = 'full' | 'upload' | 'join';

export interface Admitted {
	/** For one connection, as `?ticket=`. */
	readonly ticket: string;
	/** For HTTP calls. */
	readonly token: string;
	readonly scope: Scope;
	/** Milliseconds the token is good from now. */
	readonly expiresIn: number;
	/** The device's chain has two histories: this profile was copied or rolled back, and must record nothing more. */
	readonly forked?: boolean;
}

export type AdmissionProblem =
	| 'bad-code'
	| 'claimed'
	| 'not-claimed'
	| 'foreign-org'
	| 'unknown-device'
	| 'unknown-invitation'
	| 'bad-signature'
	| 'expired-challenge'
	| 'too-many-attempts'
	| 'bad-request';

export interface ClaimRequest {
	/** Printed by the relay at its first start. */
	readonly code: string;
	readonly org: string;
	readonly dev: string;
	/** Invitation of kind `relay` (`suyuan-join:1…`), whose entry the claiming device delivers: the relay joins by it. */
	readonly invitation: string;
}

export interface SegmentInfo {
	readonly dev: string;
	readonly segment: number;
	/** Lines in it, up to `SEGMENT_ENTRIES`. */
	readonly count: number;
	/** `n` of its first and last line: downloading by `firstN` keeps little waiting. */
	readonly firstN: number;
	readonly lastN: number;
}

export interface Delivered {
	/** New here, other branches of forks included. */
	readonly stored: number;
	readonly duplicates: number;
	readonly refused: readonly { readonly line: number; readonly code: string; readonly detail: string }[];
}

/** What is signed for a ticket. */
export function admissionMessage({ org, relay, nonce, dev, invite }: AdmissionContent): Uint8Array {
	return concatBytes(DOMAIN, utf8(canonicalize({ org, relay, nonce, dev, invite })));
}
