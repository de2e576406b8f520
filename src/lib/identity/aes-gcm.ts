/** AES-256-GCM over WebCrypto, which Node and every supported browser have; asynchronous everywhere. */

/** `crypto.subtle` and cryptographic randomness of the surroundings. */
export interface CipherPorts {
	readonly subtle: SubtleCrypto;
	readonly random: (bytes: number) => Uint8Array;
}

export const KEY_BYTES = 32;
const TAG_BITS = 128;

/** Ciphertext with its tag. A nonce must never be used twice with one key. */
export async function encrypt(
	ports: CipherPorts,
	key: Uint8Array,
	nonce: Uint8Array,
	plain: Uint8Array,
	aad: Uint8Array
): Promise<Uint8Array> {
	const imported = await importKey(ports, key, 'encrypt');
	return new Uint8Array(await ports.subtle.encrypt(parameters(nonce, aad), imported, owned(plain)));
}

/** The plaintext; undefined if key, nonce, ciphertext or authenticated data do not belong together. */
export async function decrypt(
	ports: CipherPorts,
	key: Uint8Array,
	nonce: Uint8Array,
	cipher: Uint8Array,
	aad: Uint8Array
): Promise<Uint8Array | undefined> {
	const imported = await importKey(ports, key, 'decrypt');
	try {
		return new Uint8Array(await ports.subtle.decrypt(parameters(nonce, aad), imported, owned(cipher)));
	} catch {
		return undefined;
	}
}

function importKey({ subtle }: CipherPorts, key: Uint8Array, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
	return subtle.importKey('raw', owned(key), 'AES-GCM', false, [usage]);
}

function parameters(nonce: Uint8Array, aad: Uint8Array): AesGcmParams {
	return { name: 'AES-GCM', iv: owned(nonce), additionalData: owned(aad), tagLength: TAG_BITS };
}

/** WebCrypto takes views of unshared buffers only. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
	return new Uint8Array(bytes);
}
