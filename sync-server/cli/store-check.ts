/**
 * Checks what a relay keeps, in one pass in order of arrival and with little memory: an entry was only ever stored behind
 * the entry it names, so whatever does not stand behind its predecessor was altered, cut or put there by other means.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEntry } from '#lib/log/entry.ts';
import type { Operation } from '#lib/log/operation.ts';
import { checkGenesis, checkJoin, checkSignature, operationOf } from '../chains/append-check.ts';
import { createNodeCrypto } from '../node-crypto.ts';
import type { StoredEntry } from '../storage/storage.ts';
import type { OpenCompany } from './company-files.ts';

export interface Finding {
	readonly code: 'database' | 'bad-entry' | 'bad-id' | 'bad-place' | 'bad-link' | 'bad-signature' | 'cut' | 'own-chain' | 'attachment';
	/** `device:sequence number`, or a name. */
	readonly where: string;
	/** English, for quoting. */
	readonly detail: string;
}

const PORTION = 500;
const crypto = createNodeCrypto();

/** Every entry and every branch. */
export function checkStore({ storage, org }: Pick<OpenCompany, 'storage' | 'org'>) {
	const findings: Finding[] = [];
	for (const detail of storage.integrity()) findings.push({ code: 'database', where: 'company.sqlite', detail });
	const keys = new Map<string, Uint8Array>();
	const tips = new Map<string, { seq: number; id: string }>();
	let entries = 0;
	for (let after = 0; ;) {
		const portion = storage.entriesAfter(after, PORTION);
		const newest = portion.at(-1);
		if (!newest) break;
		after = newest.arrival;
		for (const entry of portion) {
			entries++;
			const finding = checkEntry(entry);
			if (finding) findings.push({ ...finding, where: `${entry.dev}:${String(entry.seq)}` });
			tips.set(branchKey(entry), { seq: entry.seq, id: entry.id });
		}
	}
	for (const state of storage.branches()) {
		const tip = tips.get(branchKey(state));
		if (tip?.seq !== state.tip || tip.id !== state.tipId)
			findings.push({
				code: 'cut',
				where: `${state.dev}:${String(state.tip)}`,
				detail: `the chain ended here, now it ends at ${String(tip?.seq ?? 0)}`
			});
	}
	const chains = new Set(storage.branches().map(({ dev }) => dev)).size;
	return { entries, chains, findings };

	function checkEntry(stored: StoredEntry): Omit<Finding, 'where'> | undefined {
		const decoded = decodeEntry(stored.line, crypto);
		if (!decoded.ok) return { code: 'bad-entry', detail: decoded.error.detail };
		const { id, op } = decoded.value;
		if (id !== stored.id) return { code: 'bad-id', detail: 'the line is not the one that was stored: its hash differs' };
		if (op.dev !== stored.dev || op.seq !== stored.seq || op.n !== stored.n)
			return { code: 'bad-place', detail: 'kept at another place than its own' };
		if (op.org !== '' && op.org !== org) return { code: 'bad-entry', detail: 'belongs to another company' };
		if (op.seq === 1) {
			const key = op.org === '' ? checkGenesis(decoded.value, org, crypto) : checkJoin(decoded.value, invitationOf(op), crypto);
			if (!key.ok) return { code: 'bad-signature', detail: key.error.detail };
			if (!keys.has(op.dev)) keys.set(op.dev, key.value);
			return undefined;
		}
		if (!followsOwn(stored, op)) return { code: 'bad-link', detail: 'the entry before it is missing or another one' };
		const key = keys.get(op.dev);
		if (!key) return { code: 'bad-signature', detail: 'the device is unknown' };
		return checkSignature(decoded.value, key, crypto).ok ? undefined : { code: 'bad-signature', detail: 'not signed by its device' };
	}

	function invitationOf({ prev }: Operation) {
		const invitation = storage.entryById(prev);
		const invited = invitation && operationOf(invitation.line);
		return { id: prev, type: invited?.type ?? '', data: invited?.data ?? {} };
	}

	function followsOwn(stored: StoredEntry, op: Operation): boolean {
		const tip = tips.get(branchKey(stored));
		if (tip) return tip.seq === op.seq - 1 && tip.id === op.prev;
		// The first of another branch: it leaves the chain somewhere.
		const before = stored.branch > 0 ? storage.placeById(op.prev) : undefined;
		return before?.dev === op.dev && before.seq === op.seq - 1;
	}
}

/** The relay's own statements: what it said it had received must be here. */
export function checkOwnChain({ storage, log, relay }: OpenCompany) {
	const findings: Finding[] = [];
	let statements = 0;
	const tip = log.committed(relay);
	if (log.isForked(relay))
		findings.push({ code: 'own-chain', where: relay, detail: 'the relay’s own chain has two histories; it needs a new invitation' });
	for (let seq = 2; seq <= tip; seq++) {
		const entry = storage.entryAt(relay, 0, seq);
		const op = entry && operationOf(entry.line);
		if (op?.type !== 'sync.received') continue;
		statements++;
		for (const [dev, [headSeq, id]] of Object.entries(op.heads)) {
			const place = storage.placeById(id);
			if (place?.dev !== dev || place.seq !== headSeq)
				findings.push({
					code: 'own-chain',
					where: `${relay}:${String(seq)}`,
					detail: `states ${dev}:${String(headSeq)}, which is not here`
				});
		}
	}
	return { statements, findings };
}

/** Attachments are named by their SHA-256. */
export async function checkBlobs(directory: string) {
	const findings: Finding[] = [];
	let count = 0;
	const folders = existsSync(directory) ? (await readdir(directory)).filter((name) => /^[0-9a-f]{2}$/.test(name)) : [];
	for (const folder of folders)
		for (const name of await readdir(join(directory, folder))) {
			count++;
			if ((await hashOf(join(directory, folder, name))) !== name)
				findings.push({ code: 'attachment', where: name, detail: 'its bytes do not hash to its name' });
		}
	return { count, findings };
}

async function hashOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

function branchKey({ dev, branch }: { readonly dev: string; readonly branch: number }): string {
	return `${dev} ${String(branch)}`;
}
