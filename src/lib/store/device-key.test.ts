/** The device's key: made by the browser where it can, by us where it cannot, and recognised when it comes back from the disk. */
import { describe, expect, test } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { Profile } from '../../../tests/support/store-profile.ts';
import { CompanyDatabase } from './database.ts';
import { createDeviceKey, DEVICE_KEY, openDeviceKey, storedDev, type KeyPorts } from './device-key.ts';
import { hasEd25519 } from './native-ed25519.ts';

const crypto = createPureCrypto();
const random = (bytes: number): Uint8Array => globalThis.crypto.getRandomValues(new Uint8Array(bytes));
const { subtle } = globalThis.crypto;
const message = new TextEncoder().encode('某');

/** WebCrypto of a browser that answers `generateKey` with this error. */
function refusing(error: Error): SubtleCrypto {
	return {
		generateKey: async () => {
			throw error;
		}
	} as unknown as SubtleCrypto;
}

describe.each([
	['by WebCrypto', { crypto, random, subtle }, false],
	['of a seed, without WebCrypto', { crypto, random }, true],
	['of a seed, where WebCrypto lacks Ed25519', { crypto, random, subtle: refusing(new DOMException('no', 'NotSupportedError')) }, true]
] as const)('a key made %s', (_how, ports: KeyPorts, isExtractable) => {
	test('signs so that everybody can check it, before and after the disk', async () => {
		const key = await createDeviceKey(ports);
		expect(key.isExtractable).toBe(isExtractable);
		expect(key.dev).toBe(deviceIdOf(key.publicKey, crypto));
		expect(crypto.verify(key.publicKey, message, await key.sign(message))).toBe(true);
		const database = unwrap(await CompanyDatabase.create('O'.repeat(43), new Profile().life().ports));
		unwrap(await database.write(['meta'], async () => void (await database.meta.put(key.stored, DEVICE_KEY))));
		const stored = unwrap(await database.read(['meta'], () => database.meta.get(DEVICE_KEY)));
		const again = unwrap(openDeviceKey(stored, ports));
		expect([again.dev, again.isExtractable, storedDev(stored, crypto)]).toEqual([key.dev, isExtractable, key.dev]);
		expect(crypto.verify(key.publicKey, message, await again.sign(message))).toBe(true);
		expect((await createDeviceKey(ports)).dev).not.toBe(key.dev);
	});
});

test('the private half of a WebCrypto key does not leave the browser', async () => {
	const { stored } = await createDeviceKey({ crypto, random, subtle });
	if (stored.kind !== 'webcrypto') throw new Error('expected a key of the browser');
	await expect(subtle.exportKey('pkcs8', stored.privateKey)).rejects.toThrow();
});

test('a browser that refuses for another reason does not end in a weaker key', async () => {
	await expect(createDeviceKey({ crypto, random, subtle: refusing(new DOMException('no', 'SecurityError')) })).rejects.toThrow('no');
});

test.each([
	undefined,
	null,
	'key',
	{},
	{ kind: 'seed', publicKey: new Uint8Array(32), seed: new Uint8Array(31) },
	{ kind: 'webcrypto', publicKey: new Uint8Array(32) },
	{ kind: 'other', publicKey: new Uint8Array(32) }
])('%o is no key', (value) => {
	expect(openDeviceKey(value, { crypto, random, subtle })).toMatchObject({ ok: false, error: { code: 'damaged' } });
	expect(storedDev(value, crypto)).toBe('');
});

test('a key of the browser needs the browser', async () => {
	const { stored } = await createDeviceKey({ crypto, random, subtle });
	expect(openDeviceKey(stored, { crypto, random })).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});

test('whether the browser signs by itself is asked of it', async () => {
	expect(await hasEd25519(subtle)).toBe(true);
	expect(await hasEd25519(undefined)).toBe(false);
	expect(await hasEd25519(refusing(new TypeError('unknown algorithm')))).toBe(false);
});
