import { ok } from '#lib/kernel/result.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { headerProblem, readBundleFile } from '../bundle-file.ts';
import { textOption, type Command } from '../command.ts';
import { EXIT } from '../problem.ts';

const MAX_SHOWN = 50;

export const verifyCommand: Command = {
	name: 'verify',
	summary: { zh: '校验数据包：签名、链接、完整性', en: 'Verify a bundle: signatures, links, completeness' },
	positionals: ['F'],
	options: {
		'all-signatures': { type: 'boolean', help: { zh: '逐条校验签名', en: 'Check the signature of every entry' } },
		org: { type: 'string', value: 'ID', help: { zh: '必须是这家公司', en: 'The company it must be' } },
		against: { type: 'string', value: 'OLDER', help: { zh: '与较早的数据包比较', en: 'Compare with an older bundle' } }
	},
	async run(context) {
		const { output, crypto } = context;
		const [path = ''] = context.positionals;
		const bytes = readBundleFile(path);
		if (!bytes.ok) return bytes;
		const againstPath = textOption(context, 'against');
		const against = againstPath === undefined ? undefined : readBundleFile(againstPath);
		if (against && !against.ok) return against;
		const org = textOption(context, 'org');
		const report = verifyBundle(bytes.value, crypto, {
			allSignatures: context.options['all-signatures'] === true,
			...(org === undefined ? {} : { org }),
			...(against ? { against: against.value } : {})
		});
		const [problem] = report.problems;
		if (report.org === '' && problem) return { ok: false, error: headerProblem(path, problem) };
		output.document(report);
		if (report.ok) {
			output.say(
				`完好。公司指纹 ${report.fingerprint}，共 ${report.entries} 条记录。`,
				`Intact. Company fingerprint ${report.fingerprint}, ${report.entries} entries.`
			);
			const upTo = report.completeUpTo;
			if (upTo)
				output.say(
					`完整性：截至导出终端 ${upTo.dev} 第 ${upTo.seq} 条(${upTo.rec})的声明。`,
					`Complete up to the exporter’s statement of ${upTo.rec} (${upTo.dev}:${upTo.seq}).`
				);
			else
				output.say('合并文件：完整性以各来源文件头的声明为准。', 'A merged file: complete up to the statements of its sources’ headers.');
			return ok(EXIT.ok);
		}
		output.say(
			`未通过：${report.problems.length} 个问题。公司指纹 ${report.fingerprint}。`,
			`Not intact: ${report.problems.length} problems. Company fingerprint ${report.fingerprint}.`
		);
		for (const { code, dev, seq, detail } of report.problems.slice(0, MAX_SHOWN))
			output.say(`  ${code}${dev ? ` ${dev}:${seq ?? ''}` : ''} ${detail}`, `  ${code}${dev ? ` ${dev}:${seq ?? ''}` : ''} ${detail}`);
		const more = report.problems.length - MAX_SHOWN;
		if (more > 0) output.say(`  另有 ${more} 个`, `  and ${more} more`);
		return ok(EXIT.failed);
	}
};
