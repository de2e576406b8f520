/** The commands of docs/relay.md, run as printed, one after the other, in a data directory of their own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const ROOT = join(import.meta.dirname, '..');
const START = /^npx suyuan-relay start --port \d+$/;

/** Lines of all shell blocks. */
function commandsOf(path: string): readonly string[] {
	const text = readFileSync(join(ROOT, path), 'utf8');
	return [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.trim().split('\n'));
}

test('every command of docs/relay.md works as printed', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'suyuan-docs-'));
	const env = { ...process.env, SUYUAN_DATA: join(folder, 'data'), HOST: '127.0.0.1' };
	/** `npx suyuan-relay` is the launcher; only the port and the place of the backup are the test's own. */
	const start = (line: string) => {
		const [, , ...args] = line
			.replace(/--port \d+/, '--port 0')
			.replace('suyuan-backup.sqlite', join(folder, 'backup.sqlite'))
			.split(' ');
		return spawn(process.execPath, ['sync-server/cli/suyuan-relay.mjs', ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
	};
	const commands = commandsOf('docs/relay.md');
	expect(commands.length).toBeGreaterThanOrEqual(8);
	expect(commands[0]).toMatch(START);

	const relay = start(commands[0] ?? '');
	let isStopped = false;
	const stopped = new Promise<number | null>((resolve) => relay.once('exit', (code) => resolve(code)));
	await new Promise<void>((resolve, reject) => {
		let output = '';
		relay.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (output.includes('claim code')) resolve();
		});
		relay.once('exit', () => reject(new Error(output)));
	});
	for (const line of commands.slice(1)) {
		if (line.includes(' restore ') && !isStopped) {
			relay.kill('SIGTERM');
			expect(await stopped).toBe(0);
			isStopped = true;
		}
		const child = start(line);
		let said = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
		const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
		expect(code, `${line}\n${said}`).toBe(0);
	}
	expect(isStopped).toBe(true);
	rmSync(folder, { recursive: true });
}, 60_000);

test('the service file starts a program that exists, with flags it knows, on the data directory systemd makes', () => {
	const unit = /^```ini\n(.*?)^```/ms.exec(readFileSync(join(ROOT, 'docs/relay.md'), 'utf8'))?.[1] ?? '';
	const folder = /^WorkingDirectory=(\S+)$/m.exec(unit)?.[1] ?? '';
	const [, program = '', command, ...flags] = (/^ExecStart=(.+)$/m.exec(unit)?.[1] ?? '').split(' ');
	expect(program.startsWith(`${folder}/`)).toBe(true);
	expect(existsSync(join(ROOT, program.slice(folder.length)))).toBe(true);
	expect(command).toBe('start');
	const state = /^StateDirectory=(\S+)$/m.exec(unit)?.[1] ?? '';
	expect(readSettings(flags, {})).toMatchObject({ ok: true, value: { port: 8123, data: `/var/lib/${state}` } });
});
