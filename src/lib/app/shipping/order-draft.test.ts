import { expect, it } from 'vitest';
import { emptyOrder, lacksOf, orderOperation, piecesOf, type OrderDraft } from './order-draft.ts';
import type { OrderedItem } from './order-page.ts';

const name = { zh: '', en: '' };
const mask: OrderedItem = { uid: 'mask', code: 'FG', name, unit: '只', packs: [{ code: '箱', name, size: 2000 }], free: '0' };
const whole: OrderDraft = { ...emptyOrder('o'), customer: 'c', lines: [{ item: 'mask', qty: '6', pack: '箱' }], due: '2026-10-12' };
const today = '2026-10-12';

it('turns packs into pieces, exactly', () => {
	expect(piecesOf({ item: 'mask', qty: '6', pack: '箱' }, mask)).toBe('12000');
	expect(piecesOf({ item: 'mask', qty: '0.5', pack: '箱' }, mask)).toBe('1000');
	expect(piecesOf({ item: 'mask', qty: '150', pack: '' }, mask)).toBe('150');
	for (const qty of ['', '0', 'x']) expect(piecesOf({ item: 'mask', qty, pack: '箱' }, mask)).toBeUndefined();
	expect(piecesOf({ item: 'mask', qty: '1', pack: '托' }, mask)).toBeUndefined();
});

it('says what is missing, and that a day is past without refusing it', () => {
	expect(lacksOf(emptyOrder('o'), [mask], today)).toEqual(['customer', 'line', 'due']);
	expect(lacksOf(whole, [mask], today)).toEqual([]);
	expect(lacksOf({ ...whole, due: '2026-10-11' }, [mask], today)).toEqual(['due-past']);
	expect(lacksOf({ ...whole, lines: [...whole.lines, ...whole.lines] }, [mask], today)).toEqual(['item-twice']);
	expect(lacksOf({ ...whole, lines: [] }, [mask], today)).toEqual(['line']);
});

it('records pieces, with what was ordered in packs beside them', () => {
	expect(orderOperation({ ...whole, note: ' 急 ' }, [mask], 'SO-1')).toEqual({
		type: 'so.created',
		data: {
			so: 'o',
			no: 'SO-1',
			customer: 'c',
			lines: [{ item: 'mask', qty: { value: '12000', unit: '只' }, entered: '6 箱' }],
			due: '2026-10-12',
			note: '急'
		}
	});
});
