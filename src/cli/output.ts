/** What a command says: one JSON document for programs, or text in the reader's language for people. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { CliProblem } from './problem.ts';

export type Language = 'zh' | 'en';

export interface Streams {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
}

/** Chinese unless the environment plainly asks for English. */
export function languageOf(option: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
	if (option !== undefined) return option === 'en' ? 'en' : 'zh';
	const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
	return locale.startsWith('en') ? 'en' : 'zh';
}

export class Output {
	readonly json: boolean;
	readonly language: Language;
	readonly #streams: Streams;

	constructor(streams: Streams, json: boolean, language: Language) {
		this.#streams = streams;
		this.json = json;
		this.language = language;
	}

	/** Picks the reader's language. */
	text(message: Bilingual): string {
		return message[this.language];
	}

	/** One line for people; nothing with `--json`. */
	say(zh: string, en: string): void {
		if (!this.json) this.#streams.out(`${this.language === 'zh' ? zh : en}\n`);
	}

	/** The answer of a command, for programs; `--json` prints exactly one. */
	document(value: unknown): void {
		if (this.json) this.#streams.out(`${JSON.stringify(value, undefined, '\t')}\n`);
	}

	/** Progress, warnings and secrets that are no part of the answer: to stderr. */
	note(zh: string, en: string): void {
		this.#streams.err(`${this.language === 'zh' ? zh : en}\n`);
	}

	/** A refusal in both languages: whoever reads it may be another person than the one who set the language. */
	problem(problem: CliProblem): void {
		this.#streams.err(`${problem.message.zh}\n${problem.message.en}\n`);
		this.document({ ok: false, error: problem.message, ...problem.details });
	}

	/** Aligned columns for people; numbers (`align: 'right'`) at the right. */
	table(headings: readonly Bilingual[], rows: readonly (readonly string[])[], right: readonly number[] = []): void {
		if (this.json) return;
		const all = [headings.map((heading) => this.text(heading)), ...rows];
		const widths = headings.map((_, column) => all.reduce((most, row) => Math.max(most, displayWidth(row[column] ?? '')), 0));
		for (const row of all) {
			const cells = row.map((cell, column) => {
				const padding = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)));
				return right.includes(column) ? padding + cell : cell + padding;
			});
			this.#streams.out(`${cells.join('  ').trimEnd()}\n`);
		}
	}
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Columns a text takes in a terminal: CJK characters take two. */
function displayWidth(text: string): number {
	let width = 0;
	for (const character of text) width += WIDE.test(character) ? 2 : 1;
	return width;
}
