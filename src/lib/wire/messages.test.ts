import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_STREAM_NAME } from './limits.ts';
import { decodeClientMessage, decodeFrame, decodeRelayMessage, encodeClientMessage, encodeFrame, encodeRelayMessage } from './messages.ts';
import { firstSeqOf, formatStream, parseStream, segmentOf } from './stream-name.ts';

const DEV = 'AAAAAAAAAAAAAAAAAAAAAA';
const HEADS = { [DEV]: [3, 'B'.repeat(43)] as const };

describe('frames', () => {
	test('carry a stream and its message unchanged', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 40 }), fc.uint8Array({ maxLength: 200 }), (stream, message) => {
				fc.pre(stream.isWellFormed());
				expect(decodeFrame(encodeFrame(stream, message))).toEqual({ stream, message });
			})
		);
	});

	test('of anything else are none, and nothing throws', () => {
		expect(decodeFrame(new Uint8Array())).toBeUndefined();
		expect(decodeFrame(encodeFrame('x'.repeat(MAX_STREAM_NAME), new Uint8Array()))).toBeDefined();
		expect(decodeFrame(encodeFrame('x'.repeat(MAX_STREAM_NAME + 1), new Uint8Array()))).toBeUndefined();
		fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void decodeRelayMessage(bytes)));
		fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void decodeClientMessage(bytes)));
	});

	test('a message of one side is none of the other', () => {
		const own = decodeFrame(encodeRelayMessage({ type: 'stored', heads: HEADS }))?.message ?? new Uint8Array();
		expect(decodeRelayMessage(own)).toEqual({ type: 'stored', heads: HEADS });
		expect(decodeClientMessage(own)).toBeUndefined();
		const theirs = decodeFrame(encodeClientMessage({ type: 'have', whole: true, heads: HEADS }))?.message ?? new Uint8Array();
		expect(decodeClientMessage(theirs)).toEqual({ type: 'have', whole: true, heads: HEADS });
		expect(decodeRelayMessage(theirs)).toBeUndefined();
	});

	test('refuse heads that are none', () => {
		for (const heads of [{ short: [1, 'B'.repeat(43)] }, { [DEV]: [0, 'B'.repeat(43)] }, { [DEV]: [1, 'B'] }, []])
			expect(
				decodeRelayMessage(decodeFrame(encodeRelayMessage({ type: 'stored', heads: heads as never }))?.message ?? new Uint8Array())
			).toBeUndefined();
	});
});

describe('names of streams', () => {
	test('are read as they are written', () => {
		for (const stream of [
			{ kind: 'log', dev: DEV, segment: 12 },
			{ kind: 'draft', draft: 'sop', id: 'x1' },
			{ kind: 'keys', name: DEV },
			{ kind: 'presence', site: 'CZ' }
		] as const)
			expect(parseStream(formatStream(stream))).toEqual(stream);
	});

	test('that are none are refused', () => {
		for (const name of [
			'',
			'log',
			`log/${DEV}`,
			`log/${DEV}/01`,
			`log/${DEV}/-1`,
			`log/${DEV}/1/2`,
			'log/x/1',
			'keys/',
			'keys/a/b',
			'other/a',
			'draft/a'
		])
			expect(parseStream(name)).toBeUndefined();
	});

	test('a segment begins where the one before ended', () => {
		expect([segmentOf(1), segmentOf(1024), segmentOf(1025)]).toEqual([0, 0, 1]);
		expect([firstSeqOf(0), firstSeqOf(1)]).toEqual([1, 1025]);
	});
});
