/** Numbers are found as a look at every lot would find them. */
import { expect, test } from 'vitest';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { lotCreated, lotNode, lotRelabelled, lots } from '#lib/modules/inventory/index.ts';
import { errorDeclared } from '#lib/modules/org/index.ts';
import { findByNumber } from '#lib/modules/trace/index.ts';
import { meet, uid } from './world.ts';
import { stage } from './scenario.ts';

function byLookingAtAll(read: Reader, number: string): readonly string[] {
	return read
		.keys(lots)
		.filter((lot) => fieldText(read.row(lots, lot), 'lotNo') === number)
		.map(lotNode);
}

test('lots are found by the number they carry, not by one they carried, and both where two carry it', async () => {
	const on = await stage();
	await on.lot('x', { lotNo: 'L1' });
	await on.b.do(lotCreated, { lot: uid('y'), item: on.from.ids.raw2, lotNo: 'L1', origin: 'purchased' }, on.doing('wh'));
	meet(on.a, on.b);
	const { engine } = on.b.company;
	const check = () => {
		for (const number of ['L1', 'L2', 'L3', '']) expect(findByNumber(engine, number), number).toEqual(byLookingAtAll(engine, number));
	};
	check();
	expect(findByNumber(engine, 'L1')).toHaveLength(2);
	const relabelled = await on.b.do(lotRelabelled, { lot: uid('y'), oldNo: 'L1', newNo: 'L2', reason: '重复' }, on.doing('wh'));
	check();
	expect(findByNumber(engine, ' L2 ')).toEqual([lotNode(uid('y'))]);
	expect(findByNumber(engine, 'L1')).toHaveLength(1);
	await on.b.do(errorDeclared, { target: relabelled.id, reason: '看错了' }, on.doing('qa', 'qa'));
	check();
	expect(findByNumber(engine, 'L2')).toEqual([]);
	expect(findByNumber(engine, 'L1')).toHaveLength(2);
});
