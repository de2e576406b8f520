import { describe, expect, it } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../cli/node-crypto.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { canonicalize } from './canonical.ts';
import { deviceIdOf } from './device-id.ts';
import { decodeEntry, entryMessage, sealEntry, verifyEntrySignature } from './entry.ts';
import { MAX_COMMAND_OPS, MAX_ENTRY_BYTES, MAX_HEADS, MAX_REF_LENGTH, MAX_REFS, MAX_SIGNS } from './limits.ts';
import type { ESignature, JsonObject, Operation } from './operation.ts';

const crypto = createNodeCrypto();
const signer = createNodeSigner(new Uint8Array(32).fill(7));
const uid = (at: number) => toBase64Url(new Uint8Array(16).fill(at));
const id = toBase64Url(new Uint8Array(32).fill(3));
const op: Operation = {
	v: 1,
	org: id,
	dev: deviceIdOf(signer.publicKey, crypto),
	seq: 2,
	prev: id,
	n: 9,
	heads: {},
	cmd: [uid(1), 1, 1],
	rec: '2026-11-23T08:12:31.123Z',
	at: '2026-11-23T16:12:29+08:00',
	site: '',
	by: uid(2),
	role: 'WH',
	app: 'test',
	type: 'stock.received',
	tv: 1,
	cls: 'F',
	refs: ['lot:x'],
	data: {}
};
const sign: ESignature = { person: uid(2), role: 'WH', meaning: 'performed', method: 'badge+pin', at: op.at, shown: id, key: id, sig: '' };

function lineOf(parts: object, without?: string): string {
	const whole: Record<string, unknown> = { ...op, ...parts };
	if (without) delete whole[without];
	return `${'A'.repeat(86)} ${canonicalize(whole as JsonObject)}`;
}
const codeOf = (line: string | Uint8Array) => {
	const entry = decodeEntry(line, crypto);
	return entry.ok ? 'ok' : entry.error.code;
};

describe('an entry', () => {
	it('is read as it was sealed, from text and from bytes', async () => {
		const entry = sealEntry(op, await signer.sign(entryMessage(canonicalize(op))), crypto);
		for (const line of [entry.line, Buffer.from(entry.line)]) expect(decodeEntry(line, crypto)).toEqual({ ok: true, value: entry });
		expect(verifyEntrySignature(entry, signer.publicKey, crypto)).toBe(true);
		expect(verifyEntrySignature({ line: entry.line.replace('"WH"', '"QA"') }, signer.publicKey, crypto)).toBe(false);
	});

	it.each<[string, object]>([
		['v', { v: 2 }],
		['org', { org: 'x' }],
		['dev', { dev: 'x' }],
		['seq', { seq: 0 }],
		['prev', { prev: 'short' }],
		['n', { n: 0 }],
		['tv', { tv: '1' }],
		['own head', { heads: { [op.dev]: [1, id] } }],
		['head form', { heads: { [uid(4)]: [1] } }],
		['head seq', { heads: { [uid(4)]: [0, id] } }],
		['k > of', { cmd: [uid(1), 2, 1] }],
		['cmd id', { cmd: ['x', 1, 1] }],
		['rec without milliseconds', { rec: '2026-11-23T08:12:31Z' }],
		['rec day', { rec: '2026-02-30T08:12:31.123Z' }],
		['at offset', { at: '2026-11-23T16:12:29+15:00' }],
		['at month', { at: '2026-13-01T00:00:00Z' }],
		['type', { type: 'received' }],
		['cls', { cls: 'X' }],
		['cls two', { cls: 'FO' }],
		['refs form', { refs: ['lot'] }],
		['refs control', { refs: ['lot:a\u0001'] }],
		['data', { data: [] }],
		['by', { by: 1 }],
		['competence', { competence: [1] }],
		['gate', { gates: [{ gate: 'G1', result: 'pass' }] }],
		['sign', { signs: [{ ...sign, extra: '' }] }],
		['sign at', { signs: [{ ...sign, at: 'now' }] }],
		['unknown key', { other: 1 }]
	])('with a bad envelope is bad-json: %s', (_name, parts) => expect(codeOf(lineOf(parts))).toBe('bad-json'));

	it.each(['v', 'org', 'heads', 'refs', 'data', 'role'])('without %s is bad-json', (key) =>
		expect(codeOf(lineOf({}, key))).toBe('bad-json')
	);

	it('needs its signature text in canonical form', () => {
		const [good] = [lineOf({})];
		expect(codeOf(good)).toBe('ok');
		expect(codeOf(`${good.slice(0, 85)}B${good.slice(86)}`)).toBe('bad-json');
		expect(codeOf(good.slice(1))).toBe('bad-json');
		expect(codeOf(good.replace(' ', '  '))).toBe('not-canonical');
		expect(codeOf(Buffer.from([0xff, 0xfe]))).toBe('bad-json');
	});

	it('obeys its limits, at the limit and one past', () => {
		const heads = (count: number) =>
			Object.fromEntries(
				Array.from({ length: count }, (_, at) => [
					toBase64Url(Uint8Array.from({ length: 16 }, (_v, byte) => (byte < 2 ? at >> (8 * byte) : 1) & 255)),
					[1, id]
				])
			);
		const filled = (bytes: number) => {
			const empty = lineOf({ data: { a: '', b: '', c: '', d: '', e: '' } }).length - 87;
			const each = Math.floor((bytes - empty) / 5);
			return lineOf({
				data: {
					a: 'x'.repeat(each),
					b: 'x'.repeat(each),
					c: 'x'.repeat(each),
					d: 'x'.repeat(each),
					e: 'x'.repeat(bytes - empty - 4 * each)
				}
			});
		};
		for (const [make, limit] of [
			[(count: number) => lineOf({ refs: Array.from({ length: count }, () => 'lot:x') }), MAX_REFS],
			[(count: number) => lineOf({ heads: heads(count) }), MAX_HEADS],
			[(count: number) => lineOf({ signs: Array.from({ length: count }, () => sign) }), MAX_SIGNS],
			[(count: number) => lineOf({ cmd: [uid(1), 1, count] }), MAX_COMMAND_OPS],
			[filled, MAX_ENTRY_BYTES]
		] as const) {
			expect(codeOf(make(limit))).toBe('ok');
			expect(codeOf(make(limit + 1))).toBe('over-limit');
		}
		expect(codeOf(lineOf({ refs: [`lot:${'批'.repeat(MAX_REF_LENGTH)}`] }))).toBe('ok');
		expect(codeOf(lineOf({ refs: [`lot:${'批'.repeat(MAX_REF_LENGTH + 1)}`] }))).toBe('bad-json');
	});
});
