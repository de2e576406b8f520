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

async function* zeros(bytes: number): AsyncGenerator<Uint8Array> {
	for (let rest = bytes; rest > 0; rest -= PORTION_BYTES) yield new Uint8Array(Math.min(rest, PORTION_BYTES));
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
	yield utf8(text);
}

const nameOf = (bytes: Uint8Array, encoding: 'hex' | 'base64url' = 'hex') => createHash('sha256').update(bytes).digest(encoding);
const arriving = () => readdirSync(join(directory, 'arriving'));

test('keeps what hashes to its name, once, under either spelling of it', async () => {
	const bytes = utf8('合格证');
	expect(await store.write(nameOf(bytes), once('合格证'))).toEqual({ ok: true, value: { isNew: true } });
	expect(await store.write(nameOf(bytes, 'base64url'), once('合格证'))).toEqual({ ok: true, value: { isNew: false } });
	expect(await store.size(nameOf(bytes, 'base64url'))).toBe(bytes.length);
	expect(Buffer.concat(await store.read(nameOf(bytes)).toArray())).toEqual(Buffer.from(bytes));
});

test('refuses other bytes than the name says and leaves nothing behind; the right ones are taken afterwards', async () => {
	const name = nameOf(utf8('right'));
	expect(await store.write(name, once('wrong'))).toEqual({ ok: false, error: 'wrong-hash' });
	expect([await store.size(name), arriving()]).toEqual([undefined, []]);
	expect((await store.write(name, once('right'))).ok).toBe(true);
});

test('takes exactly the limit and not one byte more, and leaves nothing of what was too long', async () => {
	const [at, past] = [MAX_BLOB_BYTES, MAX_BLOB_BYTES + 1];
	const hashOf = (bytes: number) => nameOf(new Uint8Array(bytes));
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
		yield utf8('who');
		throw new Error('the line was cut');
	}
	const name = nameOf(utf8('whole'));
	expect(await store.write(name, broken())).toEqual({ ok: false, error: 'storage-failed' });
	expect([await store.size(name), arriving()]).toEqual([undefined, []]);
});

test('only a hash names a blob', () => {
	expect([nameOf(utf8('x')), nameOf(utf8('x'), 'base64url')].every(isBlobName)).toBe(true);
	for (const name of ['', '../../etc/passwd', 'A'.repeat(64), 'a'.repeat(63), 'a'.repeat(44), `${'a'.repeat(64)}\n`])
		expect(isBlobName(name), name).toBe(false);
});
