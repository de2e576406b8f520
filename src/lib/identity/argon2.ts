/** The real key derivation: argon2id (RFC 9106) in WebAssembly, the same on Node and in browsers. */
import { argon2id } from 'hash-wasm';
import { KEY_BYTES } from './aes-gcm.ts';

/** Memory of one derivation, in KiB (64 MiB): what a shop-floor tablet can spare, and a guesser must pay for each guess. */
export const ARGON2_MEMORY_KIB = 64 * 1024;
export const ARGON2_PASSES = 3;
export const ARGON2_LANES = 1;
/** RFC 9106 §3.1 asks for 16 bytes of salt. */
export const SALT_BYTES = 16;
/** A stored record asking for more than this would freeze the tablet that opens it. */
export const MAX_ARGON2_MEMORY_KIB = 256 * 1024;
export const MAX_ARGON2_PASSES = 10;

export interface KdfParameters {
	readonly memoryKib: number;
	readonly passes: number;
	readonly lanes: number;
}

export interface KdfInput extends KdfParameters {
	readonly pin: string;
	/** 16 bytes from the badge. */
	readonly badgeSecret: Uint8Array;
	readonly salt: Uint8Array;
}

/** Derives 32 bytes; tests put something fast in its place. */
export type DeriveKey = (input: KdfInput) => Promise<Uint8Array>;

export const STANDARD_KDF: KdfParameters = { memoryKib: ARGON2_MEMORY_KIB, passes: ARGON2_PASSES, lanes: ARGON2_LANES };

/** argon2id with the badge secret as its secret parameter K: PIN and badge cannot be tried one without the other. */
export const deriveWithArgon2: DeriveKey = ({ pin, badgeSecret, salt, memoryKib, passes, lanes }) =>
	argon2id({
		password: pin,
		salt,
		secret: badgeSecret,
		iterations: passes,
		memorySize: memoryKib,
		parallelism: lanes,
		hashLength: KEY_BYTES,
		outputType: 'binary'
	});
