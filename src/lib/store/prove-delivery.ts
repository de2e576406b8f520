/**
 * What of a delivery is proven by signatures before anything of it is taken.
 *
 * An entry is proven if its own signature verifies, or if a proven entry of the same chain names it as its predecessor:
 * the hash pins every byte (docs/log-format.md §8, step 7). So a run of one chain costs one verification, that of its
 * newest entry; only behind a wrong signature is the next older one looked at. What is not proven is left to the log,
 * which checks the signature itself.
 *
 * A device's key proves itself: its hash is the device id. Whether the device was let in is the log's question.
 */
import { fromBase64Url } from '#lib/kernel/bytes.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { decodeEntry, verifyEntrySignature, type Entry } from '#lib/log/entry.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { LogProblem } from '#lib/log/problem.ts';

export interface ProvenEntry {
	readonly entry: Entry;
	readonly isProven: boolean;
}

export interface Proven {
	/** In order-key order, so that an entry's past comes before it; each id once. */
	readonly entries: readonly ProvenEntry[];
	/** Lines that were there more than once, or that the log has. */
	readonly duplicates: number;
	readonly refused: readonly LogProblem[];
}

export interface KnownLog {
	deviceKey(dev: string): Uint8Array | undefined;
	get(id: string): unknown;
}

export function proveDelivery(lines: readonly string[], log: KnownLog, crypto: Crypto): Proven {
	const refused: LogProblem[] = [];
	const byId = new Map<string, Entry>();
	let duplicates = 0;
	for (const line of lines) {
		const decoded = decodeEntry(line, crypto);
		if (!decoded.ok) refused.push(decoded.error);
		else if (byId.has(decoded.value.id) || log.get(decoded.value.id) !== undefined) duplicates++;
		else byId.set(decoded.value.id, decoded.value);
	}
	const entries = [...byId.values()].sort((a, b) => compareOrder(keyOf(a), keyOf(b)));
	const proven = provenIds(entries, byId, log, crypto);
	return { entries: entries.map((entry) => ({ entry, isProven: proven.has(entry.id) })), duplicates, refused };
}

/** Newest first: an entry's successors are judged before it. */
function provenIds(entries: readonly Entry[], byId: ReadonlyMap<string, Entry>, log: KnownLog, crypto: Crypto): ReadonlySet<string> {
	const proven = new Set<string>();
	const keys = new Map<string, Uint8Array | undefined>();
	for (const entry of [...entries].reverse()) {
		const { dev, prev, seq } = entry.op;
		if (!proven.has(entry.id)) {
			if (!keys.has(dev)) keys.set(dev, log.deviceKey(dev) ?? keyInDelivery(dev, entries, crypto));
			const key = keys.get(dev);
			if (!key || !verifyEntrySignature(entry, key, crypto)) continue;
			proven.add(entry.id);
		}
		const before = byId.get(prev);
		if (before?.op.dev === dev && before.op.seq === seq - 1) proven.add(prev);
	}
	return proven;
}

/** The key that the chain's first entry carries, if it is in the delivery. */
function keyInDelivery(dev: string, entries: readonly Entry[], crypto: Crypto): Uint8Array | undefined {
	for (const { op } of entries) {
		if (op.dev !== dev || op.seq !== 1) continue;
		const holder = op.org === '' ? op.data['device'] : op.data;
		const text = typeof holder === 'object' && holder !== null && 'pubKey' in holder ? holder['pubKey'] : undefined;
		const key = typeof text === 'string' ? fromBase64Url(text) : undefined;
		if (key && deviceIdOf(key, crypto) === dev) return key;
	}
	return undefined;
}

function keyOf({ id, op: { n, rec, dev, seq } }: Entry) {
	return { n, rec, dev, seq, id };
}
