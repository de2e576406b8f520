/** The relay's own chain over virtual time: it grows, states what is here, verifies, and never writes behind its own back. */
import { expect, test } from 'vitest';
import { concatBytes, fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { compareOrder } from '#lib/log/order.ts';
import { verifyEntries } from '#lib/log/verify.ts';
import { act, addDevice, allLines, crypto, foundCompany, inviteBy, linesOf, type TestCompany } from '../../tests/relay/company.ts';
import { CompanyLog } from '../chains/company-log.ts';
import { GroupCommit } from '../storage/group-commit.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { FIRST_WORD_MS, INVITATION, OwnChain, WRITE_EVERY_MS } from './own-chain.ts';

const START = Date.parse('2026-11-26T08:00:00Z');

/** A relay without network: storage, log and own chain, and a clock that is moved by hand. */
class Bench {
	time = 0;
	seed: Uint8Array | undefined;
	readonly storage: MemoryStorage;
	readonly org: string;
	readonly commit: GroupCommit;
	readonly log: CompanyLog;
	own: OwnChain;

	constructor(company: TestCompany, storage = new MemoryStorage(), seed?: Uint8Array) {
		this.storage = storage;
		this.org = company.org;
		this.seed = seed;
		this.commit = new GroupCommit(storage, {
			summaries: (entries) => this.log.summaries(entries),
			committed: (entries) => this.log.markCommitted(entries),
			failed: () => this.log.reload()
		});
		this.log = new CompanyLog(storage, company.org, crypto, (entry) => this.commit.entry(entry));
		this.own = this.start();
	}

	start(): OwnChain {
		return new OwnChain({
			log: this.log,
			storage: this.storage,
			crypto,
			key: { read: () => this.seed, write: (seed) => (this.seed = seed) },
			meta: (key, value) => this.commit.meta(key, value),
			branches: (branches) => this.commit.branches(branches),
			lastContact: () => '2026-11-26T08:00:00.000Z',
			build: 'test',
			now: () => START + this.time,
			ticks: () => this.time,
			note: () => undefined
		});
	}

	async bring(lines: readonly string[]): Promise<void> {
		for (const line of lines) this.log.take(utf8(line));
		await this.commit.settled();
	}

	async after(ms: number): Promise<void> {
		this.time += ms;
		await this.own.tend();
		await this.commit.settled();
	}

	/** Its own lines. */
	get lines(): readonly string[] {
		return this.log.lines(this.own.dev, 1, this.log.committed(this.own.dev)).map((line) => fromUtf8(line) ?? '');
	}

	/** Verifies everything kept, as an auditor would. */
	verify() {
		const entries = this.storage.entriesAfter(0, 9999).flatMap(({ line }) => {
			const decoded = decodeEntry(line, crypto);
			return decoded.ok ? [{ ...decoded.value.op, id: decoded.value.id, line }] : [];
		});
		entries.sort(compareOrder);
		return verifyEntries(concatBytes(...entries.flatMap(({ line }) => [line, utf8('\n')])), this.org, crypto, { allSignatures: true });
	}
}

async function joined(): Promise<{ company: TestCompany; bench: Bench }> {
	const company = await foundCompany();
	const { code } = await inviteBy(company, { kind: 'relay', code: 'R1' });
	const bench = new Bench(company);
	await bench.commit.meta(INVITATION, code);
	await bench.after(0);
	expect(bench.own.state).toBe('waiting');
	await bench.bring(allLines(company.first));
	await bench.after(0);
	expect(bench.own.state).toBe('writing');
	return { company, bench };
}

test('joins once its invitation has arrived, then states what is here, no oftener than every ten minutes, and all verifies', async () => {
	const { company, bench } = await joined();
	expect(bench.lines.length).toBe(1);
	bench.own.held(0);
	const device = await addDevice(company, 'B1');
	await bench.bring([...allLines(company.first), ...linesOf(device)]);
	await bench.after(WRITE_EVERY_MS);
	expect(bench.lines.length).toBe(2);
	expect(bench.lines[1]).toContain('"type":"sync.received"');
	for (const dev of [company.first.dev, device.dev]) expect(bench.lines[1]).toContain(`"${dev}":[`);

	await act(device, company, 1);
	await bench.bring(linesOf(device));
	await bench.after(WRITE_EVERY_MS - 1);
	expect(bench.lines.length).toBe(2);
	await bench.after(1);
	expect(bench.lines.length).toBe(3);
	// Only what is new is quoted again.
	expect(bench.lines[2]).not.toContain(`"${company.first.dev}":[`);
	// Nothing new, nothing to state.
	await bench.after(3 * WRITE_EVERY_MS);
	expect(bench.lines.length).toBe(3);
	expect(bench.verify()).toMatchObject({ ok: true, problems: [] });
});

test('does not quote what has no complete past here', async () => {
	const { company, bench } = await joined();
	bench.own.held(0);
	const device = await addDevice(company, 'B1');
	await bench.bring([...allLines(company.first), ...linesOf(device)]);
	await bench.after(WRITE_EVERY_MS);
	await act(company.first, company, 1);
	device.receive(company.first);
	await act(device, company, 1);
	await bench.bring(linesOf(device));
	await bench.after(WRITE_EVERY_MS);
	expect(bench.lines.length).toBe(2);
	await bench.bring(linesOf(company.first));
	await bench.after(0);
	expect(bench.lines.length).toBe(3);
	expect(bench.verify().ok).toBe(true);
});

test('restored from a backup it waits for what it wrote later, takes it back, and its chain has one history', async () => {
	const { company, bench } = await joined();
	bench.own.held(0);
	await act(company.first, company, 1);
	await bench.bring(linesOf(company.first));
	await bench.after(WRITE_EVERY_MS);
	const wrote = bench.lines;
	expect(wrote.length).toBe(2);

	const restored = new Bench(company, new MemoryStorage(), bench.seed);
	await restored.bring([...linesOf(company.first), ...wrote.slice(0, 1)]);
	restored.own = restored.start();
	await restored.after(FIRST_WORD_MS - 1);
	expect(restored.lines).toEqual(wrote.slice(0, 1));
	restored.own.held(2);
	await restored.after(1);
	expect(restored.lines).toEqual(wrote.slice(0, 1));
	await restored.bring(wrote);
	await act(company.first, company, 1);
	await restored.bring(linesOf(company.first));
	await restored.after(WRITE_EVERY_MS);
	expect(restored.lines.slice(0, 2)).toEqual(wrote);
	expect(restored.lines.length).toBe(3);
	expect(restored.own.state).toBe('writing');
	expect(restored.verify().ok).toBe(true);
});

test('once forked it never writes again and asks for a new invitation, by which it goes on under a new key', async () => {
	const { company, bench } = await joined();
	bench.own.held(0);
	const copy = new Bench(company, new MemoryStorage(), bench.seed);
	await copy.bring([...linesOf(company.first), ...bench.lines]);
	copy.own = copy.start();
	copy.own.held(0);
	await act(company.first, company, 1);
	for (const one of [bench, copy]) {
		await one.bring(linesOf(company.first));
		await one.after(WRITE_EVERY_MS + (one === copy ? 7 : 0));
	}
	expect(copy.lines[1]).not.toBe(bench.lines[1]);
	await bench.bring(copy.lines);
	expect(bench.own.state).toBe('forked');
	const [before, dev] = [bench.lines.length, bench.own.dev];
	await act(company.first, company, 1);
	await bench.bring(linesOf(company.first));
	await bench.after(WRITE_EVERY_MS);
	expect(bench.lines.length).toBe(before);

	const { code } = await inviteBy(company, { kind: 'relay', code: 'R2' });
	await bench.commit.meta(INVITATION, code);
	await bench.bring(linesOf(company.first));
	await bench.after(0);
	expect(bench.own.dev).not.toBe(dev);
	expect(bench.own.state).toBe('writing');
});

test('a full disk: nothing counts as stored, and the next round is stored when there is room', async () => {
	const { company, bench } = await joined();
	const before = bench.log.committed(company.first.dev);
	await act(company.first, company, 2);
	bench.storage.failing = true;
	for (const line of linesOf(company.first).slice(before)) bench.log.take(utf8(line));
	expect(await bench.commit.settled()).toBe(false);
	expect([bench.commit.healthy, bench.log.committed(company.first.dev)]).toEqual([false, before]);
	bench.storage.failing = false;
	await bench.bring(linesOf(company.first));
	expect([bench.commit.healthy, bench.log.committed(company.first.dev)]).toEqual([true, before + 2]);
});
