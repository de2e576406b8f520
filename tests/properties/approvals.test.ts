/** Approvals: distinct persons over the same content, and rejections. Given – when – then. */
import { expect, test } from 'vitest';
import { approvalGiven, approvalRejected, approvalRequested, approvals, approvalWithdrawn } from '#lib/modules/org/index.ts';
import { force, reasonsOf, rulesRaised, stage } from './scenario.ts';
import { meet, uid } from './world.ts';

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

test('C11: a rejection undoes even a complete approval that did not know it', async () => {
	const on = await stage();
	const content = { request: uid('q'), contentHash: 'one' };
	await on.a.do(approvalRequested, { ...content, subject: '规程', needed: 1 }, on.doing('pm'));
	meet(on.a, on.b);
	await on.a.do(approvalGiven, content, on.doing('qa', 'qa'));
	const status = () => on.a.company.engine.row(approvals, content.request).status;
	expect(status()).toBe('approved');
	await on.b.do(approvalRejected, { ...content, reason: '不符' }, on.doing('qh', 'qh'));
	meet(on.a, on.b);
	expect(status()).toBe('rejected');
});
