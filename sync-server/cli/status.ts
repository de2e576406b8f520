import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastBackup } from '../running/last-backup.ts';
import { paths } from '../storage/data-directory.ts';
import { VERSION } from '../version.ts';
import type { Command } from './command.ts';
import { isRunning, openCompany } from './company-files.ts';

const MEGABYTE = 1_000_000;

export const statusCommand: Command = {
	name: 'status',
	summary: ['是否在运行、保存了多少', 'whether it runs, how much it keeps'],
	takesFile: false,
	options: { json: { type: 'boolean' } },
	async run({ data, flags }, output) {
		const { storage, log, org, relay } = openCompany(data);
		const branches = [...log.chains].flatMap((chain) => chain.branches);
		const found = {
			version: VERSION,
			data,
			running: isRunning(data),
			org,
			relay: log.committed(relay) > 0 ? relay : '',
			devices: [...log.chains].length,
			entries: branches.reduce((sum, { first, tip }) => sum + tip - first + 1, 0),
			/** Entries that name something that has not arrived. */
			waiting: branches.reduce((sum, { tip, complete }) => sum + tip - complete, 0),
			forked: [...log.chains].filter(({ dev }) => log.isForked(dev)).map(({ dev }) => dev),
			bytes: statSync(paths(data).database).size,
			/** What the relay may still use of its disk. */
			freeBytes: freeBytes(data),
			/** SHA-256 of the own authority's certificate, to compare with what a device shows; "" if there is none. */
			authority: fingerprint(data),
			/** When `backup` was last used here; "" for never. */
			lastBackup: lastBackup(data),
			lastContact: storage.contacts().reduce((latest, { lastContact }) => (lastContact > latest ? lastContact : latest), '')
		};
		storage.close();
		if (flags['json'] === true) {
			output.document(found);
			return 0;
		}
		const { running, devices, entries, waiting, forked, bytes, freeBytes: free, authority, lastBackup: backedUp, lastContact } = found;
		output.say(`溯源中继 ${VERSION},${data}`, `Suyuan relay ${VERSION}, ${data}`);
		output.say(running ? '正在运行。' : '没有运行。', running ? 'It is running.' : 'It is not running.');
		output.say(org === '' ? '还没有公司认领。' : `公司:${org}`, org === '' ? 'No company has claimed it.' : `Company: ${org}`);
		output.say(
			`终端 ${String(devices)} 台,记录 ${String(entries)} 条;数据 ${megabytes(bytes)},磁盘剩余 ${megabytes(free)}。`,
			`${String(devices)} devices, ${String(entries)} entries; data ${megabytes(bytes)}, ${megabytes(free)} free on the disk.`
		);
		if (waiting > 0)
			output.say(`其中 ${String(waiting)} 条还在等它们之前的记录。`, `${String(waiting)} of them wait for entries before them.`);
		for (const dev of forked) output.say(`终端 ${dev} 有两段历史。`, `Device ${dev} has two histories.`);
		if (authority !== '') output.say(`公司证书 SHA-256 指纹:${authority}`, `Authority’s SHA-256 fingerprint: ${authority}`);
		output.say(
			backedUp === '' ? '还没有备份过:运行 suyuan-relay backup。' : `最近一次备份:${backedUp}`,
			backedUp === '' ? 'Never backed up: run suyuan-relay backup.' : `Last backup: ${backedUp}`
		);
		if (lastContact !== '') output.say(`最后一次联系:${lastContact}`, `Last contact: ${lastContact}`);
		return 0;
	}
};

function fingerprint(data: string): string {
	const path = join(data, 'tls', 'ca.crt');
	return existsSync(path) ? new X509Certificate(readFileSync(path)).fingerprint256 : '';
}

function freeBytes(path: string): number {
	const { bavail, bsize } = statfsSync(path);
	return bavail * bsize;
}

function megabytes(bytes: number): string {
	return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
