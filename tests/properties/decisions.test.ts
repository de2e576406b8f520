/** Decisions against decisions: releases, holds, rejections, error declarations, ratification. Given – when – then. */
import { expect, test } from 'vitest';
import { errorDeclared, ratified } from '#lib/modules/org/index.ts';
import { materialConsumed, outputReported } from '#lib/modules/production/index.ts';
import { sterilLoaded } from '#lib/modules/sterilisation/index.ts';
import { holdLifted, holdPlaced, lotDispositioned } from '#lib/modules/quality/index.ts';
import { stockReceived } from '#lib/modules/inventory/index.ts';
import { blockerCodes, force, hashOf, isEffective, reasonsOf, rulesRaised, stage } from './scenario.ts';
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

test('nobody releases a lot he cannot have seen', async () => {
	const on = await stage();
	const early = await force(on.b, lotDispositioned, release(uid('lot x')), on.doing('qa', 'qa'));
	const lot = await on.lot('x', { released: false });
	meet(on.a, on.b);
	await on.a.do(ratified, { target: early.id, reason: '核实' }, on.doing('qh', 'qh'));
	expect(reasonsOf(on.a, early)).toEqual(['precondition']);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['quarantine']);
});

test('C8: a release and a concurrent hold – the hold wins, and a ratification that knew it decides', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const released = await on.a.do(lotDispositioned, release(lot), on.doing('qa', 'qa'));
	const blind = await on.a.do(ratified, { target: released.id, reason: '不知情' }, on.doing('qh', 'qh'));
	await on.b.do(holdPlaced, hold('h', lot), on.doing('qa2', 'qa2'));
	meet(on.a, on.b);
	expect(isEffective(on.a, blind)).toBe(true);
	expect(reasonsOf(on.a, released)).toEqual(['contested']);
	expect(rulesRaised(on.a)).toEqual(['C8']);
	expect(blockerCodes(on.b, `lot:${lot}`)).toEqual(['on-hold', 'quarantine']);
	await on.b.do(holdLifted, lift('h', lot), on.doing('qa', 'qa', 'qa2'));
	expect(reasonsOf(on.b, released)).toEqual(['contested']);
	await on.b.do(ratified, { target: released.id, reason: '查明' }, on.doing('qh', 'qh'));
	expect(blockerCodes(on.b, `lot:${lot}`)).toEqual([]);
	expect(rulesRaised(on.b)).toEqual([]);
});

test('holds are add-wins: a lift removes only the holds it knew', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	await on.a.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	meet(on.a, on.b);
	await on.b.do(holdPlaced, hold('h', lot), on.doing('qa2', 'qa2'));
	const lifted = await on.a.do(holdLifted, lift('h', lot), on.doing('qa', 'qa', 'qh'));
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual([]);
	meet(on.a, on.b);
	expect(reasonsOf(on.a, lifted)).toEqual(['contested']);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['on-hold', 'on-hold']);
	// Even ratified: the hold it did not observe stays until a lift observes it.
	await on.a.do(ratified, { target: lifted.id, reason: '核实' }, on.doing('qh', 'qh'));
	expect(isEffective(on.a, lifted)).toBe(true);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['on-hold']);
});

test('a rejection is answered only by a quarantine that knew it, whichever sorts first', async () => {
	for (const rejecting of ['a', 'b'] as const) {
		const on = await stage();
		const lot = await on.lot('x');
		const [rejecter, other] = rejecting === 'a' ? [on.a, on.b] : [on.b, on.a];
		await rejecter.do(lotDispositioned, { lot, decision: 'rejected' }, on.doing('qa', 'qa'));
		await other.do(lotDispositioned, { lot, decision: 'quarantine' }, on.doing('qa2', 'qa2'));
		meet(on.a, on.b);
		expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['rejected']);
		await on.a.do(lotDispositioned, release(lot), on.doing('qh', 'qh'));
		expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['rejected']);
		await on.a.do(lotDispositioned, { lot, decision: 'quarantine' }, on.doing('qa', 'qa'));
		await on.a.do(lotDispositioned, release(lot), on.doing('qh', 'qh'));
		expect(blockerCodes(on.a, `lot:${lot}`)).toEqual([]);
	}
});

test('an error declaration never removes an inherited hold; a lift does', async () => {
	const on = await stage();
	const raw = await on.lot('raw');
	const made = await on.lot('made', { item: 'product' });
	const consumed = await force(
		on.a,
		materialConsumed,
		{ wo: uid('wo'), step: 10, lot: raw, qty: pieces(1), from: on.from.ids.stock },
		on.doing('op')
	);
	await force(on.a, outputReported, { wo: uid('wo'), step: 10, lot: made, qty: pieces(1), to: on.from.ids.stock }, on.doing('op'));
	await on.a.do(holdPlaced, hold('h', raw, 'descendants'), on.doing('qa', 'qa'));
	expect(blockerCodes(on.a, `lot:${made}`)).toEqual(['inherited-hold']);
	await on.a.do(errorDeclared, { target: consumed.id, reason: '扫错' }, on.doing('qa', 'qa'));
	expect(on.a.company.engine.standing(consumed)).toBe('void');
	expect(blockerCodes(on.a, `lot:${made}`)).toEqual(['inherited-hold']);
	await on.a.do(holdLifted, lift('h', raw), on.doing('qa', 'qa', 'qa2'));
	expect(blockerCodes(on.a, `lot:${made}`)).toEqual([]);
});

test('nor one inherited through a steriliser load', async () => {
	const on = await stage();
	const first = await on.lot('x');
	const second = await on.lot('y');
	const load = uid('load');
	const line = (lot: string) => ({ lot, qty: pieces(1), from: on.from.ids.stock, to: on.from.ids.line });
	// It happened although gates speak against it: the steriliser took what was sent.
	await force(on.a, sterilLoaded, { load, no: 'E1', lines: [line(first)] }, on.doing('qa'));
	const neighbour = await force(on.a, sterilLoaded, { load, no: 'E1', lines: [line(second)] }, on.doing('qa'));
	await on.a.do(holdPlaced, { ...hold('h', first, 'descendants'), targets: [`load:${load}`], cause: 'process' }, on.doing('qa', 'qa'));
	expect(blockerCodes(on.a, `lot:${second}`)).toEqual(['inherited-hold']);
	await on.a.do(errorDeclared, { target: neighbour.id, reason: '误录' }, on.doing('qa', 'qa'));
	expect(blockerCodes(on.a, `lot:${second}`)).toEqual(['inherited-hold']);
	expect(blockerCodes(on.a, `lot:${first}`)).toEqual(['inherited-hold']);
});

test('an error declaration speaks only about what is in its past, and never about a decision', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	const received = await on.b.do(stockReceived, { lot, qty: pieces(1), to: on.from.ids.stock }, on.doing('wh'));
	const blind = await force(on.a, errorDeclared, { target: received.id, reason: '听说' }, on.doing('qa', 'qa'));
	meet(on.a, on.b);
	for (const terminal of [on.a, on.b]) {
		expect(reasonsOf(terminal, blind)).toEqual(['precondition']);
		expect(terminal.company.engine.standing(received)).toBe('standing');
	}
	expect(hashOf(on.a)).toBe(hashOf(on.b));
	const held = await on.a.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	const undo = await force(on.a, errorDeclared, { target: held.id, reason: '不要了' }, on.doing('qa', 'qa'));
	expect(reasonsOf(on.a, undo)).toEqual(['precondition']);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual(['on-hold']);
	// Not even a ratified declaration undoes a decision.
	await on.a.do(ratified, { target: undo.id, reason: '核实' }, on.doing('qh', 'qh'));
	expect(reasonsOf(on.a, undo)).toEqual(['precondition']);
	expect([on.a.company.engine.standing(held), blockerCodes(on.a, `lot:${lot}`)]).toEqual(['standing', ['on-hold']]);
});
