import { expect, test } from 'vitest';
import {
	bring,
	crypto,
	draft,
	entriesOf,
	founder,
	joined,
	joiningData,
	newCommand,
	newSigner,
	rawDevice,
	sealed
} from '../../../tests/properties/raw-log.ts';
import { MAX_PENDING } from './limits.ts';
import { LogSet } from './log-set.ts';
import type { Entry } from './entry.ts';
import type { DeviceId, OpId, Operation } from './operation.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';

async function three() {
	const a = await founder();
	const b = await joined(a);
	await a.write();
	await b.write();
	bring(a, b);
	bring(b, a);
	await a.write();
	return { a, b };
}

function codeOf(log: LogSet, entry: Entry): string {
	const taken = log.ingest(entry);
	return taken.ok ? taken.value.outcome : taken.error.code;
}

test('entries in reverse order wait and are all accepted in the end, each once', async () => {
	const { a } = await three();
	const log = new LogSet(crypto);
	const entries = entriesOf(a);
	for (const entry of [...entries].reverse().slice(0, -1)) expect(codeOf(log, entry)).toBe('pending');
	expect(log.pendingCount).toBe(entries.length - 1);
	const taken = log.ingest(entries[0] as Entry);
	expect(taken.ok && taken.value.outcome === 'accepted' && taken.value.ops.length).toBe(entries.length);
	expect(log.pendingCount).toBe(0);
	for (const entry of entries) expect(codeOf(log, entry)).toBe('duplicate');
	expect(log.ops.length).toBe(entries.length);
});

test(`${MAX_PENDING} entries may wait, one more may not`, () => {
	const log = new LogSet(crypto);
	const waiting = (number: number): Entry => ({
		id: `id ${number}` as OpId,
		line: '',
		op: {
			...(draft() as Operation),
			v: 1,
			org: 'elsewhere',
			dev: 'd' as DeviceId,
			seq: 2,
			prev: `p ${number}`,
			n: 2,
			heads: {},
			cmd: ['c', 1, 1],
			rec: '',
			app: ''
		}
	});
	for (let number = 0; number < MAX_PENDING; number++) log.ingest(waiting(number));
	expect(log.pendingCount).toBe(MAX_PENDING);
	expect(codeOf(log, waiting(0))).toBe('duplicate');
	expect(codeOf(log, waiting(MAX_PENDING))).toBe('over-limit');
});

test('a wrong link, number, signature, head or company is refused and changes nothing', async () => {
	const { a, b } = await three();
	bring(a, b);
	const next = await a.write();
	const { op } = next;
	const before = b.log.ops.length;
	const refused = async (change: object, signer = a.signer) => codeOf(b.log, await sealed({ ...op, ...change } as typeof op, signer));
	expect(await refused({ n: op.n + 1 })).toBe('bad-n');
	expect(await refused({ n: op.n - 1 })).toBe('bad-n');
	expect(await refused({ seq: op.seq + 1 })).toBe('bad-link');
	expect(await refused({ prev: b.log.tips.find((tip) => tip.dev === b.writer.dev)?.id, heads: {} })).toBe('bad-link');
	const other = b.log.tipOf(b.writer.dev);
	expect(await refused({ heads: { [b.writer.dev]: [(other?.seq ?? 0) + 1, other?.id] } })).toBe('bad-link');
	expect(await refused({}, b.signer)).toBe('bad-signature');
	expect(await refused({ org: 'another' })).toBe('foreign-org');
	expect(await refused({ prev: 'never seen' })).toBe('pending');
	expect(await refused({ prev: 'never seen either' }, b.signer), 'what a known device did not sign may not even wait').toBe(
		'bad-signature'
	);
	const [foreign] = entriesOf(await founder());
	expect(codeOf(b.log, foreign as Entry)).toBe('foreign-org');
	expect(b.log.ops.length).toBe(before);
	expect(codeOf(b.log, next)).toBe('accepted');
});

test('a device joins only with the proof that its invitation asks for', async () => {
	const a = await founder();
	const key = newSigner();
	const invited = await a.write('device.invited', { inviteKey: toBase64Url(key.publicKey) });
	const newcomer = rawDevice();
	bring(a, newcomer);
	const base = {
		v: 1 as const,
		org: a.log.org,
		dev: newcomer.writer.dev,
		seq: 1,
		prev: invited.id,
		n: invited.op.n + 1,
		heads: {},
		cmd: [newCommand(), 1, 1] as const,
		rec: '2026-09-01T00:00:00.000Z',
		app: 'test'
	};
	const joining = async (data: object, type = 'device.joined') =>
		codeOf(a.log, await sealed({ ...(draft(type, data as never) as Operation), ...base }, newcomer.signer));
	const right = await joiningData(newcomer, key, invited);
	expect(await joining(await joiningData(newcomer, newSigner(), invited))).toBe('unknown-device');
	expect(await joining({ ...right, pubKey: toBase64Url(newSigner().publicKey) })).toBe('unknown-device');
	expect(await joining({ ...right, invite: a.log.org })).toBe('unknown-device');
	expect(await joining(right, 'note.made')).toBe('unknown-device');
	expect(a.log.tips).toHaveLength(1);
	expect(await joining(right)).toBe('accepted');
});

test('both branches of a fork are kept, and the fork begins where the histories first differ, in any order', async () => {
	const { a, b } = await three();
	const twin = rawDevice(b.signer);
	bring(b, twin);
	const twinsTwin = rawDevice(b.signer);
	bring(b, twinsTwin);
	const early = entriesOf(b).length;
	await b.write();
	await b.write();
	for (const entry of entriesOf(b).slice(0, early + 1)) twin.log.ingest(entry);
	await twin.write();
	await twinsTwin.write();
	const seqs = [];
	for (const order of [
		[b, twin, twinsTwin],
		[twinsTwin, twin, b],
		[twin, b, twinsTwin]
	]) {
		const log = new LogSet(crypto);
		for (const device of [a, ...order])
			for (const entry of entriesOf(device)) expect(['accepted', 'duplicate']).toContain(codeOf(log, entry));
		expect(log.forks).toHaveLength(1);
		seqs.push(JSON.stringify(log.forks));
		expect(log.ops.filter((op) => op.dev === b.writer.dev)).toHaveLength(
			early -
				entriesOf(b)
					.slice(0, early)
					.filter((entry) => entry.op.dev !== b.writer.dev).length +
				4
		);
	}
	expect(new Set(seqs).size).toBe(1);
});
