/** The format does not change: what was written once is read for ever, and would be written the same again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { fromBase64Url, fromHex, utf8 } from '#lib/kernel/bytes.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { decodeEntry, verifyEntrySignature } from '#lib/log/entry.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { makeLogVectors, type AlteredFile } from '../tools/log-vectors.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, 'log-v1', name), 'utf8');
const story = JSON.parse(read('story.json')) as Awaited<ReturnType<typeof makeLogVectors>>['story'];
const bundle = read('bundle.txt');
const alterations = JSON.parse(read('alterations.json')) as readonly AlteredFile[];
const cryptos = { node: createNodeCrypto(), pure: createPureCrypto() };

function bytesOf({ pieces }: AlteredFile): Uint8Array {
	const intact = bundle.split('\n');
	return Buffer.concat(
		pieces.flatMap((piece, index) => [
			...(index > 0 ? [utf8('\n')] : []),
			typeof piece === 'number' ? utf8(intact[piece]!) : fromBase64Url(piece)!
		])
	);
}

describe('golden vectors of log format 1', () => {
	it('are written the same again, by either cryptography', async () => {
		for (const [crypto, createSigner] of [
			[cryptos.node, createNodeSigner],
			[cryptos.pure, createPureSigner]
		] as const)
			expect(await makeLogVectors(crypto, createSigner)).toEqual({ story, bundle, alterations });
	}, 60_000);

	it('have the stated ids, device ids and signatures', () => {
		const keys = new Map(story.devices.map(({ dev, publicKey }) => [dev as string, fromHex(publicKey)!]));
		for (const { dev, publicKey } of story.devices) expect(deviceIdOf(fromHex(publicKey)!, cryptos.node)).toBe(dev);
		for (const { id, line } of story.entries) {
			const entry = decodeEntry(line, cryptos.node);
			if (!entry.ok) throw new Error(entry.error.detail);
			expect(entry.value.id).toBe(id);
			expect(verifyEntrySignature(entry.value, keys.get(entry.value.op.dev)!, cryptos.node)).toBe(true);
		}
		expect(story.entries[0]?.id).toBe(story.org);
	});

	it.each(Object.entries(cryptos))(
		'altered files give exactly the stated problems (%s)',
		(_name, crypto) => {
			for (const file of alterations) {
				const problems = verifyBundle(bytesOf(file), crypto).problems.map(({ code, dev = null, seq = null }) => ({ code, dev, seq }));
				expect({ name: file.name, problems }).toEqual({ name: file.name, problems: file.problems });
			}
		},
		60_000
	);
});
