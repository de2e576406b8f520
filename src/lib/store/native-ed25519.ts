/** Ed25519 as the browser itself has it. Apart from the keys made with it, so that a page may ask without loading our own curve. */
import { problemOf } from './problem-of.ts';

/** The algorithm's name in WebCrypto. */
export const ED25519 = 'Ed25519';

/** Whether this browser signs with Ed25519 by itself. */
export async function hasEd25519(subtle: SubtleCrypto | undefined): Promise<boolean> {
	return (await generateEd25519(subtle)) !== undefined;
}

/** A pair whose private half cannot be read; undefined where the browser has no Ed25519. Throws what else goes wrong. */
export async function generateEd25519(subtle: SubtleCrypto | undefined): Promise<CryptoKeyPair | undefined> {
	if (!subtle) return undefined;
	try {
		return asPair(await subtle.generateKey(ED25519, false, ['sign', 'verify']));
	} catch (error) {
		// Browsers without the algorithm reject with NotSupportedError; anything else must not end in a weaker key unseen.
		const { code } = problemOf(error);
		if (code === 'failed') return undefined;
		throw error;
	}
}

function asPair(key: CryptoKey | CryptoKeyPair): CryptoKeyPair | undefined {
	return 'privateKey' in key ? key : undefined;
}
