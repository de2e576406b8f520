import { ok } from '#lib/kernel/result.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../problem.ts';
import { exceptionRows } from '../tables.ts';
import { openFirst } from '../target.ts';

export const exceptionsCommand: Command = {
	name: 'exceptions',
	summary: { zh: '异常单：冲突规则发现的问题', en: 'Exceptions found by the conflict rules' },
	positionals: ['F'],
	options: {},
	async run(context) {
		const opened = openFirst(context);
		if (!opened.ok) return opened;
		const exceptions = exceptionRows(opened.value.company.engine);
		const { output } = context;
		output.document({ exceptions });
		output.say(`异常 ${exceptions.length} 个`, `${exceptions.length} exceptions`);
		for (const { rule, code, status, subjects, explanation } of exceptions) {
			const names = subjects.map((subject) => subject.label).join(' ');
			output.say(`${rule} ${code} [${status}] ${names}\n  ${explanation.zh}`, `${rule} ${code} [${status}] ${names}\n  ${explanation.en}`);
		}
		return ok(EXIT.ok);
	}
};
