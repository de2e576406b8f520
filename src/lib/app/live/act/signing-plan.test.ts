import { expect, test } from 'vitest';
import type { OperationForm } from '../live-views.ts';
import { formsToSign, maySign, signingPlan } from './signing-plan.ts';

const form = (more: Partial<OperationForm>): OperationForm => ({
	type: 'x.done',
	tv: 1,
	cls: 'D',
	label: { zh: '做', en: 'Do' },
	meaning: 'approved',
	signers: 1,
	scanVerifies: false,
	roles: [],
	signerRoles: [],
	fields: [],
	...more
});
const person = (...codes: string[]) => codes.map((code) => ({ code }));

test('an action without signatures only has to be confirmed', () => {
	expect(signingPlan([form({ signers: 0, roles: ['WH'] })])).toMatchObject({ count: 0, roles: [], signed: [] });
	expect(signingPlan([])).toMatchObject({ count: 0, roles: [] });
});

test('the strictest of several operations counts, and every signer needs a role that fits them all', () => {
	const plan = signingPlan([
		form({ signers: 1, roles: ['QA', 'QH'] }),
		form({ signers: 2, roles: ['WH'], signerRoles: ['QH', 'AR'] }),
		form({ signers: 0, roles: ['OP'] })
	]);
	expect(plan.count).toBe(2);
	expect(plan.roles).toEqual(['QH']);
	expect(maySign(plan, person('QA', 'QH'))).toBe(true);
	expect(maySign(plan, person('QA', 'AR'))).toBe(false);
});

test('every role will do where none is named', () => {
	expect(maySign(signingPlan([form({})]), [])).toBe(true);
});

test('only facts can be completed by a later co-signature', () => {
	expect(signingPlan([form({ cls: 'F', signers: 2 })]).canCompleteLater).toBe(true);
	expect(signingPlan([form({ cls: 'F', signers: 2 }), form({})]).canCompleteLater).toBe(false);
});

test('an action of several operations of one type names what is signed once', () => {
	expect(signingPlan([form({ type: 'op.errorDeclared' }), form({ type: 'op.errorDeclared' })]).signed).toHaveLength(1);
});

test('what an exact scan verified asks for no signature where the preset says so', () => {
	const check = form({ type: 'shipment.checked', signers: 2, scanVerifies: true });
	const by = (method: string) => [{ type: 'shipment.checked', data: { method } }];
	expect(formsToSign([check], by('scan'))).toEqual([]);
	expect(formsToSign([check], by('person'))).toEqual([check]);
	expect(formsToSign([check], [...by('scan'), ...by('person')])).toEqual([check]);
	expect(formsToSign([{ ...check, scanVerifies: false }], by('scan'))).toHaveLength(1);
});
