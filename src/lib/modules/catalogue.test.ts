import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { registry } from './company.ts';

test('docs/operations.md is what the definitions say today', () => {
	expect(readFileSync('docs/operations.md', 'utf8'), 'run `npm run docs`').toBe(catalogue(registry));
});

test('every operation, field, rule and gate has both languages', () => {
	const text = catalogue(registry);
	expect(text).not.toContain('undefined');
	for (const { labels } of [...registry.operations, ...registry.rules]) {
		expect(labels.zh).toMatch(/[一-鿿]/u);
		expect(labels.en).toMatch(/[A-Za-z]/);
	}
});
