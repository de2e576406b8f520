/**
 * The two primitives the log needs from its surroundings. They are injected, so that Node uses OpenSSL, a browser uses
 * audited JavaScript, and the simulator can count calls – with the same answers everywhere.
 */
export interface Crypto {
	/** SHA-256, 32 bytes. */
	sha256(bytes: Uint8Array): Uint8Array;
	/** The same as base64url text, where the surroundings make it faster than by way of bytes. */
	sha256Text?(bytes: Uint8Array): string;
	/**
	 * Strict Ed25519 (RFC 8032 §5.1.7, cofactorless, as OpenSSL and BoringSSL): canonical S, canonical and on-curve key,
	 * keys of small order refused. Never throws: malformed input is simply false.
	 */
	verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** A private key that can sign; in a browser it is non-extractable, hence the promise. */
export interface Signer {
	/** 32 bytes. */
	readonly publicKey: Uint8Array;
	sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}
