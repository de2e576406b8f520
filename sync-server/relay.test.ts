/** The real process: claim, admission, delivery, and what a device gets to see. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, addDevice, allLines, identityOf, linesOf } from '../tests/relay/company.ts';
import { admitted, deliverEntries, download, relayInfo, TestSocket } from '../tests/relay/relay-client.ts';
import { claimedRelay, tokenOf, type Setting } from '../tests/relay/setting.ts';

let setting: Setting;

beforeAll(async () => {
	setting = await claimedRelay();
});

afterAll(async () => {
	await setting.relay.stop();
	rmSync(setting.data, { recursive: true });
});

describe('a claimed relay', () => {
	test('has joined the company as a device of its own', async () => {
		const { relay, company } = setting;
		const info = await relayInfo(relay.url);
		expect(info).toMatchObject({ format: 'suyuan-relay', org: company.org, claimed: true });
		const lines = await download(relay.url, await tokenOf(setting));
		expect(lines.some((line) => line.includes(`"dev":"${info.relay}"`) && line.includes('device.joined'))).toBe(true);
	});

	test('stores what a device delivers and shows it to the others', async () => {
		const { relay, company } = setting;
		const second = await addDevice(company, 'B1');
		await deliverEntries(relay.url, await tokenOf(setting), allLines(company.first));
		const [a, b] = [
			await TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(company.first))).ticket),
			await TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(second))).ticket)
		];
		const from = linesOf(second).length + 1;
		await act(second, company, 3);
		b.deliver(second.dev, from, linesOf(second).slice(from - 1));
		await b.until(() => b.stored(second.dev) === from + 2);
		await a.until(() => a.messages.some((message) => message.type === 'heads' && message.heads[second.dev]?.[0] === from + 2));
		await a.close();
		await b.close();
	});
});
