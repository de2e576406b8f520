/** Gates, and subjects nobody here can judge. Given – when – then. */
import { expect, test } from 'vitest';
import { err } from '#lib/kernel/result.ts';
import { defineOperation } from '#lib/engine/define-operation.ts';
import { text } from '#lib/engine/fields.ts';
import { Registry } from '#lib/engine/registry.ts';
import { MODULES } from '#lib/modules/company.ts';
import { stockAdjusted } from '#lib/modules/inventory/index.ts';
import { materialConsumed, stockIssued, woCreated, woReleased, workMasterReleased } from '#lib/modules/production/index.ts';
import {
	holdPlaced,
	inspectionCreated,
	inspectionJudged,
	inspectionPlanReleased,
	inspectionResult,
	lotDispositioned,
	quality
} from '#lib/modules/quality/index.ts';
import { against, dossierOf, marketReleased, productionReleased } from '#lib/modules/release/index.ts';
import { shipmentChecked, shipmentPicked } from '#lib/modules/sales/index.ts';
import { blockerCodes, force, isEffective, rawly, reasonsOf, stage, type Stage } from './scenario.ts';
import { entriesOf, pieces, replica, uid } from './world.ts';

const hold = (name: string, lot: string, scope: 'self' | 'descendants' = 'self') => ({
	hold: uid(name),
	targets: [`lot:${lot}`],
	scope,
	cause: 'material' as const,
	reason: '疑问'
});
const consumption = (on: Stage, lot: string, qty = 1) => ({ wo: uid('wo'), step: 10, lot, qty: pieces(qty), from: on.from.ids.stock });

test('G5: a blocked lot is refused with the lots to take instead, soonest expiry first; what happened is recorded all the same', async () => {
	const on = await stage();
	const lot = await on.lot('x', { expiry: '2026-12-31' });
	await on.lot('later', { expiry: '2028-01-01' });
	const sooner = await on.lot('sooner', { expiry: '2027-01-01' });
	const middle = await on.lot('middle', { expiry: '2027-06-01' });
	const soonest = await on.lot('soonest', { expiry: '2026-11-01' });
	const instead = [soonest, sooner, middle];
	// Else an order by uid would pass for one by expiry; and only three are named.
	expect([...instead].sort()).not.toEqual(instead);
	await on.lot('other item', { item: 'raw2', expiry: '2026-10-01' });
	await on.lot('unreleased', { expiry: '2026-10-01', released: false });
	await on.lot('expired', { expiry: '2026-08-31' });
	await on.a.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	const act = { definition: materialConsumed, data: consumption(on, lot) };
	const refused = await on.a.attempt([act], on.doing('op'));
	expect(refused).toMatchObject(
		err({ type: 'gate', gate: 'G5', findings: [{ code: 'on-hold', subject: `lot:${lot}`, params: { instead } }] })
	);
	const done = await on.a.attempt([act], { ...on.doing('op'), alreadyHappened: '已投料' });
	expect(done.ok && done.value[0]?.op.gates).toMatchObject([
		{ gate: 'G5', result: 'failed', inputs: [{ code: 'on-hold' }, { reason: '已投料' }] },
		{ gate: 'G29', result: 'pass' }
	]);
});

test('G5: every axis is named – expiry, place, releases, unknown', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'product', expiry: '2026-08-31', released: false });
	const node = `lot:${lot}`;
	expect(blockerCodes(on.a, node, 'ship', on.from.ids.receiving)).toEqual([
		'expired',
		'not-market-released',
		'quarantine',
		'wrong-location'
	]);
	expect(blockerCodes(on.a, 'lot:nothing')).toEqual(['unknown-lot']);
	const fresh = await on.lot('y', { item: 'product', expiry: '2026-09-01', released: false });
	const early = await force(on.a, marketReleased, { lot: fresh }, on.doing('qh', 'qh', 'qa'));
	expect(reasonsOf(on.a, early)).toEqual(['precondition']);
	await on.a.do(productionReleased, { lot: fresh }, on.doing('qa', 'qa'));
	const alone = await force(on.a, marketReleased, { lot: fresh }, on.doing('qh', 'qh'));
	expect(reasonsOf(on.a, alone)).toEqual(['signatures-missing']);
	expect(blockerCodes(on.a, `lot:${fresh}`, 'ship')).toEqual(['not-market-released', 'quarantine']);
	// What stands against a release beforehand is G22's; here it is what a release does.
	await force(on.a, marketReleased, { lot: fresh }, on.doing('qh', 'qh', 'qa'));
	expect(blockerCodes(on.a, `lot:${fresh}`, 'ship')).toEqual([]);
});

test('G22: a lot goes to the market only with its final inspection accepted; what is missing or waited for is named', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'product', expiry: '2028-09-01', released: false });
	const inspection = uid('fqc');
	const codes = (step: 'production' | 'market') => against(dossierOf(on.a.company.engine, lot, '2026-09-01'), step).map(({ code }) => code);
	const tryMarket = () => on.a.attempt([{ definition: marketReleased, data: { lot } }], on.doing('qh', 'qh', 'qa'));
	const one = { nature: 'attribute' as const, severity: 'critical' as const, sampling: 'fixed' as const };
	const characteristics = [
		{ ...one, key: 'looks', name: '外观' },
		{ ...one, key: 'sterile', name: '无菌试验', leadDays: 14 },
		{ ...one, key: 'bfe', name: 'BFE', periodic: true }
	];
	const plan = { plan: uid('plan'), item: on.from.ids.product, kind: 'FQC' as const, no: 'QP-1', rev: 'A', characteristics };
	await on.a.do(inspectionPlanReleased, plan, on.doing('qa', 'qa', 'qh'));
	expect(codes('production')).toEqual([]);
	expect(codes('market')).toEqual(['final-missing', 'not-production-released']);
	expect(await tryMarket()).toMatchObject(err({ type: 'gate', gate: 'G22', findings: [{ code: 'dossier-final-missing' }, {}] }));

	await on.a.do(productionReleased, { lot }, on.doing('qa', 'qa'));
	await on.a.do(inspectionCreated, { inspection, no: 'J1', kind: 'FQC', lot }, on.doing('qc'));
	const result = (key: string) => ({
		inspection,
		lot,
		plan: plan.plan,
		results: [{ key, characteristic: key, value: '0/1', verdict: 'pass' as const, defects: 0, n: 1 }]
	});
	await on.a.do(inspectionResult, result('looks'), on.doing('qc'));
	const [waiting] = against(dossierOf(on.a.company.engine, lot, '2026-09-01'), 'market');
	expect(waiting).toMatchObject({ state: 'waiting', code: 'result-waiting', words: { name: '无菌试验', date: '2026-09-15' } });
	await on.a.do(inspectionResult, result('sterile'), on.doing('qc'));
	expect(codes('market')).toEqual(['final-not-judged']);
	await on.a.do(inspectionJudged, { inspection, lot, decision: 'accepted' }, on.doing('qa', 'qa'));
	expect(codes('market')).toEqual([]);
	await on.a.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	expect(await tryMarket()).toMatchObject(err({ gate: 'G22', findings: [{ code: 'dossier-on-hold' }] }));
});

test('G22: goods are on the market until the day they expire, and a rejected inspection stays in the way', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'product', expiry: '2026-09-01', released: false });
	const codes = (day: string) => against(dossierOf(on.a.company.engine, lot, day), 'market').map(({ code }) => code);
	expect(codes('2026-09-01')).not.toContain('expired');
	expect(codes('2026-09-02')).toContain('expired');
	const inspection = uid('fqc');
	await on.a.do(inspectionCreated, { inspection, no: 'J1', kind: 'FQC', lot }, on.doing('qc'));
	await on.a.do(inspectionJudged, { inspection, lot, decision: 'rejected' }, on.doing('qa', 'qa'));
	expect(codes('2026-09-01')).toContain('final-rejected');
});

test('G6: a lot that expires sooner is pointed out, not enforced', async () => {
	const on = await stage();
	const later = await on.lot('later', { expiry: '2028-01-01' });
	const sooner = await on.lot('sooner', { expiry: '2027-01-01' });
	const wo = await drawable(on);
	const issue = (lot: string) => ({ wo, lines: [{ lot, qty: pieces(1), from: on.from.ids.stock, to: on.from.ids.line }] });
	const gates = async (lot: string) =>
		(await on.a.do(stockIssued, issue(lot), on.doing('wh'))).op.gates?.map(({ gate, result }) => `${gate} ${result}`);
	expect(await gates(later)).toEqual(['G7 pass', 'G7 pass', 'G5 pass', 'G29 pass', 'G6 warn']);
	expect(await gates(sooner)).toEqual(['G7 pass', 'G7 pass', 'G5 pass', 'G29 pass', 'G6 pass']);
});

/** A released order whose frozen list names the raw material. */
async function drawable(on: Stage, isReleased = true): Promise<string> {
	const [wo, master] = [uid('wo'), uid('master')];
	const lines = [{ item: on.from.ids.raw, per: '1', qty: pieces(1), critical: true }];
	await on.a.do(workMasterReleased, { master, item: on.from.ids.product, rev: 'A', hash: 'h', lines }, on.doing('qa', 'qa', 'qh'));
	await on.a.do(
		woCreated,
		{ wo, no: 'WO', item: on.from.ids.product, qty: pieces(10), master, masterHash: 'h', lotNo: 'P' },
		on.doing('pm')
	);
	if (isReleased) await on.a.do(woReleased, { wo, master, masterHash: 'h' }, on.doing('pm', 'pm'));
	return wo;
}

test('G7, G29: drawn is what the released order is made of, and no more than lies there, each line for itself', async () => {
	const on = await stage();
	const [right, wrong] = [await on.lot('right'), await on.lot('wrong', { item: 'raw2' })];
	const line = (lot: string, qty: number) => ({ lot, qty: pieces(qty), from: on.from.ids.stock, to: on.from.ids.line });
	const attempt = (wo: string, ...lines: readonly ReturnType<typeof line>[]) =>
		on.a.attempt([{ definition: stockIssued, data: { wo, lines } }], on.doing('op'));
	expect(await attempt(uid('nothing'), line(right, 1))).toMatchObject(err({ gate: 'G7', findings: [{ code: 'order-not-released' }] }));
	const wo = await drawable(on);
	expect(await attempt(wo, line(right, 1), line(wrong, 1))).toMatchObject(
		err({
			gate: 'G7',
			findings: [{ code: 'not-in-order', subject: `lot:${wrong}`, params: { item: on.from.ids.raw2, wanted: [on.from.ids.raw] } }]
		})
	);
	expect(await attempt(wo, line(right, 1), line(right, 11))).toMatchObject(
		err({ gate: 'G29', findings: [{ code: 'more-than-there', params: { there: '10', wanted: '11' } }] })
	);
	const drawn = await attempt(wo, { ...line(right, 10), roll: '1' } as ReturnType<typeof line>);
	expect(drawn.ok && drawn.value[0]?.op.gates?.map(({ result }) => result)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
});

test('G7: an order is released only with the work master that is released for its product', async () => {
	const on = await stage();
	const order = (name: string, more: object) =>
		on.a.do(woCreated, { wo: uid(name), no: name, item: on.from.ids.product, qty: pieces(10), ...more }, on.doing('pm'));
	const tryRelease = (name: string) => on.a.attempt([{ definition: woReleased, data: { wo: uid(name) } }], on.doing('pm', 'pm'));
	const master = uid('master');
	await order('WO1', {});
	expect(await tryRelease('WO1')).toMatchObject(err({ type: 'gate', gate: 'G7', findings: [{ code: 'work-master-missing' }] }));
	await order('WO2', { master, masterHash: 'hash' });
	expect(await tryRelease('WO2')).toMatchObject(err({ findings: [{ code: 'work-master-not-released' }] }));
	await on.a.do(workMasterReleased, { master, item: on.from.ids.product, rev: 'A', hash: 'hash', lines: [] }, on.doing('pm', 'pm', 'qa'));
	expect((await tryRelease('WO2')).ok).toBe(true);
	await order('WO3', { master, masterHash: 'other' });
	expect(await tryRelease('WO3')).toMatchObject(err({ findings: [{ code: 'work-master-changed' }] }));
	await order('WO4', { master, masterHash: 'hash', item: on.from.ids.raw });
	expect(await tryRelease('WO4')).toMatchObject(err({ findings: [{ code: 'work-master-other-product' }] }));
});

test('G18: the picker does not check, unless an exact scan replaces the second person', async () => {
	for (const [preset, scanReplaces] of [
		['micro', true],
		['small', true],
		['contract', false]
	] as const) {
		const on = await stage(preset);
		const lot = await on.lot('x');
		await on.a.do(
			shipmentPicked,
			{ shipment: uid('s'), customer: on.from.ids.customer, lines: [{ lot, qty: pieces(1), from: on.from.ids.stock }] },
			on.doing('wh')
		);
		const check = (method: 'scan' | 'person', who: 'wh' | 'wh2') =>
			on.a.attempt([{ definition: shipmentChecked, data: { shipment: uid('s'), method } }], on.doing(who));
		expect((await check('person', 'wh')).ok).toBe(false);
		expect((await check('person', 'wh2')).ok).toBe(true);
		expect((await check('scan', 'wh')).ok).toBe(scanReplaces);
	}
});

test('G28: a fact without the role is recorded with the failed gate; a decision is refused', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	const fact = await on.a.do(
		stockAdjusted,
		{ lot, qty: pieces(1), location: on.from.ids.stock, direction: 'increase', reason: '盘点' },
		on.doing('qc')
	);
	expect(fact.op.gates?.[0]).toMatchObject({ gate: 'G28', result: 'failed' });
	expect(isEffective(on.a, fact)).toBe(true);
	const decision = await on.a.attempt([{ definition: lotDispositioned, data: { lot, decision: 'released' } }], on.doing('wh', 'wh'));
	expect(decision).toMatchObject(err({ type: 'no-role' }));
	expect(await on.a.attempt([{ definition: lotDispositioned, data: { lot, decision: 'released' } }], on.doing('qa'))).toMatchObject(
		err({ type: 'signatures-missing', needed: 1, given: 0 })
	);
	expect(await on.a.attempt([{ definition: lotDispositioned, data: { lot, decision: 'perhaps' } }], on.doing('qa', 'qa'))).toMatchObject(
		err({ type: 'bad-data' })
	);
});

test('an unknown type makes its subjects unjudgeable, and is replayed by a program that knows it', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	const other = await on.lot('y');
	const future = await rawly(on, on.a, 'qa', { type: 'lot.scanned', refs: [`lot:${lot}`], data: { verdict: 'bad' } });
	expect(reasonsOf(on.a, future)).toEqual(['newer-version']);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['newer-version']);
	expect(blockerCodes(on.a, `lot:${other}`)).toEqual([]);
	expect(await on.a.attempt([{ definition: materialConsumed, data: consumption(on, lot) }], on.doing('op'))).toMatchObject(
		err({ gate: 'G5', findings: [{ code: 'newer-version' }] })
	);
	const lotScanned = defineOperation({
		type: 'lot.scanned',
		tv: 1,
		cls: 'F',
		level: 'A',
		roles: ['QA'],
		labels: { zh: '扫描', en: 'Scanned' },
		fields: { verdict: text(['结论', 'Verdict']) },
		refs: () => [`lot:${lot}`],
		apply: (_data, fx) =>
			fx.put(quality.put(`lot:${lot}`, { kind: 'hold', hold: uid('scan'), scope: 'self', cause: 'material', reason: '扫描' }))
	});
	const upgraded = replica(entriesOf(on.a), new Registry([...MODULES, { operations: [lotScanned], views: [], rules: [] }]));
	expect(blockerCodes({ company: upgraded } as never, `lot:${lot}`)).toEqual(['on-hold']);
});
