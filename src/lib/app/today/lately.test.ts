import { expect, it } from 'vitest';
import type { Engine } from '#lib/engine/engine.ts';
import { Lately } from './lately.ts';

it('is computed again when the log has grown or forked, and not before', () => {
	const log = { size: 1, forkVersion: 0 };
	let computed = 0;
	const lately = new Lately({ log } as unknown as Engine, () => ++computed);
	expect([lately.value, lately.value]).toEqual([1, 1]);
	log.size++;
	expect([lately.value, lately.value]).toEqual([2, 2]);
	log.forkVersion++;
	expect(lately.value).toBe(3);
});
