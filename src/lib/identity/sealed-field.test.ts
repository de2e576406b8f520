import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { assert } from '#lib/kernel/assert.ts';
import { fromBase64Url, toBase64Url } from '#lib/kernel/bytes.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import type { JsonValue } from '#lib/log/operation.ts';
import { MAX_SEALED_PLAIN_BYTES, isSealed } from '#lib/log/sealed.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { agreementOf } from './key-agreement.ts';
import {
	addWraps,
	eraseKey,
	MAX_WRAPS,
	mergeKeyRecords,
	openDataKey,
	readKeyRecord,
	wrapDataKey,
	type KeyRecord,
	type KeyWrap,
	type Recipient
} from './key-record.ts';
import { createDataKey, openField, PADDING_BYTES, readSealed, sealField } from './sealed-field.ts';

const random = seededRandom('sealed', createPureCrypto());
const ports = { subtle: webcrypto.subtle as SubtleCrypto, random };
const place = { org: 'o'.repeat(43), dev: 'd'.repeat(22), cmd: 'c'.repeat(22), path: '/price' };

function someone(person: string): Recipient & { readonly seed: Uint8Array } {
	const seed = random(32);
	return { person, seed, publicKey: createPureSigner(seed).publicKey };
}

const buyer = someone('buyer');
const finance = someone('finance');
const worker = someone('worker');

async function sealedFor(plain: JsonValue, ...recipients: readonly Recipient[]) {
	const dataKey = createDataKey(ports);
	const value = unwrap(await sealField(ports, plain, dataKey, place));
	return { dataKey, value, record: unwrap(await wrapDataKey(ports, dataKey.kid, dataKey.key, recipients)) };
}

function onlyWrap({ wraps: [wrap] }: KeyRecord): KeyWrap {
	assert(wrap, 'the record has a wrap');
	return wrap;
}

/** As the stream gives it back. */
const stored = (record: KeyRecord): unknown => JSON.parse(JSON.stringify(record));

test('every entitled person reads the value, nobody else', async () => {
	const plain = { amount: '12.50', currency: 'CNY', note: '含税 – 30 天', tiers: [1, 2, null] };
	const { value, record } = await sealedFor(plain, buyer, finance);
	expect(isSealed(value)).toBe(true);
	for (const person of [buyer, finance])
		expect(await readSealed(ports, value, place, stored(record), agreementOf(person.seed))).toEqual({ ok: true, value: plain });
	expect(await readSealed(ports, value, place, stored(record), agreementOf(worker.seed))).toEqual({ ok: false, error: 'not-entitled' });
	expect(await readSealed(ports, value, place, undefined, agreementOf(buyer.seed))).toEqual({ ok: false, error: 'no-record' });
});

test('a value copied to another company, device, action or field does not open', async () => {
	const { value, dataKey } = await sealedFor('12.50', buyer);
	expect(await openField(ports, value, dataKey.key, place)).toEqual({ ok: true, value: '12.50' });
	for (const elsewhere of [{ org: 'O' }, { dev: 'D' }, { cmd: 'C' }, { path: '/terms' }]) {
		expect(await openField(ports, value, dataKey.key, { ...place, ...elsewhere })).toEqual({ ok: false, error: 'damaged' });
	}
});

test('altered or clear values do not open', async () => {
	const { value, dataKey } = await sealedFor('12.50', buyer);
	const altered = (value.ct.startsWith('A') ? 'B' : 'A') + value.ct.slice(1);
	for (const other of ['12.50', { ...value, ct: altered }, { ...value, nonce: toBase64Url(random(12)) }, { ...value, extra: true }]) {
		expect(await openField(ports, other, dataKey.key, place)).toEqual({ ok: false, error: 'damaged' });
	}
	expect(await openField(ports, value, random(32), place)).toEqual({ ok: false, error: 'damaged' });
});

test('the length of a price is not to be seen, and equal values look different', async () => {
	const [short, long] = [(await sealedFor('9', buyer)).value, (await sealedFor('90000.00', buyer)).value];
	expect(short.ct.length).toBe(long.ct.length);
	expect((await sealedFor('9', buyer)).value.ct).not.toBe(short.ct);
	const lengths = await Promise.all(
		[PADDING_BYTES - 2, PADDING_BYTES - 1].map(
			async (length) => fromBase64Url((await sealedFor('x'.repeat(length), buyer)).value.ct)?.length
		)
	);
	expect(lengths).toEqual([PADDING_BYTES + 16, 2 * PADDING_BYTES + 16]);
});

test('the longest value is sealed in a form that is accepted, one byte more is refused', async () => {
	const dataKey = createDataKey(ports);
	const longest = 'x'.repeat(MAX_SEALED_PLAIN_BYTES - 2);
	const value = unwrap(await sealField(ports, longest, dataKey, place));
	expect(await openField(ports, value, dataKey.key, place)).toEqual({ ok: true, value: longest });
	expect(await sealField(ports, `${longest}x`, dataKey, place)).toEqual({ ok: false, error: 'too-long' });
});

test('the record shows neither data key nor clear text', async () => {
	const { record, dataKey, value } = await sealedFor('秘密 12.50', buyer);
	const text = JSON.stringify([record, value]);
	expect(text).not.toContain(toBase64Url(dataKey.key));
	expect(text).not.toContain('12.50');
});

test('a wrap cannot be given to another person or another key', async () => {
	const { record, value } = await sealedFor('1', buyer);
	const other = await sealedFor('2', finance);
	const wrap = onlyWrap(record);
	const asFinance = { ...record, wraps: [{ ...wrap, to: toBase64Url(finance.publicKey) }] };
	const renamed = { ...record, wraps: [{ ...wrap, person: 'finance' }] };
	const moved = { ...record, wraps: other.record.wraps };
	expect(await readSealed(ports, value, place, asFinance, agreementOf(finance.seed))).toEqual({ ok: false, error: 'damaged' });
	expect(await readSealed(ports, value, place, renamed, agreementOf(buyer.seed))).toEqual({ ok: false, error: 'damaged' });
	expect(await readSealed(ports, value, place, moved, agreementOf(finance.seed))).toEqual({ ok: false, error: 'damaged' });
	expect(await readSealed(ports, value, place, other.record, agreementOf(finance.seed))).toEqual({ ok: false, error: 'damaged' });
	for (const eph of [new Uint8Array(32), new Uint8Array(31)]) {
		expect(
			await readSealed(ports, value, place, { ...record, wraps: [{ ...wrap, eph: toBase64Url(eph) }] }, agreementOf(buyer.seed))
		).toEqual({ ok: false, error: 'damaged' });
	}
});

test('a record of one data key cannot stand for another', async () => {
	const { record, dataKey } = await sealedFor('1', buyer);
	const other = createDataKey(ports).kid;
	expect(await openDataKey(ports, record, dataKey.kid, agreementOf(buyer.seed))).toEqual({ ok: true, value: dataKey.key });
	expect(await openDataKey(ports, record, other, agreementOf(buyer.seed))).toEqual({ ok: false, error: 'damaged' });
	// Else a mixed-up stream would report values as erased that are not.
	expect(await openDataKey(ports, eraseKey(other), dataKey.kid, agreementOf(buyer.seed))).toEqual({ ok: false, error: 'damaged' });
	expect(await openDataKey(ports, { ...record, kid: other }, other, agreementOf(buyer.seed))).toEqual({ ok: false, error: 'damaged' });
});

test('further persons are entitled later, each once; unusable keys are refused', async () => {
	const { record, value, dataKey } = await sealedFor('1', buyer);
	const more = unwrap(await addWraps(ports, record, dataKey.key, [buyer, finance, finance]));
	expect(more.wraps.map(({ person }) => person)).toEqual(['buyer', 'finance']);
	expect(await readSealed(ports, value, place, stored(more), agreementOf(finance.seed))).toEqual({ ok: true, value: '1' });
	// Of small order, not on the curve, too short.
	for (const publicKey of [new Uint8Array(32), new Uint8Array(32).fill(2), new Uint8Array(31).fill(1)]) {
		expect(await addWraps(ports, record, dataKey.key, [{ person: 'x', publicKey }])).toEqual({ ok: false, error: 'unusable-key' });
	}
});

test('as many wraps as a record may have, and one more', async () => {
	const { record, dataKey } = await sealedFor('1', buyer);
	const filled = (count: number): KeyRecord => ({
		...record,
		wraps: Array.from({ length: count }, (_, at) => ({ ...onlyWrap(record), to: String(at) }))
	});
	expect([readKeyRecord(filled(MAX_WRAPS)).ok, readKeyRecord(filled(MAX_WRAPS + 1)).ok]).toEqual([true, false]);
	expect((await addWraps(ports, filled(MAX_WRAPS - 1), dataKey.key, [finance])).ok).toBe(true);
	expect(await addWraps(ports, filled(MAX_WRAPS), dataKey.key, [finance])).toEqual({ ok: false, error: 'too-many' });
});

test('erased: nobody reads it, no replica brings it back, nobody is added', async () => {
	const { record, value, dataKey } = await sealedFor({ name: '患者' }, buyer);
	const erased = eraseKey(record.kid);
	expect(await readSealed(ports, value, place, stored(erased), agreementOf(buyer.seed))).toEqual({ ok: false, error: 'erased' });
	expect(JSON.stringify(erased)).not.toContain(onlyWrap(record).ct);
	expect(mergeKeyRecords(record, erased)).toEqual(erased);
	expect(mergeKeyRecords(erased, record)).toEqual(erased);
	expect(await addWraps(ports, erased, dataKey.key, [finance])).toEqual({ ok: true, value: erased });
});

test('an erased record that still carries wraps is read as erased', async () => {
	const { record, value } = await sealedFor('1', buyer);
	expect(await readSealed(ports, value, place, { ...record, erased: true }, agreementOf(buyer.seed))).toEqual({
		ok: false,
		error: 'erased'
	});
});

test('replicas that each entitled somebody agree, in whatever order they meet', async () => {
	const { record, dataKey } = await sealedFor('1', buyer);
	const [a, b] = [
		unwrap(await addWraps(ports, record, dataKey.key, [finance])),
		unwrap(await addWraps(ports, record, dataKey.key, [worker, finance]))
	];
	const merged = mergeKeyRecords(a, b);
	expect(mergeKeyRecords(b, a)).toEqual(merged);
	expect(mergeKeyRecords(merged, a)).toEqual(merged);
	expect(merged.wraps.map(({ person }) => person).sort()).toEqual(['buyer', 'finance', 'worker']);
});

test('what the stream may hold instead of a record', () => {
	for (const value of [
		null,
		1,
		'x',
		[],
		{},
		{ v: 1, kid: 'k', erased: false },
		{ v: 1, kid: 'k', erased: 'no', wraps: [] },
		{ v: 1, kid: 'k', erased: false, wraps: [{}] },
		{ v: 1, kid: 'k', erased: false, wraps: [null] }
	]) {
		expect(readKeyRecord(value), JSON.stringify(value)).toEqual({ ok: false, error: 'damaged' });
	}
	expect(readKeyRecord({ v: 2 })).toEqual({ ok: false, error: 'newer-version' });
	expect(readKeyRecord(undefined)).toEqual({ ok: false, error: 'no-record' });
});
