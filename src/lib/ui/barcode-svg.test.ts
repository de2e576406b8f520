import { describe, expect, it } from 'vitest';
import { barcodeImage, dotsPerModule, moduleMm, QUIET_ZONES } from './barcode-svg.ts';

describe('size of a module', () => {
	it('is a whole number of printer dots, the largest that fits', () => {
		// 26 modules in 20 mm at 203 dpi: 0.769 mm is 6.1 dots.
		expect(dotsPerModule(26, 20, 203)).toBe(6);
		expect(dotsPerModule(26, 20, 300)).toBe(9);
		expect(26 * moduleMm(6, 203)).toBeLessThanOrEqual(20);
		expect(26 * moduleMm(7, 203)).toBeGreaterThan(20);
	});

	it('is none where two dots a module are too many', () => {
		expect(dotsPerModule(308, 56, 203)).toBe(0);
		expect(dotsPerModule(308, 96, 203)).toBe(2);
		expect(dotsPerModule(100, (200 * 25.4) / 203, 203)).toBe(2);
		expect(dotsPerModule(100, (199 * 25.4) / 203, 203)).toBe(0);
	});
});

describe('a drawn code', () => {
	it('is square for matrix codes, with the quiet zone on every side', async () => {
		const { width, height, address } = await barcodeImage('gs1datamatrix', '(240)RM-MB(10)L-RMMB-260902-01(17)280820');
		expect([width, height]).toEqual([22 + 2 * QUIET_ZONES.gs1datamatrix, 22 + 2 * QUIET_ZONES.gs1datamatrix]);
		expect(address.startsWith('data:image/svg+xml,')).toBe(true);
	});

	it('has the quiet zone at both ends of linear codes', async () => {
		// Start, six characters, check: 11 modules each, stop 13.
		expect((await barcodeImage('code128', 'SYA-OK')).width).toBe(11 * 8 + 13 + 2 * QUIET_ZONES.code128);
	});

	it('refuses what it cannot encode', async () => {
		await expect(barcodeImage('gs1datamatrix', '(10)批号')).rejects.toBeDefined();
	});
});
