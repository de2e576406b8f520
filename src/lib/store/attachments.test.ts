import { expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { Profile, type Fault } from '../../../tests/support/store-profile.ts';
import { StoredAttachments } from './attachments.ts';
import { StoredBlobs } from './blobs.ts';
import { CompanyDatabase } from './database.ts';

const crypto = createPureCrypto();
const database = async (profile: Profile, fault?: Fault) => unwrap(await CompanyDatabase.create('O'.repeat(43), profile.life(fault).ports));
const opened = async (profile: Profile, fault?: Fault) => unwrap(await StoredAttachments.open(await database(profile, fault), crypto));
const bytes = (text: string) => new TextEncoder().encode(text);

test('what a record names waits, over a restart, until the relay said it has it', async () => {
	const profile = new Profile();
	const store = await opened(profile);
	const [named, discarded] = [unwrap(await store.blobs.put(bytes('named'))), unwrap(await store.blobs.put(bytes('discarded')))];
	unwrap(await store.name([named, 'H'.repeat(43)]));
	const waiting = [{ hash: named, bytes: 5, isThere: false }];
	expect(store.all()).toEqual(waiting);
	const later = await opened(profile);
	expect(later.all()).toEqual(waiting);
	expect(unwrap(await later.read(discarded))).toEqual(bytes('discarded'));
	unwrap(await later.note([named, discarded], true));
	expect((await opened(profile)).all()).toEqual([{ hash: named, bytes: 5, isThere: true }]);
	// A relay restored without its files lacks it again; a second record that names it changes nothing.
	unwrap(await later.note([named], false));
	unwrap(await later.name([named]));
	expect((await opened(profile)).all()).toEqual(waiting);
});

test('what was fetched is there; what was lost may be fetched again', async () => {
	const profile = new Profile();
	const store = await opened(profile);
	const hash = unwrap(await store.blobs.put(bytes('x')));
	unwrap(await store.keep(hash, bytes('x')));
	expect((await opened(profile)).all()).toEqual([{ hash, bytes: 1, isThere: true }]);
	unwrap(await store.drop(hash));
	const later = await opened(profile);
	expect([store.all(), later.all(), unwrap(await later.read(hash))]).toEqual([[], [], undefined]);
});

test('photos of a program that kept no journal are taken into it, once', async () => {
	const profile = new Profile();
	const old = unwrap(await new StoredBlobs(await database(profile), crypto).put(bytes('old')));
	expect((await opened(profile)).all()).toEqual([{ hash: old, bytes: 3, isThere: false }]);
	const store = await opened(profile);
	unwrap(await store.blobs.put(bytes('draft')));
	expect((await opened(profile)).all().map(({ hash }) => hash)).toEqual([old]);
});

test('what the disk did not take is not said to wait', async () => {
	const profile = new Profile();
	const hash = unwrap(await (await opened(profile)).blobs.put(bytes('x')));
	const full = await opened(profile, ({ tables }) =>
		tables.includes('meta') ? new DOMException('full', 'QuotaExceededError') : undefined
	);
	expect(await full.name([hash])).toMatchObject({ ok: false, error: { code: 'quota' } });
	expect(full.all()).toEqual([]);
});
