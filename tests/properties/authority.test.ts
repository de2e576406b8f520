/** Roles, signatures and separated duties: whose decisions count. Given – when – then. */
import { expect, test } from 'vitest';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { errorDeclared, personKeyAdded, ratified, roleGranted, roleRevoked } from '#lib/modules/org/index.ts';
import { holdLifted, holdPlaced, inspectionResult, lotDispositioned } from '#lib/modules/quality/index.ts';
import { blockerCodes, cosign, exceptionsOf, force, hashOf, isEffective, rawly, reasonsOf, rulesRaised, stage } from './scenario.ts';
import { meet, uid } from './world.ts';

const release = (lot: string) => ({ lot, decision: 'released' as const });
const hold = (name: string, lot: string, scope: 'self' | 'descendants' = 'self') => ({
	hold: uid(name),
	targets: [`lot:${lot}`],
	scope,
	cause: 'material' as const,
	reason: '疑问'
});
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
	const copied = await rawly(on, on.a, 'qa', {
		type: lotDispositioned.type,
		cls: 'D',
		refs: [`lot:${second}`],
		data: release(second),
		signs: genuine.op.signs
	});
	const again = await rawly(on, on.a, 'qa', {
		type: lotDispositioned.type,
		cls: 'D',
		refs: [`lot:${first}`],
		data: release(first),
		signs: genuine.op.signs
	});
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
	const forged = await on.a.do(lotDispositioned, release(lot), {
		by: impostor,
		at: on.doing('qa').at,
		unchecked: true,
		signers: [impostor]
	});
	expect(reasonsOf(on.a, forged)).toEqual(['signatures-missing']);
	// The same key, registered by two heads, does sign.
	await on.a.do(personKeyAdded, { person: people.qa.uid, key: toBase64Url(people.op.signer.publicKey) }, on.doing('own', 'own', 'qh'));
	const lawful = await on.a.do(lotDispositioned, release(lot), {
		by: impostor,
		at: on.doing('qa').at,
		unchecked: true,
		signers: [impostor]
	});
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
	const declared = await rawly(on, on.a, 'wh', {
		type: errorDeclared.type,
		cls: 'F',
		refs: [`op:${fact.id}`],
		data: { target: fact.id, reason: 'x' }
	});
	expect(reasonsOf(on.a, declared)).toEqual(['malformed']);
	expect(on.a.company.engine.standing(fact)).toBe('standing');
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
	for (const [preset, effective] of [
		['micro', true],
		['small', false],
		['contract', false]
	] as const) {
		const there = await stage(preset);
		const held = await there.lot('x');
		await there.a.do(holdPlaced, hold('h', held), there.doing('qa', 'qa'));
		const lifted = await force(there.a, holdLifted, lift('h', held), there.doing('qa', 'qa'));
		expect(isEffective(there.a, lifted)).toBe(effective);
	}
});
