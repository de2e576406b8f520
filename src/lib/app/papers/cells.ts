/** Short ways to write the values of a paper. An empty text is something that was not recorded. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Cell, Column, Fact } from './paper.ts';

export const MISSING: Cell = { kind: 'missing' };
export const BLANK: Cell = { kind: 'blank' };

export const bi = (zh: string, en: string): Bilingual => ({ zh, en });
export const text = (value: string | undefined): Cell => (value === undefined || value === '' ? MISSING : { kind: 'text', text: value });
export const code = (value: string | undefined): Cell => (value === undefined || value === '' ? MISSING : { kind: 'code', text: value });
export const words = (of: string, zh: string, en: string): Cell => ({ kind: 'words', code: of, words: { zh, en } });
export const wordsOf = (of: string, label: Bilingual | undefined): Cell =>
	of === '' ? MISSING : { kind: 'words', code: of, words: label ?? { zh: of, en: of } };
export const name = (value: Bilingual): Cell => (value.zh === '' ? MISSING : { kind: 'name', name: value });
export const date = (value: string): Cell => (value === '' ? MISSING : { kind: 'date', date: value });
export const instant = (at: string): Cell => (at === '' ? MISSING : { kind: 'instant', at });
export const quantity = (value: string, unit: string): Cell => (value === '' ? MISSING : { kind: 'quantity', value, unit });
export const none = (zh: string, en: string): Cell => ({ kind: 'none', why: { zh, en } });

export const fact = (key: string, zh: string, en: string, value: Cell, wide = false): Fact => ({
	key,
	label: { zh, en },
	value,
	...(wide ? { wide } : {})
});
export const column = (key: string, zh: string, en: string, width: number, align?: 'end' | 'center'): Column => ({
	key,
	label: { zh, en },
	width,
	...(align ? { align } : {})
});

/** A quantity as recorded in an operation's data; missing where there is none. */
export function recorded(value: unknown): Cell {
	const stored = value as { readonly value?: unknown; readonly unit?: unknown } | undefined;
	return typeof stored?.value === 'string' ? quantity(stored.value, typeof stored.unit === 'string' ? stored.unit : '') : MISSING;
}
