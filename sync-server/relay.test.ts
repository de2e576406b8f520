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

	test('tells a monitor on its own machine how it is, and refusals are counted by their reason', async () => {
		const { relay, company } = setting;
		expect([(await fetch(`${relay.url}/readyz`)).status, await (await fetch(`${relay.url}/readyz`)).text()]).toEqual([200, 'ready\n']);
		const socket = await TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(company.first))).ticket);
		socket.deliver(company.first.dev, 1, ['{"not":"an entry"}']);
		await socket.until(() => socket.messages.some((message) => message.type === 'refused'));
		await fetch(`${relay.url}/api/v1/segments`);
		const answer = await fetch(`${relay.url}/metrics`);
		expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
		const text = await answer.text();
		const valueOf = (name: string) => Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]);
		expect([valueOf('suyuan_up'), valueOf('suyuan_claimed'), valueOf('suyuan_connections')]).toEqual([1, 1, 1]);
		expect(valueOf('suyuan_entries_stored_total')).toBeGreaterThan(5);
		expect(valueOf('suyuan_ack_seconds_count')).toBeGreaterThan(0);
		expect(text).toMatch(/^suyuan_refusals_total\{code="[a-z-]+"\} 1$/m);
		expect(text).not.toContain(company.org);
		await socket.close();
	});
});
