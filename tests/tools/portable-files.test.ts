import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Written in pieces, or this file would find itself. */
const MACHINE_PATHS = ['work', 'root'].map((folder) => `/${folder}/`);
/** A package registry's host name; installing must use whatever registry the user's npm is set to. */
const REGISTRY_HOST = /\b(registry|npm|mirror)s?\.[a-z0-9-]+\.(org|com|net|io|cn|dev|cloud)\b/;
const BINARY = /\.(png|ico|wasm|gz|suyuan|xlsx|woff2)$/;

/** Tracked files and those about to be; without git (an unpacked archive) there is nothing to check. */
function projectFiles(): readonly string[] {
	try {
		const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
		return output.split('\0').filter((path) => path !== '' && !BINARY.test(path));
	} catch {
		return ['package.json', 'package-lock.json'];
	}
}

function read(path: string): string {
	try {
		return readFileSync(join(root, path), 'utf8');
	} catch {
		return ''; // deleted but still tracked
	}
}

test('no file names a path of the machine it was written on', () => {
	const offenders = projectFiles().filter((path) => {
		const text = read(path);
		return MACHINE_PATHS.some((machinePath) => text.includes(machinePath));
	});
	expect(offenders).toEqual([]);
});

test('no file names the host of a package registry', () => {
	expect(projectFiles().filter((path) => REGISTRY_HOST.test(read(path)))).toEqual([]);
	expect(read('package-lock.json')).not.toContain('"resolved"');
});
