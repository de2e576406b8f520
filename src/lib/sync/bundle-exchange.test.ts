import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import { concatBytes, utf8 } from '#lib/kernel/bytes.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { exportPackaged } from '#lib/modules/org/index.ts';
import type { MemoryReplica } from '../../../tests/support/memory-replica.ts';
import { cmdOf, crypto, replicaOf, someAct, world, type World } from '../../../tests/support/test-company.ts';
import { exportBundle, importBundle } from './bundle-exchange.ts';
import { gunzipBounded } from './gzip.ts';
import { HEADER_BYTES, openContainer, PART_BYTES, sealContainer, type ContainerPorts } from './sealed-container.ts';

const AT = '2026-09-01T10:00:00+08:00';
const PASSPHRASE = 'correct horse 电池 staple';
/** Fast in place of argon2id; the real one has one test of its own. */
const ports: ContainerPorts = {
	subtle: globalThis.crypto.subtle,
	random: (bytes) => new Uint8Array(randomBytes(bytes)),
	derive: async ({ pin, salt, memoryKib }) =>
		new Uint8Array(createHash('sha256').update(pin).update(salt).update(String(memoryKib)).digest())
};

let company: World;
const at = (index: number) => replicaOf(company, index);
const write = async (replica: MemoryReplica, name: string) => {
	for (let act = 0; act < 5; act++) await replica.record(cmdOf(`${name} ${act}`), someAct(company, act, AT));
	const draft = { type: exportPackaged.type, tv: 1, cls: exportPackaged.cls, refs: ['org:company'], data: { purpose: 'x' } };
	await replica.record(cmdOf(`${name} export`), [{ ...draft, at: AT, site: company.site, by: company.people.own.uid, role: 'OWN' }]);
};
const exported = async (replica: MemoryReplica, passphrase?: string) => {
	const file = await exportBundle({ replica, ports, now: Date.parse(AT), ...(passphrase === undefined ? {} : { passphrase }) });
	if (!file.ok) throw new Error(file.error);
	return file.value;
};

beforeAll(async () => {
	company = await world('small', 4);
});

describe('bundles', () => {
	test('bring everything from one device to another, once', async () => {
		const [a, b] = [at(0), at(1)];
		await write(a, 'a');
		await write(b, 'b');
		const file = await exported(a, PASSPHRASE);
		const seen: number[] = [];
		const options = { replica: b, crypto, ports, passphrase: PASSPHRASE, onProgress: ({ done }: { done: number }) => seen.push(done) };
		const first = await importBundle(file, options);
		expect(first.ok && first.value).toMatchObject({ accepted: 8, waiting: 0, refused: [], incomplete: [], signed: 'good' });
		expect(seen.at(-1)).toBe(a.company.log.size);
		const again = await importBundle(file, options);
		expect(again.ok && again.value).toMatchObject({ accepted: 0, duplicates: a.company.log.size });
		const back = await importBundle(await exported(b), { replica: a, crypto, ports });
		expect(back.ok).toBe(true);
		expect(viewHash(a.company.engine, crypto)).toBe(viewHash(b.company.engine, crypto));
	});

	test('verify with the ordinary verifier', async () => {
		const a = at(0);
		await write(a, 'a');
		const plain = await gunzipBounded(await exported(a));
		expect(plain.ok && verifyBundle(plain.value, crypto).problems).toEqual([]);
	});

	test('of another company are handed back to be looked at, and leave nothing here', async () => {
		const other = await world('micro', 2);
		const theirs = replicaOf(other, 0);
		await write(theirs, 'x');
		const b = at(1);
		const before = b.disk.lines.length;
		const answer = await importBundle(await exported(theirs, PASSPHRASE), { replica: b, crypto, ports, passphrase: PASSPHRASE });
		expect(!answer.ok && answer.error).toMatchObject({ code: 'foreign-company', org: theirs.org });
		expect(b.disk.lines.length).toBe(before);
	});

	test('with an altered header are refused before anything is taken; an altered entry is not taken', async () => {
		const a = at(0);
		await write(a, 'a');
		const plain = await gunzipBounded(await exported(a));
		const text = new TextDecoder().decode(plain.ok ? plain.value : new Uint8Array());
		const b = at(1);
		const forged = await importBundle(utf8(text.replace('"exportedAt":"2026', '"exportedAt":"2025')), { replica: b, crypto, ports });
		expect(!forged.ok && forged.error.code).toBe('not-a-bundle');
		const altered = await importBundle(utf8(text.replace('"purpose":"x"', '"purpose":"y"')), { replica: b, crypto, ports });
		expect(altered.ok && altered.value).toMatchObject({ refused: [{ code: 'bad-signature' }], incomplete: [a.dev] });
		for (const file of [new Uint8Array(), utf8('hello\n'), gzipSync('hello\n')])
			expect(await importBundle(file, { replica: b, crypto, ports })).toMatchObject({ ok: false, error: { code: 'not-a-bundle' } });
	});

	test('that are cut off bring what is whole, and say what is missing', async () => {
		const a = at(0);
		await write(a, 'a');
		const plain = await gunzipBounded(await exported(a));
		const bytes = plain.ok ? plain.value : new Uint8Array();
		const b = at(1);
		const answer = await importBundle(bytes.subarray(0, bytes.length - 10), { replica: b, crypto, ports });
		expect(answer.ok && answer.value.incomplete).toEqual([a.dev]);
	});

	test('a failing store stops the import, and nothing is said to be there that is not', async () => {
		const a = at(0);
		await write(a, 'a');
		const b = at(1);
		b.disk.beforeWrite = () => Promise.reject(new Error('disk full'));
		const answer = await importBundle(await exported(a), { replica: b, crypto, ports });
		expect(!answer.ok && answer.error).toMatchObject({ code: 'store', sofar: { accepted: 0 } });
		expect(b.heads()[a.dev]?.[0]).toBe(replicaOf(company, 1).heads()[a.dev]?.[0]);
	});
});

describe('a file under a passphrase', () => {
	const content = new Uint8Array(randomBytes(PART_BYTES + 5));

	test('opens with it, and with nothing else', async () => {
		const sealed = await sealContainer(ports, content, PASSPHRASE);
		if (!sealed.ok) throw new Error(sealed.error);
		expect(await openContainer(ports, sealed.value, PASSPHRASE)).toEqual({ ok: true, value: content });
		// The same characters composed otherwise are the same passphrase.
		const accented = await sealContainer(ports, content, 'passphrase é');
		expect((await openContainer(ports, accented.ok ? accented.value : content, 'passphrase e\u0301')).ok).toBe(true);
		expect(await openContainer(ports, sealed.value, `${PASSPHRASE} `)).toEqual({ ok: false, error: 'wrong-passphrase' });
	});

	test('tells damage from a wrong passphrase wherever it is', async () => {
		const sealed = await sealContainer(ports, content, PASSPHRASE);
		if (!sealed.ok) throw new Error(sealed.error);
		const changed = (index: number) => sealed.value.map((byte, at) => (at === index ? byte ^ 1 : byte));
		for (const index of [HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + PART_BYTES + 20, sealed.value.length - 1])
			expect((await openContainer(ports, changed(index), PASSPHRASE)).ok).toBe(false);
		expect(await openContainer(ports, sealed.value.subarray(0, -1), PASSPHRASE)).toEqual({ ok: false, error: 'damaged' });
		const swapped = concatBytes(
			sealed.value.subarray(0, HEADER_BYTES),
			sealed.value.subarray(HEADER_BYTES + PART_BYTES + 16),
			sealed.value.subarray(HEADER_BYTES, HEADER_BYTES + PART_BYTES + 16)
		);
		expect(await openContainer(ports, swapped, PASSPHRASE)).toEqual({ ok: false, error: 'damaged' });
		expect(await openContainer(ports, changed(7), PASSPHRASE)).toEqual({ ok: false, error: 'newer-version' });
	});

	test('asks for no more than a device can give', async () => {
		const sealed = await sealContainer(ports, content, PASSPHRASE, undefined, { memoryKib: 256 * 1024, passes: 10, lanes: 4 });
		expect((await openContainer(ports, sealed.ok ? sealed.value : content, PASSPHRASE)).ok).toBe(true);
		for (const kdf of [
			{ memoryKib: 256 * 1024 + 1, passes: 3, lanes: 1 },
			{ memoryKib: 65536, passes: 11, lanes: 1 },
			{ memoryKib: 65536, passes: 3, lanes: 5 }
		]) {
			const dear = await sealContainer(ports, content, PASSPHRASE, undefined, kdf);
			expect(await openContainer(ports, dear.ok ? dear.value : content, PASSPHRASE)).toEqual({ ok: false, error: 'over-limit' });
		}
		expect(await sealContainer(ports, content, 'nine char')).toEqual({ ok: false, error: 'passphrase-too-short' });
		expect((await sealContainer(ports, content, 'ten chars.')).ok).toBe(true);
	});

	test('is derived by argon2id in the product', async () => {
		const { deriveWithArgon2 } = await import('#lib/identity/argon2.ts');
		const real = { ...ports, derive: deriveWithArgon2 };
		const kdf = { memoryKib: 64, passes: 1, lanes: 1 };
		const sealed = await sealContainer(real, content, PASSPHRASE, undefined, kdf);
		expect((await openContainer(real, sealed.ok ? sealed.value : content, PASSPHRASE)).ok).toBe(true);
		expect(await openContainer(ports, sealed.ok ? sealed.value : content, PASSPHRASE)).toEqual({ ok: false, error: 'wrong-passphrase' });
	});
});

test('unpacking stops at its bound', async () => {
	const packed = gzipSync(new Uint8Array(1000));
	expect((await gunzipBounded(packed, 1000)).ok).toBe(true);
	expect(await gunzipBounded(packed, 999)).toEqual({ ok: false, error: 'over-limit' });
});
