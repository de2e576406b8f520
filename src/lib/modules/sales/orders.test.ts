import { beforeEach, describe, expect, it } from 'vitest';
import { fromAmount } from '#lib/kernel/decimal.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { newPerson, newUid, Terminal, type AuthoringPorts, type Doing, type Person } from '../authoring.ts';
import { lotCreated, stockReceived } from '../inventory/index.ts';
import { errorDeclared } from '../org/index.ts';
import { cartonKey, cartonMoves } from './cartons.ts';
import { returnReceived, shipmentPicked, shipmentShipped } from './operations.ts';
import { openSalesOrders, salesOrder, soCancelled, soCreated } from './orders.ts';

const crypto = createPureCrypto();
let ports: AuthoringPorts;
let terminal: Terminal;
let owner: Person;
let minute = 0;
const [item, customer, shelf, lot, so] = ['masks', 'customer', 'shelf', 'lot', 'order'];

/** A minute after the last act; gates are not what is tested here. */
function doing(): Doing {
	minute++;
	return { by: owner, at: `2026-03-01T09:${String(minute).padStart(2, '0')}:00+08:00`, alreadyHappened: '测试' };
}

const pieces = (value: string) => ({ value, unit: '只' });
const goods = (value: string) => [{ lot, qty: pieces(value), from: shelf, cartons: ['7'] }];

const pick = (shipment: string, value: string) =>
	terminal.do(shipmentPicked, { shipment, customer, order: so, lines: goods(value) }, doing());
const leave = (shipment: string, value: string) =>
	terminal.do(shipmentShipped, { shipment, no: `SH-${shipment}`, customer, order: so, lines: goods(value) }, doing());

function state() {
	const order = salesOrder(terminal.company.engine, so);
	const [line] = order?.lines ?? [];
	return line && [order?.state, fromAmount(line.ordered), fromAmount(line.picked), fromAmount(line.shipped), fromAmount(line.open)];
}

beforeEach(async () => {
	minute = 0;
	ports = { crypto, random: seededRandom('sales', crypto), createSigner: createPureSigner, app: 'test' };
	owner = newPerson(ports, '甲', ['OWN', 'IT', 'SA', 'WH', 'QA']);
	const second = newPerson(ports, '乙', ['QH']);
	({ terminal } = await Terminal.found(ports, {
		name: '试验公司',
		preset: 'micro',
		founders: [owner, second],
		site: { code: 'CZ', name: '常州', kind: 'factory' },
		deviceCode: 'A1',
		at: '2026-03-01T08:00:00+08:00'
	}));
	await terminal.do(lotCreated, { lot, item, lotNo: 'M1', origin: 'made' }, doing());
	await terminal.do(stockReceived, { lot, qty: pieces('5000'), to: shelf, supplier: newUid(ports) }, doing());
	await terminal.do(
		soCreated,
		{ so, no: 'SO-1', customer, lines: [{ item, qty: pieces('3000'), entered: '1.5 箱' }], due: '2026-03-02' },
		doing()
	);
});

describe('a sales order', () => {
	it('counts what is picked and what left, each once', async () => {
		expect(state()).toEqual(['open', '3000', '0', '0', '3000']);
		await pick('a', '2000');
		expect(state()).toEqual(['open', '3000', '2000', '0', '1000']);
		await leave('a', '2000');
		expect(state()).toEqual(['part-shipped', '3000', '0', '2000', '1000']);
		await pick('b', '1500');
		await leave('b', '1500');
		expect(state()).toEqual(['shipped', '3000', '0', '3500', '0']);
		expect(openSalesOrders(terminal.company.engine)).toEqual([]);
	});

	it('is open again when the shipment is declared an error', async () => {
		await pick('a', '3000');
		const shipped = await leave('a', '3000');
		await terminal.do(errorDeclared, { target: shipped.id, reason: '录错' }, { ...doing(), signers: [owner] });
		expect(state()).toEqual(['open', '3000', '3000', '0', '0']);
	});

	it('that is cancelled waits for nobody, and keeps what left', async () => {
		await leave('a', '1000');
		await terminal.do(soCancelled, { so, reason: '客户取消' }, doing());
		expect(state()).toEqual(['cancelled', '3000', '0', '1000', '2000']);
		expect(openSalesOrders(terminal.company.engine)).toEqual([]);
	});

	it('nobody entered is none', () => {
		expect(salesOrder(terminal.company.engine, 'other')).toBeUndefined();
	});

	it('is listed by due date, then number', async () => {
		for (const [no, due] of [
			['SO-3', '2026-03-01'],
			['SO-2', '2026-03-01']
		] as const)
			await terminal.do(soCreated, { so: no, no, customer, lines: [{ item, qty: pieces('1') }], due }, doing());
		expect(openSalesOrders(terminal.company.engine).map(({ no }) => no)).toEqual(['SO-2', 'SO-3', 'SO-1']);
	});
});

it('a carton is out with its shipment until it comes back', async () => {
	const out = () => terminal.company.engine.row(cartonMoves, cartonKey(lot, '7'));
	expect(out()).toBe('');
	await leave('a', '2000');
	expect(out()).toBe('SH-a');
	await terminal.do(returnReceived, { return: 'r', customer, lines: [{ lot, qty: pieces('2000'), to: shelf, cartons: ['7'] }] }, doing());
	expect(out()).toBe('');
});
