/**
 * Whether this browser can be trusted with a company's records: facts, collected where they can be had, and what follows
 * from them. Texts and ways on are the screens' business.
 */
import { hasEd25519 } from './native-ed25519.ts';

export type StorageFindingCode =
	/** A page inside WeChat: its storage is cleared at any time. */
	| 'wechat'
	/** No cryptography, no service worker, no private files: http on the network. */
	| 'insecure-context'
	/** The browser keeps nothing in this window, or only until it closes. */
	| 'private-mode'
	/** The browser has not promised to keep the data when space runs out. */
	| 'persist-refused'
	/** Less than `LOW_SPACE_BYTES` left. */
	| 'quota-low'
	/** The device's key is kept readable and signing is slower. */
	| 'no-ed25519';

export interface StorageFinding {
	readonly code: StorageFindingCode;
	/** `block`: nothing can be recorded · `warn`: go on, but do something about it. */
	readonly severity: 'block' | 'warn';
	/** For quoting: numbers behind the finding. */
	readonly detail: string;
}

/** Undefined where the browser does not say. */
export interface StorageFacts {
	readonly userAgent: string;
	readonly isSecureContext: boolean;
	/** Whether a database could be opened just now. */
	readonly canKeep: boolean;
	readonly isPersistent: boolean | undefined;
	/** Bytes this origin may use and uses. */
	readonly quota: number | undefined;
	readonly usage: number | undefined;
	readonly hasEd25519: boolean;
}

/** Room for about 300 000 more operations; below, somebody should look after the disk. */
export const LOW_SPACE_BYTES = 256 * 1024 * 1024;

/** What blocks first. */
export function storageFindings(facts: StorageFacts): readonly StorageFinding[] {
	const findings: StorageFinding[] = [];
	const { quota, usage } = facts;
	if (/MicroMessenger/i.test(facts.userAgent)) findings.push({ code: 'wechat', severity: 'block', detail: '' });
	if (!facts.isSecureContext) findings.push({ code: 'insecure-context', severity: 'block', detail: '' });
	if (!facts.canKeep) findings.push({ code: 'private-mode', severity: 'block', detail: '' });
	if (facts.isPersistent === false) findings.push({ code: 'persist-refused', severity: 'warn', detail: '' });
	if (quota !== undefined && usage !== undefined && quota - usage < LOW_SPACE_BYTES)
		findings.push({ code: 'quota-low', severity: 'warn', detail: `${megabytes(usage)} / ${megabytes(quota)} MB` });
	if (!facts.hasEd25519) findings.push({ code: 'no-ed25519', severity: 'warn', detail: '' });
	return findings;
}

/** The part of a page or worker that is asked. */
export interface StorageSurroundings {
	readonly navigator: {
		readonly userAgent: string;
		readonly storage?: Partial<Pick<StorageManager, 'persisted' | 'estimate'>>;
	};
	readonly isSecureContext: boolean;
	readonly indexedDB?: IDBFactory;
	readonly crypto?: { readonly subtle?: SubtleCrypto };
}

const PROBE = 'suyuan-probe';

/** Asks the browser; never rejects. */
export async function collectStorageFacts({ navigator, isSecureContext, indexedDB, crypto }: StorageSurroundings): Promise<StorageFacts> {
	const { storage } = navigator;
	const estimate = await orUndefined(() => storage?.estimate?.());
	return {
		userAgent: navigator.userAgent,
		isSecureContext,
		canKeep: await canKeep(indexedDB),
		isPersistent: await orUndefined(() => storage?.persisted?.()),
		quota: estimate?.quota,
		usage: estimate?.usage,
		hasEd25519: (await orUndefined(() => hasEd25519(crypto?.subtle))) ?? false
	};
}

/** Asks the browser to keep the data for good; to be called by the page after a gesture. False where it does not promise. */
export async function askToPersist(storage: Partial<Pick<StorageManager, 'persist' | 'persisted'>> | undefined): Promise<boolean> {
	if ((await orUndefined(() => storage?.persisted?.())) === true) return true;
	return (await orUndefined(() => storage?.persist?.())) ?? false;
}

/** Where storage is switched off, opening a database fails or throws; some private windows have none at all. */
async function canKeep(indexedDB: IDBFactory | undefined): Promise<boolean> {
	const opened = await orUndefined(
		() =>
			new Promise<boolean>((resolve) => {
				if (!indexedDB) return resolve(false);
				const request = indexedDB.open(PROBE);
				request.addEventListener('success', () => {
					request.result.close();
					indexedDB.deleteDatabase(PROBE);
					resolve(true);
				});
				request.addEventListener('error', () => resolve(false));
			})
	);
	return opened ?? false;
}

async function orUndefined<T>(ask: () => T | Promise<T>): Promise<T | undefined> {
	try {
		return await ask();
	} catch {
		return undefined;
	}
}

function megabytes(bytes: number): string {
	return String(Math.round(bytes / 1024 / 1024));
}
