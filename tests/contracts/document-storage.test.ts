/** Both places for drafts and keys keep the same promises. */
import { describe, expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { CompanyDatabase } from '#lib/store/database.ts';
import { StoredDocuments } from '#lib/store/documents-storage.ts';
import { MemoryDocuments, type DocumentStorage } from '#lib/sync/document-storage.ts';
import { Profile, quotaExceeded, type Fault } from '../support/store-profile.ts';

const ORG = 'O'.repeat(43);

async function database(profile: Profile, fault?: Fault): Promise<CompanyDatabase> {
	return unwrap(await CompanyDatabase.create(ORG, profile.life(fault).ports));
}

describe.each([
	['in memory', async (): Promise<DocumentStorage> => new MemoryDocuments()],
	['in the database', async (): Promise<DocumentStorage> => new StoredDocuments(await database(new Profile()))]
])('documents %s', (_where, open) => {
	test('are kept by name, replaced, listed and erased', async () => {
		const documents = await open();
		expect(await documents.list()).toEqual([]);
		expect(await documents.load('draft/sop/1')).toBeUndefined();
		await documents.save('draft/sop/1', Uint8Array.of(1, 2));
		await documents.save('keys/person-a', Uint8Array.of(3));
		await documents.save('keys/person-a', Uint8Array.of(4));
		expect([...(await documents.list())].sort()).toEqual(['draft/sop/1', 'keys/person-a']);
		expect(await documents.load('keys/person-a')).toEqual(Uint8Array.of(4));
		await documents.erase('keys/person-a');
		await documents.erase('keys/never-there');
		expect(await documents.load('keys/person-a')).toBeUndefined();
		expect(await documents.list()).toEqual(['draft/sop/1']);
	});

	test('are as they were when saved, whatever becomes of the bytes afterwards', async () => {
		const documents = await open();
		const bytes = Uint8Array.of(1, 2, 3);
		await documents.save('draft/sop/1', bytes);
		bytes.fill(9);
		expect(await documents.load('draft/sop/1')).toEqual(Uint8Array.of(1, 2, 3));
	});
});

describe('documents in the database', () => {
	test('survive the program; erased, nothing of them is left', async () => {
		const profile = new Profile();
		const first = await database(profile);
		await new StoredDocuments(first).save('keys/person-a', Uint8Array.of(3));
		first.close();
		const second = await database(profile);
		const documents = new StoredDocuments(second);
		expect(await documents.load('keys/person-a')).toEqual(Uint8Array.of(3));
		await documents.erase('keys/person-a');
		expect([await second.keys.toArray(), await second.drafts.toArray()]).toEqual([[], []]);
	});

	test('that cannot be kept are a rejection with the reason', async () => {
		const full = new StoredDocuments(await database(new Profile(), () => quotaExceeded()));
		await expect(full.save('draft/a/1', Uint8Array.of(1))).rejects.toMatchObject({ code: 'quota' });
		expect(await full.load('draft/a/1')).toBeUndefined();
	});
});
