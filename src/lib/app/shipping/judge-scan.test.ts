import { describe, expect, it } from 'vitest';
import { amountOf, type Amount } from '#lib/kernel/decimal.ts';
import type { GoodsPlace } from '../goods/goods-queries.ts';
import { judgeScan, REPEAT_MS, type ScanSetting } from './judge-scan.ts';
import type { PickLine } from './pick-draft.ts';
import type { TakenGoods } from './shipping-views.ts';

const amount = (text: string) => amountOf(text) ?? (0n as Amount);
const place = (location: string, qty: string, use = 'stock'): GoodsPlace => ({
	location,
	code: location,
	name: '',
	use,
	siteCode: 'CZ',
	here: true,
	qty
});
const name = { zh: '口罩', en: 'Mask' };
const goods = (more: Partial<TakenGoods> = {}): TakenGoods => ({
	node: 'lot:a',
	number: 'A',
	lot: 'A',
	item: { uid: 'mask', code: 'FG', name, unit: '只', class: 'finished' },
	expiry: '2028-01-01',
	places: [place('fg', '9000')],
	blockers: [],
	names: {},
	openLoad: '',
	instead: [],
	sooner: null,
	packs: [{ code: '箱', name, size: 2000 }],
	cartonOut: '',
	...more
});
const picked = (qty: string, more: Partial<PickLine> = {}, carton = ''): PickLine => ({
	node: 'lot:a',
	number: 'A',
	item: 'mask',
	code: 'FG',
	itemName: name,
	unit: '只',
	from: 'fg',
	fromCode: 'fg',
	there: '9000',
	scans: [{ id: '1', qty, carton, at: '09:41', by: '郑洁', isPack: true }],
	...more
});
const setting = (more: Partial<ScanSetting> = {}): ScanSetting => ({
	lines: [],
	wanted: new Map([['mask', amount('6000')]]),
	at: '',
	count: '',
	carton: '',
	sinceSame: undefined,
	...more
});
const why = (verdict: ReturnType<typeof judgeScan>) => (verdict.kind === 'refused' ? verdict.why.code : verdict.kind);

describe('a scan that counts', () => {
	it('is a whole pack, or what the label says', () => {
		expect(judgeScan(goods(), setting())).toMatchObject({ kind: 'taken', qty: '2000', isPack: true, notice: null });
		expect(judgeScan(goods(), setting({ count: '00200' }))).toMatchObject({ qty: '200', isPack: true });
	});

	it('is all that lacks where no pack is known', () => {
		expect(judgeScan(goods({ packs: [] }), setting())).toMatchObject({ qty: '6000', isPack: false, notice: null });
		expect(judgeScan(goods({ packs: [] }), setting({ wanted: undefined }))).toMatchObject({ qty: '9000' });
	});

	it('is split where the order lacks less than a pack, and a part carton where less lies there', () => {
		expect(judgeScan(goods(), setting({ lines: [picked('5500')] }))).toMatchObject({
			qty: '500',
			isPack: false,
			notice: { code: 'split', pack: '2000', open: '500' }
		});
		expect(judgeScan(goods({ places: [place('fg', '800')] }), setting())).toMatchObject({
			qty: '800',
			notice: { code: 'tail', there: '800' }
		});
	});

	it('of a unit is one', () => {
		expect(judgeScan(goods({ node: 'unit:b-7', packs: [], places: [place('fg', '1')] }), setting())).toMatchObject({
			qty: '1',
			isPack: false
		});
	});

	it('says that another lot expires sooner', () => {
		const sooner = { number: 'B', expiry: '2027-01-01', qty: '10', place: 'fg' };
		expect(judgeScan(goods({ sooner }), setting())).toMatchObject({ kind: 'taken', notice: { code: 'sooner' } });
	});
});

describe('a scan that does not count', () => {
	it('is of another item, stopped, or gone already', () => {
		expect(why(judgeScan(goods(), setting({ wanted: new Map([['other', amount('1')]]) })))).toBe('wrong-item');
		expect(why(judgeScan(goods({ blockers: [{ code: 'not-sterile' }] }), setting()))).toBe('blocked');
		expect(why(judgeScan(goods({ cartonOut: 'SH-1' }), setting({ carton: '7' })))).toBe('carton-out');
		expect(why(judgeScan(goods({ places: [] }), setting()))).toBe('nowhere');
	});

	it('is the same carton or unit twice, or the trigger pressed twice', () => {
		const lines = [picked('2000', {}, '7')];
		expect(why(judgeScan(goods(), setting({ lines, carton: '7' })))).toBe('carton-twice');
		expect(why(judgeScan(goods(), setting({ lines, carton: '8', sinceSame: 0 })))).toBe('taken');
		const unit = goods({ node: 'unit:b-7', places: [place('fg', '1')] });
		expect(why(judgeScan(unit, setting({ lines: [picked('1', { node: 'unit:b-7' })] })))).toBe('unit-twice');
		expect(why(judgeScan(goods(), setting({ sinceSame: REPEAT_MS - 1 })))).toBe('too-fast');
		expect(why(judgeScan(goods(), setting({ sinceSame: REPEAT_MS })))).toBe('taken');
	});

	it('is more than the order wants, or than the records know of', () => {
		expect(why(judgeScan(goods(), setting({ lines: [picked('5999')] })))).toBe('taken');
		expect(why(judgeScan(goods(), setting({ lines: [picked('6000')] })))).toBe('enough');
		expect(why(judgeScan(goods({ places: [place('fg', '2000')] }), setting({ lines: [picked('2000')] })))).toBe('beyond-stock');
		expect(why(judgeScan(goods({ places: [place('fg', '1999')] }), setting({ count: '2000' })))).toBe('beyond-stock');
	});
});

describe('where it is taken from', () => {
	const two = goods({ places: [place('fg', '4000'), place('f2', '4000'), place('rcv', '9', 'receiving')] });

	it('is asked where it lies in several stores, and is the location that was scanned', () => {
		expect(judgeScan(two, setting())).toMatchObject({ kind: 'which-place', places: [{ code: 'fg' }, { code: 'f2' }] });
		expect(judgeScan(two, setting({ at: 'f2' }))).toMatchObject({ kind: 'taken', place: { code: 'f2' } });
		expect(why(judgeScan(two, setting({ at: 'elsewhere' })))).toBe('not-there');
	});

	it('stays where picking of it began', () => {
		expect(judgeScan(two, setting({ lines: [picked('2000', { from: 'f2' })] }))).toMatchObject({ place: { code: 'f2' } });
	});
});
