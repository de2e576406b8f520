import { expect, it } from 'vitest';
import { emptyReturn, firstQuantity, returnOperation, surplusOf, type ReturnLine } from './return-lines.ts';

const line: ReturnLine = { node: 'lot:a', number: 'A', code: 'FG', unit: '只', qty: '2000', out: '3000', marks: [], cartons: ['7'] };

it('says by how much more came back than went out', () => {
	expect(surplusOf({ qty: '3000', out: '3000' })).toBe('');
	expect(surplusOf({ qty: '3000.5', out: '3000' })).toBe('0.5');
	expect(surplusOf({ qty: '', out: '3000' })).toBe('');
	expect(surplusOf({ qty: '1', out: '0' })).toBe('1');
});

it('begins with what the label says, a pack, or all that is out', () => {
	expect(firstQuantity('12000', 2000, '00200')).toBe('200');
	expect(firstQuantity('12000', 2000, '')).toBe('2000');
	expect(firstQuantity('1500', 2000, '')).toBe('1500');
	expect(firstQuantity('0', 2000, '')).toBe('2000');
	expect(firstQuantity('1500', undefined, '')).toBe('1500');
	expect(firstQuantity('0', undefined, '')).toBe('');
});

it('records condition and reason in words, and the cartons', () => {
	const draft = { ...emptyReturn('r'), customer: 'c', lines: [line], reason: ' 漏气 ' };
	expect(returnOperation(draft, 'RT-1', 'ret', '包装破损')).toEqual({
		type: 'return.received',
		data: {
			return: 'r',
			no: 'RT-1',
			customer: 'c',
			lines: [{ lot: 'a', qty: { value: '2000', unit: '只' }, to: 'ret', cartons: ['7'] }],
			condition: '包装破损',
			reason: '漏气'
		}
	});
});
