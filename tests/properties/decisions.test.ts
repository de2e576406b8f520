/** Which decisions count: authority, signatures, contests, ratification, forks, revoked devices. Given – when – then. */
import { expect, test } from 'vitest';
import { deviceStates } from '#lib/engine/authority.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { quality } from '#lib/modules/quality/index.ts';
import { approvalGiven, approvalRejected, approvalRequested, approvals, approvalWithdrawn, deviceRetired, deviceRevoked, deviceSuspended, errorDeclared, personKeyAdded, ratified, roleGranted, roleRevoked } from '#lib/modules/org/index.ts';
import { materialConsumed, outputReported, sterilLoaded } from '#lib/modules/production/index.ts';
import { holdLifted, holdPlaced, inspectionResult, lotDispositioned } from '#lib/modules/quality/index.ts';
import { shipmentShipped } from '#lib/modules/sales/index.ts';
import { stockReceived } from '#lib/modules/inventory/index.ts';
import { blockerCodes, cloneOf, cosign, exceptionsOf, force, hashOf, isEffective, rawly, reasonsOf, rulesRaised, stage } from './scenario.ts';
import { meet, pieces, uid } from './world.ts';

const release = (lot: string) => ({ lot, decision: 'released' as const });
const hold = (name: string, lot: string, scope: 'self' | 'descendants' = 'self') => ({ hold: uid(name), targets: [`lot:${lot}`], scope, cause: 'material' as const, reason: '疑问' });
const lift = (name: string, lot: string) => ({ holds: [uid(name)], targets: [`lot:${lot}`], basis: '查明' });

test('G28/C14: a decision without the role has no effect, and a current holder can ratify it', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const released = await force(on.a, lotDispositioned, release(lot), on.doing('wh', 'wh'));
	expect(reasonsOf(on.a, released)).toContain('no-authority');
	expect(rulesRaised(on.a)).toEqual(['C10', 'C14']);
	await on.a.do(ratified, { target: released.id, reason: '核实' }, on.doing('qh', 'qh'));
	expect(isEffective(on.a, released)).toBe(true);
	expect(rulesRaised(on.a)).toEqual([]);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual([]);
});

test('C14: a role revoked elsewhere at the same time leaves the decision without effect', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const released = await on.a.do(lotDispositioned, release(lot), on.doing('qa', 'qa'));
	expect(isEffective(on.a, released)).toBe(true);
	await on.b.do(roleRevoked, { person: on.from.people.qa.uid, role: 'QA', reason: '离职' }, on.doing('qh', 'qh'));
	meet(on.a, on.b);
	expect(reasonsOf(on.a, released)).toEqual(['authority-revoked']);
	expect(exceptionsOf(on.b, 'C14').map((found) => found.params['revoked'])).toEqual([true]);
	expect(hashOf(on.a)).toBe(hashOf(on.b));
});

test('a revocation by somebody without that right changes nothing', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const released = await on.a.do(lotDispositioned, release(lot), on.doing('qa', 'qa'));
	await force(on.b, roleRevoked, { person: on.from.people.qa.uid, role: 'QA', reason: '恶意' }, on.doing('op', 'op'));
	meet(on.a, on.b);
	expect(isEffective(on.a, released)).toBe(true);
});

test('a decision made after the revocation was known is not heard even from another device', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	await on.b.do(roleRevoked, { person: on.from.people.qa.uid, role: 'QA', reason: '离职' }, on.doing('qh', 'qh'));
	on.a.receive(on.b);
	const released = await force(on.a, lotDispositioned, release(lot), on.doing('qa', 'qa'));
	expect(reasonsOf(on.a, released)).toContain('no-authority');
});

test('nobody grants himself a role, and one signature is no grant', async () => {
	const on = await stage();
	const { people } = on.from;
	const own = await force(on.a, roleGranted, { person: people.own.uid, role: 'QA' }, on.doing('own', 'own', 'qh'));
	expect(reasonsOf(on.a, own)).toEqual(['not-separate']);
	expect(rulesRaised(on.a)).toEqual(['C29']);
	const alone = await force(on.a, roleGranted, { person: people.wh.uid, role: 'QA' }, on.doing('own', 'own'));
	expect(reasonsOf(on.a, alone)).toEqual(['signatures-missing']);
});

test('C10: one person on two devices counts once; another one completes it later', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	await on.a.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	const lifted = await force(on.a, holdLifted, lift('h', lot), on.doing('qa', 'qa'));
	meet(on.a, on.b);
	await cosign(on, on.b, lifted, 'qa', 'QA');
	meet(on.a, on.b);
	expect(reasonsOf(on.a, lifted)).toEqual(['signatures-missing']);
	expect(rulesRaised(on.b)).toEqual(['C10']);
	await cosign(on, on.b, lifted, 'qa2', 'QA');
	meet(on.a, on.b);
	expect(isEffective(on.a, lifted)).toBe(true);
	expect(rulesRaised(on.b)).toEqual([]);
	expect(blockerCodes(on.a, `lot:${lot}`)).toEqual([]);
});

test('a co-signature of somebody without a fitting role does not count', async () => {
	const on = await stage();
	const lot = await on.lot('x');
	await on.a.do(holdPlaced, hold('h', lot), on.doing('qa', 'qa'));
	const lifted = await force(on.a, holdLifted, lift('h', lot), on.doing('qa', 'qa'));
	await cosign(on, on.a, lifted, 'wh', 'WH');
	await cosign(on, on.a, lifted, 'wh', 'QA');
	expect(reasonsOf(on.a, lifted)).toEqual(['signatures-missing']);
});

test('a copied signature does not count', async () => {
	const on = await stage();
	const first = await on.lot('x', { released: false });
	const second = await on.lot('y', { released: false });
	const genuine = await on.a.do(lotDispositioned, release(first), on.doing('qa', 'qa'));
	const copied = await rawly(on, on.a, 'qa', { type: lotDispositioned.type, cls: 'D', refs: [`lot:${second}`], data: release(second), signs: genuine.op.signs });
	const again = await rawly(on, on.a, 'qa', { type: lotDispositioned.type, cls: 'D', refs: [`lot:${first}`], data: release(first), signs: genuine.op.signs });
	expect(reasonsOf(on.a, copied)).toEqual(['signatures-missing']);
	expect(reasonsOf(on.a, again)).toEqual(['signatures-missing']);
	expect(blockerCodes(on.a, `lot:${second}`)).toEqual(['quarantine']);
});

test('a key counts only if its registration does: nobody signs in another’s name with a key he added himself', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const { people } = on.from;
	// The operator registers his own key for the quality person, on his word alone.
	await force(on.a, personKeyAdded, { person: people.qa.uid, key: toBase64Url(people.op.signer.publicKey) }, on.doing('op', 'op'));
	const impostor = { ...people.qa, signer: people.op.signer };
	const forged = await on.a.do(lotDispositioned, release(lot), { by: impostor, at: on.doing('qa').at, unchecked: true, signers: [impostor] });
	expect(reasonsOf(on.a, forged)).toEqual(['signatures-missing']);
	// The same key, registered by two heads, does sign.
	await on.a.do(personKeyAdded, { person: people.qa.uid, key: toBase64Url(people.op.signer.publicKey) }, on.doing('own', 'own', 'qh'));
	const lawful = await on.a.do(lotDispositioned, release(lot), { by: impostor, at: on.doing('qa').at, unchecked: true, signers: [impostor] });
	expect(isEffective(on.a, lawful)).toBe(true);
});

test('a decision cannot pass as a fact, nor hide its subject', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	const fact = await rawly(on, on.a, 'wh', { type: lotDispositioned.type, cls: 'F', refs: [`lot:${lot}`], data: release(lot) });
	const { signs } = (await on.a.do(lotDispositioned, release(lot), on.doing('qa', 'qa'))).op;
	const hidden = await rawly(on, on.a, 'qa', { type: lotDispositioned.type, cls: 'D', refs: [], data: release(lot), signs });
	expect(reasonsOf(on.a, fact)).toEqual(['malformed']);
	expect(reasonsOf(on.a, hidden)).toEqual(['malformed']);
	const declared = await rawly(on, on.a, 'wh', { type: errorDeclared.type, cls: 'F', refs: [`op:${fact.id}`], data: { target: fact.id, reason: 'x' } });
	expect(reasonsOf(on.a, declared)).toEqual(['malformed']);
	expect(on.a.company.engine.standing(fact)).toBe('standing');
});

test('nobody releases a lot he cannot have seen', async () => {
	const on = await stage();
	const early = await force(on.b, lotDispositioned, release(uid('lot x')), on.doing('qa', 'qa'));
	const lot = await on.lot('x', { released: false });
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
	const consumed = await force(on.a, materialConsumed, { wo: uid('wo'), step: 10, lot: raw, qty: pieces(1), from: on.from.ids.stock }, on.doing('op'));
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
	await on.a.do(sterilLoaded, { load, no: 'E1', lines: [line(first)] }, on.doing('qa'));
	const neighbour = await on.a.do(sterilLoaded, { load, no: 'E1', lines: [line(second)] }, on.doing('qa'));
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
	expect(isEffective(on.a, undo)).toBe(true);
	expect([on.a.company.engine.standing(held), blockerCodes(on.a, `lot:${lot}`)]).toEqual(['standing', ['on-hold']]);
});

test('C29: who tested does not release; C10 of the small preset asks two for a lift, micro one', async () => {
	const on = await stage();
	const lot = await on.lot('x', { released: false });
	await on.a.do(inspectionResult, { inspection: uid('i'), lot, results: [] }, on.doing('qa'));
	const same = await force(on.a, lotDispositioned, release(lot), on.doing('qa', 'qa'));
	expect(reasonsOf(on.a, same)).toEqual(['not-separate']);
	expect(rulesRaised(on.a)).toEqual(['C29']);
	const other = await on.a.do(lotDispositioned, release(lot), on.doing('qa2', 'qa2'));
	expect(isEffective(on.a, other)).toBe(true);
	for (const [preset, effective] of [['micro', true], ['small', false], ['contract', false]] as const) {
		const there = await stage(preset);
		const held = await there.lot('x');
		await there.a.do(holdPlaced, hold('h', held), there.doing('qa', 'qa'));
		const lifted = await force(there.a, holdLifted, lift('h', held), there.doing('qa', 'qa'));
		expect(isEffective(there.a, lifted)).toBe(effective);
	}
});

test('C11: approval and rejection that do not know each other – the rejection wins, until an approval answers it', async () => {
	const on = await stage();
	const request = uid('q');
	const content = { request, contentHash: 'one' };
	await on.a.do(approvalRequested, { ...content, subject: '规程', needed: 2 }, on.doing('pm'));
	meet(on.a, on.b);
	const row = () => on.a.company.engine.row(approvals, request);
	await on.a.do(approvalGiven, content, on.doing('qa', 'qa'));
	await on.a.do(approvalGiven, content, on.doing('qa', 'qa'));
	expect(row()).toMatchObject({ status: 'pending', approvedBy: [on.from.people.qa.uid] });
	await on.a.do(approvalGiven, { ...content, contentHash: 'two' }, on.doing('qa2', 'qa2'));
	expect(row()).toMatchObject({ status: 'pending' });
	expect(row().stale).toHaveLength(1);
	await on.b.do(approvalRejected, { ...content, reason: '不符' }, on.doing('qh', 'qh'));
	meet(on.a, on.b);
	expect(row().status).toBe('rejected');
	expect(rulesRaised(on.a)).toEqual(['C11']);
	for (const who of ['qa', 'qa2'] as const) await on.a.do(approvalGiven, content, on.doing(who, who));
	expect(row().status).toBe('approved');
});

test('an author does not approve his own request, and only people with a role withdraw one', async () => {
	const on = await stage();
	const request = uid('q');
	await on.a.do(approvalRequested, { request, contentHash: 'one', subject: '规程', needed: 1 }, on.doing('qa'));
	const own = await force(on.a, approvalGiven, { request, contentHash: 'one' }, on.doing('qa', 'qa'));
	expect(reasonsOf(on.a, own)).toEqual(['not-separate']);
	await force(on.a, approvalWithdrawn, { request, reason: 'x' }, { ...on.doing('op'), role: 'QA' });
	expect(on.a.company.engine.row(approvals, request).status).toBe('pending');
	await on.a.do(approvalWithdrawn, { request, reason: 'x' }, on.doing('qa'));
	expect(on.a.company.engine.row(approvals, request).status).toBe('withdrawn');
});

test('C28: both branches of a fork are kept and held – shipments count, receipts do not, and each can be ratified', async () => {
	const on = await stage();
	const lot = await on.lot('x', { qty: 10 });
	const second = cloneOf(on, on.b, 0);
	const node = `lot:${lot}`;
	const stock = () => on.a.company.engine.ledger.quantitiesOf(node).find((cell) => cell.place === `loc:${on.from.ids.stock}`)?.qty;
	const shipped = await on.b.do(shipmentShipped, { shipment: uid('s'), no: 'S1', customer: on.from.ids.customer, lines: [{ lot, qty: pieces(2), from: on.from.ids.stock }] }, { ...on.doing('wh'), unchecked: true });
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

test('one person does not approve in the names of several', async () => {
	const on = await stage();
	const request = uid('q');
	await on.a.do(approvalRequested, { request, contentHash: 'one', subject: '规程', needed: 2 }, on.doing('pm'));
	await on.a.do(approvalGiven, { request, contentHash: 'one' }, on.doing('qa', 'qa'));
	const inOthersName = await force(on.a, approvalGiven, { request, contentHash: 'one' }, on.doing('qa2', 'qa'));
	expect(reasonsOf(on.a, inOthersName)).toEqual(['precondition']);
	expect(on.a.company.engine.row(approvals, request).status).toBe('pending');
	await on.a.do(approvalGiven, { request, contentHash: 'one' }, on.doing('qa2', 'qa2'));
	expect(on.a.company.engine.row(approvals, request).status).toBe('approved');
});
