/** Some seeds of the simulation with every run of the tests; `npx suyuan sim --minutes M` plays on from there. */
import { beforeAll, expect, test } from 'vitest';
import { world, type World } from '../support/test-company.ts';
import { simulate } from './simulate.ts';

/** 9, 24, 41, 57, 68, 90: once found a retry that never came, a device that recorded on beside its copy, and a relay that never said what it has. */
const SEEDS = [1, 2, 3, 4, 9, 24, 41, 57, 68, 90];

let company: World;

beforeAll(async () => {
	// y-websocket registers one listener for every provider.
	process.setMaxListeners(0);
	company = await world('small', 4);
});

test.each(SEEDS)(
	'seed %i: after all that went wrong everybody has everything, and no status was untrue',
	async (seed) => {
		const { failure, story } = await simulate(company, seed);
		expect(failure, `seed ${String(seed)}\n${story.join('\n')}`).toBeUndefined();
	},
	60_000
);
