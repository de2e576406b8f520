/** Two verifiers that share nothing – ours and one in Python written from docs/log-format.md – name the same problems. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { mergeBundles } from '#lib/log/merge.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { makeAlterations, withByte, type Alteration } from '../tools/log-alterations.ts';
import { tellLogStory, type LogStory } from '../tools/log-story.ts';

interface Finding {
	readonly code: string;
	readonly dev: string | null;
	readonly seq: number | null;
}

const crypto = createNodeCrypto();
const FLIPS = 60;
const script = join(import.meta.dirname, '../tools/verify-bundle.py');
let folder = '';
let story: LogStory;
let alterations: readonly Alteration[] = [];

function ours(bytes: Uint8Array, allSignatures = false): readonly Finding[] {
	return verifyBundle(bytes, crypto, { allSignatures }).problems.map(({ code, dev = null, seq = null }) => ({ code, dev, seq }));
}

function theirs(files: readonly Uint8Array[], ...options: readonly string[]): readonly (readonly Finding[])[] {
	const names = files.map((bytes, index) => {
		const name = join(folder, `${index}.txt`);
		writeFileSync(name, bytes);
		return name;
	});
	let output: string;
	try {
		output = execFileSync('python3', [script, ...options, ...names], { encoding: 'utf8', maxBuffer: 1 << 26 });
	} catch (error) {
		// Exit code 1 means that some file has problems, which is what most of these are for.
		output = (error as { stdout: string }).stdout;
	}
	return output
		.trim()
		.split('\n')
		.map((line) => (JSON.parse(line) as { problems: Finding[] }).problems);
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'verifiers-'));
	story = await tellLogStory(crypto, createNodeSigner);
	alterations = await makeAlterations(story);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('two independent verifiers', () => {
	it('agree on every kind of alteration, and each is caught with its code', () => {
		const independent = theirs(alterations.map(({ bytes }) => bytes));
		for (const [index, { name, bytes, codes }] of alterations.entries()) {
			const problems = ours(bytes);
			expect({ name, codes: codes.filter((code) => !problems.some((problem) => problem.code === code)) }).toEqual({ name, codes: [] });
			if (codes.length === 0) expect(problems).toEqual([]);
			expect({ name, problems: independent[index] }).toEqual({ name, problems });
		}
	}, 120_000);

	it('agree when all signatures are checked', () => {
		const some = alterations.filter(({ name }) => /intact|changed|signed again|forked/.test(name));
		expect(
			theirs(
				some.map(({ bytes }) => bytes),
				'--all-signatures'
			)
		).toEqual(some.map(({ bytes }) => ours(bytes, true)));
	}, 120_000);

	it('notice any byte flipped anywhere', () => {
		const random = seededRandom('flips', crypto);
		const intact = alterations[0]!.bytes;
		const files = Array.from({ length: FLIPS }, () => {
			const [a = 0, b = 0, c = 0, bit = 0] = random(4);
			const at = ((a << 16) | (b << 8) | c) % intact.length;
			return withByte(intact, at, intact[at]! ^ (1 << (bit & 7)));
		});
		const found = files.map((bytes) => ours(bytes));
		for (const problems of found) expect(problems.length).toBeGreaterThan(0);
		expect(theirs(files)).toEqual(found);
	}, 120_000);

	it('agree on merged files, and hold them to what their sources state', async () => {
		const [office, stores] = [story.device('office'), story.device('stores')];
		const late = await story.write(stores, { type: 'export.packaged', aside: true, data: { purpose: 'merge' } });
		const priced = story.entries.findIndex((entry) => entry.op.type === 'purchase.priced');
		const older = await story.pack(stores, [...story.entries.slice(0, priced + 1), late], { exportedAt: late.op.rec });
		const merged = mergeBundles([await story.pack(office), older], crypto);
		if (!merged.ok) throw new Error(merged.error.detail);
		const lines = new TextDecoder().decode(merged.value).split('\n');
		const files = [
			merged.value,
			Buffer.from([...lines.slice(0, -2), ''].join('\n')),
			Buffer.from(lines.map((line, at) => (at === 0 ? line.replace('"exportedAt":"2026', '"exportedAt":"2027') : line)).join('\n')),
			Buffer.from(
				lines.map((line, at) => (at === 0 ? line.replaceAll('\\"exportedAt\\":\\"2026', '\\"exportedAt\\":\\"2027') : line)).join('\n')
			)
		];
		const found = files.map((bytes) => ours(bytes));
		expect(found[0]).toEqual([]);
		expect(found[1]!.map(({ code }) => code)).toContain('head-mismatch');
		expect(found[3]!.map(({ code }) => code)).toEqual(['bad-header', 'bad-header']);
		expect(theirs(files)).toEqual(found);
	}, 120_000);
});
