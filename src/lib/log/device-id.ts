import { concatBytes, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import type { Crypto } from './crypto.ts';
import type { DeviceId } from './operation.ts';

const DOMAIN = utf8('suyuan-dev-v1\n');
export const DEVICE_ID_LENGTH = 22;

/** First 22 characters of base64url(SHA-256("suyuan-dev-v1\n" ‖ public key)). */
export function deviceIdOf(publicKey: Uint8Array, crypto: Crypto): DeviceId {
	return toBase64Url(crypto.sha256(concatBytes(DOMAIN, publicKey))).slice(0, DEVICE_ID_LENGTH) as DeviceId;
}
