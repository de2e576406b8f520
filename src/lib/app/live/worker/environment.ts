/** What surrounds the worker in a browser, put into the shapes the pure parts ask for. */
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { deriveWithArgon2 } from '#lib/identity/argon2.ts';
import type { PersonKeyPorts } from '#lib/identity/person-key.ts';
import { formatWithOffset } from '#lib/kernel/instant.ts';
import type { StorePorts } from '#lib/store/open-replica.ts';
import type { LineFiles, SyncFile } from '#lib/store/opfs-lines.ts';
import { createPlatformPorts } from '#lib/sync/platform-ports.ts';
import type { ContainerPorts } from '#lib/sync/sealed-container.ts';
import type { SyncPorts } from '#lib/sync/ports.ts';

/** Workers have it; the page's types, which this file shares, do not. */
interface WithSyncAccess {
	createSyncAccessHandle(): Promise<SyncFile>;
}

/** Written into every operation this program records. */
export const BUILD_ID = 'suyuan-web/0.1.0';

/**
 * Names exactly this program, by the hash in the address of its built worker; "" where it is not built. What it computed may
 * be kept for the next start of the same program, and for no other.
 */
export const PROGRAM = globalThis.location.pathname.includes('/immutable/') ? globalThis.location.pathname : '';

export const crypto = createPureCrypto();

export function random(bytes: number): Uint8Array {
	return globalThis.crypto.getRandomValues(new Uint8Array(bytes));
}

/** Lets the messages that have come be answered. Unlike a timer of 0 ms it does not wait longer the more often it is used. */
export function nextTask(): Promise<void> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.addEventListener('message', () => {
			port1.close();
			resolve();
		});
		port1.start();
		port2.postMessage(null);
	});
}

/** Now, with the offset of this device's time zone. */
export function localNow(): string {
	const now = new Date();
	return formatWithOffset(now.getTime(), -now.getTimezoneOffset());
}

/** Local day, `2026-11-24`. */
export function localDay(): string {
	return localNow().slice(0, 10);
}

export const keyPorts: PersonKeyPorts = {
	subtle: globalThis.crypto.subtle,
	random,
	derive: deriveWithArgon2,
	createSigner: createPureSigner
};

export const containerPorts: ContainerPorts = { subtle: globalThis.crypto.subtle, random, derive: deriveWithArgon2 };

export const syncPorts: SyncPorts = createPlatformPorts(crypto);

export function storePorts(): StorePorts {
	return {
		crypto,
		random,
		...(globalThis.crypto.subtle ? { subtle: globalThis.crypto.subtle } : {}),
		now: () => Date.now(),
		clock: () => performance.now(),
		app: BUILD_ID,
		schedule: (ms, run) => {
			const timer = setTimeout(run, ms);
			return () => clearTimeout(timer);
		},
		openFiles
	};
}

/** The line cache of a company in the origin's private file system; undefined where there is none, or another worker has it. */
async function openFiles(org: string): Promise<LineFiles | undefined> {
	try {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle(org, { create: true });
		const open = async (name: string): Promise<SyncFile> => {
			const file = await folder.getFileHandle(name, { create: true });
			return (file as unknown as WithSyncAccess).createSyncAccessHandle();
		};
		const lines = await open('lines');
		return { lines, lengths: await open('lengths') };
	} catch {
		return undefined;
	}
}
