import { expect, test } from 'vitest';
import { utf8 } from '#lib/kernel/bytes.ts';
import { SIGNATURE_TEXT_LENGTH } from '#lib/log/entry.ts';
import { MAX_UNSAVED_BYTES, unsavedLinesIn } from './unsaved-lines.ts';

const signature = 'A'.repeat(SIGNATURE_TEXT_LENGTH);
const line = `${signature} {"type":"stock.moved"}`;

test('lines of entries, also as an editor on Windows saves them', () => {
	expect(unsavedLinesIn(utf8(`${line}\n${line}\n`))).toEqual([line, line]);
	expect(unsavedLinesIn(utf8(`${line}\r\n`))).toEqual([line]);
});

test('a bundle, a picture, nothing, and half a line are something else', () => {
	for (const text of [`${signature} {"format":"suyuan-bundle"}\n${line}\n`, 'PNG', '', `${line}\n${line.slice(0, -1)}\n`])
		expect(unsavedLinesIn(utf8(text))).toBeUndefined();
	expect(unsavedLinesIn(Uint8Array.of(0x1f, 0x8b, 0xff))).toBeUndefined();
});

test('at the limit, and one byte past it', () => {
	const long = `${signature} {${' '.repeat(MAX_UNSAVED_BYTES - SIGNATURE_TEXT_LENGTH - 3)}}`;
	expect(unsavedLinesIn(utf8(long))).toHaveLength(1);
	expect(unsavedLinesIn(utf8(`${long}\n`))).toBeUndefined();
});
