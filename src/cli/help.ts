import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Command } from './command.ts';
import { optionsOf } from './options.ts';
import type { Language } from './output.ts';

const TITLE: Bilingual = { zh: '溯源 – 命令行', en: 'Suyuan – command line' };
const USAGE: Bilingual = { zh: '用法', en: 'Usage' };
const COMMANDS: Bilingual = { zh: '命令', en: 'Commands' };
const OPTIONS: Bilingual = { zh: '选项', en: 'Options' };
const REQUIRED: Bilingual = { zh: '必填', en: 'required' };
const MORE: Bilingual = {
	zh: '查看一个命令：suyuan help 命令。退出码：0 成功，1 未通过或数据有问题，2 用法错误。',
	en: 'One command: suyuan help COMMAND. Exit codes: 0 done, 1 failed or wrong data, 2 wrong usage.'
};
const COLUMN = 26;

/** The overview of all commands. */
export function overview(commands: readonly Command[], language: Language): string {
	const lines = commands.map((command) => `  ${command.name.padEnd(12)}${command.summary[language]}`);
	return `${TITLE[language]}\n\n${USAGE[language]}: suyuan COMMAND …\n\n${COMMANDS[language]}:\n${lines.join('\n')}\n\n${MORE[language]}\n`;
}

/** One command with its options. */
export function commandHelp(command: Command, language: Language): string {
	const specs = Object.entries(optionsOf(command));
	const own = specs.filter(([, spec]) => spec.required).map(([name, spec]) => `--${name} ${spec.value ?? ''}`.trim());
	const lines = specs.map(([name, spec]) => {
		const left = `  --${name}${spec.value ? ` ${spec.value}` : ''}`;
		return `${left.padEnd(COLUMN)}${spec.help[language]}${spec.required ? ` (${REQUIRED[language]})` : ''}`;
	});
	return `${command.summary[language]}\n\n${USAGE[language]}: ${['suyuan', command.name, ...command.positionals, ...own].join(' ')} [${OPTIONS[language]}]\n\n${OPTIONS[language]}:\n${lines.join('\n')}\n`;
}
