import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '../demo/demo-company.ts';
import { tellDemoStory } from '../demo/tell-demo-story.ts';
import { lotCreated, stockOpened } from '../inventory/index.ts';
import { itemCreated, partnerCreated } from '../master-data/index.ts';
import { CHECK_CODES, dataQuality, qualityScore, type CheckCode } from './index.ts';

const crypto = createPureCrypto();
let demo: DemoCompany;

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

const checks = () => dataQuality(demo.office.company.engine);
const found = (code: CheckCode) =>
	checks()
		.find((one) => one.code === code)
		?.defects.map((one) => [one.code, one.detail]) ?? [];
const doing = (minute: number, ...signers: readonly ('P15' | 'P18' | 'P20')[]) =>
	demo.doing(signers[0] ?? 'P20', `2026-10-12T12:${String(minute).padStart(2, '0')}`, ...signers);

it('every check says how much it looked at; the score is the share in order, never rounded up', () => {
	expect(checks().map(({ code }) => code)).toEqual([...CHECK_CODES]);
	for (const { checked, defects } of checks()) expect(defects.length).toBeLessThanOrEqual(checked);
	const [checked, bad] = checks().reduce(([all, wrong], one) => [all + one.checked, wrong + one.defects.length], [0, 0]);
	expect(qualityScore(checks())).toBe(Math.floor((100 * ((checked ?? 0) - (bad ?? 0))) / (checked ?? 1)));
	expect(qualityScore([])).toBe(100);
	expect(
		qualityScore([
			{ code: 'item-twice', checked: 1000, defects: [{ kind: 'item', uid: '', code: '', name: { zh: '', en: '' }, detail: '' }] }
		])
	).toBe(99);
});

it('a supplier entered twice is found by its number and by a name written shorter', async () => {
	const before = found('partner-twice').length;
	const partner = (code: string, name: string, uscc = '') =>
		demo.office.do(partnerCreated, { partner: demo.name(code), code, name, kind: 'supplier', ...(uscc ? { uscc } : {}) }, doing(1, 'P20'));
	await partner('Z1', '浙江恒兴熔喷材料有限公司');
	await partner('Z2', '浙江恒兴熔喷');
	await partner('Z3', '甲方注塑', '91350100M000100Y43');
	await partner('Z4', '完全另一个名字', '91350100M000100Y43');
	expect(found('partner-twice').slice(before)).toEqual([
		['Z4', 'Z3 甲方注塑'],
		['Z2', 'Z1 浙江恒兴熔喷材料有限公司']
	]);
	const numbers = found('partner-uscc').map(([code]) => code);
	expect(numbers).toContain('Z1');
	expect(numbers).not.toContain('Z3');
});

it('items and lots are looked at by what a firm is asked for: shelf life, plans, supplier lots, dates, one number for two items', async () => {
	const item = (code: string, nameZh: string, more: { readonly class: 'raw' | 'finished'; readonly shelfLifeDays?: number }) =>
		demo.office.do(
			itemCreated,
			{ item: demo.name(code), code, nameZh, track: 'lot', unit: 'kg', qualityClass: 'A', ...more },
			doing(2, 'P20')
		);
	await item('Y1', '新料', { class: 'raw', shelfLifeDays: 365 });
	await item('Y2', '新 料', { class: 'raw' });
	await item('Y3', '新成品', { class: 'finished' });
	const lot = async (name: string, code: string, more: Record<string, string> = {}) => {
		const uid = demo.name(`${name} of ${code}`);
		await demo.office.do(lotCreated, { lot: uid, item: demo.uid(code), lotNo: name, origin: 'opening', ...more }, doing(3, 'P15'));
		await demo.office.do(
			stockOpened,
			{ lot: uid, qty: { value: '5', unit: 'kg' } as never, location: demo.uid('CZ-RM') },
			doing(4, 'P15', 'P18')
		);
	};
	await lot('YL-1', 'Y1');
	await lot('YL-2', 'Y1', { supplierLot: 'X', mfgDate: '2026-10-01', expiry: '2026-09-01' });
	await lot('YL-1', 'Y2', { supplierLot: 'X' });
	const ours = (code: CheckCode) => found(code).filter(([label]) => label?.startsWith('Y'));
	expect(ours('item-twice')).toEqual([['Y2', 'Y1 新料']]);
	expect(ours('item-shelf-life').map(([code]) => code)).toEqual(['Y2', 'Y3']);
	expect(ours('item-work-master').map(([code]) => code)).toEqual(['Y3']);
	expect(ours('item-plan')).toEqual([
		['Y1', 'IQC'],
		['Y2', 'IQC'],
		['Y3', 'FQC']
	]);
	expect(ours('lot-supplier-lot')).toEqual([['YL-1', '']]);
	expect(ours('lot-expiry')).toEqual([['YL-1', '']]);
	expect(ours('lot-dates')).toEqual([['YL-2', '2026-10-01 → 2026-09-01']]);
	expect(ours('lot-two-items').map(([code]) => code)).toEqual(['YL-1']);
});
