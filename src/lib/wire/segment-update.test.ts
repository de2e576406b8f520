import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { utf8 } from '#lib/kernel/bytes.ts';
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { SEGMENT_ENTRIES, UPDATE_RUN_BYTES } from './limits.ts';
import { cutRun, decodeSegmentRun, encodeSegmentRun, linesKnown, LOG_ROOT, segmentClientId } from './segment-update.ts';

const crypto = createPureCrypto();
const CLIENT = segmentClientId('AAAAAAAAAAAAAAAAAAAAAA', 0, crypto);
const lines = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 40 });

/** The document as Yjs itself makes it, one push a line. */
function yjsDocument(content: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	doc.clientID = CLIENT;
	for (const line of content) doc.getArray<Uint8Array>(LOG_ROOT).push([line]);
	return doc;
}

describe('a segment as a Yjs document', () => {
	test('is byte for byte what Yjs makes of the same pushes', () => {
		fc.assert(
			fc.property(lines, (content) => {
				const doc = yjsDocument(content);
				expect(encodeSegmentRun(CLIENT, { from: 0, lines: content })).toEqual(Y.encodeStateAsUpdate(doc));
			})
		);
	});

	test('a later run is what Yjs sends to somebody who has the beginning, and merges back to the whole', () => {
		fc.assert(
			fc.property(lines, fc.nat(), (content, at) => {
				const from = at % content.length;
				const [whole, beginning] = [yjsDocument(content), yjsDocument(content.slice(0, from))];
				const rest = encodeSegmentRun(CLIENT, { from, lines: content.slice(from) });
				expect(rest).toEqual(Y.encodeStateAsUpdate(whole, Y.encodeStateVector(beginning)));
				expect(linesKnown(CLIENT, Y.encodeStateVector(beginning))).toBe(from);
				Y.applyUpdate(beginning, rest);
				expect(Y.encodeStateAsUpdate(beginning)).toEqual(Y.encodeStateAsUpdate(whole));
			})
		);
	});

	test('decodes what it encodes', () => {
		fc.assert(
			fc.property(lines, fc.nat({ max: 900 }), (content, from) => {
				expect(decodeSegmentRun(CLIENT, encodeSegmentRun(CLIENT, { from, lines: content }))).toEqual({
					ok: true,
					value: { from, lines: content }
				});
			})
		);
	});

	test('refuses every other Yjs update', () => {
		const content = [utf8('one'), utf8('two')];
		const deleted = yjsDocument(content);
		deleted.getArray(LOG_ROOT).delete(0, 1);
		const foreign = yjsDocument(content);
		foreign.clientID = CLIENT + 1;
		foreign.getArray<Uint8Array>(LOG_ROOT).push([utf8('three')]);
		const elsewhere = new Y.Doc();
		elsewhere.clientID = CLIENT;
		elsewhere.getArray<Uint8Array>('other').push([utf8('one')]);
		const text = new Y.Doc();
		text.clientID = CLIENT;
		text.getArray<string>(LOG_ROOT).push(['one']);
		const inserted = yjsDocument(content);
		inserted.getArray<Uint8Array>(LOG_ROOT).insert(0, [utf8('zero')]);
		for (const doc of [deleted, foreign, elsewhere, text, inserted])
			expect(decodeSegmentRun(CLIENT, Y.encodeStateAsUpdate(doc))).toEqual({ ok: false, error: 'not-a-segment-update' });
		expect(decodeSegmentRun(CLIENT, Y.encodeStateAsUpdateV2(yjsDocument(content))).ok).toBe(false);
	});

	test('refuses every damaged byte or gives other lines, and never throws', () => {
		fc.assert(
			fc.property(lines, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, at, change) => {
				const update = encodeSegmentRun(CLIENT, { from: 0, lines: content });
				const index = at % update.length;
				update[index] = (update[index] ?? 0) ^ change;
				const decoded = decodeSegmentRun(CLIENT, update);
				if (decoded.ok) expect(decoded.value).not.toEqual({ from: 0, lines: content });
				expect(decodeSegmentRun(CLIENT, update.subarray(0, index)).ok).toBe(false);
			})
		);
	});

	test('holds 1024 lines and not one more', () => {
		const full = Array.from({ length: SEGMENT_ENTRIES }, (_, index) => utf8(String(index)));
		expect(decodeSegmentRun(CLIENT, encodeSegmentRun(CLIENT, { from: 0, lines: full })).ok).toBe(true);
		expect(decodeSegmentRun(CLIENT, encodeSegmentRun(CLIENT, { from: 1, lines: full })).ok).toBe(false);
	});

	test('is cut into runs that fit frames and lose nothing', () => {
		const big = Array.from({ length: 9 }, () => new Uint8Array(100_000).fill(7));
		const runs = cutRun({ from: 5, lines: big });
		expect(runs.length).toBeGreaterThan(1);
		expect(runs.flatMap((run) => run.lines)).toEqual(big);
		for (const run of runs) expect(run.lines.reduce((sum, line) => sum + line.length, 0)).toBeLessThanOrEqual(UPDATE_RUN_BYTES);
		expect(runs.map((run) => run.from)).toEqual([5, 10]);
	});

	test('the client number follows from device and segment alone', () => {
		expect(segmentClientId('AAAAAAAAAAAAAAAAAAAAAA', 1, crypto)).not.toBe(CLIENT);
		expect(Number.isInteger(CLIENT) && CLIENT >= 0 && CLIENT < 2 ** 32).toBe(true);
	});
});
