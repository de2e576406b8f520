/**
 * One host per company and browser: whoever holds the Web Lock keeps the replica; the other tabs' workers pass their
 * questions on to it over a BroadcastChannel and hear its events. When the host's tab dies the lock falls to another
 * worker, which opens the company and answers what was still asked – commands carry their `cmd`, so asking twice records once.
 *
 * Invariants
 * 1. Only the holder of the lock ever opens the company's database for writing.
 * 2. A question is answered exactly once, by whichever host is there; it waits while there is none.
 */
import type { HostQuestions, HostTopic, WorkerEvent } from '../protocol.ts';

/** Answers questions of any tab. */
export interface Host {
	answer<T extends HostTopic>(
		topic: T,
		ask: HostQuestions[T]['ask'],
		onProgress: (share: number) => void
	): Promise<HostQuestions[T]['answer']>;
	/** Writes what is still in memory and lets go of the database. */
	close(): Promise<void>;
}

export type Role = 'host' | 'follower' | 'electing';

export interface HostLinkPorts {
	/** Opens the company for this worker; rejects where it cannot be opened, and then the lock is given up. */
	readonly becomeHost: (announce: (event: WorkerEvent) => void) => Promise<Host>;
	readonly onEvent: (event: WorkerEvent) => void;
	readonly onRole: (role: Role) => void;
	readonly locks: Pick<LockManager, 'request'>;
	readonly createChannel: (name: string) => BroadcastChannel;
	/** Names this worker among the tabs. */
	readonly tab: string;
}

type Message =
	/** A tab that has just started asks who the host is. */
	| { readonly kind: 'hello' }
	/** The host is there: ask (again). */
	| { readonly kind: 'host'; readonly host: string }
	| { readonly kind: 'ask'; readonly tab: string; readonly id: number; readonly topic: HostTopic; readonly ask: unknown }
	| { readonly kind: 'progress'; readonly tab: string; readonly id: number; readonly share: number }
	| { readonly kind: 'answer'; readonly tab: string; readonly id: number; readonly answer: unknown }
	| { readonly kind: 'failure'; readonly tab: string; readonly id: number; readonly failure: string }
	| { readonly kind: 'event'; readonly event: WorkerEvent };

interface Waiting {
	readonly topic: HostTopic;
	readonly ask: unknown;
	readonly resolve: (answer: unknown) => void;
	readonly reject: (error: Error) => void;
	readonly onProgress: (share: number) => void;
}

export class HostLink {
	readonly #ports: HostLinkPorts;
	readonly #channel: BroadcastChannel;
	readonly #waiting = new Map<number, Waiting>();
	/** Questions of other tabs being answered here, so that a repeated one is not answered twice at once. */
	readonly #answering = new Set<string>();
	readonly #stop = new AbortController();
	#release: (() => void) | undefined;
	#host: Host | undefined;
	/** Why this worker, having had its turn, is not the host; another tab may still be. */
	#failure: Error | undefined;
	#hostName = '';
	#nextId = 1;
	#role: Role = 'electing';

	constructor(org: string, ports: HostLinkPorts) {
		this.#ports = ports;
		this.#channel = ports.createChannel(`suyuan:${org}`);
		this.#channel.addEventListener('message', (event: MessageEvent<Message>) => this.#receive(event.data));
		this.#channel.postMessage({ kind: 'hello' } satisfies Message);
		void this.#elect(`suyuan:host:${org}`);
	}

	get role(): Role {
		return this.#role;
	}

	ask<T extends HostTopic>(
		topic: T,
		ask: HostQuestions[T]['ask'],
		onProgress: (share: number) => void = () => {}
	): Promise<HostQuestions[T]['answer']> {
		const id = this.#nextId++;
		return new Promise<HostQuestions[T]['answer']>((resolve, reject) => {
			this.#waiting.set(id, { topic, ask, resolve: resolve as (answer: unknown) => void, reject, onProgress });
			this.#pose(id);
		});
	}

	/** Lets go of the company; if this was the host another tab takes over. */
	async close(): Promise<void> {
		this.#stop.abort();
		const host = this.#host;
		this.#host = undefined;
		for (const { reject } of this.#waiting.values()) reject(new Error('the company was closed'));
		this.#waiting.clear();
		await host?.close();
		this.#release?.();
		this.#channel.close();
	}

	/** Waits for the lock for as long as the link is open, and keeps it. */
	async #elect(name: string): Promise<void> {
		try {
			await this.#ports.locks.request(name, { signal: this.#stop.signal }, async () => {
				if (this.#stop.signal.aborted) return;
				const released = new Promise<void>((resolve) => (this.#release = resolve));
				this.#setRole('electing');
				const host = await this.#ports.becomeHost((event) => this.#announce(event));
				this.#host = host;
				this.#hostName = this.#ports.tab;
				this.#setRole('host');
				this.#channel.postMessage({ kind: 'host', host: this.#ports.tab } satisfies Message);
				for (const id of this.#waiting.keys()) this.#pose(id);
				await released;
			});
		} catch (error) {
			if (this.#stop.signal.aborted) return;
			const reason = error instanceof Error ? error : new Error(String(error));
			this.#failure = reason;
			for (const { reject } of this.#waiting.values()) reject(reason);
			this.#waiting.clear();
		}
	}

	#setRole(role: Role): void {
		if (this.#role === role) return;
		this.#role = role;
		this.#ports.onRole(role);
	}

	#pose(id: number): void {
		const waiting = this.#waiting.get(id);
		if (!waiting) return;
		if (this.#host) void this.#answerOwn(id, waiting, this.#host);
		else if (this.#failure) {
			this.#waiting.delete(id);
			waiting.reject(this.#failure);
		} else if (this.#hostName !== '')
			this.#channel.postMessage({ kind: 'ask', tab: this.#ports.tab, id, topic: waiting.topic, ask: waiting.ask } satisfies Message);
	}

	async #answerOwn(id: number, waiting: Waiting, host: Host): Promise<void> {
		try {
			const answer = await host.answer(waiting.topic, waiting.ask as never, waiting.onProgress);
			if (this.#waiting.delete(id)) waiting.resolve(answer);
		} catch (error) {
			if (this.#waiting.delete(id)) waiting.reject(error instanceof Error ? error : new Error(String(error)));
		}
	}

	#receive(message: Message): void {
		switch (message.kind) {
			case 'hello':
				if (this.#host) this.#channel.postMessage({ kind: 'host', host: this.#ports.tab } satisfies Message);
				break;
			case 'host':
				this.#hostName = message.host;
				this.#failure = undefined;
				this.#setRole('follower');
				for (const id of this.#waiting.keys()) this.#pose(id);
				break;
			case 'ask':
				if (this.#host) void this.#answerOther(message, this.#host);
				break;
			case 'progress':
				if (message.tab === this.#ports.tab) this.#waiting.get(message.id)?.onProgress(message.share);
				break;
			case 'answer':
			case 'failure':
				if (message.tab === this.#ports.tab) this.#settle(message);
				break;
			case 'event':
				this.#ports.onEvent(message.event);
				break;
		}
	}

	#settle(message: Extract<Message, { readonly kind: 'answer' | 'failure' }>): void {
		const waiting = this.#waiting.get(message.id);
		if (!waiting) return;
		this.#waiting.delete(message.id);
		if (message.kind === 'answer') waiting.resolve(message.answer);
		else waiting.reject(new Error(message.failure));
	}

	async #answerOther({ tab, id, topic, ask }: Extract<Message, { readonly kind: 'ask' }>, host: Host): Promise<void> {
		const key = `${tab} ${String(id)}`;
		if (this.#answering.has(key)) return;
		this.#answering.add(key);
		try {
			const progress = (share: number) => this.#channel.postMessage({ kind: 'progress', tab, id, share } satisfies Message);
			const answer: unknown = await host.answer(topic, ask as never, progress);
			this.#channel.postMessage({ kind: 'answer', tab, id, answer } satisfies Message);
		} catch (error) {
			const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
			this.#channel.postMessage({ kind: 'failure', tab, id, failure } satisfies Message);
		} finally {
			this.#answering.delete(key);
		}
	}

	/** An event for this tab and all others. */
	#announce(event: WorkerEvent): void {
		this.#ports.onEvent(event);
		if (!this.#stop.signal.aborted) this.#channel.postMessage({ kind: 'event', event } satisfies Message);
	}
}
