import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { askToPersist, collectStorageFacts, LOW_SPACE_BYTES, storageFindings, type StorageFacts } from './storage-health.ts';

const good: StorageFacts = {
	userAgent: 'Mozilla/5.0 Chrome/140',
	isSecureContext: true,
	canKeep: true,
	isPersistent: true,
	quota: 10_000_000_000,
	usage: 1_000_000,
	hasEd25519: true
};

describe('findings', () => {
	test('a good browser has none, nor has one that does not say', () => {
		expect(storageFindings(good)).toEqual([]);
		expect(storageFindings({ ...good, isPersistent: undefined, quota: undefined, usage: undefined })).toEqual([]);
	});

	test.each([
		[{ userAgent: 'Mozilla/5.0 MicroMessenger/8.0.49' }, 'wechat', 'block'],
		[{ isSecureContext: false }, 'insecure-context', 'block'],
		[{ canKeep: false }, 'private-mode', 'block'],
		[{ isPersistent: false }, 'persist-refused', 'warn'],
		[{ quota: LOW_SPACE_BYTES + 9, usage: 10 }, 'quota-low', 'warn'],
		[{ hasEd25519: false }, 'no-ed25519', 'warn']
	] as const)('%o is %s', (change, code, severity) => {
		expect(storageFindings({ ...good, ...change })).toMatchObject([{ code, severity }]);
	});

	test('exactly enough space is enough', () => {
		expect(storageFindings({ ...good, quota: LOW_SPACE_BYTES + 10, usage: 10 })).toEqual([]);
	});

	test('what blocks comes first', () => {
		const all = storageFindings({ ...good, userAgent: 'MicroMessenger', canKeep: false, isPersistent: false, hasEd25519: false });
		expect(all.map(({ severity }) => severity)).toEqual(['block', 'block', 'warn', 'warn']);
	});
});

describe('facts', () => {
	test('are asked of the browser, and the probe leaves nothing behind', async () => {
		const indexedDB = new IDBFactory();
		const facts = await collectStorageFacts({
			navigator: { userAgent: 'x', storage: { persisted: async () => true, estimate: async () => ({ quota: 5, usage: 1 }) } },
			isSecureContext: true,
			indexedDB,
			crypto: globalThis.crypto
		});
		expect(facts).toEqual({
			userAgent: 'x',
			isSecureContext: true,
			canKeep: true,
			isPersistent: true,
			quota: 5,
			usage: 1,
			hasEd25519: true
		});
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(await indexedDB.databases()).toEqual([]);
	});

	test('of a browser that has or allows nothing are said, not thrown', async () => {
		const refusing = {
			open: () => {
				throw new DOMException('no', 'SecurityError');
			}
		} as unknown as IDBFactory;
		const storage = { persisted: () => Promise.reject(new Error('no')), estimate: () => Promise.reject(new Error('no')) };
		const nothing = { canKeep: false, isPersistent: undefined, quota: undefined, usage: undefined, hasEd25519: false };
		expect(await collectStorageFacts({ navigator: { userAgent: '', storage }, isSecureContext: false, indexedDB: refusing })).toMatchObject(
			nothing
		);
		expect(await collectStorageFacts({ navigator: { userAgent: '' }, isSecureContext: false })).toMatchObject(nothing);
	});
});

test('a browser is asked to persist only if it does not already', async () => {
	const asked: string[] = [];
	const storage = (persisted: boolean, grants: boolean) => ({
		persisted: async () => persisted,
		persist: async () => {
			asked.push('persist');
			return grants;
		}
	});
	expect(await askToPersist(storage(true, false))).toBe(true);
	expect(asked).toEqual([]);
	expect(await askToPersist(storage(false, true))).toBe(true);
	expect(await askToPersist(storage(false, false))).toBe(false);
	expect(await askToPersist(undefined)).toBe(false);
});
