/** Attachments: whole or not there, named by what they are, bounded. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { utf8 } from '#lib/kernel/bytes.ts';
import { MAX_BLOB_BYTES } from '#lib/wire/limits.ts';
import { BlobStore, isBlobName } from './blob-store.ts';

const PORTION_BYTES = 1024 * 1024;

let directory: string;
let store: BlobStore;

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'suyuan-blobs-'));
	store = new BlobStore(directory);
});

afterEach(() => rmSync(directory, { recursive: true }));

/** What begins a JPEG; the rest of these files is none of the relay's business. */
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);
const picture = (text: string) => Buffer.concat([JPEG, utf8(text)]);

async function* zeros(bytes: number): AsyncGenerator<Uint8Array> {
	yield JPEG;
	for (let rest = bytes - JPEG.length; rest > 0; rest -= PORTION_BYTES) yield new Uint8Array(Math.min(rest, PORTION_BYTES));
}

async function* once(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
	yield* parts;
}

const nameOf = (bytes: Uint8Array, encoding: 'hex' | 'base64url' = 'hex') => createHash('sha256').update(bytes).digest(encoding);
const arriving = () => readdirSync(join(directory, 'arriving'));

test('keeps what hashes to its name, once, under either spelling of it', async () => {
	const bytes = picture('合格证');
	expect(await store.write(nameOf(bytes), once(bytes))).toEqual({ ok: true, value: { isNew: true } });
	expect(await store.write(nameOf(bytes, 'base64url'), once(bytes))).toEqual({ ok: true, value: { isNew: false } });
	expect(await store.size(nameOf(bytes, 'base64url'))).toBe(bytes.length);
	expect(Buffer.concat(await store.read(nameOf(bytes)).toArray())).toEqual(Buffer.from(bytes));
});

test('refuses other bytes than the name says and leaves nothing behind; the right ones are taken afterwards', async () => {
	const name = nameOf(picture('right'));
	expect(await store.write(name, once(picture('wrong')))).toEqual({ ok: false, error: 'wrong-hash' });
	expect([await store.size(name), arriving()]).toEqual([undefined, []]);
	expect((await store.write(name, once(picture('right')))).ok).toBe(true);
});

test('takes exactly the limit and not one byte more, and leaves nothing of what was too long', async () => {
	const [at, past] = [MAX_BLOB_BYTES, MAX_BLOB_BYTES + 1];
	const hashOf = (bytes: number) => nameOf(Buffer.concat([JPEG, Buffer.alloc(bytes - JPEG.length)]));
	expect(await store.write(hashOf(at), zeros(at))).toEqual({ ok: true, value: { isNew: true } });
	expect(await store.size(hashOf(at))).toBe(at);
	expect(await store.write(hashOf(past), zeros(past))).toEqual({ ok: false, error: 'over-limit' });
	expect([await store.size(hashOf(past)), arriving()]).toEqual([undefined, []]);
}, 60_000);

test('what was arriving when the process died is gone after the start; what breaks off is not there', async () => {
	writeFileSync(join(directory, 'arriving', 'half'), 'ha');
	store = new BlobStore(directory);
	expect(arriving()).toEqual([]);
	async function* broken(): AsyncGenerator<Uint8Array> {
		yield picture('who');
		throw new Error('the line was cut');
	}
	const name = nameOf(picture('whole'));
	expect(await store.write(name, broken())).toEqual({ ok: false, error: 'storage-failed' });
	expect([await store.size(name), arriving()]).toEqual([undefined, []]);
});

test('only pictures and PDF are kept, told by their first bytes however they arrive', async () => {
	const kept = [picture(''), utf8('%PDF-1.7'), utf8('RIFF1234WEBP'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)];
	for (const bytes of kept) {
		const oneByOne = [...bytes].map((byte) => Uint8Array.of(byte));
		expect(await store.write(nameOf(bytes), once(...oneByOne))).toEqual({ ok: true, value: { isNew: true } });
	}
	const refused = ['', '<svg xmlns="http://www.w3.org/2000/svg">', '<!doctype html>', 'MZ', 'RIFF1234WAVE', '%PDF', ' %PDF-1.7'];
	for (const bytes of [...refused.map(utf8), JPEG.subarray(0, 2)]) {
		expect(await store.write(nameOf(bytes), once(bytes))).toEqual({ ok: false, error: 'wrong-type' });
		expect(await store.size(nameOf(bytes))).toBeUndefined();
	}
	expect(arriving()).toEqual([]);
});

test('tells what it lacks, in the order asked', async () => {
	const [here, away, gone] = ['here', 'away', 'gone'].map((text) => nameOf(picture(text), 'base64url'));
	await store.write(String(here), once(picture('here')));
	expect(await store.lacking([String(away), String(here), String(gone)])).toEqual([away, gone]);
	expect(await store.lacking([])).toEqual([]);
});

test('only a hash names a blob', () => {
	expect([nameOf(utf8('x')), nameOf(utf8('x'), 'base64url')].every(isBlobName)).toBe(true);
	for (const name of ['', '../../etc/passwd', 'A'.repeat(64), 'a'.repeat(63), 'a'.repeat(44), `${'a'.repeat(64)}\n`])
		expect(isBlobName(name), name).toBe(false);
});
