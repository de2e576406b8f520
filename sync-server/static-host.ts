/**
 * Serves the built application: immutable files for ever, everything else revalidated, and the application shell for every
 * path without an extension, so that a deep link opens and a stale asset never receives HTML.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';
const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
/** A path with a file extension is a file; digits alone after a dot may end a lot code (`/lots/L42.1`). */
const FILE_PATH = /\.[a-z][a-z0-9]{0,11}$/i;

/** Calls of programs: what is unknown there is an error, never a page. */
const PROTOCOL_PATH = /^\/(?:api(?:\/|$)|sync\/)/;

export interface StaticHostOptions {
	/** Directory of the built application; it must hold `index.html`. Undefined: a page says that there is none. */
	readonly directory: string | undefined;
	/** What `/healthz` answers: 503 when not `ok`. */
	readonly health?: () => { readonly ok: boolean };
	/** What `/metrics` answers; undefined where there is nothing to measure. */
	readonly metrics?: () => string;
	/** Whether `/readyz` answers 200: storage takes records, and the relay is not stopping. */
	readonly ready?: () => boolean;
	/** Token with which `/metrics` may be read from elsewhere than this machine; undefined: from here only. */
	readonly metricsToken?: string | undefined;
	/** Whether a proxy on this machine tells the addresses of callers. */
	readonly trustProxy?: boolean;
}

const NO_APPLICATION = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>溯源 · Suyuan</title>
<p>中继已运行,但这里没有网页应用(SUYUAN_APP)。<p lang="en">The relay is running; there is no application here (SUYUAN_APP).</html>`;

/** Builds the host without listening. Rejects when `directory` holds no `index.html`. */
export async function createStaticHost({
	directory,
	health,
	metrics,
	ready,
	metricsToken,
	trustProxy = false
}: StaticHostOptions): Promise<FastifyInstance> {
	const shell = directory === undefined ? NO_APPLICATION : await readFile(join(directory, 'index.html'), 'utf8');
	const headers = securityHeaders(shell);
	const host = Fastify({ logger: false, bodyLimit: 1024, trustProxy: trustProxy ? 'loopback' : false });

	host.addHook('onSend', async (_request, reply) => {
		for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value);
	});
	host.get('/healthz', async (_request, reply) => {
		const state = health?.() ?? { ok: true };
		return reply
			.code(state.ok ? 200 : 503)
			.header('cache-control', 'no-store')
			.send(state);
	});
	host.get('/readyz', async (_request, reply) =>
		reply
			.code((ready?.() ?? true) ? 200 : 503)
			.header('cache-control', 'no-store')
			.type('text/plain; charset=utf-8')
			.send((ready?.() ?? true) ? 'ready\n' : 'not ready\n')
	);
	host.get('/metrics', async (request, reply) => {
		reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
		if (!metrics) return reply.code(404).send('404\n');
		if (!mayRead(request, metricsToken)) return reply.code(403).send('403: from this machine, or with the token of SUYUAN_METRICS_TOKEN\n');
		return reply.type(METRICS_TYPE).send(metrics());
	});
	if (directory !== undefined)
		await host.register(fastifyStatic, {
			root: directory,
			cacheControl: false,
			dotfiles: 'deny',
			setHeaders: (reply, path) => {
				reply.header('cache-control', cachePolicy(path));
			}
		});
	host.setNotFoundHandler(async (request, reply) => {
		const path = request.url.split('?', 1)[0] ?? '/';
		const isPage = (request.method === 'GET' || request.method === 'HEAD') && !FILE_PATH.test(path) && !PROTOCOL_PATH.test(path);
		if (!isPage) return reply.code(404).type('text/plain; charset=utf-8').send('404\n');
		return reply.code(200).header('cache-control', REVALIDATE).type('text/html; charset=utf-8').send(shell);
	});
	return host;
}

/** Device ids and counts are nobody's business but the admin's. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
	if (/^(?:::1|127\.|::ffff:127\.)/.test(request.ip)) return true;
	const given = Buffer.from((request.headers.authorization ?? '').replace(/^Bearer /, ''));
	const wanted = Buffer.from(token ?? '');
	return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The service worker must never be cached, or a broken version could not be replaced. */
function cachePolicy(path: string): string {
	if (path.replaceAll('\\', '/').includes('/_app/immutable/')) return IMMUTABLE;
	return path.endsWith('service-worker.js') ? 'no-store' : REVALIDATE;
}

function securityHeaders(shell: string): Readonly<Record<string, string>> {
	const inline = inlineScriptHashes(shell).map((hash) => ` '${hash}'`);
	const policy = [
		"default-src 'self'",
		`script-src 'self' 'wasm-unsafe-eval'${inline.join('')}`,
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data: blob:",
		"connect-src 'self'",
		"worker-src 'self' blob:",
		"object-src 'none'",
		"base-uri 'self'",
		"form-action 'self'",
		"frame-ancestors 'none'"
	];
	return {
		'content-security-policy': policy.join('; '),
		'x-content-type-options': 'nosniff',
		'referrer-policy': 'no-referrer',
		'cross-origin-opener-policy': 'same-origin',
		'permissions-policy': 'camera=(self), serial=(self), hid=(self), geolocation=(), microphone=()'
	};
}

/** SvelteKit starts the page from one inline script; the policy names it by hash instead of allowing all of them. */
function inlineScriptHashes(html: string): readonly string[] {
	const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
	return Array.from(scripts, ([, text = '']) => `sha256-${createHash('sha256').update(text).digest('base64')}`);
}
