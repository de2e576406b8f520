import { closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { temporaryDirectory } from '../../tests/relay/relay-process.ts';
import { selfTest, SelfTestFailure } from './self-test.ts';
import { SqliteStorage } from './sqlite-storage.ts';

const dev = 'd'.repeat(22);
const id = (seq: number) => toBase64Url(new Uint8Array(32).fill(seq));

/** A store with some entries; answers its path. */
function store(entries = 3): string {
	const path = join(temporaryDirectory(), 'company.sqlite');
	const storage = new SqliteStorage(path);
	for (let seq = 1; seq <= entries; seq++)
		storage.commit({
			entries: [{ dev, seq, n: seq, branch: 0, id: id(seq), line: utf8(`line ${String(seq)} ${'x'.repeat(4000)}`), admits: false }],
			branches: [{ dev, branch: 0, first: 1, tip: seq, tipId: id(seq), complete: seq, quoted: 0 }]
		});
	storage.close();
	return path;
}

function codeOf(path: string): string {
	try {
		selfTest(path);
		return 'passed';
	} catch (error) {
		if (error instanceof SelfTestFailure) return error.code;
		throw error;
	}
}

test('a new file and a good one pass, and nothing of the test stays', () => {
	expect(codeOf(join(temporaryDirectory(), 'company.sqlite'))).toBe('passed');
	const path = store();
	expect(codeOf(path)).toBe('passed');
	const storage = new SqliteStorage(path, { readOnly: true });
	expect([storage.meta('self-test'), storage.lines(dev, 1, 9).length]).toEqual([undefined, 3]);
	storage.close();
});

test('what is no database, what was cut off, and what was overwritten are refused with a way to repair', () => {
	const text = join(temporaryDirectory(), 'company.sqlite');
	writeFileSync(text, 'not a database, but a long enough text that nobody takes it for an empty file');
	expect(codeOf(text)).toBe('unreadable');
	const cut = store(40);
	truncateSync(cut, Math.floor(statSync(cut).size / 2));
	expect(['damaged', 'unreadable', 'inconsistent']).toContain(codeOf(cut));
	const scribbled = store(40);
	const file = openSync(scribbled, 'r+');
	for (let page = 2; page < Math.floor(statSync(scribbled).size / 4096); page++)
		writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, page * 4096);
	closeSync(file);
	expect(['damaged', 'unreadable', 'inconsistent']).toContain(codeOf(scribbled));
	expect(() => selfTest(text)).toThrow(/restore/);
	expect(() => selfTest(text)).toThrow(/备份/);
});

test('a summary that names an entry that is not there is a contradiction', () => {
	const path = store();
	const database = new DatabaseSync(path);
	database.exec('DELETE FROM entry WHERE seq = 3');
	database.close();
	expect(codeOf(path)).toBe('inconsistent');
});
