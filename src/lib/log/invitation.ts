/**
 * Joining: `device.invited` puts a one-time public key into the log, the QR code carries its private half, and the new
 * chain's first operation proves it – checkable with or without a relay.
 */
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from './canonical.ts';
import type { Crypto, Signer } from './crypto.ts';
import { deviceIdOf } from './device-id.ts';
import type { JsonObject, Operation } from './operation.ts';

const DOMAIN = utf8('suyuan-join-v1\n');

export interface JoinContent {
	readonly org: string;
	/** Id of the `device.invited` entry. */
	readonly invite: string;
	readonly dev: string;
	/** base64url public key of the joining device. */
	readonly pubKey: string;
}

/** What the one-time key signs. */
export function joinMessage({ org, invite, dev, pubKey }: JoinContent): Uint8Array {
	return concatBytes(DOMAIN, utf8(canonicalize({ org, invite, dev, pubKey })));
}

/** Whether a chain's first operation proves the invitation it names. */
export function verifyJoin(
	joined: Operation,
	invitation: { readonly id: string; readonly type: string; readonly data: JsonObject },
	crypto: Crypto
): boolean {
	const { pubKey, invite, proof } = joined.data;
	if (typeof pubKey !== 'string' || typeof proof !== 'string' || invite !== invitation.id || invitation.type !== 'device.invited')
		return false;
	const [deviceKey, proofBytes, inviteKey] = [
		fromBase64Url(pubKey),
		fromBase64Url(proof),
		fromBase64Url(String(invitation.data['inviteKey']))
	];
	if (!deviceKey || !proofBytes || !inviteKey || deviceIdOf(deviceKey, crypto) !== joined.dev) return false;
	return crypto.verify(inviteKey, joinMessage({ org: joined.org, invite: invitation.id, dev: joined.dev, pubKey }), proofBytes);
}

/** `data.proof` of `device.joined`. */
export async function proveJoin(content: JoinContent, inviteSigner: Signer): Promise<string> {
	return toBase64Url(await inviteSigner.sign(joinMessage(content)));
}

/** What the QR code on the inviting screen carries. Whoever reads it before it expires can join: it is shown, never sent. */
export interface InvitationCode {
	readonly org: string;
	/** Id of the `device.invited` entry. */
	readonly invite: string;
	/** Private half of `inviteKey`, 32 bytes. */
	readonly seed: Uint8Array;
}

const CODE_PREFIX = 'suyuan-join:1.';
const ID = /^[A-Za-z0-9_-]{43}$/;
const SEED_BYTES = 32;

/** `suyuan-join:1.‹company›.‹invitation›.‹seed›`, 145 characters. */
export function formatInvitationCode({ org, invite, seed }: InvitationCode): string {
	return `${CODE_PREFIX}${org}.${invite}.${toBase64Url(seed)}`;
}

/** The invitation in a scanned text; undefined if it is none. */
export function parseInvitationCode(text: string): InvitationCode | undefined {
	if (!text.startsWith(CODE_PREFIX)) return undefined;
	const [org, invite, seedText, ...rest] = text.slice(CODE_PREFIX.length).split('.');
	if (org === undefined || invite === undefined || seedText === undefined || rest.length > 0) return undefined;
	const seed = fromBase64Url(seedText);
	return ID.test(org) && ID.test(invite) && seed?.length === SEED_BYTES ? { org, invite, seed } : undefined;
}
