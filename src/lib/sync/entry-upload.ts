/** Bringing many entries to the relay over HTTP: in an order in which causes come first, in batches of bounded size. */
import { utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Delivered } from '#lib/wire/admission.ts';
import { MAX_DELIVERY_BYTES } from '#lib/wire/limits.ts';
import { problemOf, type AdmissionClient, type RelayProblem } from './admission-client.ts';
import { readJson, TRANSFER_TIMEOUT_MS } from './http.ts';
import type { SyncPorts } from './ports.ts';
import type { Wanted } from './segment-download.ts';

/** Lines of one delivery, in bytes: well below what the relay takes, so that a slow line makes progress. */
export const DELIVERY_BYTES = 1024 * 1024;
/** Lines read from the replica at a time. */
const READ_AHEAD = 256;
/** Below this a delivery is sent as it is. */
const GZIP_FROM_BYTES = 4096;

export interface OrderedLine {
	readonly dev: string;
	readonly seq: number;
	readonly line: string;
}

interface Cursor {
	readonly dev: string;
	readonly to: number;
	next: number;
	lines: readonly string[];
	/** Number of `lines[0]`. */
	first: number;
}

export interface LineSource {
	linesOf(dev: string, from: number, to: number): readonly string[];
	/** `n` of an entry of a first branch: causes have lesser ones. */
	nOf(dev: string, seq: number): number;
}

/** Stretches of several chains, merged so that whatever an entry knew comes before it. */
export function* inCausalOrder(source: LineSource, stretches: readonly Wanted[]): Generator<OrderedLine> {
	const cursors: Cursor[] = stretches.map(({ dev, from, to }) => ({ dev, to, next: from, lines: [], first: from }));
	for (;;) {
		let best: Cursor | undefined;
		let bestN = Number.POSITIVE_INFINITY;
		for (const cursor of cursors) {
			if (cursor.next > cursor.to) continue;
			const n = source.nOf(cursor.dev, cursor.next);
			if (n < bestN) [best, bestN] = [cursor, n];
		}
		if (!best) return;
		if (best.next >= best.first + best.lines.length) {
			best.first = best.next;
			best.lines = source.linesOf(best.dev, best.next, Math.min(best.to, best.next + READ_AHEAD - 1));
		}
		const line = best.lines[best.next - best.first];
		// The chain ends earlier than asked for: nothing more of it.
		if (line === undefined) best.next = best.to + 1;
		else yield { dev: best.dev, seq: best.next++, line };
	}
}

/** Cuts lines into deliveries of at most `DELIVERY_BYTES`. A line alone always fits: entries are far smaller. */
export function* inDeliveries<T extends { readonly line: string }>(lines: Iterable<T>, limit = DELIVERY_BYTES): Generator<readonly T[]> {
	let batch: T[] = [];
	let bytes = 0;
	for (const line of lines) {
		const size = utf8(line.line).length + 1;
		if (batch.length > 0 && bytes + size > limit) {
			yield batch;
			batch = [];
			bytes = 0;
		}
		batch.push(line);
		bytes += size;
	}
	if (batch.length > 0) yield batch;
}

/** One delivery. The answer tells which lines were not taken, and why. */
export async function postEntries(
	relay: AdmissionClient,
	lines: readonly string[],
	gzip: SyncPorts['gzip']
): Promise<Result<Delivered, RelayProblem>> {
	const plain = utf8(lines.map((line) => `${line}\n`).join('')) as Uint8Array<ArrayBuffer>;
	if (plain.length > MAX_DELIVERY_BYTES) return err({ code: 'bad-request', detail: `a delivery of ${plain.length} bytes` });
	const packed = gzip && plain.length >= GZIP_FROM_BYTES ? await gzip(plain) : undefined;
	const answer = await relay.call({
		method: 'POST',
		path: '/entries',
		headers: { 'content-type': 'text/plain', ...(packed ? { 'content-encoding': 'gzip' } : {}) },
		body: packed ?? plain,
		timeoutMs: TRANSFER_TIMEOUT_MS
	});
	if (!answer.ok) return answer;
	if (answer.value.status < 200 || answer.value.status >= 300) return err(problemOf(answer.value));
	const { stored, duplicates, refused } = readJson(answer.value.text) ?? {};
	if (typeof stored !== 'number' || typeof duplicates !== 'number' || !Array.isArray(refused) || !refused.every(isRefusal))
		return err({ code: 'relay-failed', detail: 'the answer to a delivery is none' });
	return ok({ stored, duplicates, refused });
}

function isRefusal(value: unknown): value is Delivered['refused'][number] {
	if (typeof value !== 'object' || value === null) return false;
	const { line, code, detail } = value as Record<string, unknown>;
	return typeof line === 'number' && typeof code === 'string' && typeof detail === 'string';
}
