/** The real relay as a process, to be stopped, killed and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const START_MS = 20_000;

export interface RelayProcess {
	readonly port: number;
	readonly claimCode: string | undefined;
	readonly url: string;
	readonly output: () => string;
	readonly log: () => string;
	/** SIGKILL: no chance to tidy up. */
	kill(): Promise<void>;
	/** SIGTERM. Resolves to the exit code. */
	stop(): Promise<number | null>;
	readonly pid: number;
}

export function temporaryDirectory(): string {
	return mkdtempSync(join(tmpdir(), 'suyuan-relay-'));
}

export async function startRelayProcess(
	data: string,
	options: { env?: Record<string, string>; args?: readonly string[] } = {}
): Promise<RelayProcess> {
	const app = join(data, 'app-for-test');
	rmSync(app, { recursive: true, force: true });
	const { mkdirSync } = await import('node:fs');
	mkdirSync(app, { recursive: true });
	writeFileSync(join(app, 'index.html'), '<!doctype html>application shell');
	const child = spawn(process.execPath, ['sync-server/main.ts', ...(options.args ?? [])], {
		cwd: ROOT,
		env: {
			...process.env,
			PORT: '0',
			HOST: '127.0.0.1',
			SUYUAN_APP: app,
			SUYUAN_DATA: join(data, 'relay'),
			SUYUAN_LOG: 'info',
			...options.env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let [output, log] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
	const port = await new Promise<number>((resolve, reject) => {
		const giveUp = setTimeout(() => reject(new Error(`the relay did not start\n${output}\n${log}`)), START_MS);
		child.stdout.on('data', () => {
			const found = /localhost:(\d+)/.exec(output);
			if (!found || !output.includes('Ctrl+C')) return;
			clearTimeout(giveUp);
			resolve(Number(found[1]));
		});
		child.once('exit', () => {
			clearTimeout(giveUp);
			reject(new Error(`the relay ended\n${output}\n${log}`));
		});
	});
	return {
		port,
		claimCode: /claim code\s+(\S+)/.exec(output)?.[1],
		url: `http://127.0.0.1:${String(port)}`,
		output: () => output,
		log: () => log,
		pid: child.pid ?? 0,
		kill: async () => void (await ended(child, 'SIGKILL')),
		stop: () => ended(child, 'SIGTERM')
	};
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
	return new Promise((resolve) => {
		child.once('exit', (code) => resolve(code));
		child.kill(signal);
	});
}
