/** From the command line's words to a command's options; every misunderstanding is answered in both languages. */
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { COMMON_OPTIONS, type Command, type OptionSpec } from './command.ts';
import { usage, type CliProblem } from './problem.ts';

export interface Parsed {
	readonly options: Readonly<Record<string, string | boolean | undefined>>;
	readonly positionals: readonly string[];
}

/** All options of a command by name, its own and the common ones. */
export function optionsOf(command: Command): Readonly<Record<string, OptionSpec>> {
	return { ...command.options, ...COMMON_OPTIONS };
}

/** Errors: unknown option, missing value, value out of the allowed ones, too few or too many files. */
export function parseOptions(command: Command, words: readonly string[]): Result<Parsed, CliProblem> {
	const specs = optionsOf(command);
	const see = [`请看 suyuan help ${command.name}`, `see suyuan help ${command.name}`] as const;
	const { tokens, positionals } = parseArgs({
		args: [...words],
		options: Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }])),
		strict: false,
		allowPositionals: true,
		tokens: true
	});
	const options: Record<string, string | boolean> = {};
	for (const token of tokens) {
		if (token.kind !== 'option') continue;
		const spec = specs[token.name];
		if (!spec) return err(usage(`未知选项 ${token.rawName};${see[0]}。`, `Unknown option ${token.rawName}; ${see[1]}.`));
		if (spec.type === 'boolean') {
			if (token.value !== undefined)
				return err(usage(`${token.rawName} 不带值；${see[0]}。`, `${token.rawName} takes no value; ${see[1]}.`));
			options[token.name] = true;
			continue;
		}
		if (token.value === undefined || token.value === '')
			return err(usage(`${token.rawName} 需要一个值；${see[0]}。`, `${token.rawName} needs a value; ${see[1]}.`));
		if (spec.choices && !spec.choices.includes(token.value)) {
			const allowed = spec.choices.join(', ');
			return err(
				usage(
					`${token.rawName} 不能是“${token.value}”；可用：${allowed}。`,
					`${token.rawName} cannot be “${token.value}”; allowed: ${allowed}.`
				)
			);
		}
		options[token.name] = token.value;
	}
	if (options['help']) return ok({ options, positionals });
	const takesMore = command.positionals.at(-1)?.endsWith('…') ?? false;
	if (positionals.length < command.positionals.length)
		return err(
			usage(
				`缺少 ${command.positionals.slice(positionals.length).join(' ')};${see[0]}。`,
				`${command.positionals.slice(positionals.length).join(' ')} is missing; ${see[1]}.`
			)
		);
	if (positionals.length > command.positionals.length && !takesMore)
		return err(
			usage(
				`多余的参数“${positionals[command.positionals.length] ?? ''}”；${see[0]}。`,
				`Unexpected “${positionals[command.positionals.length] ?? ''}”; ${see[1]}.`
			)
		);
	for (const [name, spec] of Object.entries(specs))
		if (spec.required && options[name] === undefined) return err(usage(`缺少 --${name};${see[0]}。`, `--${name} is missing; ${see[1]}.`));
	return ok({ options, positionals });
}
