/** Conflict rules on goods, numbers and clocks. Given – when – then. */
import { expect, test } from 'vitest';
import {
	lotCreated,
	lotRelabelled,
	receiptArrived,
	stockReceived,
	transferDispatched,
	transferReceived,
	unitCommissioned
} from '#lib/modules/inventory/index.ts';
import { errorDeclared, exceptionAcknowledged, exceptionResolved } from '#lib/modules/org/index.ts';
import { materialConsumed, outputReported } from '#lib/modules/production/index.ts';
import type { Terminal } from '#lib/modules/authoring.ts';
import { holdLifted, holdPlaced } from '#lib/modules/quality/index.ts';
import { recallAssessed, recallDecided } from '#lib/modules/recall/index.ts';
import { returnReceived, shipmentShipped } from '#lib/modules/sales/index.ts';
import { blockerCodes, cloneOf, exceptionsOf, force, hashOf, rawly, rulesRaised, stage, type Stage } from './scenario.ts';
import { clock, meet, pieces, uid } from './world.ts';

const hold = (name: string, lot: string, scope: 'self' | 'descendants' = 'self') => ({
	hold: uid(name),
	targets: [`lot:${lot}`],
	scope,
	cause: 'material' as const,
	reason: '疑问'
});
const consumption = (on: Stage, lot: string, qty = 1) => ({ wo: uid('wo'), step: 10, lot, qty: pieces(qty), from: on.from.ids.stock });
const shipment = (on: Stage, no: string, lines: readonly object[], customer = on.from.ids.customer) => ({
	shipment: uid(no),
	no,
	customer,
	lines: lines as never
});

test('an ordinary day raises nothing', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	await on.a.do(materialConsumed, consumption(on, lot), on.doing('op'));
	meet(on.a, on.b, on.c);
	expect(rulesRaised(on.b)).toEqual([]);
});

test('C1: stock below zero at any moment, even if today it adds up', async () => {
	const on = await stage();
	const lot = await on.lot('x', { qty: 1 });
	await on.a.do(shipmentShipped, shipment(on, 'S1', [{ lot, qty: pieces(3), from: on.from.ids.stock }]), {
		...on.doing('wh'),
		unchecked: true,
		at: clock('09:00')
	});
	expect(exceptionsOf(on.a, 'C1').map((found) => found.params['lowest'])).toEqual(['-2']);
	expect(blockerCodes(on.a, `lot:${lot}`, 'produce', on.from.ids.stock)).toEqual(['negative-stock']);
	await on.b.do(stockReceived, { lot, qty: pieces(5), to: on.from.ids.stock }, { ...on.doing('wh'), at: clock('10:00') });
	meet(on.a, on.b);
	expect(exceptionsOf(on.a, 'C1')).toHaveLength(1);
	expect(blockerCodes(on.a, `lot:${lot}`, 'produce', on.from.ids.stock)).toEqual([]);
	// What was received before it was shipped, told later, explains it.
	await on.b.do(stockReceived, { lot, qty: pieces(2), to: on.from.ids.stock }, { ...on.doing('wh'), at: clock('08:59') });
	meet(on.a, on.b);
	expect(exceptionsOf(on.a, 'C1')).toEqual([]);
});

test('C3: one serial number on two sets of units; neither may be used', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'serial' });
	const units = (batch: string, first: number, last: number) => ({
		batch: uid(batch),
		item: on.from.ids.serial,
		lot,
		prefix: 'SN',
		width: 4,
		first,
		last,
		to: on.from.ids.stock
	});
	await on.a.do(unitCommissioned, units('one', 1, 5), on.doing('op'));
	const other = await on.b.do(unitCommissioned, units('two', 5, 9), on.doing('op'));
	meet(on.a, on.b);
	expect(exceptionsOf(on.b, 'C3').map(({ params }) => params)).toEqual([{ first: 5, last: 5 }]);
	expect(blockerCodes(on.a, `unit:${uid('one')}-5`)).toEqual(['identity']);
	expect(blockerCodes(on.a, `unit:${uid('two')}-5`)).toEqual(['identity']);
	expect(blockerCodes(on.a, `unit:${uid('one')}-4`)).toEqual([]);
	await on.a.do(errorDeclared, { target: other.id, reason: '重复' }, on.doing('qa', 'qa'));
	expect(rulesRaised(on.a)).toEqual([]);
	expect(blockerCodes(on.a, `unit:${uid('one')}-5`)).toEqual([]);
});

test('C4: one lot number on two lots, until one is relabelled', async () => {
	const on = await stage();
	const first = await on.lot('x', { lotNo: 'L1' });
	await on.b.do(lotCreated, { lot: uid('y'), item: on.from.ids.raw, lotNo: 'L1', origin: 'purchased' }, on.doing('wh'));
	meet(on.a, on.b);
	expect(rulesRaised(on.a)).toEqual(['C4']);
	expect(blockerCodes(on.a, `lot:${first}`)).toEqual(['identity']);
	expect(blockerCodes(on.a, `lot:${uid('y')}`)).toEqual(['identity', 'quarantine']);
	await on.b.do(lotRelabelled, { lot: uid('y'), oldNo: 'L1', newNo: 'L2', reason: '重复' }, on.doing('wh'));
	expect(rulesRaised(on.b)).toEqual([]);
	expect(blockerCodes(on.b, `lot:${first}`)).toEqual([]);
});

test('C4: relabelling to a number in use is found too', async () => {
	const on = await stage();
	const first = await on.lot('x', { lotNo: 'L1' });
	const second = await on.lot('y', { lotNo: 'L2' });
	await on.a.do(lotRelabelled, { lot: second, oldNo: 'L2', newNo: 'L1', reason: '误' }, on.doing('wh'));
	expect(rulesRaised(on.a)).toEqual(['C4']);
	expect(blockerCodes(on.a, `lot:${first}`)).toEqual(['identity']);
	expect(blockerCodes(on.a, `lot:${second}`)).toEqual(['identity']);
});

test('C7: use of a held lot – unknowing where the device could not know, a violation where it did', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	const made = await on.lot('made', { item: 'product' });
	await on.a.do(materialConsumed, consumption(on, lot), on.doing('op'));
	await on.a.do(outputReported, { wo: uid('wo'), step: 10, lot: made, qty: pieces(1), to: on.from.ids.stock }, on.doing('op'));
	meet(on.a, on.b);
	await on.a.do(holdPlaced, hold('h', lot, 'descendants'), on.doing('qa', 'qa'));
	expect(rulesRaised(on.a)).toEqual([]);
	const unknowing = await on.b.do(materialConsumed, consumption(on, lot), on.doing('op'));
	const shipped = await force(
		on.b,
		shipmentShipped,
		shipment(on, 'S1', [{ lot: made, qty: pieces(1), from: on.from.ids.stock }]),
		on.doing('wh')
	);
	meet(on.a, on.b);
	const knowing = await on.b.do(materialConsumed, consumption(on, lot), { ...on.doing('op'), alreadyHappened: '已投料' });
	const known = Object.fromEntries(
		exceptionsOf(on.b, 'C7').map((found) => [
			found.ops.find((id) => [unknowing.id, knowing.id, shipped.id].includes(id as never)),
			found.params['knowing']
		])
	);
	expect(known).toEqual({ [unknowing.id]: false, [shipped.id]: false, [knowing.id]: true });
	await on.b.do(holdLifted, { holds: [uid('h')], targets: [`lot:${lot}`], basis: '查明' }, on.doing('qa', 'qa', 'qa2'));
	await on.b.do(materialConsumed, consumption(on, lot), on.doing('op'));
	expect(exceptionsOf(on.b, 'C7')).toHaveLength(3);
	expect(knowing.op.gates?.map(({ gate, result }) => `${gate} ${result}`)).toEqual(['G5 failed', 'G29 pass']);
});

test('C15: one document number on two documents; the earlier keeps it', async () => {
	const on = await stage();
	const receipt = (name: string) => ({ receipt: uid(name), no: 'R1', supplier: on.from.ids.supplier });
	await on.a.do(receiptArrived, receipt('one'), on.doing('wh'));
	await on.a.do(receiptArrived, { ...receipt('three'), no: 'R2' }, on.doing('wh'));
	expect(rulesRaised(on.a)).toEqual([]);
	await on.b.do(receiptArrived, receipt('two'), on.doing('wh'));
	meet(on.a, on.b);
	expect(exceptionsOf(on.a, 'C15').map(({ params }) => params)).toEqual([
		{ number: 'R1', kind: 'receipt', keeps: `receipt:${uid('one')}` }
	]);
});

test('C16: a unit shipped twice without coming back', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'serial' });
	const batch = uid('one');
	await on.a.do(
		unitCommissioned,
		{ batch, item: on.from.ids.serial, lot, prefix: 'SN', width: 4, first: 1, last: 3, to: on.from.ids.stock },
		on.doing('op')
	);
	meet(on.a, on.b);
	const unit = (first: number, last = first) => ({ batch, first, last });
	await force(on.a, shipmentShipped, shipment(on, 'S1', [{ ...unit(1, 2), from: on.from.ids.stock }]), on.doing('wh'));
	await on.a.do(
		returnReceived,
		{ return: uid('r'), customer: on.from.ids.customer, lines: [{ ...unit(1), to: on.from.ids.stock }] },
		on.doing('wh')
	);
	await force(on.a, shipmentShipped, shipment(on, 'S2', [{ ...unit(1), from: on.from.ids.stock }]), on.doing('wh'));
	expect(exceptionsOf(on.a, 'C16')).toEqual([]);
	const twice = await force(
		on.b,
		shipmentShipped,
		shipment(on, 'S3', [{ ...unit(2), from: on.from.ids.stock }], on.from.ids.customer2),
		on.doing('wh')
	);
	meet(on.a, on.b);
	expect(exceptionsOf(on.a, 'C16').map(({ subjects }) => subjects)).toEqual([[`unit:${batch}-2`]]);
	await on.a.do(errorDeclared, { target: twice.id, reason: '扫错' }, on.doing('qa', 'qa'));
	expect(exceptionsOf(on.a, 'C16')).toEqual([]);
});

test('C17: a transfer that does not add up, once something has arrived', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	const transfer = uid('t');
	await on.a.do(
		transferDispatched,
		{ transfer, no: 'T1', toSite: on.from.site, lines: [{ lot, qty: pieces(5), from: on.from.ids.stock }] },
		on.doing('wh')
	);
	meet(on.a, on.b);
	expect(rulesRaised(on.b)).toEqual([]);
	await on.b.do(transferReceived, { transfer, lines: [{ lot, qty: pieces(3), to: on.from.ids.line }] }, on.doing('wh'));
	expect(exceptionsOf(on.b, 'C17').map(({ params }) => params)).toEqual([{ lot: 'x', dispatched: '5', arrived: '3' }]);
	await on.b.do(transferReceived, { transfer, lines: [{ lot, qty: pieces(2), to: on.from.ids.line }] }, on.doing('wh'));
	expect(rulesRaised(on.b)).toEqual([]);
});

test('C25: facts that arrive after a recall decision enlarge its scope and say so', async () => {
	const on = await stage();
	const lot = await on.lot('x', { item: 'product' });
	const recall = uid('recall');
	await on.a.do(
		recallAssessed,
		{ recall, defect: '破', start: [`lot:${lot}`], cause: 'material', lots: ['x'], consignees: [] },
		on.doing('qa')
	);
	await on.a.do(recallDecided, { recall, drill: false, class: 'II' }, on.doing('own', 'own', 'qh', 'qa'));
	expect(exceptionsOf(on.a, 'C25')).toEqual([]);
	const late = await force(on.b, shipmentShipped, shipment(on, 'S1', [{ lot, qty: pieces(2), from: on.from.ids.stock }]), on.doing('wh'));
	meet(on.a, on.b);
	const [grown] = exceptionsOf(on.a, 'C25');
	expect(grown?.ops).toContain(late.id);
	expect(String(grown?.params['added'])).toContain('customer');
});

test('C27: clocks that contradict causality are named; order and stock are not touched', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	await on.b.do(stockReceived, { lot, qty: pieces(1), to: on.from.ids.stock }, { ...on.doing('wh'), at: '2062-01-01T08:00:00+08:00' });
	expect(rulesRaised(on.b)).toEqual([]);
	meet(on.a, on.b);
	await on.a.do(stockReceived, { lot, qty: pieces(1), to: on.from.ids.stock }, on.doing('wh'));
	meet(on.a, on.b);
	expect(rulesRaised(on.a)).toEqual(['C27']);
	expect(hashOf(on.a)).toBe(hashOf(on.b));
	expect(on.a.company.log.ops.length).toBe(on.b.company.log.ops.length);
});

test('C27: several contradictions between two devices are told alike in any order of arrival', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	const receive = (terminal: Terminal, at: string) =>
		terminal.do(stockReceived, { lot, qty: pieces(1), to: on.from.ids.stock }, { ...on.doing('wh'), at });
	await receive(on.a, '2062-01-01T08:00:00+08:00');
	await receive(on.b, '2062-06-01T08:00:00+08:00');
	// Both clocks are set right again, and each device hears of the other.
	const [a, b] = [cloneOf(on, on.a, 0), cloneOf(on, on.b, 0)];
	a.receive(on.b);
	b.receive(on.a);
	await receive(a, clock('10:00'));
	await receive(b, clock('11:00'));
	meet(on.c, a);
	const inOneOrder = on.c;
	on.c.receive(b);
	b.receive(a);
	const orders = [inOneOrder, b].map((terminal) => terminal.company.log.ops.slice(-2).map((op) => op.dev));
	expect(orders[0]).not.toEqual(orders[1]);
	expect(
		exceptionsOf(b, 'C27')
			.map(({ subjects }) => subjects.length)
			.sort((a, b) => a - b)
	).toEqual([1, 1, 2]);
	expect(hashOf(b)).toBe(hashOf(inOneOrder));
});

test('an exception is closed by a person for what he knew, and opens again for what he did not', async () => {
	const on = await stage();
	const lot = await on.lot('x', { qty: 1 });
	const ship = (no: string) => shipment(on, no, [{ lot, qty: pieces(3), from: on.from.ids.stock }]);
	await force(on.a, shipmentShipped, ship('S1'), on.doing('wh'));
	const [found] = exceptionsOf(on.a, 'C1');
	const key = found?.key ?? '';
	expect(found?.status).toBe('open');
	await on.a.do(exceptionAcknowledged, { key }, on.doing('wh'));
	expect(exceptionsOf(on.a, 'C1')[0]?.status).toBe('acknowledged');
	await on.a.do(exceptionResolved, { key, explanation: '已查' }, on.doing('qa', 'qa'));
	expect(exceptionsOf(on.a, 'C1')[0]?.status).toBe('closed');
	await force(on.b, shipmentShipped, ship('S2'), on.doing('wh'));
	meet(on.a, on.b);
	expect(exceptionsOf(on.a, 'C1')[0]?.status).toBe('reopened');
	await on.a.do(stockReceived, { lot, qty: pieces(9), to: on.from.ids.stock }, { ...on.doing('wh'), at: clock('07:00') });
	expect(exceptionsOf(on.a, 'C1').map(({ status }) => status)).toEqual(['closed']);
});

test('C33: a record that cannot be interpreted is told, and counts for nothing', async () => {
	const on = await stage();
	const lot = await on.lot('L1');
	const broken = await rawly(on, on.b, 'wh', {
		type: 'stock.moved',
		refs: [`lot:${lot}`],
		data: { lot, qty: { value: '-5', unit: '个' }, from: on.from.ids.stock, to: on.from.ids.stock }
	});
	const newer = await rawly(on, on.b, 'wh', { type: 'future.thing', refs: [`lot:${lot}`], data: {} });
	meet(on.a, on.b);
	const told = exceptionsOf(on.a, 'C33');
	expect(told.map((exception) => exception.params['newer'])).toEqual(expect.arrayContaining([true, false]));
	expect(told.flatMap((exception) => exception.ops).sort()).toEqual([broken.id, newer.id].sort());
});
