import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../cli/node-crypto.ts';
import { fromHex, toHex, utf8 } from '#lib/kernel/bytes.ts';
import { createPureCrypto, createPureSigner } from './ed25519.ts';

const folder = new URL('../../../tests/vectors/ed25519/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const cryptos = Object.entries({ node: createNodeCrypto(), pure: createPureCrypto() });
const rfc = (
	readJson('rfc8032-vectors.json') as { vectors: { name: string; seed: string; public: string; message: string; signature: string }[] }
).vectors;
const cctv = readJson('cctv.json') as { number: number; key: string; sig: string; msg: string; flags: string[] | null }[];

/** What strict, cofactorless, byte-comparing verification refuses among the edge cases. */
const REFUSED = ['low_order_A', 'low_order_R', 'non_canonical_A', 'non_canonical_R', 'low_order_residue'];
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

describe.each(cryptos)('strict Ed25519 (%s)', (_name, crypto) => {
	it('verifies the vectors of RFC 8032', () => {
		for (const { name, public: key, message, signature } of rfc)
			expect({ name, ok: crypto.verify(fromHex(key)!, fromHex(message)!, fromHex(signature)!) }).toEqual({ name, ok: true });
	});

	it('accepts and refuses the edge cases as the format says', () => {
		expect(cctv.length).toBeGreaterThan(900);
		for (const { number, key, sig, msg, flags } of cctv) {
			const accepted = crypto.verify(fromHex(key)!, utf8(msg), fromHex(sig)!);
			expect({ number, flags, accepted }).toEqual({ number, flags, accepted: !flags?.some((flag) => REFUSED.includes(flag)) });
		}
	}, 60_000);

	it('refuses S + L, other messages, and anything of the wrong length, without throwing', () => {
		const { public: key, message, signature } = rfc[1]!;
		const [k, m, s] = [fromHex(key)!, fromHex(message)!, fromHex(signature)!];
		let scalar = BigInt(`0x${toHex(s.subarray(32).toReversed())}`) + ORDER;
		const malleated = Uint8Array.from(s);
		for (let at = 32; at < 64; at++, scalar >>= 8n) malleated[at] = Number(scalar & 255n);
		expect(crypto.verify(k, m, s)).toBe(true);
		expect(crypto.verify(k, m, malleated)).toBe(false);
		expect(crypto.verify(k, utf8('other'), s)).toBe(false);
		for (const bad of [s.subarray(0, 63), new Uint8Array(65), new Uint8Array()]) expect(crypto.verify(k, m, bad)).toBe(false);
		for (const bad of [k.subarray(0, 31), new Uint8Array(33), new Uint8Array(32).fill(255), new Uint8Array()])
			expect(crypto.verify(bad, m, s)).toBe(false);
	});
});

describe.each([
	['node', createNodeSigner],
	['pure', createPureSigner]
] as const)('signing (%s)', (_name, createSigner) => {
	it('gives the signatures of RFC 8032', async () => {
		for (const { seed, public: key, message, signature } of rfc) {
			const signer = createSigner(fromHex(seed)!);
			expect(toHex(signer.publicKey)).toBe(key);
			expect(toHex(await signer.sign(fromHex(message)!))).toBe(signature);
		}
	});
});
