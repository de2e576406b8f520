/** How a phone comes to a secure connection: the page over plain HTTP, the certificate it offers, and HTTPS with it trusted. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRelayProcess, temporaryDirectory, type RelayProcess } from '../../tests/relay/relay-process.ts';
import { issueRoot } from '../tls/certificates.ts';
import { answerInsecure } from './insecure-page.ts';

describe('what another machine sees over plain HTTP', () => {
	const root = issueRoot('溯源 某公司', new Date()).cert;
	let [server, url]: [Server | undefined, string] = [undefined, ''];
	let isWell = true;

	beforeAll(async () => {
		const made = createServer((asked, answer) =>
			answerInsecure(asked, answer, { rootCertificate: () => root, health: () => ({ ok: isWell }) })
		);
		server = made;
		await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
		const address = made.address();
		url = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
	});

	afterAll(() => server?.close());

	test('a page in both languages with the way on, whatever the path, and no script', async () => {
		const answer = await fetch(`${url}/any/path`);
		const page = await answer.text();
		expect(page).toContain(url.replace('http:', 'https:'));
		for (const text of ['请用安全连接打开溯源', 'Open Suyuan over a secure connection', 'href="/ca.crt"']) expect(page).toContain(text);
		expect(page).not.toContain('<script');
		expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
	});

	test('the certificate as a file that systems offer to install', async () => {
		const answer = await fetch(`${url}/ca.crt`);
		expect(answer.headers.get('content-type')).toBe('application/x-x509-ca-cert');
		expect(new X509Certificate(await answer.text()).fingerprint256).toBe(new X509Certificate(root).fingerprint256);
	});

	test('health without details, nothing of the relay, and no way to send anything', async () => {
		expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ ok: true });
		isWell = false;
		expect((await fetch(`${url}/healthz`)).status).toBe(503);
		expect(await (await fetch(`${url}/api/v1/relay`)).text()).toContain('<!doctype html>');
		expect((await fetch(`${url}/api/v1/claim`, { method: 'POST', body: '{}' })).status).toBe(403);
	});
});

describe('the real relay on its one port', () => {
	const data = temporaryDirectory();
	let relay: RelayProcess | undefined;

	beforeAll(async () => {
		relay = await startRelayProcess(data);
	});

	afterAll(async () => {
		await relay?.stop();
		rmSync(data, { recursive: true });
	});

	function secureGet(ca: string | undefined): Promise<number | string | undefined> {
		return new Promise((resolve) => {
			const asking = request({ host: 'localhost', port: relay?.port, path: '/healthz', ca, agent: false }, (answer) =>
				resolve(answer.statusCode)
			);
			asking.on('error', (error: Error & { code?: string }) => resolve(error.code));
			asking.end();
		});
	}

	test('answers HTTPS to whoever trusts its root, and HTTP to its own machine', async () => {
		expect(await secureGet(readFileSync(join(data, 'relay/tls/ca.crt'), 'utf8'))).toBe(200);
		expect((await fetch(`${relay?.url ?? ''}/healthz`)).status).toBe(200);
		expect(await secureGet(undefined)).toMatch(/SELF_SIGNED|UNABLE_TO/);
	});
});
