import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { scanEntry } from '#lib/log/scan-entry.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';

const crypto = createNodeCrypto();
const demo = await tellDemoStory({ crypto, random: seededRandom('scan', crypto), createSigner: createNodeSigner, app: 'test' });
const lines = demo.office.company.log.ops.map((op) => utf8(op.line));

/** Whatever the scanner accepts, the full reader accepts with the same values. */
function agrees(line: Uint8Array): boolean {
	const scanned = scanEntry(line);
	if (!scanned) return false;
	const decoded = decodeEntry(line, crypto);
	if (!decoded.ok) throw new Error(`scanned what is ${decoded.error.code}: ${fromUtf8(line) ?? '?'}`);
	const { org, dev, seq, n, rec, prev, heads, type } = decoded.value.op;
	expect(scanned).toEqual({ org, dev, seq, n, rec, prev, heads: Object.keys(heads).length === 0 ? undefined : heads, type });
	return true;
}

test('takes the short way for ordinary entries and reads the same from them', () => {
	const short = lines.filter(agrees).length;
	expect(short).toBeGreaterThan(50);
});

test('never accepts what the full reader refuses, whatever byte is altered', () => {
	fc.assert(
		fc.property(
			fc.nat(lines.length - 1),
			fc.array(fc.tuple(fc.nat(2000), fc.oneof(fc.nat(255), fc.constantFrom(...utf8('"{}[],:0192 -\\etnÿ')))), {
				minLength: 1,
				maxLength: 3
			}),
			(index, edits) => {
				const line = (lines[index] ?? new Uint8Array()).slice();
				for (const [at, byte] of edits) line[at % line.length] = byte;
				agrees(line);
			}
		),
		{ numRuns: 4000 }
	);
});

test('never accepts spliced lines', () => {
	fc.assert(
		fc.property(fc.nat(lines.length - 1), fc.nat(lines.length - 1), fc.nat(1500), fc.nat(1500), (a, b, cut, from) => {
			const [left, right] = [lines[a] ?? new Uint8Array(), lines[b] ?? new Uint8Array()];
			agrees(Uint8Array.from([...left.subarray(0, cut), ...right.subarray(from)]));
		}),
		{ numRuns: 1000 }
	);
});
