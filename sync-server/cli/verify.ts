import type { Command } from './command.ts';
import { FAILED } from './command.ts';
import { openCompany } from './company-files.ts';
import { checkBlobs, checkOwnChain, checkStore, type Finding } from './store-check.ts';
import { paths } from '../storage/data-directory.ts';

/** Problems told one by one. */
const MAX_TOLD = 100;

export const verifyCommand: Command = {
	name: 'verify',
	summary: ['检查保存的一切', 'check everything that is kept'],
	takesFile: false,
	options: { json: { type: 'boolean' } },
	async run({ data, flags }, output) {
		const company = openCompany(data);
		const { entries, chains, findings } = checkStore(company);
		const own = checkOwnChain(company);
		const blobs = await checkBlobs(paths(data).blobs);
		company.storage.close();
		const problems: readonly Finding[] = [...findings, ...own.findings, ...blobs.findings];
		const ok = problems.length === 0;
		if (flags['json'] === true) output.document({ ok, entries, chains, statements: own.statements, attachments: blobs.count, problems });
		else {
			for (const { code, where, detail } of problems.slice(0, MAX_TOLD))
				output.say(`✗ ${code} ${where}:${detail}`, `✗ ${code} ${where}: ${detail}`);
			const [e, c, s, b, p] = [entries, chains, own.statements, blobs.count, problems.length].map(String);
			if (ok)
				output.say(
					`完好:${e} 条记录、${c} 条链的哈希与签名、中继自己的 ${s} 次声明、${b} 个附件都核对过。`,
					`Intact: hashes and signatures of ${e} entries in ${c} chains, ${s} statements of the relay itself and ${b} attachments were checked.`
				);
			else
				output.say(
					`有 ${p} 处问题。不要删除任何东西;先备份,再把中继恢复到空目录,让各终端重新上传。`,
					`${p} problems. Delete nothing; back up first, then start a relay in an empty directory and let the devices upload again.`
				);
		}
		return ok ? 0 : FAILED;
	}
};
