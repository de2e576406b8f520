/** A backup is one SQLite file: the company's, with the relay's own small files in a table of their own. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { paths } from '../storage/data-directory.ts';
import { FAILED, type Command } from './command.ts';

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
		await backup(source, arriving, { rate: ALL_PAGES });
		source.close();
		addFiles(arriving, data);
		chmodSync(arriving, PRIVATE);
		const written = openSync(arriving, 'r+');
		fsyncSync(written);
		closeSync(written);
		renameSync(arriving, file);
		output.say(
			`已备份到 ${file}。里面有中继的密钥:像保管钥匙一样保管它。`,
			`Backed up to ${file}. It holds the relay’s keys: keep it as you keep keys.`
		);
		return 0;
	}
};

function addFiles(path: string, data: string): void {
	const copy = new DatabaseSync(path);
	// One file, without a log beside it.
	copy.exec(`PRAGMA journal_mode = DELETE; CREATE TABLE ${FILES_TABLE}(name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;`);
	const add = copy.prepare(`INSERT INTO ${FILES_TABLE}(name, content) VALUES(?, ?)`);
	for (const name of KEPT_FILES) if (existsSync(join(data, name))) add.run(name, readFileSync(join(data, name)));
	copy.close();
}
