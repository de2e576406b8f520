/** What was answered `stored` is on disk, whenever the process dies; a restored relay is filled again by its devices. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { Terminal } from '#lib/modules/authoring.ts';
import { act, addDevice, allLines, crypto, identityOf, linesOf } from '../tests/relay/company.ts';
import { admitted, deliverEntries, download, eventually, TestSocket } from '../tests/relay/relay-client.ts';
import { startRelayProcess } from '../tests/relay/relay-process.ts';
import { claimedRelay, tokenOf, type Setting } from '../tests/relay/setting.ts';

/** More by `SUYUAN_KILL_ROUNDS=200 npx vitest run -c tests/vitest.config.ts sync-server/durability.test.ts`; a seed is given by `SUYUAN_SEED`. */
const ROUNDS = Number(process.env['SUYUAN_KILL_ROUNDS'] ?? 12);
const LINES_PER_ROUND = 60;

let setting: Setting;
let devices: readonly Terminal[];

beforeAll(async () => {
	setting = await claimedRelay();
	devices = [await addDevice(setting.company, 'K1'), await addDevice(setting.company, 'K2')];
	await deliverEntries(setting.relay.url, await tokenOf(setting), allLines(setting.company.first));
});

afterAll(async () => {
	await setting.relay.stop();
	rmSync(setting.data, { recursive: true });
});

const open = async (terminal: Terminal) => {
	const { relay, company } = setting;
	return TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(terminal))).ticket);
};

/** How much of a chain the relay holds. */
const held = (socket: TestSocket, dev: string) =>
	socket.messages.reduce((most, message) => (message.type === 'heads' ? Math.max(most, message.heads[dev]?.[0] ?? 0) : most), 0);

test(
	`kill −9 in the middle of uploads, ${String(ROUNDS)} rounds: everything called stored is there afterwards, and all of it in the end`,
	async () => {
		const seed = process.env['SUYUAN_SEED'] ?? String(Date.now());
		console.log(`seed of the kill rounds: ${seed}`);
		const random = seededRandom(seed, crypto);
		const dice = (sides: number) => (random(1)[0] ?? 0) % sides;
		let [killedInTheMiddle, promises] = [0, 0];
		for (let round = 0; round < ROUNDS; round++) {
			for (const device of devices) await act(device, setting.company, LINES_PER_ROUND);
			const sockets = await Promise.all(devices.map(open));
			const before = devices.map((device, index) => held(sockets[index] as TestSocket, device.dev));
			for (let at = 0; at < LINES_PER_ROUND; at++)
				for (const [index, device] of devices.entries()) {
					const from = (before[index] ?? 0) + at;
					const lines = linesOf(device).slice(from, from + 1);
					if (lines.length > 0) sockets[index]?.deliver(device.dev, from + 1, lines);
				}
			await new Promise((resolve) => setTimeout(resolve, 2 + dice(120)));
			await setting.relay.kill();
			for (const socket of sockets) await socket.until(() => socket.closed !== undefined);
			const promised = devices.map((device, index) => Math.max(before[index] ?? 0, sockets[index]?.stored(device.dev) ?? 0));
			setting.relay = await startRelayProcess(setting.data);
			const kept = new Set(await download(setting.relay.url, await tokenOf(setting)));
			for (const [index, device] of devices.entries()) {
				const lines = linesOf(device);
				const upTo = promised[index] ?? 0;
				promises += upTo - (before[index] ?? 0);
				if (upTo < lines.length) killedInTheMiddle++;
				expect(
					lines.slice(0, upTo).filter((line) => !kept.has(line)),
					`round ${String(round)} of seed ${seed}`
				).toEqual([]);
			}
		}
		console.log(`${String(promises)} entries were called stored, ${String(killedInTheMiddle)} uploads of ${String(ROUNDS * 2)} were cut`);
		// Rounds in which nothing was promised, or everything was done before the kill, would prove nothing.
		expect(promises).toBeGreaterThan(0);
		expect(killedInTheMiddle).toBeGreaterThan(0);
		for (const device of devices) await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(device));
		const all = await download(setting.relay.url, await tokenOf(setting));
		expect(new Set(all).size).toBe(all.length);
		for (const device of devices) expect(all).toEqual(expect.arrayContaining([...linesOf(device)]));
	},
	60_000 + ROUNDS * 10_000
);

test('put back to yesterday’s files: devices see what it lacks in its heads, bring it, and the chain goes on', async () => {
	const { company, data } = setting;
	const [device = company.first] = devices;
	await setting.relay.stop();
	cpSync(join(data, 'relay'), join(data, 'yesterday'), { recursive: true });
	setting.relay = await startRelayProcess(data);
	await act(device, company, 3);
	await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(device));
	await setting.relay.kill();
	rmSync(join(data, 'relay'), { recursive: true });
	cpSync(join(data, 'yesterday'), join(data, 'relay'), { recursive: true });
	setting.relay = await startRelayProcess(data);

	const socket = await open(device);
	const known = held(socket, device.dev);
	expect(known).toBe(linesOf(device).length - 3);
	socket.deliver(device.dev, known + 1, linesOf(device).slice(known));
	await socket.until(() => socket.stored(device.dev) === linesOf(device).length);
	await act(device, company, 1);
	socket.deliver(device.dev, linesOf(device).length, linesOf(device).slice(-1));
	await socket.until(() => socket.stored(device.dev) === linesOf(device).length);
	await socket.close();
	await eventually(async () => (await download(setting.relay.url, await tokenOf(setting))).includes(linesOf(device).at(-1) ?? ''));
});
