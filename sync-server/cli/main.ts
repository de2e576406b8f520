/** `suyuan-relay`: finds the command, reads its options, ends with its exit code. The only file here that touches the process. */
import { parseArgs } from 'node:util';
import { dataDirectory } from '../settings.ts';
import { backupCommand } from './backup.ts';
import { claimCommand } from './claim.ts';
import { FAILED, languageOf, Output, WRONG_USE, type Command, type CommandInput } from './command.ts';
import { devicesCommand } from './devices.ts';
import { helpOf, overview } from './help.ts';
import { restoreCommand } from './restore.ts';
import { statusCommand } from './status.ts';
import { verifyCommand } from './verify.ts';

const COMMANDS: readonly Command[] = [claimCommand, devicesCommand, backupCommand, restoreCommand, verifyCommand, statusCommand];

const [name = '', ...args] = process.argv.slice(2);
const output = new Output(
	languageOf(process.argv, process.env),
	(text) => process.stdout.write(text),
	(text) => process.stderr.write(text)
);

if (name === 'start' && !args.includes('--help')) {
	// The server reads its own flags, as if it had been called itself.
	process.argv.splice(2, 1);
	await import('../main.ts');
} else process.exitCode = await run();

async function run(): Promise<number> {
	if (name === '' || name === 'help' || name === '--help' || name === '-h') {
		output.say(...overview(COMMANDS));
		return name === '' ? WRONG_USE : 0;
	}
	if (name === 'start') {
		output.say(...helpOf('start'));
		return 0;
	}
	const command = COMMANDS.find((one) => one.name === name);
	if (!command) {
		output.problem(`没有“${name}”这个命令。`, `There is no command “${name}”.`);
		output.problem(...overview(COMMANDS));
		return WRONG_USE;
	}
	const input = read(command);
	if (!input) return WRONG_USE;
	if (input.flags['help'] === true) {
		output.say(...helpOf(command.name));
		return 0;
	}
	try {
		return await command.run(input, output);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		output.problem(`没有做成:${reason}`, `It could not be done: ${reason}`);
		return FAILED;
	}
}

function read(command: Command): CommandInput | undefined {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' }, lang: { type: 'string' }, ...command.options }
		});
		const lang = values['lang'];
		if (typeof lang === 'string' && !/^(zh|en)/.test(lang)) {
			output.problem('--lang 只能是 zh 或 en。', '--lang is zh or en.');
			return undefined;
		}
		const file = positionals[0];
		if (positionals.length > 1 || (values['help'] !== true && (file !== undefined) !== command.takesFile)) {
			output.problem(...helpOf(command.name));
			return undefined;
		}
		const given = values['data'];
		return { data: dataDirectory(typeof given === 'string' ? given : process.env['SUYUAN_DATA']), file: file ?? '', flags: values };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		output.problem(`参数不对:${reason}`, `Wrong arguments: ${reason}`);
		return undefined;
	}
}
