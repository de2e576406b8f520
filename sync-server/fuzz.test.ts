/**
 * The relay under frames no honest client sends. In CI some thousands; a million with
 * `SUYUAN_FUZZ_FRAMES=1000000 npx vitest run -c tests/vitest.config.ts sync-server/fuzz.test.ts`.
 */
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { act, addDevice, allLines, identityOf, linesOf } from '../tests/relay/company.ts';
import { fuzz } from '../tests/relay/fuzz.ts';
import { admitted, deliverEntries, TestSocket } from '../tests/relay/relay-client.ts';
import { claimedRelay, tokenOf } from '../tests/relay/setting.ts';

const FRAMES = Number(process.env['SUYUAN_FUZZ_FRAMES'] ?? 12_000);
const SEED = Number(process.env['SUYUAN_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const DEVICES = 8;
/** Growth that would mean something is kept for every frame; buffers and garbage take some. */
const MAX_GROWTH_BYTES = 160 * 1024 * 1024;
/** So many frames a second at least, with everything the relay paces; the test's own time only. */
const SLOWEST = 1500;

test(
	`${String(FRAMES)} frames that are none, cut, bent or absurd: the relay stays up, its memory flat, honest records are stored`,
	async () => {
		console.log(`seed of the frames: ${String(SEED)}`);
		const setting = await claimedRelay();
		const devices = await Promise.all(
			Array.from({ length: DEVICES }, (_, at) => at).map((at) => addDevice(setting.company, `F${String(at)}`))
		);
		await deliverEntries(setting.relay.url, await tokenOf(setting), allLines(setting.company.first));
		const report = await fuzz(setting, devices, FRAMES, SEED);
		const grown = report.residentLate - report.residentEarly;
		console.log(
			`${String(report.sent)} frames in ${report.seconds.toFixed(1)} s, ${String(report.closed)} sockets closed by the relay; memory ${(report.residentEarly / 1e6).toFixed(0)} → ${(report.residentLate / 1e6).toFixed(0)} MB`
		);
		expect(grown).toBeLessThan(MAX_GROWTH_BYTES);

		const [device] = devices;
		if (!device) throw new Error('no device');
		await deliverEntries(setting.relay.url, await tokenOf(setting), linesOf(device));
		await act(device, setting.company, 3);
		const honest = await TestSocket.open(
			setting.relay.url,
			(await admitted(setting.relay.url, setting.company.org, identityOf(device))).ticket
		);
		const lines = linesOf(device);
		honest.deliver(device.dev, lines.length - 2, lines.slice(-3));
		await honest.until(() => honest.stored(device.dev) === lines.length);
		await honest.close();
		expect(await setting.relay.stop()).toBe(0);
		rmSync(setting.data, { recursive: true });
	},
	60_000 + (FRAMES / SLOWEST) * 1000
);
