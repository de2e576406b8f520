/** What the relay is told by flags and environment; flags win. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '#lib/kernel/result.ts';

export interface Settings {
	readonly host: string;
	/** Undefined: the default or the next free one. */
	readonly port: number | undefined;
	/** Directory of the built application; undefined if there is none. */
	readonly app: string | undefined;
	/** Directory of everything the relay keeps. */
	readonly data: string;
	/** A certificate (chain) and its key in place of the own small authority, as file names. */
	readonly certificate: { readonly cert: string; readonly key: string } | undefined;
	/** A proxy on this machine tells the callers' addresses in X-Forwarded-For. */
	readonly trustProxy: boolean;
	/** With it monitors elsewhere may read `/metrics`. */
	readonly metricsToken: string | undefined;
	readonly logLevel: string;
}

const ROOT = join(import.meta.dirname, '..');
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];
const MAX_PORT = 65_535;

/** Errors: a message in both languages. */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Result<Settings, string> {
	let flags: Readonly<Record<string, string | boolean | undefined>>;
	try {
		flags = parseArgs({
			args: [...args],
			options: {
				host: { type: 'string' },
				port: { type: 'string' },
				app: { type: 'string' },
				data: { type: 'string' },
				cert: { type: 'string' },
				key: { type: 'string' },
				'trust-proxy': { type: 'boolean' }
			}
		}).values;
	} catch (error) {
		return err(`参数不对 · Wrong arguments: ${error instanceof Error ? error.message : String(error)}`);
	}
	const value = (flag: string, variable: string) => {
		const given = flags[flag];
		return typeof given === 'string' ? given : env[variable];
	};
	const portText = value('port', 'PORT');
	const port = portText === undefined || portText === '' ? undefined : Number(portText);
	if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > MAX_PORT))
		return err(`端口不对:${portText ?? ''} · Not a port: ${portText ?? ''}`);
	const [cert, key] = [value('cert', 'SUYUAN_CERT'), value('key', 'SUYUAN_KEY')];
	if ((cert === undefined) !== (key === undefined)) return err('证书和私钥要一起给出(--cert、--key) · Give --cert and --key together');
	const app = resolve(value('app', 'SUYUAN_APP') ?? join(ROOT, 'build'));
	const level = env['SUYUAN_LOG'] ?? (env['SUYUAN_SUPERVISED'] === '1' ? 'warn' : 'info');
	return ok({
		host: value('host', 'HOST') ?? '0.0.0.0',
		port,
		app: existsSync(join(app, 'index.html')) ? app : undefined,
		data: dataDirectory(value('data', 'SUYUAN_DATA')),
		certificate: cert !== undefined && key !== undefined ? { cert: resolve(cert), key: resolve(key) } : undefined,
		trustProxy: flags['trust-proxy'] === true || env['SUYUAN_TRUST_PROXY'] === '1',
		metricsToken: env['SUYUAN_METRICS_TOKEN'] === '' ? undefined : env['SUYUAN_METRICS_TOKEN'],
		logLevel: LEVELS.includes(level) ? level : 'info'
	});
}

/** Where a relay keeps everything unless it is told: beside the program, never in the repository. */
export function dataDirectory(given: string | undefined): string {
	return resolve(given ?? join(ROOT, '.data'));
}
