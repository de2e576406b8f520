/** Entry of the server: today the host of the built application; the relay joins it on the same port. */
import { join } from 'node:path';
import { lanAddresses, listen } from './listen.ts';
import { createStaticHost } from './static-host.ts';

const PARENT_CHECK_MS = 500;

const directory = process.env['SUYUAN_APP'] ?? join(import.meta.dirname, '../build');
const host = process.env['HOST'] ?? '0.0.0.0';
const demanded = process.env['PORT'];

const server = await createStaticHost({ directory });
const port = await listen(server, { host, port: demanded === undefined ? undefined : Number(demanded) }).catch((error: unknown) => {
	const reason = error instanceof Error ? error.message : String(error);
	console.error(
		`无法监听端口 ${demanded ?? ''}：可能已被占用，请换一个 PORT。 · Cannot listen on the port; choose another PORT. (${reason})`
	);
	process.exit(1);
});

console.log(`\n溯源已就绪 · Suyuan is ready`);
console.log(`  本机 · this computer   http://localhost:${String(port)}/`);
if (host === '0.0.0.0') for (const address of lanAddresses()) console.log(`  局域网 · local network  http://${address}:${String(port)}/`);
console.log('  按 Ctrl+C 停止 · press Ctrl+C to stop\n');

let leaving = false;
async function leave(): Promise<void> {
	if (leaving) return;
	leaving = true;
	await server.close();
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
