/** The file of “导出这一条”: lines of entries without a bundle's header, for the device that made them has no say any more. */
import { fromUtf8 } from '#lib/kernel/bytes.ts';
import { BUNDLE_FORMAT } from '#lib/log/bundle.ts';
import { SIGNATURE_TEXT_LENGTH } from '#lib/log/entry.ts';

/** One action is a few entries; whatever is larger was not exported there. */
export const MAX_UNSAVED_BYTES = 4 * 1024 * 1024;
const LINE = new RegExp(`^[A-Za-z0-9_-]{${String(SIGNATURE_TEXT_LENGTH)}} \\{.*\\}$`, 'u');

/** Undefined if the file is something else, such as a bundle. Whether the entries are genuine is for the log to say. */
export function unsavedLinesIn(bytes: Uint8Array): readonly string[] | undefined {
	if (bytes.length > MAX_UNSAVED_BYTES) return undefined;
	const lines = (fromUtf8(bytes) ?? '').split(/\r?\n/u).filter((line) => line !== '');
	const isHeader = (line: string) => line.includes(`"format":"${BUNDLE_FORMAT}"`);
	return lines.length > 0 && lines.every((line) => LINE.test(line)) && !isHeader(lines[0] ?? '') ? lines : undefined;
}
