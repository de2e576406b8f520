/** The certificates as others read them: OpenSSL's parser and a TLS handshake that trusts nothing but the root. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { issueLeaf, issueRoot, LEAF_DAYS, ROOT_DAYS } from './certificates.ts';
import { CompanyCa, RENEW_BEFORE_MS } from './company-ca.ts';
import { integer, oid, octetString, time } from './der.ts';

/** What a certificate says to a host name or an address. */
const accepts = (cert: X509Certificate, name: string) => (isIP(name) === 0 ? cert.checkHost(name) : cert.checkIP(name)) !== undefined;
const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-26T08:00:00Z');
const NAMES = ['localhost', 'relay.local', '127.0.0.1', '192.168.8.20', '::1', 'fd00::1:2'];
const root = issueRoot('溯源 某公司', NOW);
const leaf = issueLeaf(root, NAMES, NOW);
const [rootCert, leafCert] = [new X509Certificate(root.cert), new X509Certificate(leaf.cert)];

test('the root is a certificate authority that signed itself, for ten years, and its name may be Chinese', () => {
	expect(rootCert.ca).toBe(true);
	expect(rootCert.verify(rootCert.publicKey)).toBe(true);
	expect(rootCert.checkPrivateKey(createPrivateKey(root.key))).toBe(true);
	expect(rootCert.subject).toContain('溯源 某公司');
	expect(Math.round((Date.parse(rootCert.validTo) - NOW.getTime()) / DAY_MS)).toBe(ROOT_DAYS);
});

test('the leaf is no authority, is signed by the root, and is good for its names and addresses only', () => {
	expect(leafCert.ca).toBe(false);
	expect(leafCert.checkIssued(rootCert)).toBe(true);
	expect(leafCert.verify(rootCert.publicKey)).toBe(true);
	expect(leafCert.checkPrivateKey(createPrivateKey(leaf.key))).toBe(true);
	for (const name of NAMES) expect(accepts(leafCert, name), name).toBe(true);
	for (const name of ['other.local', '192.168.8.21', 'fd00::1:3']) expect(accepts(leafCert, name), name).toBe(false);
	expect(leafCert.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
	// Browsers refuse more than 398 days.
	expect((Date.parse(leafCert.validTo) - Date.parse(leafCert.validFrom)) / DAY_MS).toBeLessThanOrEqual(398);
	expect(Math.round((Date.parse(leafCert.validTo) - NOW.getTime()) / DAY_MS)).toBe(LEAF_DAYS);
});

test('a leaf never outlives its root', () => {
	const late = new Date(NOW.getTime() + (ROOT_DAYS - 30) * DAY_MS);
	expect(new X509Certificate(issueLeaf(root, NAMES, late).cert).validTo).toBe(rootCert.validTo);
});

/** Resolves to what the client's TLS thinks of the server, undefined if it is content. */
function handshake(server: { cert: string; key: string }, trusted: string, servername: string): Promise<string | undefined> {
	return new Promise((resolve, reject) => {
		const listener = createServer({ ...server, minVersion: 'TLSv1.2' }, (socket) => socket.end('hello'));
		listener.on('error', reject);
		listener.listen(0, '127.0.0.1', () => {
			const address = listener.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			const done = (outcome: string | undefined) => {
				client.destroy();
				listener.close(() => resolve(outcome));
			};
			const client = connect({ host: '127.0.0.1', port, ca: trusted, servername }, () => done(undefined));
			client.on('error', (error: Error & { code?: string }) => done(error.code ?? error.message));
		});
	});
}

describe('a TLS handshake', () => {
	// The machine's own clock decides here.
	const current = issueRoot('today', new Date());
	const server = issueLeaf(current, ['localhost', 'relay.local'], new Date());

	test('succeeds with the root trusted, for each name', async () => {
		for (const name of ['localhost', 'relay.local']) expect(await handshake(server, current.cert, name)).toBeUndefined();
	});

	test('fails for another name, another root, and after the end', async () => {
		expect(await handshake(server, current.cert, 'bank.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
		expect(await handshake(server, issueRoot('today', new Date()).cert, 'localhost')).toBeDefined();
		const past = issueLeaf(current, ['localhost'], new Date(Date.now() - 2 * LEAF_DAYS * DAY_MS));
		expect(await handshake(past, current.cert, 'localhost')).toBe('CERT_HAS_EXPIRED');
	});
});

describe('on disk', () => {
	const directory = mkdtempSync(join(tmpdir(), 'suyuan-tls-'));
	afterAll(() => rmSync(directory, { recursive: true }));

	test('the root stays; the leaf stays until an address is new or its end is near', () => {
		const ca = new CompanyCa(directory, NOW);
		const first = ca.leafFor(['localhost', '10.0.0.1'], NOW);
		expect(new CompanyCa(directory, NOW).rootCertificate).toBe(ca.rootCertificate);
		expect(ca.leafFor(['localhost', '10.0.0.1'], NOW)).toEqual(first);
		expect(ca.leafFor(['localhost', '10.0.0.2'], NOW)).not.toEqual(first);
		const second = ca.leafFor(['localhost', '10.0.0.2'], NOW);
		const end = Date.parse(new X509Certificate(second.cert).validTo);
		expect(ca.leafFor(['localhost', '10.0.0.2'], new Date(end - RENEW_BEFORE_MS))).toEqual(second);
		expect(ca.leafFor(['localhost', '10.0.0.2'], new Date(end - RENEW_BEFORE_MS + 1))).not.toEqual(second);
		// The machine has another name than when it was issued.
		expect(accepts(new X509Certificate(ca.leafFor(['localhost', 'renamed.local'], NOW).cert), 'renamed.local')).toBe(true);
		if (process.platform !== 'win32') expect(statSync(join(directory, 'ca.key')).mode & 0o777).toBe(0o600);
	});
});

describe('DER', () => {
	test('integers are minimal and never negative; lengths take their long form from 128 on', () => {
		expect([...integer(Uint8Array.of(0, 0, 5))]).toEqual([2, 1, 5]);
		expect([...integer(Uint8Array.of(0x80))]).toEqual([2, 2, 0, 0x80]);
		expect([...integer(Uint8Array.of(0))]).toEqual([2, 1, 0]);
		expect([...octetString(new Uint8Array(127)).subarray(0, 2)]).toEqual([4, 127]);
		expect([...octetString(new Uint8Array(128)).subarray(0, 3)]).toEqual([4, 0x81, 128]);
		expect([...octetString(new Uint8Array(256)).subarray(0, 4)]).toEqual([4, 0x82, 1, 0]);
		expect(Buffer.from(oid('1.2.840.10045.4.3.2')).toString('hex')).toBe('06082a8648ce3d040302');
	});

	test('years from 2050 on are written in the long form', () => {
		expect(Buffer.from(time(new Date('2049-12-31T23:59:59Z'))).toString('latin1')).toContain('491231235959Z');
		expect(Buffer.from(time(new Date('2050-01-01T00:00:00Z'))).toString('latin1')).toContain('20500101000000Z');
	});

	test('certificates of any moment and names are read by OpenSSL (property)', () => {
		const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9](\.local)?$/);
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.oneof(name, fc.ipV4(), fc.constant('fd00::7')), { minLength: 1, maxLength: 40 }),
				fc.date({ min: new Date('2020-01-01'), max: new Date('2070-01-01'), noInvalidDate: true }),
				(names, now) => {
					const authority = issueRoot(names[0] ?? '', now);
					const read = new X509Certificate(issueLeaf(authority, names, now).cert);
					expect(read.verify(new X509Certificate(authority.cert).publicKey)).toBe(true);
					for (const one of names) expect(accepts(read, one)).toBe(true);
				}
			),
			{ numRuns: 60 }
		);
	});
});
