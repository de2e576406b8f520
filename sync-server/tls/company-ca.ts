/**
 * Certificates on disk: a root made once, a leaf renewed when the machine's addresses change or its end comes near. Browsers
 * give cryptography and offline work only to secure origins, so the relay speaks HTTPS from its first day.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { writePrivateFile } from '../storage/private-file.ts';
import { issueLeaf, issueRoot, type Issued } from './certificates.ts';

/** A leaf is renewed when less than this is left of it. */
export const RENEW_BEFORE_MS = 60 * 86_400_000;

const HOST_NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

export class CompanyCa {
	readonly #directory: string;
	readonly #root: Issued;

	/** Opens the root in a directory, or makes it. */
	constructor(directory: string, now: Date) {
		this.#directory = directory;
		const known = readPair(join(directory, 'ca'));
		this.#root = known ?? issueRoot(`溯源 ${hostname()}`, now);
		if (!known) writePair(join(directory, 'ca'), this.#root);
	}

	/** The root certificate, PEM: what devices install. */
	get rootCertificate(): string {
		return this.#root.cert;
	}

	/** A leaf for these names that is good for a while; the one on disk if it is. */
	leafFor(names: readonly string[], now: Date): Issued {
		const path = join(this.#directory, 'server');
		const known = readPair(path);
		if (known && isGoodFor(known, names, now) && new X509Certificate(known.cert).checkIssued(new X509Certificate(this.#root.cert)))
			return known;
		const leaf = issueLeaf(this.#root, names, now);
		writePair(path, leaf);
		return leaf;
	}
}

/** Names and addresses under which this machine may be called, without those that only it can use but localhost. */
export function ownNames(): readonly string[] {
	const host = hostname().toLowerCase();
	const hosts = HOST_NAME.test(host) ? [host, ...(host.includes('.') ? [] : [`${host}.local`])] : [];
	const addresses = Object.values(networkInterfaces())
		.flatMap((list) => list ?? [])
		.filter((entry) => !entry.internal && !entry.address.toLowerCase().startsWith('fe80'))
		.map((entry) => entry.address);
	return ['localhost', ...new Set([...hosts, '127.0.0.1', '::1', ...addresses].sort())];
}

function isGoodFor({ cert }: Issued, names: readonly string[], now: Date): boolean {
	const read = new X509Certificate(cert);
	if (new Date(read.validTo).getTime() - now.getTime() < RENEW_BEFORE_MS || new Date(read.validFrom) > now) return false;
	// Node throws where a host name is asked for as an address.
	return names.every((name) => (isIP(name) === 0 ? read.checkHost(name) : read.checkIP(name)) !== undefined);
}

function readPair(path: string): Issued | undefined {
	if (!existsSync(`${path}.crt`) || !existsSync(`${path}.key`)) return undefined;
	return { cert: readFileSync(`${path}.crt`, 'utf8'), key: readFileSync(`${path}.key`, 'utf8') };
}

function writePair(path: string, { cert, key }: Issued): void {
	writePrivateFile(`${path}.key`, key);
	writePrivateFile(`${path}.crt`, cert);
}
