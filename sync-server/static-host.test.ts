import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { createStaticHost } from './static-host.ts';

const directory = mkdtempSync(join(tmpdir(), 'suyuan-host-'));
let host: FastifyInstance;

beforeAll(async () => {
	mkdirSync(join(directory, '_app/immutable'), { recursive: true });
	writeFileSync(join(directory, 'index.html'), '<script src="/theme.js"></script><script>start()</script>shell');
	writeFileSync(join(directory, '_app/immutable/a.js'), 'export {}');
	writeFileSync(join(directory, 'service-worker.js'), '1');
	host = await createStaticHost({ directory });
});

afterAll(async () => {
	await host.close();
	rmSync(directory, { recursive: true });
});

describe('the host of the built application', () => {
	test('answers a deep link with the shell', async () => {
		const answer = await host.inject('/lots/P15/L42?tab=trace');
		expect(answer.statusCode).toBe(200);
		expect(answer.headers['content-type']).toContain('text/html');
		expect(answer.body).toContain('shell');
	});

	test('never answers a missing asset with HTML', async () => {
		const answer = await host.inject('/_app/immutable/gone.js');
		expect(answer.statusCode).toBe(404);
		expect(answer.body).not.toContain('shell');
	});

	test('answers the page about synchronisation, which only sounds like the socket', async () => {
		expect((await host.inject('/sync')).body).toContain('shell');
	});

	test('never answers an unknown call of a program with HTML', async () => {
		for (const path of ['/api/v1/unknown', '/api', '/sync/v1']) expect((await host.inject(path)).statusCode).toBe(404);
	});

	test('says so when there is no application, and when something is wrong', async () => {
		const bare = await createStaticHost({ directory: undefined, health: () => ({ ok: false }) });
		expect((await bare.inject('/')).body).toContain('SUYUAN_APP');
		expect((await bare.inject('/healthz')).statusCode).toBe(503);
		await bare.close();
	});

	test('does not leave its directory', async () => {
		expect((await host.inject('/..%2f..%2fetc/passwd.txt')).statusCode).toBeGreaterThanOrEqual(400);
	});

	test('caches immutable files for ever and the service worker never', async () => {
		expect((await host.inject('/_app/immutable/a.js')).headers['cache-control']).toContain('immutable');
		expect((await host.inject('/service-worker.js')).headers['cache-control']).toBe('no-store');
		expect((await host.inject('/')).headers['cache-control']).toBe('no-cache');
	});

	test('sends a policy that names the inline script by its hash', async () => {
		const { headers } = await host.inject('/');
		expect(headers['content-security-policy']).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']{44}';/);
		expect(headers['x-content-type-options']).toBe('nosniff');
	});

	test('answers the health probe', async () => {
		expect((await host.inject('/healthz')).json()).toEqual({ ok: true });
	});

	test('refuses to take a demanded port that is in use', async () => {
		const [first, second] = [createServer(), createServer()];
		const port = await listen(first, { host: '127.0.0.1', port: 0 });
		await expect(listen(second, { host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
		first.close();
	});
});
