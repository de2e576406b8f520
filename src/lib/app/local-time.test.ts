import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hourOrDay, localTime } from './local-time.ts';

/** Half past four in the morning of the 27th in Changzhou is still the 26th by UTC. */
const EARLY = '2026-11-26T20:30:00Z';

describe('in Changzhou', () => {
	let before: string | undefined;
	beforeEach(() => {
		before = process.env['TZ'];
		process.env['TZ'] = 'Asia/Shanghai';
	});
	afterEach(() => {
		if (before === undefined) delete process.env['TZ'];
		else process.env['TZ'] = before;
	});

	test('an instant is told by the wall clock', () => {
		expect(localTime(EARLY)).toBe('2026-11-27 04:30');
		expect(localTime('no instant')).toBe('no instant');
	});

	test('what was recorded today is told by its hour, before eight in the morning too', () => {
		expect(hourOrDay('2026-11-27T04:24:00+08:00', Date.parse(EARLY))).toBe('04:24');
		expect(hourOrDay('2026-11-26T20:24:00Z', Date.parse(EARLY))).toBe('04:24');
		expect(hourOrDay('2026-11-27T00:00:00+08:00', Date.parse(EARLY))).toBe('00:00');
	});

	test('what was recorded on another day is told with its day', () => {
		expect(hourOrDay('2026-11-26T23:59:00+08:00', Date.parse(EARLY))).toBe('2026-11-26 23:59');
	});
});
