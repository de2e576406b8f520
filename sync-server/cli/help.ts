/** The help texts of `suyuan-relay`. */
import type { Command } from './command.ts';

type Both = readonly [zh: string, en: string];

const START: Both = ['启动中继和应用,直到 Ctrl+C', 'start relay and application until Ctrl+C'];

const DETAILS: Readonly<Record<string, Both>> = {
	start: [
		`suyuan-relay start [--data 目录] [--host 地址] [--port 端口] [--app 目录] [--cert 文件 --key 文件] [--trust-proxy]
${START[0]}。不给 --port 时用 8123 或其后第一个空闲端口;给了 --cert 和 --key 就用这张证书,否则用自己签发的。`,
		`suyuan-relay start [--data DIR] [--host ADDRESS] [--port PORT] [--app DIR] [--cert FILE --key FILE] [--trust-proxy]
${START[1]}. Without --port it takes 8123 or the next free one; with --cert and --key it uses that certificate, else its own.`
	],
	claim: [
		'suyuan-relay claim [--renew] [--data 目录]\n显示认领码;--renew 换一个新的,旧的作废。中继可以正在运行。',
		'suyuan-relay claim [--renew] [--data DIR]\nShows the claim code; --renew makes a new one and the old is void. The relay may be running.'
	],
	devices: [
		'suyuan-relay devices [--json] [--data 目录]\n列出公司的终端:已收到多少条、最后一次联系、还能做什么。',
		'suyuan-relay devices [--json] [--data DIR]\nLists the company’s devices: entries received, last contact, what they may do.'
	],
	backup: [
		'suyuan-relay backup 文件 [--data 目录]\n把全部记录和中继的密钥写进一个新文件并核对这份副本;中继可以正在运行。附件(blobs 目录)不在其中。',
		'suyuan-relay backup FILE [--data DIR]\nWrites all records and the relay’s keys into a new file and checks that copy; the relay may be running. Attachments (the blobs directory) are not in it.'
	],
	restore: [
		'suyuan-relay restore 文件 [--replace] [--data 目录]\n从备份恢复;中继必须停止。已有数据时要加 --replace:旧数据移到 before-restore-… 目录,不会删除。',
		'suyuan-relay restore FILE [--replace] [--data DIR]\nRestores a backup; the relay must be stopped. Where there are data already --replace is needed: they are moved to before-restore-…, never deleted.'
	],
	verify: [
		'suyuan-relay verify [--json] [--data 目录]\n检查保存的一切:数据库、每条记录的哈希和签名、每条链、中继自己的链、附件。有问题时退出码为 1。',
		'suyuan-relay verify [--json] [--data DIR]\nChecks everything kept: database, hash and signature of every entry, every chain, the relay’s own chain, attachments. Exit code 1 if anything is wrong.'
	],
	status: [
		'suyuan-relay status [--json] [--data 目录]\n中继是否在运行、属于哪家公司、保存了多少。',
		'suyuan-relay status [--json] [--data DIR]\nWhether the relay runs, whose it is, how much it keeps.'
	]
};

export function overview(commands: readonly Command[]): Both {
	const all = [{ name: 'start', summary: START }, ...commands];
	const list = (language: 0 | 1) => all.map(({ name, summary }) => `  ${name.padEnd(9)}${summary[language]}`).join('\n');
	return [
		`用法:suyuan-relay 命令 [选项]\n\n${list(0)}\n\n--data 目录(或 SUYUAN_DATA)指明中继的数据目录;--lang zh|en 指明语言。suyuan-relay 命令 --help 看详情。`,
		`Usage: suyuan-relay COMMAND [options]\n\n${list(1)}\n\n--data DIR (or SUYUAN_DATA) names the relay’s data directory, --lang zh|en the language. suyuan-relay COMMAND --help tells more.`
	];
}

export function helpOf(name: string): Both {
	return DETAILS[name] ?? ['', ''];
}
