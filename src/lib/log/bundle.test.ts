import { beforeAll, describe, expect, it } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../cli/node-crypto.ts';
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { tellLogStory, type LogStory, type StoryDevice } from '../../../tests/tools/log-story.ts';
import { canonicalize } from './canonical.ts';
import { linesOf, readHeader } from './bundle.ts';
import { MAX_HEADER_BYTES } from './limits.ts';
import { mergeBundles } from './merge.ts';
import type { JsonObject } from './operation.ts';
import { PROBLEM_MESSAGES } from './problem-messages.ts';
import { verifyBundle } from './verify.ts';

const crypto = createNodeCrypto();
let story: LogStory;
let whole: Uint8Array;
let older: Uint8Array;

beforeAll(async () => {
	story = await tellLogStory(crypto, createNodeSigner);
	whole = await story.pack(story.device('office'));
	const stores = story.device('stores');
	const priced = story.entries.findIndex((entry) => entry.op.type === 'purchase.priced');
	const exported = await story.write(stores, { type: 'export.packaged', aside: true, data: { purpose: 'older' } });
	older = await story.pack(stores, [...story.entries.slice(0, priced + 1), exported], { exportedAt: exported.op.rec });
});

const codes = (bytes: Uint8Array, options = {}) => verifyBundle(bytes, crypto, options).problems.map(({ code }) => code);
const textOf = (bytes: Uint8Array) => fromUtf8(bytes) ?? '';

describe('a bundle header', () => {
	const read = (change: JsonObject, seal?: string) => {
		const [line = ''] = textOf(whole).split('\n');
		const header = { ...(JSON.parse(line.slice(87)) as JsonObject), ...change };
		const result = readHeader(utf8(`${seal ?? line.slice(0, 86)} ${canonicalize(header)}`));
		return result.ok ? 'ok' : result.error.detail;
	};

	it('tells a newer version apart from damage', () => {
		expect(read({})).toBe('ok');
		expect(read({ v: 2 })).toBe('made by a newer version (bundle format 2)');
		expect(read({ format: 'other' })).toBe('not a Suyuan bundle');
	});

	it('has exactly its shape', () => {
		for (const change of [
			{ org: 'x' },
			{ by: '' },
			{ exportedAt: '2026-02-30T00:00:00.000Z' },
			{ heads: [] },
			{ heads: { x: [1, 'y'] } },
			{ extra: 1 },
			{ merged: [] },
			{ merged: ['x'] }
		])
			expect(read(change)).not.toBe('ok');
		expect(read({}, 'merged')).not.toBe('ok');
		expect(read({ by: '', merged: ['x'] }, 'merged')).toBe('ok');
		expect(read({ by: '', merged: ['x'] })).toBe('a merged header bears no signature');
	});

	it('is limited in size', () => {
		const padded = (length: number) => readHeader(utf8('x'.repeat(length)));
		expect(padded(MAX_HEADER_BYTES)).toMatchObject({ error: { detail: 'not a Suyuan bundle' } });
		expect(padded(MAX_HEADER_BYTES + 1)).toMatchObject({ error: { detail: `longer than ${MAX_HEADER_BYTES} bytes` } });
	});

	it('is followed by lines, of which an unended one is none', () => {
		expect([...linesOf(utf8('a\n\nb\nrest'))].map(textOf)).toEqual(['a', '', 'b']);
	});
});

describe('verifying', () => {
	it('reports the company, its chains and up to when it is complete', () => {
		const report = verifyBundle(whole, crypto);
		const last = story.entries.at(-1)!;
		expect(report).toMatchObject({
			ok: true,
			org: story.org,
			entries: story.entries.length,
			by: last.op.dev,
			completeUpTo: { dev: last.op.dev, seq: last.op.seq, rec: last.op.rec },
			problems: []
		});
		expect(report.chains).toHaveLength(3);
		expect(report.fingerprint).toMatch(/^(?:[0-9a-f]{4} ){4}[0-9a-f]{4}$/);
	});

	it('checks the company asked for', () => {
		expect(codes(whole, { org: story.org })).toEqual([]);
		expect(codes(whole, { org: 'A'.repeat(43) })).toEqual(['foreign-org']);
	});

	it('checks against an older file: its chains must be beginnings of these', async () => {
		expect(codes(whole, { against: whole })).toEqual([]);
		const merged = mergeBundles([whole, older], crypto);
		expect(merged.ok && codes(merged.value, { against: older })).toEqual([]);
		// The office's file lacks what the stores recorded after it: known to the older file, and gone.
		expect(codes(older, { against: whole })).toContain('head-mismatch');
		const stores = story.device('stores');
		const rewritten = await story.write(stores, { type: 'export.packaged', aside: true, data: { purpose: 'another history' } });
		const other = await story.pack(
			stores,
			[...story.entries.filter((entry) => entry.op.dev !== story.device('lab').dev || entry.op.n < rewritten.op.n), rewritten],
			{ exportedAt: rewritten.op.rec }
		);
		expect(codes(other, { against: older })).toContain('fork');
		expect(codes(whole, { against: utf8('no bundle\n') })).toEqual(['bad-header']);
	});

	it('with all signatures finds one that a proven successor stands for', async () => {
		const [office, stores, lab] = ['office', 'stores', 'lab'].map((name) => story.device(name)) as [StoryDevice, StoryDevice, StoryDevice];
		const unsigned = await story.write(lab, { type: 'note.added', aside: true, data: {}, signer: stores.signer });
		const next = await story.write(lab, { type: 'note.added', aside: true, data: {}, prev: unsigned });
		const bundle = await story.pack(office, [...story.entries, unsigned, next]);
		expect(codes(bundle)).toEqual([]);
		expect(codes(bundle, { allSignatures: true })).toEqual(['bad-signature']);
		expect(codes(await story.pack(office, [...story.entries, unsigned]))).toEqual(['bad-signature']);
	});

	it('has words for every code in both languages', () => {
		for (const { zh, en } of Object.values(PROBLEM_MESSAGES)) expect([zh.length > 4, en.length > 10]).toEqual([true, true]);
	});
});

describe('merging', () => {
	it('gives the union, verifiable by the statements of both sources, whatever the order', () => {
		const [ab, ba] = [mergeBundles([whole, older], crypto), mergeBundles([older, whole], crypto)];
		if (!ab.ok || !ba.ok) throw new Error('merge failed');
		expect(textOf(ab.value)).toBe(textOf(ba.value));
		expect(verifyBundle(ab.value, crypto, { allSignatures: true })).toMatchObject({ ok: true, entries: story.entries.length + 1, by: '' });
	});

	it('is idempotent, and a file that already holds everything stays as it is', () => {
		const merged = mergeBundles([whole, older], crypto);
		if (!merged.ok) throw new Error('merge failed');
		for (const files of [[merged.value, whole], [older, merged.value], [merged.value]]) expect(mergeBundles(files, crypto)).toEqual(merged);
		expect(mergeBundles([whole, whole], crypto)).toEqual({ ok: true, value: whole });
	});

	it('refuses another company and what it cannot read', async () => {
		const foreign = await tellLogStory({ ...crypto, sha256: (bytes) => crypto.sha256(bytes) }, (seed) =>
			createNodeSigner(seed.map((byte) => byte ^ 1))
		);
		const other = await foreign.pack(foreign.device('office'));
		expect(verifyBundle(other, crypto).ok).toBe(true);
		expect(mergeBundles([whole, other], crypto)).toMatchObject({ ok: false, error: { code: 'foreign-org' } });
		expect(mergeBundles([whole, utf8('x\n')], crypto)).toMatchObject({ ok: false, error: { code: 'bad-header' } });
		expect(mergeBundles([whole, utf8(textOf(whole).replace('"data":', '"data": '))], crypto)).toMatchObject({
			ok: false,
			error: { code: 'not-canonical' }
		});
	});
});
