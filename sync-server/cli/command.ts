/** What a command of the relay's command line is, and how it speaks. */

export const FAILED = 1;
export const WRONG_USE = 2;

export interface CommandInput {
	/** The relay's data directory. */
	readonly data: string;
	/** The file named on the command line; "" where none is. */
	readonly file: string;
	readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Command {
	readonly name: string;
	/** What it does, in a line: Chinese, English. */
	readonly summary: readonly [zh: string, en: string];
	readonly takesFile: boolean;
	readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
	/** Resolves to the exit code. What cannot be foreseen is thrown. */
	run(input: CommandInput, output: Output): Promise<number>;
}

export type Language = 'zh' | 'en';

/** The language asked for by `--lang`, else by the environment: Chinese unless it plainly asks for English. */
export function languageOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
	const at = args.indexOf('--lang');
	const asked = at >= 0 ? args[at + 1] : args.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
	if (asked !== undefined) return asked.startsWith('en') ? 'en' : 'zh';
	const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
	return locale.startsWith('en') ? 'en' : 'zh';
}

export class Output {
	readonly #language: Language;
	readonly #out: (text: string) => void;
	readonly #err: (text: string) => void;

	constructor(language: Language, out: (text: string) => void, err: (text: string) => void) {
		this.#language = language;
		this.#out = out;
		this.#err = err;
	}

	/** The answer, in the reader's language. */
	say(zh: string, en: string): void {
		this.#out(`${this.#language === 'zh' ? zh : en}\n`);
	}

	/** What went wrong, to stderr, in both languages: whoever reads it may be another person than the one who set the language. */
	problem(zh: string, en: string): void {
		this.#err(`${zh}\n${en}\n`);
	}

	/** The answer for programs. */
	document(value: unknown): void {
		this.#out(`${JSON.stringify(value, undefined, '\t')}\n`);
	}
}
