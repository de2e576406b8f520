/** What the commands read of a data directory, beside a relay that may be running. */
import { existsSync, readFileSync } from 'node:fs';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { operationOf } from '../chains/append-check.ts';
import { CompanyLog } from '../chains/company-log.ts';
import { Rights } from '../admission/rights.ts';
import { createNodeCrypto, createNodeSigner } from '../node-crypto.ts';
import { decodeSeed } from '../own-chain/own-chain.ts';
import { lockDirectory, paths } from '../storage/data-directory.ts';
import { SqliteStorage } from '../storage/sqlite-storage.ts';

/** Name of the company among the storage's small facts. */
export const ORG = 'org';

export interface OpenCompany {
	readonly storage: SqliteStorage;
	readonly log: CompanyLog;
	readonly rights: Rights;
	readonly org: string;
	/** Device id of the relay's key; "" if it has none. */
	readonly relay: string;
}

/** Opens a relay's files for reading. Throws where no relay was ever started. */
export function openCompany(data: string): OpenCompany {
	const files = paths(data);
	if (!existsSync(files.database)) throw new Error(`${data}:这里没有中继的数据 · no relay was ever started here`);
	const storage = new SqliteStorage(files.database, { readOnly: true });
	const crypto = createNodeCrypto();
	const org = storage.meta(ORG) ?? '';
	const log = new CompanyLog(storage, org, crypto, () => Promise.resolve(false));
	const rights = new Rights(crypto, (dev) => log.isForked(dev));
	for (const { id, line } of storage.admitting()) rights.learn(id, operationOf(line));
	return { storage, log, rights, org, relay: relayDevice(data) };
}

export function relayDevice(data: string): string {
	const { relayKey } = paths(data);
	const seed = existsSync(relayKey) ? decodeSeed(readFileSync(relayKey, 'utf8')) : undefined;
	return seed ? deviceIdOf(createNodeSigner(seed).publicKey, createNodeCrypto()) : '';
}

export function isRunning(data: string): boolean {
	if (!existsSync(paths(data).lock)) return false;
	const lock = lockDirectory(data);
	lock?.release();
	return lock === undefined;
}
