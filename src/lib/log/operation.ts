/**
 * The operation: one recorded act, and the only thing the company ever stores (envelope v1, docs/log-format.md).
 *
 * Invariants
 * 1. The bytes of a recorded operation never change; `type` and `tv` select its meaning for ever.
 * 2. `prev` and `heads` name everything the author knew; clocks (`rec`, `at`) order nothing.
 * 3. Every value is JSON with integers only; quantities and other decimals are strings.
 */
import type { Brand } from '#lib/kernel/brand.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: JsonValue;
}

/** First 22 characters of base64url(SHA-256("suyuan-dev-v1\n" ‖ Ed25519 public key)). */
export type DeviceId = Brand<string, 'DeviceId'>;
/** base64url(SHA-256("suyuan-op-v1\n" ‖ the whole entry line)), 43 characters. */
export type OpId = Brand<string, 'OpId'>;
/** 128 random bits as base64url, 22 characters: persons, sites, lots, … */
export type Uid = Brand<string, 'Uid'>;

/** F fact · O observation · D decision · P plan · M master data (domain.md §3.1). */
export type OpClass = 'F' | 'O' | 'D' | 'P' | 'M';

/** Meaning of a signature (签署含义), as printed beside it. */
export type SignatureMeaning =
	| 'performed'
	| 'verified'
	| 'reviewed'
	| 'approved'
	| 'released'
	| 'rejected'
	| 'acknowledged'
	| 'authored'
	| 'witnessed'
	| 'trained'
	| 'ratified';

/** An electronic signature: Ed25519 by the *person's* key over what was done and what was shown (docs/log-format.md §6). */
export interface ESignature extends JsonObject {
	/** Person uid. */
	readonly person: string;
	readonly role: string;
	readonly meaning: SignatureMeaning;
	/** How the signer was authenticated, e.g. `badge+pin`. */
	readonly method: string;
	/** Instant of signing. */
	readonly at: string;
	/** base64url SHA-256 of what was shown: template id and version, locale, values, attachment hashes. */
	readonly shown: string;
	/** The signer's public key, base64url; must be one registered for `person`. */
	readonly key: string;
	/** base64url signature. */
	readonly sig: string;
}

/** A gate's recorded answer at the moment of writing. */
export interface GateRecord extends JsonObject {
	/** `G5`, `G18`, … (domain.md §3.7). */
	readonly gate: string;
	readonly result: 'pass' | 'warn' | 'deviation' | 'failed';
	/** Reason codes and the subjects they are about. */
	readonly inputs: readonly JsonValue[];
}

export interface Operation extends JsonObject {
	readonly v: 1;
	/** Id of the genesis entry; "" in the genesis itself. */
	readonly org: string;
	readonly dev: DeviceId;
	/** 1, 2, 3 … without holes on each device chain. */
	readonly seq: number;
	/** Id of the chain's previous entry; for seq 1 the id of the `device.invited` entry; "" in the genesis. */
	readonly prev: string;
	/** 1 + the greatest `n` of `prev` and of every entry in `heads`; 1 in the genesis. */
	readonly n: number;
	/** Causal frontier: newest known entries of other chains that are not already in the past of `prev` or of one another. */
	readonly heads: { readonly [dev: string]: readonly [seq: number, id: string] };
	/** One user action: [128 random bits, k, of]; the `of` operations are contiguous and count all or none. */
	readonly cmd: readonly [id: string, k: number, of: number];
	/** This device's clock when recording, UTC, `2026-11-23T08:12:31.123Z`. */
	readonly rec: string;
	/** When it happened, with the local offset, `2026-11-23T16:12:29+08:00`. */
	readonly at: string;
	/** Site uid ("" before a site exists). */
	readonly site: string;
	/** Person uid of the author ("" where a machine joins by itself). */
	readonly by: string;
	/** Role in which the author acted. */
	readonly role: string;
	/** Build id of the program that wrote it. */
	readonly app: string;
	readonly type: string;
	/** Version of the type's meaning. */
	readonly tv: number;
	readonly cls: OpClass;
	/** Subjects as `kind:uid`; the first is the main one. */
	readonly refs: readonly string[];
	readonly data: JsonObject;
	/** Certificate uids that entitled the author. */
	readonly competence?: readonly string[];
	readonly gates?: readonly GateRecord[];
	readonly signs?: readonly ESignature[];
}
