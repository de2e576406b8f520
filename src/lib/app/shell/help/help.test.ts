import { describe, expect, it } from 'vitest';
import { paperKind } from '../../papers/kinds.ts';
import { AREAS } from '../areas.ts';
import { helpFor } from './help-for.ts';

/** Shown to people in one language: no Han in English, and Chinese is Chinese. */
const HAN = /\p{Script=Han}/u;

describe('help beside a screen', () => {
	it.each(AREAS.map(({ id }) => id))('is there for %s, in both languages', async (id) => {
		const text = await helpFor(id);
		if (!text) throw new Error(`${id} has no help`);
		expect(text.steps.length).toBeGreaterThan(0);
		expect(text.trouble.length).toBeGreaterThan(0);
		for (const { zh, en } of [text.purpose, ...text.steps, ...text.trouble.flatMap(({ what, act }) => [what, act])]) {
			expect(zh).toMatch(HAN);
			expect(en.length).toBeGreaterThan(5);
			expect(en).not.toMatch(HAN);
		}
		for (const kind of text.papers ?? []) expect(paperKind(kind)?.kind).toBe(kind);
	});
});
