import { expect, it } from 'vitest';
import { CodeLines, MAX_CODE_LENGTH } from './code-lines.ts';

it('gives codes whole however the bytes come, with their separators', () => {
	const lines = new CodeLines();
	expect(lines.add(']d20106901234567892')).toEqual([]);
	expect(lines.add('10MK260912\u001d21A\r')).toEqual([']d2010690123456789210MK260912\u001d21A']);
	expect(lines.add('\nSYA-OK\r\nSYL')).toEqual(['SYA-OK']);
	expect(lines.add('-1\n')).toEqual(['SYL-1']);
});

it('a code of the greatest length, and one past it', () => {
	expect(new CodeLines().add(`${'1'.repeat(MAX_CODE_LENGTH)}\n`)).toHaveLength(1);
	expect(new CodeLines().add(`${'1'.repeat(MAX_CODE_LENGTH + 1)}\n`)).toEqual([]);
});
