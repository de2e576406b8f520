import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { OpenProblem } from './open-log.ts';

const GZIP_MAGIC = [0x1f, 0x8b] as const;
/** Uncompressed size above which a file is refused: more than a tablet can hold, or a gzip bomb. */
export const MAX_BUNDLE_BYTES = 1_500_000_000;

/** The lines of a bundle file; a file that is not compressed is taken as it is. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Result<Uint8Array, OpenProblem>> {
	if (bytes[0] !== GZIP_MAGIC[0] || bytes[1] !== GZIP_MAGIC[1]) return ok(bytes);
	const parts: Uint8Array[] = [];
	let length = 0;
	try {
		const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			parts.push(part.value);
			length += part.value.length;
			if (length > MAX_BUNDLE_BYTES) return err({ code: 'damaged', detail: `more than ${MAX_BUNDLE_BYTES} bytes uncompressed` });
		}
	} catch {
		return err({ code: 'damaged', detail: 'gzip: damaged or incomplete' });
	}
	const whole = new Uint8Array(length);
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return ok(whole);
}
