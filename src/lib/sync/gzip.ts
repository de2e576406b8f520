/** gzip by the platform's own streams, bounded when unpacking. */
import { concatBytes } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';

/** Uncompressed size above which a file is refused: more than a tablet can hold, or a gzip bomb. */
export const MAX_UNPACKED_BYTES = 1_500_000_000;

export function isGzip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

export async function gzipBytes(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
	const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('gzip'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function gunzipBounded(
	bytes: Uint8Array,
	limit = MAX_UNPACKED_BYTES
): Promise<Result<Uint8Array<ArrayBuffer>, 'damaged' | 'over-limit'>> {
	const parts: Uint8Array[] = [];
	let length = 0;
	try {
		const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			length += part.value.length;
			if (length > limit) {
				await reader.cancel();
				return err('over-limit');
			}
			parts.push(part.value);
		}
	} catch {
		return err('damaged');
	}
	return ok(concatBytes(...parts) as Uint8Array<ArrayBuffer>);
}
