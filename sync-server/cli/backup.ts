/** A backup is one SQLite file: the company's, with the relay's own small files in a table of their own. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { noteBackup } from '../running/last-backup.ts';
import { paths } from '../storage/data-directory.ts';
import { SqliteStorage } from '../storage/sqlite-storage.ts';
import { FAILED, type Command } from './command.ts';
import { ORG } from './company-files.ts';
import { checkStore } from './store-check.ts';

/** Files beside the database without which a restored relay would be a stranger: its device key, and what phones trust. */
export const KEPT_FILES = ['relay.key', 'tls/ca.crt', 'tls/ca.key'] as const;
export const FILES_TABLE = 'backup_file';
const PRIVATE = 0o600;
/** Pages copied at a time: all at once, or a busy relay would make it begin again and again. */
const ALL_PAGES = 2 ** 31 - 1;

export const backupCommand: Command = {
	name: 'backup',
	summary: ['备份到一个文件', 'back up into a file'],
	takesFile: true,
	options: {},
	async run({ data, file }, output) {
		const { database } = paths(data);
		if (!existsSync(database)) {
			output.problem(`${data} 里没有中继的数据。`, `There are no relay data in ${data}.`);
			return FAILED;
		}
		if (existsSync(file)) {
			output.problem(`${file} 已经存在;备份从不覆盖文件。`, `${file} exists already; a backup never overwrites a file.`);
			return FAILED;
		}
		const arriving = `${file}.arriving`;
		rmSync(arriving, { force: true });
		// Made here with its mode, so that at no moment anybody else can read the keys in it.
		closeSync(openSync(arriving, 'wx', PRIVATE));
		const source = new DatabaseSync(database, { readOnly: true });
		try {
			await backup(source, arriving, { rate: ALL_PAGES });
			addFiles(arriving, data);
		} catch (error) {
			// Half a backup with keys in it helps nobody.
			rmSync(arriving, { force: true });
			throw error;
		} finally {
			source.close();
		}
		chmodSync(arriving, PRIVATE);
		const written = openSync(arriving, 'r+');
		fsyncSync(written);
		closeSync(written);
		renameSync(arriving, file);
		output.say(
			`已备份到 ${file}。里面有中继的密钥:像保管钥匙一样保管它。`,
			`Backed up to ${file}. It holds the relay’s keys: keep it as you keep keys.`
		);
		const { entries, findings } = checkCopy(file);
		if (findings.length > 0) {
			output.problem(
				`副本里有 ${String(findings.length)} 处问题。请保留它,不要覆盖更早的备份,并运行 verify 查看。`,
				`The copy has ${String(findings.length)} problems. Keep it, overwrite no earlier backup, and run verify to see them.`
			);
			return FAILED;
		}
		noted(data, output);
		output.say(
			`副本已核对:${String(entries)} 条记录的哈希与签名。`,
			`The copy was checked: hashes and signatures of ${String(entries)} entries.`
		);
		return 0;
	}
};

/** For status and monitors; a data directory that may only be read is no reason to call the backup a failure. */
function noted(data: string, output: Parameters<Command['run']>[1]): void {
	try {
		noteBackup(data, new Date());
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		output.problem(`备份时间没能记在 ${data}:${reason}`, `The time of the backup could not be noted in ${data}: ${reason}`);
	}
}

/** The copy as read back from its file: a damaged store is still backed up, but never without saying so. */
function checkCopy(path: string) {
	const storage = new SqliteStorage(path, { readOnly: true });
	try {
		return checkStore({ storage, org: storage.meta(ORG) ?? '' });
	} finally {
		storage.close();
	}
}

function addFiles(path: string, data: string): void {
	const copy = new DatabaseSync(path);
	// One file, without a log beside it.
	copy.exec(`PRAGMA journal_mode = DELETE; CREATE TABLE ${FILES_TABLE}(name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;`);
	const add = copy.prepare(`INSERT INTO ${FILES_TABLE}(name, content) VALUES(?, ?)`);
	for (const name of KEPT_FILES) if (existsSync(join(data, name))) add.run(name, readFileSync(join(data, name)));
	copy.close();
}
