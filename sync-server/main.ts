/** Entry of the server: the built application and the relay on one port. Settings: settings.ts; for admins: docs/relay.md. */
import pino from 'pino';
import { lanAddresses } from './listen.ts';
import { startRelay } from './relay.ts';
import { readSettings } from './settings.ts';
import { lockDirectory } from './storage/data-directory.ts';

const PARENT_CHECK_MS = 500;
const STANDARD_ERROR = 2;

const read = readSettings(process.argv.slice(2), process.env);
if (!read.ok) {
	console.error(read.error);
	process.exit(2);
}
const settings = read.value;
const logger = pino({ level: settings.logLevel, base: null }, pino.destination({ dest: STANDARD_ERROR, sync: true }));

const lock = lockDirectory(settings.data);
if (!lock) {
	console.error(`另一个中继正在使用 ${settings.data}。 · Another relay is using ${settings.data}.`);
	process.exit(1);
}
const relay = await startRelay(settings, logger).catch((error: unknown) => {
	const reason = error instanceof Error ? error.message : String(error);
	console.error(
		/EADDRINUSE|EACCES/.test(reason)
			? `无法监听端口 ${String(settings.port ?? '')}:可能已被占用,请换一个 PORT。 · Cannot listen on the port; choose another PORT. (${reason})`
			: `无法启动:${reason} · Cannot start: ${reason}`
	);
	process.exit(1);
});

const port = String(relay.port);
console.log(`\n溯源已就绪 · Suyuan is ready`);
console.log(`  本机 · this computer   http://localhost:${port}/`);
if (settings.host === '0.0.0.0' || settings.host === '::')
	for (const address of lanAddresses()) console.log(`  局域网 · local network  https://${address}:${port}/`);
if (relay.claimCode !== undefined) console.log(`  中继认领码 · claim code  ${relay.claimCode}`);
console.log('  按 Ctrl+C 停止 · press Ctrl+C to stop\n');

let leaving = false;
async function leave(): Promise<void> {
	if (leaving) return;
	leaving = true;
	await relay?.stop();
	lock?.release();
	process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave());
// Started by `npm start`, the server must not outlive it; started by systemd or by hand it may lose its parent.
if (process.env['SUYUAN_SUPERVISED'] === '1') {
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid !== parent) void leave();
	}, PARENT_CHECK_MS).unref();
}
