import { afterEach, describe, expect, test } from 'vitest';
import type { WorkerEvent } from '../protocol.ts';
import { HostLink, type Host, type Role } from './host-link.ts';

/** Web Locks as browsers grant them: one at a time, in order of asking. */
class FakeLocks {
	#queue: Promise<unknown> = Promise.resolve();
	readonly #dead = new Set<string>();

	forTab(tab: string): Pick<LockManager, 'request'> {
		const request = (_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>) => {
			const turn = this.#queue.then(async () => {
				if (this.#dead.has(tab)) return;
				if (signal.aborted) throw new DOMException('aborted', 'AbortError');
				await Promise.race([work(), this.#death(tab)]);
			});
			this.#queue = turn.catch(() => undefined);
			return turn;
		};
		return { request: request as never };
	}

	/** The tab's process is gone: its lock is free. */
	kill(tab: string): void {
		this.#dead.add(tab);
		this.#onDeath.get(tab)?.();
	}

	readonly #onDeath = new Map<string, () => void>();
	#death(tab: string): Promise<void> {
		return new Promise((resolve) => this.#onDeath.set(tab, resolve));
	}
}

interface Tab {
	readonly link: HostLink;
	readonly roles: Role[];
	readonly events: WorkerEvent[];
	readonly channel: BroadcastChannel;
}

const recorded: string[] = [];
const open: Tab[] = [];
let world = 0;

function startTab(name: string, locks: FakeLocks, options: { readonly slow?: Promise<unknown>; readonly fails?: boolean } = {}): Tab {
	const roles: Role[] = [];
	const events: WorkerEvent[] = [];
	let channel: BroadcastChannel | undefined;
	const host = (): Host => ({
		async answer(topic, ask) {
			await options.slow;
			// Recording is idempotent by its id, as the chain writer's is.
			if (topic === 'record') {
				const { cmd } = ask as { cmd: string };
				if (!recorded.includes(cmd)) recorded.push(cmd);
			}
			return `${name} answers ${topic}` as never;
		},
		close: () => Promise.resolve()
	});
	const link = new HostLink(`org${String(world)}`, {
		becomeHost: (announce) => {
			if (options.fails) return Promise.reject(new Error('no disk'));
			announce({ type: 'rebuild', share: null });
			return Promise.resolve(host());
		},
		onEvent: (event) => events.push(event),
		onRole: (role) => roles.push(role),
		locks: locks.forTab(name),
		createChannel: (channelName) => (channel = new BroadcastChannel(channelName)),
		tab: name
	});
	if (!channel) throw new Error('a link opens its channel at once');
	const tab = { link, roles, events, channel };
	open.push(tab);
	return tab;
}

async function until(condition: () => boolean): Promise<void> {
	for (let round = 0; round < 200 && !condition(); round++) await new Promise((resolve) => setTimeout(resolve, 5));
	expect(condition()).toBe(true);
}

afterEach(async () => {
	for (const { link } of open.splice(0)) await link.close().catch(() => undefined);
	recorded.length = 0;
	world++;
});

describe('tabs of one company', () => {
	test('have one host, which answers for all, and whose events all hear', async () => {
		const locks = new FakeLocks();
		const a = startTab('a', locks);
		await until(() => a.link.role === 'host');
		const b = startTab('b', locks);
		expect(await b.link.ask('exceptions', undefined)).toBe('a answers exceptions');
		expect(await a.link.ask('exceptions', undefined)).toBe('a answers exceptions');
		expect(b.link.role).toBe('follower');
		expect(a.events).toHaveLength(1);
	});

	test('go on when the host is killed, answering what was asked meanwhile', async () => {
		const locks = new FakeLocks();
		const never = new Promise(() => {});
		const a = startTab('a', locks, { slow: never });
		await until(() => a.link.role === 'host');
		const b = startTab('b', locks);
		const c = startTab('c', locks);
		const asked = [b.link.ask('exceptions', undefined), c.link.ask('record', { cmd: 'x', drafts: [] })];
		await until(() => c.link.role === 'follower');
		a.channel.close();
		locks.kill('a');
		const answers = await Promise.all(asked);
		expect(answers[0]).toMatch(/^[bc] answers exceptions$/);
		expect(recorded).toEqual(['x']);
	});

	test('record once although the host died between recording and answering', async () => {
		const locks = new FakeLocks();
		const a = startTab('a', locks);
		await until(() => a.link.role === 'host');
		const b = startTab('b', locks);
		await until(() => b.link.role === 'follower');
		// The answer of a is lost with its tab.
		a.channel.postMessage = () => undefined;
		const asked = b.link.ask('record', { cmd: 'once', drafts: [] });
		await until(() => recorded.length === 1);
		a.channel.close();
		locks.kill('a');
		expect(await asked).toBe('b answers record');
		expect(recorded).toEqual(['once']);
	});

	test('learn that the company cannot be opened, and another tab may try', async () => {
		const locks = new FakeLocks();
		const a = startTab('a', locks, { fails: true });
		await expect(a.link.ask('summary', undefined)).rejects.toThrow('no disk');
		await expect(a.link.ask('exceptions', undefined)).rejects.toThrow('no disk');
		const b = startTab('b', locks);
		expect(await b.link.ask('summary', undefined)).toBe('b answers summary');
		await until(() => a.link.role === 'follower');
		expect(await a.link.ask('summary', undefined)).toBe('b answers summary');
	});
});
