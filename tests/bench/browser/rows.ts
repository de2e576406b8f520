/** The rows of design.md §9 that need a browser, for a company of one size. */
import type { Page } from '@playwright/test';
import { timesOf, type Figure } from './figures.ts';
import { heapMb } from './heap.ts';
import { bareDownload, diskOf, putLines, recordActs } from './in-page.ts';
import { inputToPaint } from './input.ts';
import { ask, must, Profile, untilRows } from './profile.ts';
import type { BenchSite } from './site.ts';

const STARTS = 5;
const ACTS = 200;
/** Between two acts; longer than the host waits before it tells of growth. */
const PAUSE_MS = 60;
const LOOK_MS = 50;
/** An idle client is looked at after so long. */
const IDLE_MS = 8000;
const MISSED = 1000;
const MISSED_AT_ONCE = 20;

export type Add = (figure: Omit<Figure, 'ops'>) => void;

/** The first device: opens the company from its bundle, keeps it, starts again, records. */
export async function firstDevice(
	site: BenchSite,
	smallStartMs: number | undefined,
	add: Add
): Promise<{ profile: Profile; startMs: number }> {
	const profile = new Profile();
	let page = await profile.open(site.origin);
	const bare = await bareDownload(page);
	const bareMs = bare.fetchMs + bare.gunzipMs + bare.parseMs;
	const openedMs = await wallClock(async () => {
		await page.getByRole('button', { name: '打开演示' }).click();
		await untilRows(page);
	});
	add({ name: 'bundle opened and kept', value: openedMs, unit: 'ms', reference: { name: 'fetch + gunzip + JSON.parse', value: bareMs } });
	must(await ask(page, 'finishJoining'));
	await ask(page, 'lots');
	const closeMs = await wallClock(() => ask(page, 'close'));
	add({ name: 'closed, its image on disk', value: closeMs, unit: 'ms' });

	const starts: number[] = [];
	for (let run = 0; run < STARTS; run++) {
		await profile.launch();
		page = await profile.open(site.origin);
		starts.push(await untilRows(page));
	}
	const start = timesOf(starts).p50;
	add({
		name: 'start to first lots (new browser process)',
		value: start,
		unit: 'ms',
		limit: 800,
		...(smallStartMs === undefined ? {} : { reference: { name: 'the shipped demo', value: smallStartMs } })
	});
	await addMemory(profile, page, 'idle client', add);

	await logIn(page, 'WH');
	const reference = timesOf(await putLines(page, ACTS));
	const acts = timesOf(await recordActs(page, ACTS, PAUSE_MS));
	add({ name: 'record, p50', value: acts.p50, unit: 'ms', limit: 10, reference: { name: 'bare strict put', value: reference.p50 } });
	add({ name: 'record, p99', value: acts.p99, unit: 'ms', limit: 50, reference: { name: 'bare strict put', value: reference.p99 } });
	await page.goto(`${site.origin}/lots`);
	await untilRows(page);
	const { p50, p95, inputs } = await inputToPaint(page);
	add({ name: `input to paint, p50 of ${String(inputs)} keys and clicks`, value: p50, unit: 'ms' });
	add({ name: 'input to paint, p95', value: p95, unit: 'ms', limit: 50 });
	return { profile, startMs: start };
}

/** The relay is claimed and filled by the first device; a second one joins by it, is away for a while, and comes back. */
export async function secondDevice(site: BenchSite, first: Profile, add: Add): Promise<void> {
	const here = await first.open(site.origin);
	await untilRows(here);
	const admin = await logIn(here, 'IT');
	const claimed = await invite(here, admin, 'R1', 'relay');
	const uploadMs = await wallClock(async () => {
		must(await ask(here, 'attachRelay', { url: site.origin, code: site.relay.claimCode ?? '', invitation: claimed }));
		await uploaded(here);
	});
	add({ name: 'a fresh relay filled', value: uploadMs, unit: 'ms' });
	const invitation = await invite(here, admin, 'G1', 'shared_terminal');
	await uploaded(here);

	const second = new Profile();
	try {
		let there = await second.open(site.origin);
		const bare = await bareDownload(there);
		const joinMs = await wallClock(async () => {
			must(await ask(there, 'join', { code: invitation, relayUrl: site.origin, bytes: undefined, passphrase: '' }));
		});
		const listMs = await wallClock(() => ask(there, 'lots'));
		const bareMs = bare.fetchMs + bare.gunzipMs + bare.parseMs;
		add({
			name: 'join by the relay, until lots are listed',
			value: joinMs + listMs,
			unit: 'ms',
			limit: 60_000,
			reference: { name: 'fetch + gunzip + JSON.parse', value: bareMs }
		});
		const verifyMs = await wallClock(async () => {
			const verified = await ask(there, 'verify');
			if (!verified.ok) throw new Error(JSON.stringify(verified.problems.slice(0, 3)));
		});
		add({ name: 'everything verified besides', value: verifyMs, unit: 'ms', reference: { name: 'JSON.parse', value: bare.parseMs } });
		await until(async () => (await total(there)) >= (await total(here)));
		await addMemory(second, there, 'idle client after joining', add);

		await ask(there, 'detachRelay');
		await recordMissed(here);
		const target = await total(here);
		const catchUpMs = await wallClock(async () => {
			must(await ask(there, 'attachRelay', { url: site.origin, code: '', invitation: '' }));
			await until(async () => (await total(there)) >= target);
		});
		add({ name: `catch-up of ${String(MISSED)} operations`, value: catchUpMs, unit: 'ms', limit: 1000 });
		await second.quit();
		there = await second.open(site.origin);
		await until(async () => (await ask(there, 'companies')).length > 0);
	} finally {
		await second.remove();
	}
}

async function addMemory(profile: Profile, page: Page, name: string, add: Add): Promise<void> {
	await page.waitForTimeout(IDLE_MS);
	const heap = await heapMb(page);
	const { residentMb, privateMb } = await profile.memory();
	add({ name: `${name}: memory of its process alone`, value: privateMb, unit: 'MB', limit: 250 });
	add({ name: `${name}: resident, shared code of the browser included`, value: residentMb, unit: 'MB' });
	add({ name: `${name}: heap of the page`, value: heap.page, unit: 'MB' });
	add({ name: `${name}: heap of the worker`, value: heap.worker, unit: 'MB' });
	add({ name: `${name}: buffers of the worker`, value: heap.workerBuffers, unit: 'MB' });
	const { indexedDbMb, filesMb } = await diskOf(page);
	add({ name: `${name}: IndexedDB`, value: indexedDbMb, unit: 'MB' });
	add({ name: `${name}: files`, value: filesMb, unit: 'MB' });
}

async function recordMissed(page: Page): Promise<void> {
	for (let done = 0; done < MISSED; done += MISSED_AT_ONCE) {
		const operations = Array.from({ length: MISSED_AT_ONCE }, (_, index) => ({
			type: 'exception.acknowledged',
			data: { key: `missed ${String(done + index)}` }
		}));
		must(await ask(page, 'act', { cmd: await uidFrom(page), operations, signatures: [] }));
	}
	await uploaded(page);
}

async function logIn(page: Page, role: string): Promise<string> {
	const person = (await ask(page, 'people')).find(({ roles }) => roles.some(({ code }) => code === role))?.person ?? '';
	must(await ask(page, 'unlock', { badge: '', pin: '', demoPerson: person }));
	return person;
}

async function invite(page: Page, admin: string, code: string, kind: string): Promise<string> {
	const [site] = await ask(page, 'choices', { kind: 'site', text: 'CZ' });
	const signatures = [{ person: admin, pin: '', badge: '' }];
	return must(await ask(page, 'invite', { cmd: await uidFrom(page), code, kind, site: site?.uid ?? '', hours: 24, signatures })).text;
}

function uidFrom(page: Page): Promise<string> {
	return page.evaluate(() =>
		btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
			.replaceAll('+', '-')
			.replaceAll('/', '_')
			.replaceAll('=', '')
	);
}

async function total(page: Page): Promise<number> {
	return (await ask(page, 'log', { from: 0, count: 1 })).total;
}

interface Uploading {
	readonly connection: { readonly kind: string };
	readonly recorded: number;
	readonly uploaded: number;
}

/** Everything recorded here is at the relay. */
function uploaded(page: Page): Promise<void> {
	return until(async () => {
		const status = await page.evaluate(() =>
			(globalThis as unknown as { readonly suyuan: { sync(): Uploading | undefined } }).suyuan.sync()
		);
		return status?.connection.kind === 'online' && status.recorded > 0 && status.uploaded === status.recorded;
	});
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

async function wallClock(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
