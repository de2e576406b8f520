import { concatBytes, utf8 } from '#lib/kernel/bytes.ts';
import type { Crypto } from './crypto.ts';

/**
 * A reproducible stream of bytes: SHA-256 in counter mode over a seed. For demos, golden vectors and simulations only –
 * whoever knows the seed knows every key made from it.
 */
export function seededRandom(seed: string, crypto: Crypto): (bytes: number) => Uint8Array {
	let counter = 0;
	return (bytes) => {
		const parts: Uint8Array[] = [];
		for (let length = 0; length < bytes; length += 32) parts.push(crypto.sha256(utf8(`${seed}\n${counter++}`)));
		return concatBytes(...parts).slice(0, bytes);
	};
}
