/** What follows a recall's decision: notices, answers, closing; and drills, which concern nobody's goods. */
import { expect, test } from 'vitest';
import {
	recallAssessed,
	recallClosed,
	recallDecided,
	recallDrillCompleted,
	recallNotified,
	recallProgress,
	recallResponded,
	recalls
} from '#lib/modules/recall/index.ts';
import { shipmentShipped } from '#lib/modules/sales/index.ts';
import { exceptionsOf, force, hashOf, stage } from './scenario.ts';
import { meet, pieces, uid } from './world.ts';

const recall = uid('recall');

test('notices and answers of two devices stand together by consignee; closing takes two', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'product' });
	const { customer, customer2 } = on.from.ids;
	await on.a.do(
		recallAssessed,
		{ recall, defect: '破', start: [`lot:${lot}`], cause: 'material', lots: ['x'], consignees: [] },
		on.doing('qa')
	);
	await on.a.do(recallDecided, { recall, drill: false, class: 'II', reason: '封口不良' }, on.doing('own', 'own', 'qh', 'qa'));
	meet(on.a, on.b);
	const told = await on.a.do(recallNotified, { recall, party: customer, channel: 'phone', proof: '李主任' }, on.doing('qa'));
	const toldToo = await on.b.do(recallNotified, { recall, party: customer2, channel: 'message' }, on.doing('wh'));
	const answered = await on.b.do(recallResponded, { recall, party: customer2, held: '3 盒' }, on.doing('wh'));
	meet(on.a, on.b);
	expect(on.a.company.engine.row(recallProgress, recall)).toMatchObject({
		recallClass: 'II',
		reason: '封口不良',
		notices: { [customer]: [told.id], [customer2]: [toldToo.id] },
		answers: { [customer2]: [answered.id] },
		closedBy: ''
	});
	const closed = await on.a.do(recallClosed, { recall, evaluation: '全部追回' }, on.doing('qh', 'qh', 'own'));
	meet(on.a, on.b);
	expect(on.b.company.engine.row(recallProgress, recall).closedBy).toBe(closed.id);
	expect(hashOf(on.a)).toBe(hashOf(on.b));
});

test('a drill is a recall with a clock that is over at once, and its growth calls nobody', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'product' });
	const drill = await on.a.do(
		recallDrillCompleted,
		{
			recall,
			scenario: '年度演练',
			scan: 'x',
			start: [`lot:${lot}`],
			cause: 'material',
			lots: ['x'],
			consignees: [],
			class: 'II',
			traceMs: 800,
			decideMs: 41_000,
			unexplained: '0'
		},
		on.doing('qa', 'qa', 'qh')
	);
	expect(on.a.company.engine.row(recalls, recall)).toMatchObject({ status: 'decided', drill: true, decidedBy: drill.id });
	expect(on.a.company.engine.row(recallProgress, recall)).toMatchObject({
		closedBy: drill.id,
		drill: { traceMs: 800, decideMs: 41_000 }
	});
	const line = { lot, qty: pieces(2), from: on.from.ids.stock };
	await force(on.b, shipmentShipped, { shipment: uid('S1'), no: 'S1', customer: on.from.ids.customer, lines: [line] }, on.doing('wh'));
	meet(on.a, on.b);
	expect(exceptionsOf(on.a, 'C25')).toEqual([]);
});
