import { expect, test } from 'vitest';
import { firstLoadFiles } from './first-load-budget.mjs';

test('counts what is imported statically, once, and only JavaScript', () => {
	const manifest = {
		start: { file: 'start.js', imports: ['shared', 'lazyless'] },
		layout: { file: 'layout.js', imports: ['shared'] },
		shared: { file: 'shared.js', imports: ['start'] },
		lazyless: { file: 'style.css' },
		lazy: { file: 'lazy.js' }
	};
	expect(firstLoadFiles(manifest, (key) => key === 'start' || key === 'layout').toSorted()).toEqual(['layout.js', 'shared.js', 'start.js']);
});
