import { expect, it } from 'vitest';
import { nextSerial, readSerial, serialText } from './serial-number.ts';

it('reads a prefix and a running number of four digits', () => {
	expect(readSerial('CM26090352')).toEqual({ prefix: 'CM2609', width: 4, number: 352 });
	expect(readSerial('A-7')).toEqual({ prefix: 'A-', width: 1, number: 7 });
	for (const serial of ['CM26090352', 'A-7', 'X0001'])
		expect(serialText(readSerial(serial) ?? { prefix: '', width: 0, number: 0 })).toBe(serial);
});

it('is no serial number without digits at its end, without a prefix, or beyond twenty characters', () => {
	expect(readSerial('OXIMETER')).toBeUndefined();
	expect(readSerial('1234')).toBeUndefined();
	expect(readSerial(`${'A'.repeat(16)}0001`)).toBeDefined();
	expect(readSerial(`${'A'.repeat(17)}0001`)).toBeUndefined();
	expect(readSerial('批号0001')).toBeUndefined();
});

it('counts on behind its own prefix, up to the width', () => {
	const range = { prefix: 'CM2611E4', width: 4 };
	expect(nextSerial([], 'CM2611E4')).toEqual({ ...range, number: 1 });
	expect(
		nextSerial(
			[
				{ ...range, last: 7 },
				{ ...range, last: 3 },
				{ ...range, prefix: 'CM2610E4', last: 90 }
			],
			'CM2611E4'
		)?.number
	).toBe(8);
	expect(nextSerial([{ ...range, last: 9998 }], 'CM2611E4')?.number).toBe(9999);
	expect(nextSerial([{ ...range, last: 9999 }], 'CM2611E4')).toBeUndefined();
});
