/** Forked, revoked, suspended and retired devices. Given – when – then. */
import { expect, test } from 'vitest';
import { deviceStates } from '#lib/engine/authority.ts';
import { quality } from '#lib/modules/quality/index.ts';
import { deviceRetired, deviceRevoked, deviceSuspended, ratified } from '#lib/modules/org/index.ts';
import { holdLifted, holdPlaced, lotDispositioned } from '#lib/modules/quality/index.ts';
import { shipmentShipped } from '#lib/modules/sales/index.ts';
import { lotCreated, stockReceived } from '#lib/modules/inventory/index.ts';
import { itemCreated, items } from '#lib/modules/master-data/index.ts';
import { blockerCodes, cloneOf, exceptionsOf, force, hashOf, isEffective, reasonsOf, stage } from './scenario.ts';
import { meet, pieces, uid } from './world.ts';

const release = (lot: string) => ({ lot, decision: 'released' as const });
const hold = (name: string, lot: string, scope: 'self' | 'descendants' = 'self') => ({
	hold: uid(name),
	targets: [`lot:${lot}`],
	scope,
	cause: 'material' as const,
	reason: '疑问'
});
const lift = (name: string, lot: string) => ({ holds: [uid(name)], targets: [`lot:${lot}`], basis: '查明' });

test('C28: both branches of a fork are kept and held – shipments count, receipts do not, and each can be ratified', async () => {
	const on = await stage();
	const lot = await on.lot('x', { qty: 10 });
	const second = cloneOf(on, on.b, 0);
	const node = `lot:${lot}`;
	const stock = () => on.a.company.engine.ledger.quantitiesOf(node).find((cell) => cell.place === `loc:${on.from.ids.stock}`)?.qty;
	const shipped = await on.b.do(
		shipmentShipped,
		{ shipment: uid('s'), no: 'S1', customer: on.from.ids.customer, lines: [{ lot, qty: pieces(2), from: on.from.ids.stock }] },
		{ ...on.doing('wh'), unchecked: true }
	);
	const received = await second.do(stockReceived, { lot, qty: pieces(5), to: on.from.ids.stock }, on.doing('wh'));
	const held = await second.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	const lifted = await second.do(holdLifted, lift('h', lot), on.doing('qa', 'qa', 'qa2'));
	meet(on.a, on.b, second);
	expect(on.a.company.log.get(shipped.id) && on.a.company.log.get(received.id)).toBeTruthy();
	expect(exceptionsOf(on.a, 'C28')).toHaveLength(1);
	expect([shipped, received].map((op) => on.a.company.engine.standing(on.a.company.log.get(op.id) as typeof op))).toEqual(['held', 'held']);
	expect(stock()).toBe(8_000_000n);
	expect(isEffective(on.a, held)).toBe(true);
	expect(reasonsOf(on.a, lifted)).toEqual(['held']);
	expect(blockerCodes(on.a, node)).toEqual(['on-hold']);
	await on.a.do(ratified, { target: received.id, reason: '查明' }, on.doing('qh', 'qh'));
	expect(stock()).toBe(13_000_000n);
	await on.a.do(ratified, { target: lifted.id, reason: '查明' }, on.doing('qh', 'qh'));
	expect(blockerCodes(on.a, node)).toEqual([]);
	meet(on.a, on.b, second);
	expect(hashOf(on.b)).toBe(hashOf(on.a));
});

test('C28: a revoked device is held beyond its last trusted entry, and not before', async () => {
	const on = await stage();
	const lot = await on.lot('x', { qty: 10 });
	const trusted = await on.b.do(stockReceived, { lot, qty: pieces(1), to: on.from.ids.stock }, on.doing('wh'));
	const later = await on.b.do(stockReceived, { lot, qty: pieces(2), to: on.from.ids.stock }, on.doing('wh'));
	const released = await on.b.do(lotDispositioned, release(lot), on.doing('qa', 'qa'));
	await on.a.do(deviceRevoked, { dev: on.b.dev, reason: '丢失', lastTrustedSeq: trusted.seq }, on.doing('qh', 'qh', 'own'));
	meet(on.a, on.b);
	const { engine } = on.b.company;
	expect([trusted, later].map((op) => engine.standing(op))).toEqual(['standing', 'held']);
	expect(reasonsOf(on.b, released)).toEqual(['held', 'authority-revoked']);
	expect(exceptionsOf(on.a, 'C28').map((found) => found.params)).toEqual([{ seq: trusted.seq + 1, forked: false }]);
});

test('a suspended device permits nothing, and what it wrote at that moment is left without effect', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const released = await on.b.do(lotDispositioned, release(lot), on.doing('qa', 'qa'));
	await on.a.do(deviceSuspended, { dev: on.b.dev, reason: '丢失' }, on.doing('qh', 'qh'));
	meet(on.a, on.b);
	expect(reasonsOf(on.a, released)).toEqual(['authority-revoked']);
	const afterwards = await force(on.b, lotDispositioned, release(lot), on.doing('qa', 'qa'));
	expect(reasonsOf(on.b, afterwards)).toContain('no-authority');
	expect(on.a.company.engine.row(quality, `lot:${lot}`).disposition).toBe('quarantine');
});

test('a device may retire or suspend itself; nothing it writes afterwards decides anything', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const retired = await on.b.do(deviceRetired, { dev: on.b.dev, reason: '换新' }, on.doing('wh'));
	meet(on.a, on.b);
	expect(isEffective(on.a, retired)).toBe(true);
	expect(on.a.company.engine.row(deviceStates, on.b.dev)).toBe('retired');
	const afterwards = await force(on.b, lotDispositioned, release(lot), on.doing('qa', 'qa'));
	expect(reasonsOf(on.b, afterwards)).toContain('no-authority');
});

test('revoking the device that wrote an item does not make its goods shippable', async () => {
	const on = await stage();
	const [item, lot] = [uid('late item'), uid('late lot')];
	const trusted = await on.b.do(stockReceived, { lot: await on.lot('x'), qty: pieces(1), to: on.from.ids.stock }, on.doing('wh'));
	const said = {
		item,
		code: 'LATE',
		nameZh: '成品',
		class: 'finished' as const,
		track: 'lot' as const,
		unit: '个',
		qualityClass: 'A' as const
	};
	await force(on.b, itemCreated, said, on.doing('qa', 'qa'));
	meet(on.a, on.b);
	await on.a.do(lotCreated, { lot, item, lotNo: 'LATE-1', origin: 'made' }, on.doing('wh'));
	await on.a.do(lotDispositioned, release(lot), on.doing('qa', 'qa'));
	expect(blockerCodes(on.a, `lot:${lot}`, 'ship')).toEqual(['not-market-released']);
	await on.a.do(deviceRevoked, { dev: on.b.dev, reason: '丢失', lastTrustedSeq: trusted.seq }, on.doing('qh', 'qh', 'own'));
	expect(on.a.company.engine.row(items, item).createdBy).toBe('');
	expect(blockerCodes(on.a, `lot:${lot}`, 'ship')).toEqual(['not-market-released']);
});
