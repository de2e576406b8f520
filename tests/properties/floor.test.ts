/** Work on an order: the same on every replica, in the order in which things happened, taken back by corrections. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { err } from '#lib/kernel/result.ts';
import { lotCreated } from '#lib/modules/inventory/index.ts';
import { errorDeclared } from '#lib/modules/org/index.ts';
import {
	lineClearanceDone,
	lineUse,
	materialConsumed,
	orderWork,
	outputReported,
	paused,
	resumed,
	started,
	woCompleted,
	woCreated,
	woReleased,
	workMasterReleased,
	workOrders,
	yieldShare
} from '#lib/modules/production/index.ts';
import { dossierOf } from '#lib/modules/release/index.ts';
import type { Terminal } from '#lib/modules/authoring.ts';
import { hashOf, stage, type Stage } from './scenario.ts';
import { clock, DAY, meet, pieces, uid } from './world.ts';

const WO = uid('wo');
const work = (terminal: Terminal, wo = WO) => terminal.company.engine.row(orderWork, wo);
const CLEARED = { items: ['设备、台面、地面已清洁'] };

async function order(on: Stage, name = 'wo', released = true): Promise<string> {
	const [wo, master] = [uid(name), uid(`master ${name}`)];
	const lines = [{ item: on.from.ids.raw, per: '1', qty: pieces(1), critical: true }];
	await on.a.do(workMasterReleased, { master, item: on.from.ids.product, rev: '1', hash: 'h', lines }, on.doing('qa', 'qa', 'qh'));
	const plan = { wo, no: name, item: on.from.ids.product, qty: pieces(10), master, masterHash: 'h', lotNo: `L-${name}` };
	await on.a.do(woCreated, plan, on.doing('pm'));
	if (released) await on.a.do(woReleased, { wo, master, masterHash: 'h' }, on.doing('pm', 'pm'));
	meet(on.a, on.b, on.c);
	return wo;
}

const report = (on: Stage, qty: number, scrap: Readonly<Record<string, number>> = {}) => ({
	wo: WO,
	step: 10,
	lot: uid('lot out'),
	qty: pieces(qty),
	to: on.from.ids.stock,
	...(Object.keys(scrap).length > 0 ? { scrap: Object.entries(scrap).map(([reason, lost]) => ({ reason, qty: pieces(lost) })) } : {})
});

test('a step is running, paused, running again and done; who and since when stand with it; scrap is summed by reason', async () => {
	const on = await stage();
	await order(on);
	expect(work(on.a).steps).toEqual([]);
	await on.a.do(started, { wo: WO, step: 10, location: on.from.ids.line, equipment: 'EQ' }, on.doing('op'));
	expect(work(on.a).steps).toMatchObject([{ step: 10, state: 'running', by: on.from.people.op.uid, equipment: 'EQ', good: '0' }]);
	const stop = await on.a.do(paused, { wo: WO, step: 10, reason: 'material' }, on.doing('op'));
	expect(work(on.a).steps[0]).toMatchObject({ state: 'paused', pause: 'material', since: stop.at });
	await on.a.do(resumed, { wo: WO, step: 10 }, on.doing('op'));
	await on.a.do(outputReported, report(on, 4, { 焊接不良: 1, 其他: 2 }), on.doing('op'));
	const second = await on.a.do(outputReported, report(on, 3, { 焊接不良: 2 }), on.doing('op'));
	expect(work(on.a).steps[0]).toMatchObject({
		state: 'running',
		pause: '',
		good: '7',
		scrap: '5',
		scrapBy: [
			{ reason: '焊接不良', qty: '3' },
			{ reason: '其他', qty: '2' }
		],
		reports: 2
	});
	expect(yieldShare('7', '5')).toBe(0.5833);
	expect(yieldShare('0', '0')).toBeUndefined();
	// What was reported wrongly no longer counts, and what was reported rightly does.
	await on.a.do(errorDeclared, { target: second.id, reason: '数错' }, on.doing('op', 'op'));
	expect(work(on.a).steps[0]).toMatchObject({ good: '4', scrap: '3', reports: 1 });
	await on.a.do(lineClearanceDone, { wo: WO, location: on.from.ids.line, ...CLEARED }, on.doing('op'));
	const end = await on.a.do(woCompleted, { wo: WO }, on.doing('pm'));
	expect(work(on.a)).toMatchObject({ completed: end.id, dirty: false, steps: [{ state: 'done', by: on.from.people.pm.uid }] });
	expect(on.a.company.engine.row(workOrders, WO).fields['completed']).toBe(true);
	// Completed by mistake: it goes on where it was.
	await on.a.do(errorDeclared, { target: end.id, reason: '没做完' }, on.doing('pm', 'pm'));
	expect(work(on.a)).toMatchObject({ completed: '', steps: [{ state: 'running' }] });
});

test('a late entry about a stop does not stop what went on since', async () => {
	const on = await stage();
	await order(on);
	await on.a.do(started, { wo: WO, step: 10 }, { ...on.doing('op'), at: clock('09:00') });
	await on.a.do(resumed, { wo: WO, step: 10 }, { ...on.doing('op'), at: clock('11:00') });
	await on.a.do(paused, { wo: WO, step: 10, reason: 'break' }, { ...on.doing('op'), at: clock('10:00') });
	expect(work(on.a).steps[0]).toMatchObject({ state: 'running', pause: '', since: clock('11:00') });
});

test('G7, G11, G29: not before release, not on a line that was not cleared, not after completion, not more than is there', async () => {
	const on = await stage();
	await order(on, 'wo', false);
	const begin = (wo: string) => ({ definition: started, data: { wo, step: 10, location: on.from.ids.line } });
	expect(await on.a.attempt([begin(WO)], on.doing('op'))).toMatchObject(
		err({ type: 'gate', gate: 'G7', findings: [{ code: 'order-not-released' }] })
	);
	await on.a.do(woReleased, { wo: WO, master: uid('master wo'), masterHash: 'h' }, on.doing('pm', 'pm'));
	await on.a.do(started, begin(WO).data, on.doing('op'));
	const other = await order(on, 'other');
	expect(await on.a.attempt([begin(other)], on.doing('op'))).toMatchObject(
		err({ type: 'gate', gate: 'G11', findings: [{ code: 'line-not-cleared', params: { previous: 'L-wo', line: 'line' } }] })
	);
	const lot = await on.lot('material', { qty: 5 });
	const use = (qty: number) => ({
		definition: materialConsumed,
		data: { wo: WO, step: 10, lot, qty: pieces(qty), from: on.from.ids.stock }
	});
	expect(await on.a.attempt([use(6)], on.doing('op'))).toMatchObject(
		err({ type: 'gate', gate: 'G29', findings: [{ code: 'more-than-there', subject: `lot:${lot}`, params: { there: '5', wanted: '6' } }] })
	);
	expect((await on.a.attempt([use(5)], on.doing('op'))).ok).toBe(true);
	expect(await on.a.attempt([{ definition: woCompleted, data: { wo: WO } }], on.doing('pm'))).toMatchObject(
		err({ type: 'gate', gate: 'G11', findings: [{ code: 'not-cleared' }] })
	);
	await on.a.do(lineClearanceDone, { wo: WO, location: on.from.ids.line, ...CLEARED }, on.doing('op'));
	expect(on.a.company.engine.row(lineUse, on.from.ids.line)).toEqual({ wo: WO, clear: true });
	await on.a.do(started, begin(other).data, on.doing('op'));
	await on.a.do(woCompleted, { wo: WO }, on.doing('pm'));
	expect(await on.a.attempt([begin(WO)], on.doing('op'))).toMatchObject(err({ findings: [{ code: 'order-completed' }] }));
	// What was done all the same is recorded all the same.
	expect((await on.a.attempt([begin(WO)], { ...on.doing('op'), alreadyHappened: '已开' })).ok).toBe(true);
});

test('the record of a lot asks for a clearance from the first start on', async () => {
	const on = await stage();
	await order(on);
	const lot = await on.lot('out', { item: 'product', released: false });
	const clearance = () => dossierOf(on.a.company.engine, lot, DAY).checks.find(({ key }) => key === 'clearance')?.state;
	expect(clearance()).toBe('paper');
	const made = uid('made here');
	await on.a.do(lotCreated, { lot: made, item: on.from.ids.product, lotNo: 'M1', origin: 'made', wo: WO }, on.doing('op'));
	const of = () => dossierOf(on.a.company.engine, made, DAY).checks.find(({ key }) => key === 'clearance')?.state;
	expect(of()).toBe('paper');
	await on.a.do(started, { wo: WO, step: 10 }, on.doing('op'));
	expect(of()).toBe('missing');
	await on.a.do(lineClearanceDone, { wo: WO, ...CLEARED }, on.doing('op'));
	expect(of()).toBe('ok');
});

test('whatever three devices write without knowing each other, all end with the same row', async () => {
	const acts = ['started', 'paused', 'resumed', 'reported', 'cleared', 'completed'] as const;
	await fc.assert(
		fc.asyncProperty(
			fc.array(
				fc.record({ act: fc.constantFrom(...acts), on: fc.nat(2), step: fc.constantFrom(10, 20), minute: fc.nat(59), meet: fc.boolean() }),
				{
					maxLength: 12
				}
			),
			async (plan) => {
				const on = await stage();
				await order(on);
				for (const { act, on: device, step, minute, meet: meets } of plan) {
					const terminal = [on.a, on.b, on.c][device] ?? on.a;
					const doing = { ...on.doing('op'), at: clock(`10:${String(minute).padStart(2, '0')}`), unchecked: true };
					if (act === 'started') await terminal.do(started, { wo: WO, step, location: on.from.ids.line }, doing);
					else if (act === 'paused') await terminal.do(paused, { wo: WO, step, reason: 'other' }, doing);
					else if (act === 'resumed') await terminal.do(resumed, { wo: WO, step }, doing);
					else if (act === 'reported') await terminal.do(outputReported, { ...report(on, minute + 1, { 其他: 1 }), step }, doing);
					else if (act === 'cleared') await terminal.do(lineClearanceDone, { wo: WO, location: on.from.ids.line, ...CLEARED }, doing);
					else await terminal.do(woCompleted, { wo: WO }, doing);
					if (meets) meet(on.a, on.b, on.c);
				}
				meet(on.a, on.b, on.c);
				expect(work(on.b)).toEqual(work(on.a));
				expect(work(on.c)).toEqual(work(on.a));
				expect(on.c.company.engine.row(lineUse, on.from.ids.line)).toEqual(on.a.company.engine.row(lineUse, on.from.ids.line));
				expect(new Set([on.a, on.b, on.c].map(hashOf)).size).toBe(1);
				const made = plan.filter(({ act }) => act === 'reported');
				const good = work(on.a).steps.reduce((sum, step) => sum + Number(step.good), 0);
				expect(good).toBe(made.reduce((sum, { minute }) => sum + minute + 1, 0));
			}
		),
		{ numRuns: 12 }
	);
});
