/** The product's client against the real relay process. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import { act, client, serve, until, type Client, type ServedCompany } from '../support/real-relay.ts';
import { crypto, world } from '../support/test-company.ts';

let company: ServedCompany;

beforeAll(async () => {
	company = await serve(await world('small', 4));
});

afterAll(async () => {
	await company.relay.stop();
	rmSync(company.data, { recursive: true, force: true });
});

const same = (...clients: readonly Client[]) =>
	new Set(clients.map(({ replica }) => JSON.stringify(Object.entries(replica.heads()).sort(([a], [b]) => (a < b ? -1 : 1))))).size === 1;
const states =
	(...clients: readonly Client[]) =>
	() =>
		JSON.stringify(clients.map(({ engine, replica }) => [engine.status.current, replica.heads()]));

describe('two devices and a relay', () => {
	test('what one records the other has, and both know it', async () => {
		const [a, b] = [client(company, 0), client(company, 1)];
		for (const { engine } of [a, b]) engine.start();
		await until(
			() => a.engine.status.current.connection.status === 'online' && b.engine.status.current.connection.status === 'online',
			states(a, b)
		);
		for (let round = 0; round < 10; round++) {
			await act(a, company.world);
			await act(b, company.world);
		}
		await until(() => same(a, b), states(a, b));
		await until(() => a.engine.status.current.uploaded === a.engine.status.current.recorded, states(a));
		expect(viewHash(a.replica.company.engine, crypto)).toBe(viewHash(b.replica.company.engine, crypto));
		await until(() => a.engine.status.current.receivedBy >= 1, states(a));
		await Promise.all([a.engine.stop(), b.engine.stop()]);
	});
});
