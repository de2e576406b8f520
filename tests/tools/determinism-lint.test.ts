import { describe, expect, test } from 'vitest';
import { isPureFile, lintText } from './determinism-lint.mjs';

const whats = (text: string): string[] => lintText('sample.ts', text).map(({ what }) => what);

describe('the determinism lint', () => {
	test.each([
		['const now = Date.now();', 'Date'],
		['const day = new Date();', 'Date'],
		['const n = new Intl.NumberFormat();', 'Intl'],
		["const order = 'a'.localeCompare('b');", '.localeCompare'],
		["const text = 'é'.normalize('NFC');", '.normalize'],
		["const text = 'é'['normalize']('NFC');", "['normalize']"],
		['const code = name.toUpperCase();', '.toUpperCase'],
		['const code = name?.toLowerCase();', '.toLowerCase'],
		['const x = Math.random();', 'Math.random'],
		["const x = Math['random']();", "Math['random']"],
		['const x = Math.sin(1);', 'Math.sin'],
		['const x = Math.round(1.5);', 'Math.round'],
		['const { random } = Math;', 'Math as a value'],
		['for (const key in object) use(key);', 'for … in'],
		["await fetch('/x');", 'fetch'],
		["localStorage.getItem('x');", 'localStorage'],
		['const id = crypto.randomUUID();', 'crypto'],
		['const home = process.env.HOME;', 'process'],
		["import { readFileSync } from 'node:fs';", "import 'node:fs'"],
		["import { tick } from 'svelte';", "import 'svelte'"],
		["const late = await import('./late.ts');", 'import()'],
		['const where = import.meta.url;', 'import.meta'],
		['const bag = { document };', 'document']
	])('finds %s', (text, what) => {
		expect(whats(text)).toEqual([what]);
	});

	test('says where and what to do instead', () => {
		expect(lintText('a.ts', '\n\tconst now = Date.now();')).toEqual([
			{ file: 'a.ts', line: 2, column: 14, what: 'Date', wayOut: expect.stringContaining('let the caller pass the time in') as string }
		]);
	});

	test.each([
		'const x = Math.floor(Math.sqrt(Math.abs(Math.min(1, Math.max(2, 3)))));',
		'const location = row.location; use(location.code);',
		'const place = { location: 1, document: 2 };',
		'interface Options { readonly clock: Date; fetch(url: string): void }',
		'const { document: paper } = row; use(paper);',
		'function record(process: Step): void { use(process.code); }',
		"import type { Stats } from 'node:fs';",
		'// Date.now is never used here\nconst text = "Math.random()";'
	])('accepts %s', (text) => {
		expect(whats(text)).toEqual([]);
	});

	test('accepts an exception only with a reason', () => {
		expect(whats("const a = 'x'.normalize(); // determinism: only while writing, injected by the store")).toEqual([]);
		expect(whats("// determinism: only while writing, injected by the store\nconst a = 'x'.normalize();")).toEqual([]);
		expect(whats("const a = 'x'.normalize(); // determinism: ok")).toEqual(['.normalize']);
	});

	test('leaves tests, rune files and screens alone', () => {
		expect(isPureFile('src/lib/modules/trace/rules.ts')).toBe(true);
		expect(isPureFile('src/lib/modules/trace/rules.test.ts')).toBe(false);
		expect(isPureFile('src/lib/modules/trace/queries.svelte.ts')).toBe(false);
		expect(isPureFile('src/lib/modules/trace/views/graph.ts')).toBe(false);
	});
});
