import { expect, it } from 'vitest';
import { err } from '#lib/kernel/result.ts';
import { RETRY_BASE_MS, RETRY_CAP_MS } from './backoff.ts';
import { crypto } from '../../../tests/support/test-company.ts';
import { Multiplexer } from './multiplexer.ts';

/** A multiplexer whose relay is away; `waits` are the timers it has set, the longest waits are taken (random is almost 1). */
function withoutRelay() {
	const waits: { readonly ms: number; readonly run: () => void }[] = [];
	let answers: (() => void)[] = [];
	const multiplexer = new Multiplexer(
		{
			fetch: () => Promise.reject(new Error('not used')),
			openWire: () => {
				throw new Error('not used');
			},
			crypto,
			now: () => 0,
			random: () => 0.999,
			setTimer: (run, ms) => {
				const wait = { ms, run };
				waits.push(wait);
				return () => void waits.splice(waits.indexOf(wait), 1);
			}
		},
		{
			admit: () => new Promise((resolve) => answers.push(() => resolve(err({ code: 'unreachable', detail: 'away' })))),
			ping: () => new Uint8Array()
		}
	);
	return {
		multiplexer,
		waits,
		/** The attempt on the way fails. */
		async fail(): Promise<void> {
			const waiting = answers;
			answers = [];
			for (const answer of waiting) answer();
			await new Promise((resolve) => setTimeout(resolve, 0));
		}
	};
}

it('waits longer after each failure, and starts from the shortest wait when somebody says that it may work now', async () => {
	const { multiplexer, waits, fail } = withoutRelay();
	multiplexer.start();
	for (let failure = 0; failure < 10; failure++) {
		await fail();
		waits[0]?.run();
	}
	await fail();
	expect(waits[0]?.ms).toBeGreaterThan(RETRY_CAP_MS / 2);
	multiplexer.nudge();
	expect(multiplexer.link.current.status).toBe('connecting');
	await fail();
	expect(waits[0]?.ms).toBeLessThanOrEqual(RETRY_BASE_MS);
	multiplexer.stop();
});

it('hears a nudge also while an attempt is on the way that will fail', async () => {
	const { multiplexer, waits, fail } = withoutRelay();
	multiplexer.start();
	for (let failure = 0; failure < 10; failure++) {
		await fail();
		waits[0]?.run();
	}
	multiplexer.nudge();
	await fail();
	expect(waits[0]?.ms).toBeLessThanOrEqual(RETRY_BASE_MS);
	multiplexer.stop();
});
