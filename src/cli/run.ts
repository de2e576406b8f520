/** One run of the command line, with everything outside injected: tests call it in their own process. */
import type { Result } from '#lib/kernel/result.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { commandHelp, overview } from './help.ts';
import { parseOptions } from './options.ts';
import { languageOf, Output, type Streams } from './output.ts';
import { EXIT, usage, type CliProblem, type ExitCode } from './problem.ts';

export interface World {
	readonly streams: Streams;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly crypto: Crypto;
	/** Epoch milliseconds. */
	readonly now: () => number;
	readonly random: (bytes: number) => Uint8Array;
}

/** Runs one command and returns its exit code; never throws for anything a user can cause. */
export async function runCommandLine(words: readonly string[], world: World): Promise<ExitCode> {
	const [name = 'help', ...rest] = words;
	const wantsJson = rest.includes('--json');
	const plainOutput = () => new Output(world.streams, wantsJson, languageOf(languageWord(words), world.env));
	if (name === 'help' || name === '--help' || name === '-h')
		return help(
			rest.find((word) => !word.startsWith('-')),
			plainOutput(),
			world
		);
	const command = COMMANDS.find((one) => one.name === name);
	if (!command) return refuse(unknownCommand(name), plainOutput());
	const parsed = parseOptions(command, rest);
	if (!parsed.ok) return refuse(parsed.error, plainOutput());
	const { options, positionals } = parsed.value;
	const output = new Output(
		world.streams,
		options['json'] === true,
		languageOf(typeof options['lang'] === 'string' ? options['lang'] : undefined, world.env)
	);
	if (options['help']) return help(command.name, output, world);
	const done = await attempt(command, { options, positionals, output, crypto: world.crypto, now: world.now, random: world.random }, world);
	return done.ok ? done.value : refuse(done.error, output);
}

/** A bug must not look like an answer, and a stack trace helps nobody at the counter; with SUYUAN_DEBUG it is shown. */
async function attempt(command: Command, context: Parameters<Command['run']>[0], world: World): Promise<Result<ExitCode, CliProblem>> {
	try {
		return await command.run(context);
	} catch (error) {
		if (world.env['SUYUAN_DEBUG']) throw error;
		const detail = error instanceof Error ? error.message : String(error);
		return {
			ok: false,
			error: {
				exit: EXIT.failed,
				message: {
					zh: `程序内部错误(suyuan ${command.name}):${detail}。数据未被修改，请报告此问题。`,
					en: `Internal error (suyuan ${command.name}): ${detail}. No data was changed; please report it.`
				}
			}
		};
	}
}

function help(name: string | undefined, output: Output, world: World): ExitCode {
	const command = COMMANDS.find((one) => one.name === name);
	if (name !== undefined && !command) return refuse(unknownCommand(name), output);
	world.streams.out(command ? commandHelp(command, output.language) : overview(COMMANDS, output.language));
	return EXIT.ok;
}

function refuse(problem: CliProblem, output: Output): ExitCode {
	output.problem(problem);
	return problem.exit;
}

function unknownCommand(name: string): CliProblem {
	const names = COMMANDS.map((command) => command.name).join(', ');
	return usage(`未知命令“${name}”。可用命令：${names}。`, `Unknown command “${name}”. Commands: ${names}.`);
}

/** The language asked for, even where the rest could not be understood. */
function languageWord(words: readonly string[]): string | undefined {
	const at = words.indexOf('--lang');
	return at >= 0 ? words[at + 1] : words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}
