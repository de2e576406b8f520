import { expect, test } from 'vitest';
import { bring, draft, founder, joined, newCommand } from '../../../tests/properties/raw-log.ts';
import { MAX_COMMAND_OPS } from './limits.ts';

test('a repeated user action is recorded once', async () => {
	const device = await founder();
	const cmd = newCommand();
	expect(await device.writer.append(cmd, [draft(), draft()])).toHaveLength(2);
	expect(await device.writer.append(cmd, [draft(), draft()])).toEqual([]);
	expect(device.log.ops).toHaveLength(3);
});

test('an action is contiguous: numbered k of n, linked, and of one past', async () => {
	const a = await founder();
	const b = await joined(a);
	await b.write();
	bring(b, a);
	const ops = (await a.writer.append(newCommand(), [draft(), draft(), draft()])).map((op) => op.op);
	expect(ops.map((op) => op.cmd.slice(1))).toEqual([
		[1, 3],
		[2, 3],
		[3, 3]
	]);
	expect(ops.map((op) => Object.keys(op.heads).length)).toEqual([1, 0, 0]);
	expect(ops.map((op) => op.n - (ops[0]?.n ?? 0))).toEqual([0, 1, 2]);
});

test('the frontier names what is new and nothing twice', async () => {
	const a = await founder();
	const b = await joined(a);
	const c = await joined(a);
	bring(a, b);
	await b.write();
	bring(b, c);
	const last = await c.write();
	bring(c, a);
	const first = await a.write();
	expect(first.op.heads).toEqual({ [c.writer.dev]: [last.op.seq, last.id] });
	expect((await a.write()).op.heads).toEqual({});
});

test('nothing is recorded if it could not be stored', async () => {
	let full = false;
	const device = await founder({
		save: async () => {
			if (full) throw new Error('disk full');
		}
	});
	full = true;
	const cmd = newCommand();
	await expect(device.writer.append(cmd, [draft()])).rejects.toThrow('disk full');
	expect(device.log.ops).toHaveLength(1);
	full = false;
	expect(await device.writer.append(cmd, [draft()])).toHaveLength(1);
});

test(`an action has at most ${MAX_COMMAND_OPS} operations`, async () => {
	const device = await founder();
	const drafts = (count: number) => Array.from({ length: count }, () => draft());
	await expect(device.writer.append(newCommand(), drafts(MAX_COMMAND_OPS + 1))).rejects.toThrow();
	await expect(device.writer.append(newCommand(), [])).rejects.toThrow();
	expect(await device.writer.append(newCommand(), drafts(MAX_COMMAND_OPS))).toHaveLength(MAX_COMMAND_OPS);
});
