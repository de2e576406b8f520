import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { err, ok } from '#lib/kernel/result.ts';
import { textOption, type Command } from '../command.ts';
import { EXIT, failure, usage } from '../problem.ts';

/** A program of its own: it replaces clocks and timers for everything in its process. */
const PROGRAM = fileURLToPath(new URL('../../../tests/simulation/main.ts', import.meta.url));
const NUMBER = /^[1-9][0-9]{0,8}$/;

export const simCommand: Command = {
	name: 'sim',
	summary: {
		zh: '模拟多台设备、断网、崩溃与回滚，核对最终一致(开发用)',
		en: 'Simulate devices, lost networks, crashes and rollbacks, and check that all agree (for developers)'
	},
	positionals: [],
	options: {
		seeds: { type: 'string', value: 'N', help: { zh: '种子个数(默认 100)', en: 'How many seeds (100)' } },
		from: { type: 'string', value: 'K', help: { zh: '第一个种子(默认 1)', en: 'The first seed (1)' } },
		minutes: { type: 'string', value: 'M', help: { zh: '最多运行的分钟数', en: 'Stop after so many minutes' } }
	},
	async run(context) {
		const given: string[] = [];
		for (const name of ['seeds', 'from', 'minutes']) {
			const value = textOption(context, name);
			if (value === undefined) continue;
			if (!NUMBER.test(value))
				return err(usage(`--${name} 应为正整数，不是“${value}”。`, `--${name} takes a whole number from 1, not “${value}”.`));
			given.push(`--${name}`, value);
		}
		if (!existsSync(PROGRAM))
			return err(
				failure('模拟器不在此安装中，只随源代码提供。', 'The simulator comes with the source code only; it is not installed here.')
			);
		const { status } = spawnSync(process.execPath, [PROGRAM, ...given], { stdio: 'inherit' });
		return ok(status === 0 ? EXIT.ok : EXIT.failed);
	}
};
