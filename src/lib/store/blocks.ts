/** Arrival blocks: how many lines are folded together, and their bytes. */
import { assert } from '#lib/kernel/assert.ts';
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { SegmentRow } from './database.ts';

/** Lines of one block. Block `k` begins with arrival number `BLOCK_LINES` × k. */
export const BLOCK_LINES = 1024;

/** Lines, each ended by a newline. */
export function joinLines(lines: readonly string[]): Uint8Array {
	return utf8(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
}

/** The lines of joined bytes; undefined if they are not UTF-8 or the last is not ended. */
export function splitLines(bytes: Uint8Array): readonly string[] | undefined {
	const text = fromUtf8(bytes);
	if (text === undefined || (text !== '' && !text.endsWith('\n'))) return undefined;
	return text === '' ? [] : text.slice(0, -1).split('\n');
}

/** A block as it is stored. Compressed it takes a fifth of the disk (docs/adr/0012). */
export async function encodeBlock(lines: readonly string[], crypto: Crypto, gzip: boolean): Promise<SegmentRow> {
	assert(lines.length === BLOCK_LINES, 'a block is full');
	const bytes = joinLines(lines);
	return { bytes: gzip ? await through(bytes, new CompressionStream('gzip')) : bytes, gzip, sha256: crypto.sha256(bytes) };
}

/** The joined lines of a stored block; undefined if it does not decode. */
export async function decodeBlock({ bytes, gzip }: SegmentRow): Promise<Uint8Array | undefined> {
	if (!gzip) return bytes;
	try {
		return await through(bytes, new DecompressionStream('gzip'));
	} catch {
		return undefined;
	}
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
	const body = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(stream);
	return new Uint8Array(await new Response(body).arrayBuffer());
}
