/**
 * Joining: `device.invited` puts a one-time public key into the log, the QR code carries its private half, and the new
 * chain's first operation proves it – checkable with or without a relay.
 */
import { concatBytes, fromBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from './canonical.ts';
import type { Crypto } from './crypto.ts';
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
export function verifyJoin(joined: Operation, invitation: { readonly id: string; readonly type: string; readonly data: JsonObject }, crypto: Crypto): boolean {
	const { pubKey, invite, proof } = joined.data;
	if (typeof pubKey !== 'string' || typeof proof !== 'string' || invite !== invitation.id || invitation.type !== 'device.invited') return false;
	const [deviceKey, proofBytes, inviteKey] = [fromBase64Url(pubKey), fromBase64Url(proof), fromBase64Url(String(invitation.data['inviteKey']))];
	if (!deviceKey || !proofBytes || !inviteKey || deviceIdOf(deviceKey, crypto) !== joined.dev) return false;
	return crypto.verify(inviteKey, joinMessage({ org: joined.org, invite: invitation.id, dev: joined.dev, pubKey }), proofBytes);
}
