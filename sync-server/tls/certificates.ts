/** A company's own root certificate and the relay's certificate under it (X.509 v3, RFC 5280), ECDSA P-256. */
import {
	createHash,
	createPrivateKey,
	generateKeyPairSync,
	randomBytes,
	sign,
	X509Certificate,
	createPublicKey,
	type KeyObject
} from 'node:crypto';
import { isIP } from 'node:net';
import { bitString, boolean, explicit, implicit, integer, octetString, oid, sequence, set, time, utf8String } from './der.ts';

/** A certificate and its private key, PEM. */
export interface Issued {
	readonly cert: string;
	readonly key: string;
}

const DAY_MS = 86_400_000;
export const ROOT_DAYS = 3650;
/** Apple refuses certificates that are good for more than 825 days, browsers in general more than 398 from public roots. */
export const LEAF_DAYS = 397;

const OID = {
	commonName: '2.5.4.3',
	organisation: '2.5.4.10',
	ecdsaSha256: '1.2.840.10045.4.3.2',
	basicConstraints: '2.5.29.19',
	keyUsage: '2.5.29.15',
	extendedKeyUsage: '2.5.29.37',
	serverAuth: '1.3.6.1.5.5.7.3.1',
	subjectKeyId: '2.5.29.14',
	authorityKeyId: '2.5.29.35',
	alternativeNames: '2.5.29.17'
} as const;
const ALGORITHM = sequence(oid(OID.ecdsaSha256));
/** keyCertSign and cRLSign. */
const CA_USAGE = bitString(Buffer.of(0b0000_0110), 1);
/** digitalSignature. */
const LEAF_USAGE = bitString(Buffer.of(0b1000_0000), 7);

/** A root for one company; its name is what people see when they install it. */
export function issueRoot(name: string, now: Date): Issued {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const subject = nameOf(name);
	const cert = certificate(
		{
			subject,
			issuer: subject,
			publicKey,
			from: new Date(now.getTime() - DAY_MS),
			to: new Date(now.getTime() + ROOT_DAYS * DAY_MS),
			extensions: [
				extension(OID.basicConstraints, sequence(boolean(true), integer(Buffer.of(0))), true),
				extension(OID.keyUsage, CA_USAGE, true),
				extension(OID.subjectKeyId, octetString(keyId(publicKey)))
			]
		},
		privateKey
	);
	return { cert, key: pem(privateKey) };
}

/** A certificate for a server known by these host names and addresses. */
export function issueLeaf(root: Issued, names: readonly string[], now: Date): Issued {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const rootKey = createPrivateKey(root.key);
	const rootCert = new X509Certificate(root.cert);
	const rootEnd = new Date(rootCert.validTo).getTime();
	const cert = certificate(
		{
			subject: nameOf(names[0] ?? 'suyuan'),
			issuer: nameOf(commonNameOf(rootCert)),
			publicKey,
			from: new Date(now.getTime() - DAY_MS),
			to: new Date(Math.min(now.getTime() + LEAF_DAYS * DAY_MS, rootEnd)),
			extensions: [
				extension(OID.basicConstraints, sequence(), true),
				extension(OID.keyUsage, LEAF_USAGE, true),
				extension(OID.extendedKeyUsage, sequence(oid(OID.serverAuth))),
				extension(OID.authorityKeyId, sequence(implicit(0, keyId(createPublicKey(rootKey))))),
				extension(OID.alternativeNames, sequence(...names.map(alternativeName)))
			]
		},
		rootKey
	);
	return { cert, key: pem(privateKey) };
}

interface Content {
	readonly subject: Uint8Array;
	readonly issuer: Uint8Array;
	readonly publicKey: KeyObject;
	readonly from: Date;
	readonly to: Date;
	readonly extensions: readonly Uint8Array[];
}

function certificate({ subject, issuer, publicKey, from, to, extensions }: Content, signer: KeyObject): string {
	const serial = randomBytes(16);
	const content = sequence(
		explicit(0, integer(Buffer.of(2))),
		integer(serial),
		ALGORITHM,
		issuer,
		sequence(time(from), time(to)),
		subject,
		publicKey.export({ format: 'der', type: 'spki' }),
		explicit(3, sequence(...extensions))
	);
	const der = sequence(content, ALGORITHM, bitString(sign('sha256', content, signer)));
	const lines =
		Buffer.from(der)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function nameOf(commonName: string): Uint8Array {
	return sequence(set(sequence(oid(OID.organisation), utf8String('Suyuan'))), set(sequence(oid(OID.commonName), utf8String(commonName))));
}

function commonNameOf(cert: X509Certificate): string {
	return /^CN=(.*)$/m.exec(cert.subject)?.[1] ?? '';
}

function extension(id: string, content: Uint8Array, isCritical = false): Uint8Array {
	return sequence(oid(id), ...(isCritical ? [boolean(true)] : []), octetString(content));
}

function alternativeName(name: string): Uint8Array {
	if (isIP(name) === 0) return implicit(2, Buffer.from(name, 'latin1'));
	return implicit(7, addressBytes(name));
}

function addressBytes(address: string): Uint8Array {
	if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
	const [head = '', tail] = address.split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
	const before = groups(head);
	const after = tail === undefined ? [] : groups(tail);
	const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
	return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function keyId(publicKey: KeyObject): Uint8Array {
	return createHash('sha1')
		.update(publicKey.export({ format: 'der', type: 'spki' }))
		.digest();
}

function pem(key: KeyObject): string {
	return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}
