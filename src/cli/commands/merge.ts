import { err, ok } from '#lib/kernel/result.ts';
import { mergeBundles } from '#lib/log/merge.ts';
import { headerProblem, readBundleFile, writeBundleFile } from '../bundle-file.ts';
import { textOption, type Command } from '../command.ts';
import { EXIT, failure } from '../problem.ts';

export const mergeCommand: Command = {
	name: 'merge',
	summary: { zh: '合并同一公司的数据包', en: 'Merge bundles of one company' },
	positionals: ['A', 'B…'],
	options: { out: { type: 'string', value: 'F', required: true, help: { zh: '输出文件', en: 'File to write' } } },
	async run(context) {
		const files: Uint8Array[] = [];
		for (const path of context.positionals) {
			const bytes = readBundleFile(path);
			if (!bytes.ok) return bytes;
			files.push(bytes.value);
		}
		const merged = mergeBundles(files, context.crypto);
		if (!merged.ok) {
			const { error } = merged;
			if (error.code === 'bad-header') return err(headerProblem(context.positionals.join(', '), error));
			if (error.code === 'foreign-org')
				return err(
					failure(`这些数据包属于不同的公司，不能合并。`, 'These bundles belong to different companies and cannot be merged.', {
						problems: [error]
					})
				);
			return err(
				failure(
					`有一个文件已损坏(${error.code}):${error.detail}。请先用 suyuan verify 检查。`,
					`One of the files is damaged (${error.code}): ${error.detail}. Check with suyuan verify first.`,
					{ problems: [error] }
				)
			);
		}
		const out = textOption(context, 'out') ?? '';
		const written = writeBundleFile(out, merged.value);
		if (!written.ok) return written;
		context.output.say(`已合并 ${files.length} 个文件到 ${out}。`, `${files.length} files merged into ${out}.`);
		context.output.document({ ok: true, file: out, sources: context.positionals });
		return ok(EXIT.ok);
	}
};
