import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { Output } from './output.ts';
import type { CliProblem, ExitCode } from './problem.ts';

export interface OptionSpec {
	readonly type: 'string' | 'boolean';
	/** What stands for the value in the help, e.g. `FILE`. */
	readonly value?: string;
	readonly help: Bilingual;
	readonly required?: true;
	readonly choices?: readonly string[];
}

export interface Command {
	readonly name: string;
	readonly summary: Bilingual;
	/** Names of what stands without an option, e.g. `F`; a last `…` takes one or more. */
	readonly positionals: readonly string[];
	readonly options: Readonly<Record<string, OptionSpec>>;
	readonly run: (context: CommandContext) => Promise<Result<ExitCode, CliProblem>>;
}

/** What a command may use: its arguments as parsed, and the world outside, which tests replace. */
export interface CommandContext {
	readonly positionals: readonly string[];
	readonly options: Readonly<Record<string, string | boolean | undefined>>;
	readonly output: Output;
	readonly crypto: Crypto;
	/** Epoch milliseconds. */
	readonly now: () => number;
	readonly random: (bytes: number) => Uint8Array;
}

/** The value of an option that takes a text; undefined if it was not given. */
export function textOption(context: CommandContext, name: string): string | undefined {
	const value = context.options[name];
	return typeof value === 'string' ? value : undefined;
}

/** Options every command has. */
export const COMMON_OPTIONS = {
	json: { type: 'boolean', help: { zh: '只输出一个 JSON 文档', en: 'Print exactly one JSON document' } },
	lang: { type: 'string', value: 'zh|en', choices: ['zh', 'en'], help: { zh: '输出语言', en: 'Language of the output' } },
	help: { type: 'boolean', help: { zh: '显示帮助', en: 'Show help' } }
} as const satisfies Record<string, OptionSpec>;
