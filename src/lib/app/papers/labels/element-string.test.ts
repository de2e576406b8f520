import { expect, it } from 'vitest';
import { elementStringOf, type LabelIdentity } from './element-string.ts';

const roll: LabelIdentity = { gtin: '', itemCode: 'RM-MB', lot: 'L-1', serial: 'HX/1', mfgDate: '', expiry: '280910', count: '' };

it('a roll says its net weight, its lot, its own number and its item', () => {
	expect(elementStringOf({ ...roll, expiry: '2028-09-10', netKg: '9.85' })).toBe('(17)280910(3102)000985(10)L-1(21)HX/1(240)RM-MB');
	expect(elementStringOf({ ...roll, expiry: '', netKg: '10' })).toBe('(3100)000010(10)L-1(21)HX/1(240)RM-MB');
});

it('a weight that six digits cannot hold is left out rather than cut', () => {
	expect(elementStringOf({ ...roll, expiry: '', netKg: '9999.99' })).toContain('(3102)999999');
	expect(elementStringOf({ ...roll, expiry: '', netKg: '10000.00' })).not.toContain('(31');
	expect(elementStringOf({ ...roll, expiry: '', netKg: '1.000001' })).not.toContain('(31');
});
