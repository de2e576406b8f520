import { expect, test } from 'vitest';
import { entriesOf, founder, newCommand, sealed } from '../../../tests/properties/raw-log.ts';
import { LogSet } from '#lib/log/log-set.ts';
import type { Operation } from '#lib/log/operation.ts';
import { createNodeCrypto } from '../../cli/node-crypto.ts';
import { Actions } from './actions.ts';

const crypto = createNodeCrypto();

/** One device writes 1, 2 and then – it exists twice – 3 and 4 of the same action in two versions; a truncated third branch. */
async function story() {
	const device = await founder();
	const genesis = entriesOf(device)[0];
	if (!genesis) throw new Error('founded');
	const cmd = newCommand();
	const after = (prev: { id: string; op: Operation }, k: number, of: number, action: string, mark: string) =>
		sealed(
			{
				...prev.op,
				org: genesis.id,
				type: 'note.made',
				data: { mark },
				seq: prev.op.seq + 1,
				prev: prev.id,
				n: prev.op.n + 1,
				cmd: [action, k, of]
			},
			device.signer
		);
	const first = await after(genesis, 1, 3, cmd, 'shared');
	const second = await after(first, 2, 3, cmd, 'left');
	const third = await after(second, 3, 3, cmd, 'left');
	const other = await after(first, 2, 3, cmd, 'right');
	const otherEnd = await after(other, 3, 3, cmd, 'right');
	const left = await after(third, 1, 1, newCommand(), 'after left');
	const right = await after(otherEnd, 1, 1, newCommand(), 'after right');
	const broken = await after(first, 1, 1, newCommand(), 'truncated');
	return { genesis, first, second, third, other, otherEnd, left, right, broken };
}

test('what belongs to an action, and who knew all of it, does not depend on which branch of a fork came first', async () => {
	const all = await story();
	const { genesis, first, second, third, other, otherEnd, left, right, broken } = all;
	const orders = [
		[genesis, first, second, third, other, otherEnd, left, right, broken],
		[genesis, first, other, otherEnd, right, broken, second, third, left],
		[genesis, first, broken, other, second, third, otherEnd, right, left]
	];
	for (const order of orders) {
		const log = new LogSet(crypto);
		const actions = new Actions(log);
		for (const entry of order) expect(log.ingest(entry).ok).toBe(true);
		const op = (entry: { id: string }) => {
			const found = log.get(entry.id);
			if (!found) throw new Error('accepted');
			return found;
		};
		const ids = (end: { id: string }) => actions.endingIn(op(end))?.map((part) => part.id);
		expect(ids(third)).toEqual([first.id, second.id, third.id]);
		expect(ids(otherEnd)).toEqual([first.id, other.id, otherEnd.id]);
		const known = (a: { id: string }, b: { id: string }) => actions.isKnownTo(op(a), op(b));
		expect([known(first, left), known(first, right), known(first, broken)]).toEqual([true, true, false]);
		expect([known(second, left), known(second, right), known(otherEnd, right)]).toEqual([true, false, true]);
		expect([known(first, second), known(second, first), known(second, other)]).toEqual([true, false, false]);
		expect([known(genesis, broken), known(left, right)]).toEqual([true, false]);
	}
});
