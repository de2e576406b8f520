/** Real browsers around a real relay process: what the end-to-end tests of the live company begin with. */
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { Questions, Topic } from '#lib/app/live/protocol.ts';
import type { PersonView, SyncView } from '#lib/app/live/live-views.ts';
import { startRelayProcess, temporaryDirectory, type RelayProcess } from '../../relay/relay-process.ts';

const BUILD = join(import.meta.dirname, '../../../build');
const WAIT_MS = 30_000;

/** 128 random bits, for commands and uids. */
export const uid = () => randomBytes(16).toString('base64url');

export interface Site {
	readonly data: string;
	relay: RelayProcess;
	readonly origin: string;
}

/** A relay that serves the built application, or another directory made from it. */
export async function openSite(app = BUILD): Promise<Site> {
	const data = temporaryDirectory();
	const relay = await startRelayProcess(data, { env: { SUYUAN_APP: app } });
	return { data, relay, origin: `http://localhost:${String(relay.port)}` };
}

/** The built application with a changed company worker beside the original; nothing changed is an error. */
export function buildWithPatchedWorker(patch: (source: string) => string): string {
	const app = join(temporaryDirectory(), 'app');
	cpSync(BUILD, app, { recursive: true });
	const folder = join(app, '_app/immutable/workers');
	for (const name of readdirSync(folder))
		if (name.startsWith('company.worker-')) {
			const source = readFileSync(join(folder, name), 'utf8');
			const patched = patch(source);
			if (patched === source) throw new Error(`nothing to change in ${name}`);
			writeFileSync(join(folder, `patched-${name}`), patched);
		}
	return app;
}

/** Pages of this profile run the changed worker. */
export async function usePatchedWorker(context: BrowserContext): Promise<void> {
	// Answered by the network, not by the test: a worker from a made-up answer may open no sockets.
	await context.route('**/workers/company.worker-*.js', (route) =>
		route.continue({ url: route.request().url().replace('/company.worker-', '/patched-company.worker-') })
	);
}

/** The relay again, with what it had on disk, at the same address. */
export async function reopenSite(site: Site): Promise<void> {
	site.relay = await startRelayProcess(site.data, { env: { SUYUAN_APP: BUILD, PORT: new URL(site.origin).port } });
}

/** A browser profile of its own; the demo's files are replaced by those given. */
export async function newProfile(browser: Browser, demo?: string): Promise<BrowserContext> {
	const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', serviceWorkers: 'block' });
	if (demo !== undefined) await useDemo(context, demo);
	return context;
}

export async function useDemo(context: BrowserContext, demo: string): Promise<void> {
	for (const suffix of ['', '.keys.json'])
		await context.route(`**/demo/demo.suyuan${suffix}`, (route) => route.fulfill({ body: readFileSync(demo + suffix) }));
}

/** A page of the application, started. */
export async function newPage(context: BrowserContext, origin: string, path = '/lots'): Promise<Page> {
	const page = await context.newPage();
	await page.goto(origin + path);
	await page.waitForFunction(() => 'suyuan' in globalThis);
	return page;
}

/** One question to the page's worker. */
export async function ask<T extends Topic>(page: Page, topic: T, question?: Questions[T]['ask']): Promise<Questions[T]['answer']> {
	// Typed here, not through Playwright: its serialisable types do not reach the depth of an answer.
	const asked: readonly [string, unknown] = [topic, question];
	const answer: unknown = await page.evaluate(
		([name, content]) =>
			(globalThis as unknown as { suyuan: { ask(topic: string, ask: unknown): Promise<object> } }).suyuan.ask(name, content),
		asked as [string, never]
	);
	return answer as Questions[T]['answer'];
}

export function sync(page: Page): Promise<SyncView | undefined> {
	return page.evaluate(() => (globalThis as unknown as { suyuan: { sync(): SyncView | undefined } }).suyuan.sync());
}

export async function logIn(page: Page, role: string): Promise<PersonView> {
	const person = await personWith(page, role);
	const session = await ask(page, 'unlock', { badge: '', pin: '', demoPerson: person.person });
	expect(session.ok).toBe(true);
	return person;
}

export async function personWith(page: Page, role: string): Promise<PersonView> {
	const person = (await ask(page, 'people')).find(({ roles }) => roles.some(({ code }) => code === role));
	if (!person) throw new Error(`nobody is ${role}`);
	return person;
}

export async function uidOf(page: Page, kind: string, code: string): Promise<string> {
	const found = (await ask(page, 'choices', { kind, text: code })).find((choice) => choice.code === code);
	if (!found) throw new Error(`no ${kind} ${code}`);
	return found.uid;
}

/** Records operations as the demo's people; signs with those named. */
export async function act(
	page: Page,
	operations: readonly { readonly type: string; readonly data: object }[],
	signers: readonly string[] = [],
	cmd = uid()
): Promise<readonly string[]> {
	const done = await ask(page, 'act', {
		cmd,
		operations: operations as never,
		signatures: signers.map((person) => ({ person, pin: '', badge: '' }))
	});
	if (!done.ok) throw new Error(JSON.stringify(done.error));
	return done.value.ops;
}

/** The demo opened in a new profile and attached to the site's relay. */
export async function openAttachedDemo(browser: Browser, site: Site, demo: string): Promise<Page> {
	const page = await newPage(await newProfile(browser, demo), site.origin);
	await page.getByRole('button', { name: '打开演示' }).click();
	await expect(page.locator('[data-lot-row]').first()).toBeVisible();
	const admin = await logIn(page, 'IT');
	const invitation = await invite(page, admin, 'R1', 'relay', 'CZ');
	const attached = await ask(page, 'attachRelay', { url: site.origin, code: site.relay.claimCode ?? '', invitation });
	expect(attached).toEqual({ ok: true, value: null });
	await uploaded(page);
	return page;
}

/** Text of a new invitation, signed by the administrator who is logged in. */
export async function invite(page: Page, admin: PersonView, code: string, kind: string, site: string): Promise<string> {
	const invited = await ask(page, 'invite', {
		cmd: uid(),
		code,
		kind,
		site: await uidOf(page, 'site', site),
		hours: 24,
		signatures: [{ person: admin.person, pin: '', badge: '' }]
	});
	if (!invited.ok) throw new Error(JSON.stringify(invited.error));
	return invited.value.text;
}

/** Another profile that joins by the relay. */
export async function joinByRelay(browser: Browser, site: Site, invitation: string, demo?: string): Promise<Page> {
	const page = await newPage(await newProfile(browser, demo), site.origin);
	const joined = await ask(page, 'join', { code: invitation, relayUrl: site.origin, bytes: undefined, passphrase: '' });
	expect(joined.ok, JSON.stringify(joined)).toBe(true);
	// The page opens what its worker has joined, as the joining screen does.
	await page.reload();
	await page.waitForFunction(() => 'suyuan' in globalThis);
	if (joined.ok) expect((await ask(page, 'open', { org: joined.value.org })).ok).toBe(true);
	return page;
}

/** Everything recorded here is at the relay. The whole status is compared, so that a failure tells what was waiting. */
export async function uploaded(page: Page, timeout = WAIT_MS): Promise<void> {
	await expect
		.poll(
			async () => {
				const status = await sync(page);
				return {
					connection: status?.connection.kind,
					waiting: status && status.recorded > 0 ? status.recorded - status.uploaded : undefined
				};
			},
			{ timeout }
		)
		.toEqual({ connection: 'online', waiting: 0 });
}

/** All pages see the same truth, and nothing waits. What each of them has is compared first: it tells what is missing where. */
export async function converged(...pages: readonly Page[]): Promise<void> {
	const state = async (page: Page) => {
		const [hash, log, status] = await Promise.all([ask(page, 'viewHash'), ask(page, 'log', { from: 0, count: 1 }), sync(page)]);
		return {
			hash,
			total: log.total,
			chains: log.chains.map(({ device, seq }) => `${device} ${String(seq)}`).sort(),
			connection: status?.connection,
			waiting: status?.waiting
		};
	};
	await expect(async () => {
		const [first, ...others] = await Promise.all(pages.map(state));
		for (const other of others) expect(other).toEqual({ ...first, connection: other.connection, waiting: other.waiting });
	}).toPass({ timeout: WAIT_MS });
}
