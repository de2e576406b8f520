import { expect, test } from 'vitest';
import { BADGE_MESSAGES, PIN_MESSAGES, SEALED_MESSAGES, UNLOCK_MESSAGES } from './problem-messages.ts';

test('every problem is told in both languages, and no two alike', () => {
	for (const messages of [PIN_MESSAGES, BADGE_MESSAGES, UNLOCK_MESSAGES, SEALED_MESSAGES]) {
		const all = Object.values(messages);
		for (const { zh, en } of all) {
			expect(zh).toMatch(/[一-鿿]/u);
			expect(en).toMatch(/^[A-Z][ -~]+$/);
		}
		expect(new Set(all.map(({ zh }) => zh)).size).toBe(all.length);
	}
});
