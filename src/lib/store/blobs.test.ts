import { expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { Profile } from '../../../tests/support/store-profile.ts';
import { MAX_BLOB_BYTES, StoredBlobs } from './blobs.ts';
import { CompanyDatabase } from './database.ts';

async function opened() {
	const database = unwrap(await CompanyDatabase.create('O'.repeat(43), new Profile().life().ports));
	return { database, blobs: new StoredBlobs(database, createPureCrypto()) };
}

test('a file comes back by its hash, and is kept once', async () => {
	const { database, blobs } = await opened();
	const bytes = new Uint8Array([1, 2, 3]);
	const hash = unwrap(await blobs.put(bytes));
	expect(unwrap(await blobs.put(bytes.slice()))).toBe(hash);
	expect(unwrap(await blobs.get(hash))).toEqual(bytes);
	expect(unwrap(await database.read(['blobs'], () => database.blobs.count()))).toBe(1);
});

test('what is missing or was changed on the disk is not there', async () => {
	const { database, blobs } = await opened();
	expect(unwrap(await blobs.get('x'.repeat(43)))).toBeUndefined();
	const hash = unwrap(await blobs.put(new Uint8Array([1])));
	unwrap(await database.write(['blobs'], async () => void (await database.blobs.put(new Uint8Array([2]), hash))));
	expect(unwrap(await blobs.get(hash))).toBeUndefined();
});

test('the limit holds exactly', async () => {
	const { blobs } = await opened();
	expect((await blobs.put(new Uint8Array(MAX_BLOB_BYTES))).ok).toBe(true);
	expect((await blobs.put(new Uint8Array(MAX_BLOB_BYTES + 1))).ok).toBe(false);
});
