import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUtc, formatWithOffset, localDay, MAX_OFFSET_MINUTES, parseInstant, productionDay } from './instant.ts';

const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });

describe('instants', () => {
	it.each([
		['1970-01-01T00:00:00Z', 0],
		['1970-01-01T08:00:00+08:00', 0],
		['1969-12-31T23:59:59.999Z', -1],
		['1970-01-01T00:00:00.001Z', 1],
		['2026-11-23T16:12:29+08:00', Date.UTC(2026, 10, 23, 8, 12, 29)],
		['2024-02-29T23:59:59-03:30', Date.UTC(2024, 2, 1, 3, 29, 59)]
	])('%s is %i', (text, ms) => expect(parseInstant(text)).toBe(ms));

	it.each([
		'',
		'2026-11-23',
		'2026-11-23T16:12:29',
		'2026-11-23 16:12:29Z',
		'2026-11-23t16:12:29z',
		'2026-11-23T16:12Z',
		'2026-11-23T24:00:00Z',
		'2026-11-23T23:60:00Z',
		'2026-11-23T23:59:60Z',
		'2026-02-30T00:00:00Z',
		'2026-99-99T00:00:00Z',
		'2026-11-23T00:00:00.1Z',
		'2026-11-23T00:00:00.1234Z',
		'2026-11-23T00:00:00,123Z',
		'2026-11-23T00:00:00+8:00',
		'2026-11-23T00:00:00+0800',
		'2026-11-23T00:00:00-00:00',
		'2026-11-23T00:00:00+08:60',
		'2026-11-23T00:00:00Z ',
		'2026-11-23T00:00:00+08:00x'
	])('%j is refused', (text) => expect(parseInstant(text)).toBeUndefined());

	it('takes offsets up to the widest in use', () => {
		expect(parseInstant('2026-11-23T00:00:00+14:00')).toBeDefined();
		expect(parseInstant('2026-11-23T00:00:00+14:01')).toBeUndefined();
		expect(parseInstant('2026-11-23T00:00:00-14:01')).toBeUndefined();
	});

	it('writes UTC as the platform does and reads it back', () => {
		fc.assert(
			fc.property(instants, (ms) => {
				expect(formatUtc(ms)).toBe(new Date(ms).toISOString());
				expect(parseInstant(formatUtc(ms))).toBe(ms);
			}),
			{ numRuns: 500 }
		);
	});

	it('writes local time to the second and reads the same second back', () => {
		expect(formatWithOffset(Date.UTC(2026, 10, 23, 8, 12, 29, 999), 480)).toBe('2026-11-23T16:12:29+08:00');
		expect(formatWithOffset(0, 0)).toBe('1970-01-01T00:00:00+00:00');
		fc.assert(
			fc.property(instants, fc.integer({ min: -MAX_OFFSET_MINUTES, max: MAX_OFFSET_MINUTES }), (ms, offset) => {
				expect(parseInstant(formatWithOffset(ms, offset))).toBe(Math.floor(ms / 1_000) * 1_000);
			})
		);
		expect(() => formatWithOffset(0, MAX_OFFSET_MINUTES + 1)).toThrow();
		expect(() => formatUtc(0.5)).toThrow();
	});

	it('keeps the day that the text shows', () => {
		expect(localDay('2026-11-24T00:30:00+08:00')).toBe('2026-11-24');
		expect(localDay('2026-11-23T16:30:00Z')).toBe('2026-11-23');
		expect(localDay('2026-99-99T00:00:00Z')).toBe('0001-01-01');
	});

	it('begins the production day at its hour', () => {
		expect(productionDay('2026-11-23T07:59:59+08:00')).toBe('2026-11-22');
		expect(productionDay('2026-11-23T08:00:00+08:00')).toBe('2026-11-23');
		expect(productionDay('2026-03-01T00:00:00+08:00')).toBe('2026-02-28');
		expect(productionDay('2026-11-23T00:00:00+08:00', 0)).toBe('2026-11-23');
		expect(productionDay('2026-11-23T22:59:00+08:00', 23)).toBe('2026-11-22');
		expect(() => productionDay('2026-11-23T22:59:00+08:00', 24)).toThrow();
	});
});
