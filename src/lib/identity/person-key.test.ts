import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { toBase64Url, toHex, utf8 } from '#lib/kernel/bytes.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import {
	ARGON2_LANES,
	ARGON2_MEMORY_KIB,
	ARGON2_PASSES,
	deriveWithArgon2,
	MAX_ARGON2_MEMORY_KIB,
	MAX_ARGON2_PASSES,
	type DeriveKey
} from './argon2.ts';
import { changePin, createPersonKey, replaceBadge, unwrapPersonKey, wrapPersonKey, type PersonKeyPorts } from './person-key.ts';
import { checksumOf, findByBadge, readWrappedPersonKey, type WrappedPersonKey } from './wrapped-person-key.ts';

const crypto = createPureCrypto();
const owner = { org: 'a'.repeat(43), person: 'p'.repeat(22) };
const PIN = '402917';

/** Everything argon2id would take in, hashed once. */
const fastDerive: DeriveKey = async ({ pin, badgeSecret, salt, memoryKib, passes, lanes }) =>
	crypto.sha256(utf8(JSON.stringify([pin, toHex(badgeSecret), toHex(salt), memoryKib, passes, lanes])));

function ports(seed = 'keys', derive = fastDerive): PersonKeyPorts {
	return { subtle: webcrypto.subtle as SubtleCrypto, random: seededRandom(seed, crypto), createSigner: createPureSigner, derive };
}

async function created(on = ports()) {
	const { wrapped, badgeSecret, unlocked } = unwrap(await createPersonKey(on, owner, PIN));
	return { on, stored: JSON.parse(JSON.stringify(wrapped)) as WrappedPersonKey, badgeSecret, unlocked };
}

/** The record with changes and a sum that fits them, as an attacker would write it. */
function forged(record: WrappedPersonKey, changes: Partial<WrappedPersonKey>): WrappedPersonKey {
	const changed = { ...record, ...changes } as WrappedPersonKey;
	return { ...changed, sum: checksumOf(changed) };
}

test('badge and PIN unlock a signer whose signature verifies under the registered key', async () => {
	const { on, stored, badgeSecret, unlocked } = await created();
	const again = unwrap(await unwrapPersonKey(on, owner, stored, { pin: PIN, badgeSecret }));
	expect(toBase64Url(again.signer.publicKey)).toBe(stored.key);
	expect(again.signer.publicKey).toEqual(unlocked.signer.publicKey);
	expect(crypto.verify(again.signer.publicKey, utf8('x'), await again.signer.sign(utf8('x')))).toBe(true);
	expect(again.person).toBe(owner.person);
});

test('a wrong PIN or another badge opens nothing, and the answer does not say which', async () => {
	const { on, stored, badgeSecret } = await created();
	const wrong = { ok: false, error: 'wrong-pin-or-badge' };
	expect(await unwrapPersonKey(on, owner, stored, { pin: '402918', badgeSecret })).toEqual(wrong);
	expect(await unwrapPersonKey(on, owner, stored, { pin: PIN, badgeSecret: on.random(16) })).toEqual(wrong);
});

test('a forbidden PIN is refused when set', async () => {
	const { on, stored, badgeSecret } = await created();
	expect(await createPersonKey(on, owner, '123456')).toEqual({ ok: false, error: 'too-simple' });
	expect(await changePin(on, owner, stored, { pin: PIN, badgeSecret }, '12345')).toEqual({ ok: false, error: 'not-six-digits' });
});

test('the record contains neither PIN, seed, badge secret nor derived key', async () => {
	const on = ports();
	const seed = on.random(32);
	const badgeSecret = on.random(16);
	let derived = new Uint8Array();
	const derive: DeriveKey = async (input) => (derived = new Uint8Array(await fastDerive(input)));
	const text = JSON.stringify(await wrapPersonKey({ ...on, derive }, owner, seed, { pin: PIN, badgeSecret }));
	expect(text).not.toContain(PIN);
	for (const secret of [seed, badgeSecret, derived]) {
		expect(text).not.toContain(toHex(secret));
		expect(text).not.toContain(toBase64Url(secret));
	}
	expect(derived).toHaveLength(32);
});

test('two wraps of one seed share nothing that depends on chance', async () => {
	const { on, stored, badgeSecret } = await created();
	const other = unwrap(await changePin(on, owner, stored, { pin: PIN, badgeSecret }, '402918'));
	expect(other.key).toBe(stored.key);
	expect([other.nonce, other.ct, other.kdf.salt]).not.toContain(stored.nonce);
	expect(other.kdf.salt).not.toBe(stored.kdf.salt);
	expect(other.nonce).not.toBe(stored.nonce);
});

test('after a change of PIN only the new one opens the new record', async () => {
	const { on, stored, badgeSecret } = await created();
	const record = unwrap(await changePin(on, owner, stored, { pin: PIN, badgeSecret }, '771203'));
	expect(await unwrapPersonKey(on, owner, record, { pin: PIN, badgeSecret })).toEqual({ ok: false, error: 'wrong-pin-or-badge' });
	const again = unwrap(await unwrapPersonKey(on, owner, record, { pin: '771203', badgeSecret }));
	expect(toBase64Url(again.signer.publicKey)).toBe(stored.key);
	expect(await changePin(on, owner, stored, { pin: '402918', badgeSecret }, '771203')).toEqual({ ok: false, error: 'wrong-pin-or-badge' });
});

test('a replaced badge opens, the old one does not, and each finds its own record', async () => {
	const { on, stored, badgeSecret } = await created();
	const replaced = unwrap(await replaceBadge(on, owner, stored, { pin: PIN, badgeSecret }));
	expect((await unwrapPersonKey(on, owner, replaced.wrapped, { pin: PIN, badgeSecret })).ok).toBe(false);
	expect((await unwrapPersonKey(on, owner, replaced.wrapped, { pin: PIN, badgeSecret: replaced.badgeSecret })).ok).toBe(true);
	expect(findByBadge([replaced.wrapped], replaced.badgeSecret)).toBe(replaced.wrapped);
	expect(findByBadge([replaced.wrapped], badgeSecret)).toBeUndefined();
});

test('a record of another person or company is not opened, even with its ids rewritten', async () => {
	const { on, stored, badgeSecret } = await created();
	for (const other of [
		{ ...owner, person: 'q'.repeat(22) },
		{ ...owner, org: 'b'.repeat(43) }
	]) {
		expect(await unwrapPersonKey(on, other, stored, { pin: PIN, badgeSecret })).toEqual({ ok: false, error: 'damaged' });
		expect(await unwrapPersonKey(on, other, forged(stored, other), { pin: PIN, badgeSecret })).toEqual({
			ok: false,
			error: 'wrong-pin-or-badge'
		});
	}
});

test('every member beside the ciphertext is authenticated', async () => {
	const { on, stored, badgeSecret } = await created();
	const key = toBase64Url(createPureSigner(on.random(32)).publicKey);
	for (const changes of [{ key }, { badge: 'x'.repeat(22) }, { kdf: { ...stored.kdf, passes: 2 } }]) {
		expect(await unwrapPersonKey(on, owner, forged(stored, changes), { pin: PIN, badgeSecret })).toEqual({
			ok: false,
			error: 'wrong-pin-or-badge'
		});
	}
});

test('a flipped bit is damage, not a wrong PIN', async () => {
	const { on, stored, badgeSecret } = await created();
	const ct = (stored.ct.startsWith('A') ? 'B' : 'A') + stored.ct.slice(1);
	expect(await unwrapPersonKey(on, owner, { ...stored, ct }, { pin: PIN, badgeSecret })).toEqual({ ok: false, error: 'damaged' });
});

test('what the stream may hold instead of a record', async () => {
	const { stored } = await created();
	for (const value of [
		undefined,
		null,
		3,
		'x',
		[],
		{},
		{ ...stored, v: 0 },
		{ ...stored, v: '2' },
		{ ...stored, kdf: { ...stored.kdf, salt: undefined } },
		{ ...stored, ct: stored.ct.slice(4) },
		{ ...stored, person: '' },
		{ ...stored, person: '\ud800' }
	]) {
		expect(readWrappedPersonKey(value), JSON.stringify(value)).toEqual({ ok: false, error: 'damaged' });
	}
	expect(readWrappedPersonKey({ v: 2, anything: true })).toEqual({ ok: false, error: 'newer-version' });
});

test('parameters are taken at their limit and refused one past it', async () => {
	const { stored } = await created();
	const withKdf = (changes: Partial<WrappedPersonKey['kdf']>) =>
		readWrappedPersonKey(forged(stored, { kdf: { ...stored.kdf, ...changes } })).ok;
	expect([
		withKdf({ memoryKib: MAX_ARGON2_MEMORY_KIB }),
		withKdf({ memoryKib: MAX_ARGON2_MEMORY_KIB + 1 }),
		withKdf({ memoryKib: 0 })
	]).toEqual([true, false, false]);
	expect([withKdf({ passes: MAX_ARGON2_PASSES }), withKdf({ passes: MAX_ARGON2_PASSES + 1 }), withKdf({ passes: 0 })]).toEqual([
		true,
		false,
		false
	]);
	expect([withKdf({ lanes: ARGON2_LANES }), withKdf({ lanes: ARGON2_LANES + 1 })]).toEqual([true, false]);
	expect([
		readWrappedPersonKey(forged(stored, { person: 'p'.repeat(64) })).ok,
		readWrappedPersonKey(forged(stored, { person: 'p'.repeat(65) })).ok
	]).toEqual([true, false]);
});

test('a stored record asks for the cost it was made with', async () => {
	const asked: unknown[] = [];
	const on = ports('cost', async (input) => {
		asked.push([input.memoryKib, input.passes, input.lanes]);
		return fastDerive(input);
	});
	await created(on);
	expect(asked).toEqual([[65_536, 3, 1]]);
	expect([ARGON2_MEMORY_KIB, ARGON2_PASSES, ARGON2_LANES]).toEqual([65_536, 3, 1]);
});

test('argon2id gives what OpenSSL gives for the same PIN, badge secret and salt', async () => {
	const input = {
		pin: PIN,
		badgeSecret: Uint8Array.from({ length: 16 }, (_, at) => at + 100),
		salt: Uint8Array.from({ length: 16 }, (_, at) => at),
		memoryKib: 64,
		passes: 3,
		lanes: 1
	};
	expect(toHex(await deriveWithArgon2(input))).toBe('5001ab1739d11c477ea6de2e8b1810674f0d2ae3e1987f9e0dd46d91b8943bf5');
});

test('with real argon2id at full cost', async () => {
	const { on, stored, badgeSecret } = await created(ports('real', deriveWithArgon2));
	expect((await unwrapPersonKey(on, owner, stored, { pin: PIN, badgeSecret })).ok).toBe(true);
	expect((await unwrapPersonKey(on, owner, stored, { pin: '402918', badgeSecret })).ok).toBe(false);
});
