/** The command line as its own process, beside a real relay. */
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, addDevice, allLines, foundCompany, inviteBy, linesOf, type TestCompany } from '../../tests/relay/company.ts';
import { claim, deliverEntries, download, eventually, relayInfo } from '../../tests/relay/relay-client.ts';
import { startRelayProcess, temporaryDirectory, type RelayProcess } from '../../tests/relay/relay-process.ts';
import { claimedRelay, tokenOf, type Setting } from '../../tests/relay/setting.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Said {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

function suyuanRelay(args: readonly string[], env: Record<string, string> = {}): Promise<Said> {
	const child = spawn(process.execPath, ['sync-server/cli/suyuan-relay.mjs', ...args], {
		cwd: ROOT,
		env: { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'en_GB.UTF-8', ...env }
	});
	let [out, err] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
	return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

const inside = (data: string) => ['--data', join(data, 'relay')];

describe('how it speaks', () => {
	test('help in the language of the reader, for the whole and for each command', async () => {
		const [zh, en] = [await suyuanRelay(['--help'], { LANG: 'zh_CN.UTF-8' }), await suyuanRelay(['--help'])];
		expect([zh.code, en.code]).toEqual([0, 0]);
		expect(zh.out).toContain('用法');
		expect(en.out).toContain('Usage');
		for (const command of ['start', 'claim', 'devices', 'backup', 'restore', 'verify', 'status']) {
			expect(en.out).toContain(`\n  ${command}`);
			const own = await suyuanRelay([command, '--help']);
			expect(own).toMatchObject({ code: 0, err: '' });
			expect(own.out).toContain(`suyuan-relay ${command}`);
		}
	});

	test('--lang wins over the environment, and knows two languages', async () => {
		expect((await suyuanRelay(['status', '--help', '--lang', 'zh'])).out).toContain('目录');
		expect((await suyuanRelay(['--help', '--lang=en'], { LANG: 'zh_CN.UTF-8' })).out).toContain('Usage');
		expect(await suyuanRelay(['status', '--lang', 'fr'])).toMatchObject({ code: 2, out: '' });
	});

	test('wrong use is said in a sentence and ends with 2, a directory without a relay with 1', async () => {
		for (const args of [[], ['dance'], ['status', '--what'], ['backup'], ['status', 'file'], ['restore', 'a', 'b']])
			expect((await suyuanRelay(args)).code, args.join(' ')).toBe(2);
		const empty = temporaryDirectory();
		for (const args of [
			['claim'],
			['devices'],
			['backup', join(empty, 'file')],
			['verify'],
			['status'],
			['restore', join(empty, 'none')]
		]) {
			const said = await suyuanRelay([...args, ...inside(empty)]);
			expect(said.code, args.join(' ')).toBe(1);
			expect(said.err).not.toContain('    at ');
		}
		rmSync(empty, { recursive: true });
	});
});

test('claim shows the code the relay printed; a renewed one voids it at once, and after the claim there is none', async () => {
	const data = temporaryDirectory();
	const relay = await startRelayProcess(data);
	const company = await foundCompany();
	expect((await suyuanRelay(['claim', ...inside(data)])).out).toContain(relay.claimCode);
	const renewed = /\S+-\S+-\S+/.exec((await suyuanRelay(['claim', '--renew', ...inside(data)])).out)?.[0] ?? '';
	expect(renewed).not.toBe(relay.claimCode);
	const invitation = (await inviteBy(company, { kind: 'relay', code: 'R1' })).code;
	const request = { org: company.org, dev: company.first.dev, invitation };
	expect((await claim(relay.url, { ...request, code: relay.claimCode ?? '' })).body).toMatchObject({ code: 'bad-code' });
	const claimed = await claim(relay.url, { ...request, code: renewed });
	expect(claimed.status).toBe(200);
	await deliverEntries(relay.url, (claimed.body as { token: string }).token, allLines(company.first));
	await eventually(async () => (await relayInfo(relay.url)).relay !== '');
	await eventually(async () => (await suyuanRelay(['claim', ...inside(data)])).code === 1);
	await relay.stop();
	rmSync(data, { recursive: true });
});

describe('beside a relay that serves a company', () => {
	let setting: Setting;
	let company: TestCompany;
	const running: RelayProcess[] = [];

	beforeAll(async () => {
		setting = await claimedRelay();
		({ company } = setting);
		const second = await addDevice(company, 'B1');
		await act(second, company, 5);
		await deliverEntries(setting.relay.url, await tokenOf(setting), [...allLines(company.first), ...linesOf(second)]);
	});

	afterAll(async () => {
		for (const relay of [setting.relay, ...running]) await relay.stop();
		rmSync(setting.data, { recursive: true });
	});

	test('status, devices and verify say what is there', async () => {
		const status = JSON.parse((await suyuanRelay(['status', '--json', ...inside(setting.data)])).out) as Record<string, unknown>;
		expect(status).toMatchObject({ running: true, org: company.org, devices: 3, forked: [], waiting: 0 });
		expect(Number(status['freeBytes'])).toBeGreaterThan(0);
		// What a device downloads over plain HTTP is to be compared with this.
		const authority = new X509Certificate(readFileSync(join(setting.data, 'relay/tls/ca.crt'))).fingerprint256;
		expect((await suyuanRelay(['status', ...inside(setting.data)])).out).toContain(authority);
		const devices = JSON.parse((await suyuanRelay(['devices', '--json', ...inside(setting.data)])).out) as Record<string, unknown>[];
		expect(devices.map(({ code, scope }) => `${String(code)} ${String(scope)}`).sort()).toEqual(['A1 full', 'B1 full', 'R1 full']);
		expect(devices.find(({ code }) => code === 'R1')).toMatchObject({ kind: 'relay', isRelay: true });
		expect((await suyuanRelay(['devices', ...inside(setting.data)])).out).toContain(company.first.dev);
		const verified = await suyuanRelay(['verify', '--json', ...inside(setting.data)]);
		expect(verified.code).toBe(0);
		expect(JSON.parse(verified.out)).toMatchObject({ ok: true, entries: status['entries'], chains: 3, problems: [] });
	});

	test('a backup of the running relay, restored elsewhere: the devices bring what it lacks, and it verifies', async () => {
		const file = join(setting.data, 'yesterday.sqlite');
		const made = await suyuanRelay(['backup', file, ...inside(setting.data)]);
		expect(made).toMatchObject({ code: 0 });
		expect(made.out).toMatch(/copy was checked: .* [1-9]\d* entries/);
		if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
		expect((await suyuanRelay(['backup', file, ...inside(setting.data)])).code).toBe(1);
		await act(company.first, company, 4);
		await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(company.first));
		const before = await relayInfo(setting.relay.url);
		await setting.relay.kill();

		const elsewhere = temporaryDirectory();
		expect(await suyuanRelay(['restore', file, ...inside(elsewhere)])).toMatchObject({ code: 0 });
		const relay = await startRelayProcess(elsewhere);
		running.push(relay);
		// The same device and the same certificate authority: nobody has to trust anything anew.
		expect(await relayInfo(relay.url)).toEqual(before);
		const restored = { data: elsewhere, relay, company };
		const token = await tokenOf(restored);
		expect(await download(relay.url, token)).not.toContain(linesOf(company.first).at(-1));
		await deliverEntries(relay.url, token, linesOf(company.first));
		expect(await download(relay.url, token)).toEqual(expect.arrayContaining([...linesOf(company.first)]));
		expect((await suyuanRelay(['verify', ...inside(elsewhere)])).code).toBe(0);

		// Not while it runs, not over data unless asked to, and then nothing is thrown away.
		expect((await suyuanRelay(['restore', file, '--replace', ...inside(elsewhere)])).code).toBe(1);
		await relay.stop();
		expect((await suyuanRelay(['restore', file, ...inside(elsewhere)])).code).toBe(1);
		expect((await suyuanRelay(['restore', file, '--replace', ...inside(elsewhere)])).code).toBe(0);
		const aside = readdirSync(join(elsewhere, 'relay')).find((name) => name.startsWith('before-restore-')) ?? '';
		expect(existsSync(join(elsewhere, 'relay', aside, 'company.sqlite'))).toBe(true);
		expect(existsSync(join(elsewhere, 'relay', aside, 'relay.key'))).toBe(true);

		// What is no backup changes nothing.
		const garbage = join(elsewhere, 'garbage');
		writeFileSync(garbage, 'not a database');
		expect((await suyuanRelay(['restore', garbage, '--replace', ...inside(elsewhere)])).code).toBe(1);
		expect((await suyuanRelay(['verify', ...inside(elsewhere)])).code).toBe(0);
		rmSync(elsewhere, { recursive: true });
	});

	test.each([
		['a changed byte', 'bad-id', "UPDATE entry SET line = CAST(substr(line, 1, 10) || x'41' || substr(line, 12) AS BLOB) WHERE seq = 2"],
		[
			'an altered word',
			'bad-id',
			"UPDATE entry SET line = CAST(replace(CAST(line AS TEXT), '货架', '货柜') AS BLOB) WHERE instr(CAST(line AS TEXT), '货架')"
		],
		['an entry deleted in the middle', 'bad-link', 'DELETE FROM entry WHERE seq = 3'],
		['the newest entry deleted', 'cut', 'DELETE FROM entry WHERE arrival = (SELECT max(arrival) FROM entry)'],
		['an entry put elsewhere', 'bad-place', 'UPDATE entry SET n = n + 1 WHERE seq = 4']
	])('verify finds %s', async (_what, code, sql) => {
		const copy = temporaryDirectory();
		const file = join(copy, 'backup');
		await suyuanRelay(['backup', file, ...inside(setting.data)]);
		await suyuanRelay(['restore', file, ...inside(copy)]);
		expect((await suyuanRelay(['verify', ...inside(copy)])).code).toBe(0);
		const db = new DatabaseSync(join(copy, 'relay/company.sqlite'));
		expect(Number(db.prepare(sql).run().changes)).toBeGreaterThan(0);
		db.close();
		const said = await suyuanRelay(['verify', '--json', ...inside(copy)]);
		expect(said.code).toBe(1);
		expect((JSON.parse(said.out) as { problems: { code: string }[] }).problems.map((problem) => problem.code)).toContain(code);
		// Backed up all the same, but not in silence.
		const again = join(copy, 'again');
		const backedUp = await suyuanRelay(['backup', again, ...inside(copy)]);
		expect(backedUp.code).toBe(1);
		expect(backedUp.err).toContain('problems');
		expect(existsSync(again)).toBe(true);
		rmSync(copy, { recursive: true });
	});
});
