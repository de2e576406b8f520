/** Puts a backup in place. What was there is moved aside, never deleted. */
import { copyFileSync, chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockDirectory, paths } from '../storage/data-directory.ts';
import { writePrivateFile } from '../storage/private-file.ts';
import { FILES_TABLE, KEPT_FILES } from './backup.ts';
import { FAILED, type Command, type CommandInput, type Output } from './command.ts';

const PRIVATE = 0o600;

export const restoreCommand: Command = {
	name: 'restore',
	summary: ['从备份恢复', 'restore a backup'],
	takesFile: true,
	options: { replace: { type: 'boolean' } },
	async run(input, output) {
		const lock = lockDirectory(input.data);
		if (!lock) {
			output.problem('中继正在运行;先停止它。', 'The relay is running; stop it first.');
			return FAILED;
		}
		try {
			return restore(input, output);
		} finally {
			lock.release();
		}
	}
};

function restore({ data, file, flags }: CommandInput, output: Output): number {
	const { database } = paths(data);
	if (!existsSync(file)) {
		output.problem(`没有 ${file} 这个文件。`, `There is no file ${file}.`);
		return FAILED;
	}
	if (existsSync(database) && flags['replace'] !== true) {
		output.problem(
			`${data} 里已有数据。加 --replace 会把它们移到一旁再恢复。`,
			`There are data in ${data} already. With --replace they are moved aside first.`
		);
		return FAILED;
	}
	const arriving = `${database}.restoring`;
	rmSync(arriving, { force: true });
	copyFileSync(file, arriving);
	chmodSync(arriving, PRIVATE);
	const kept = takeFiles(arriving);
	if (!kept) {
		rmSync(arriving, { force: true });
		output.problem(`${file} 不是完好的中继备份;什么都没有改。`, `${file} is no intact backup of a relay; nothing was changed.`);
		return FAILED;
	}
	const aside = moveAside(data);
	for (const [name, content] of kept) {
		mkdirSync(dirname(join(data, name)), { recursive: true, mode: 0o700 });
		writePrivateFile(join(data, name), content);
	}
	sync(arriving);
	renameSync(arriving, database);
	sync(data);
	if (aside !== undefined) output.say(`原有数据移到了 ${aside}。`, `What was there is now in ${aside}.`);
	output.say(
		'已恢复。启动中继后,各终端会把备份之后的记录重新送来。',
		'Restored. Once the relay is started, the devices bring again what was recorded after the backup.'
	);
	return 0;
}

/** The small files of a backup, taken out of it; undefined if it is none, or not intact. */
function takeFiles(path: string): ReadonlyMap<string, Uint8Array> | undefined {
	try {
		const copy = new DatabaseSync(path);
		try {
			if (Object.values(copy.prepare('PRAGMA integrity_check').get() ?? {})[0] !== 'ok') return undefined;
			copy.exec('PRAGMA secure_delete = ON');
			const files = new Map<string, Uint8Array>();
			for (const { name, content } of copy.prepare(`SELECT name, content FROM ${FILES_TABLE}`).all())
				if (KEPT_FILES.some((known) => known === name) && content instanceof Uint8Array) files.set(String(name), content);
			copy.exec(`SELECT count(*) FROM entry; DROP TABLE ${FILES_TABLE}`);
			return files;
		} finally {
			copy.close();
		}
	} catch {
		return undefined;
	}
}

/** Moves database and keys into a directory of their own; undefined where there was nothing. */
function moveAside(data: string): string | undefined {
	const { database } = paths(data);
	const names = ['company.sqlite', 'company.sqlite-wal', 'company.sqlite-shm', 'relay.key', 'tls'].filter((name) =>
		existsSync(join(data, name))
	);
	if (names.length === 0) return undefined;
	const aside = join(dirname(database), `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
	mkdirSync(aside, { mode: 0o700 });
	for (const name of names) renameSync(join(data, name), join(aside, name));
	return aside;
}

function sync(path: string): void {
	// Windows cannot open directories; there a rename is durable by itself.
	if (process.platform === 'win32') return;
	const file = openSync(path, 'r');
	fsyncSync(file);
	closeSync(file);
}
