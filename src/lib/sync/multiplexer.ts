/**
 * The one real connection to the relay. It carries every stream and the frames of the connection itself, and it alone
 * decides when to connect again.
 *
 *   off → connecting ⇄ waiting (retry at …)        connecting → online → waiting
 *              ↕
 *           refused (the relay said no, and why; tried again at the longest interval)
 *
 * Invariants
 * 1. At most one real socket; what an earlier one still says is ignored.
 * 2. A connection on which nothing was heard for `PING_MS` is asked; one that stays silent for another `PING_MS` is given up.
 *    Timers alone decide this, so a clock that jumps changes nothing.
 * 3. Virtual sockets live on while the real one is being replaced; they are closed when it breaks, and their providers come back.
 */
import { decodeFrame, decodeRelayMessage, encodeClientMessage, encodeFrame, CLOSE, SYNC } from '#lib/wire/messages.ts';
import type { ClientMessage, RelayMessage } from '#lib/wire/messages.ts';
import type { Scope } from '#lib/wire/admission.ts';
import { KEEP_ALIVE_MS, MAX_FRAME_BYTES } from '#lib/wire/limits.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { RelayProblem } from './admission-client.ts';
import { retryDelay, RETRY_CAP_MS } from './backoff.ts';
import { callSafely, Source, type Observable } from './observable.ts';
import { reasonOf, type Cancel, type SyncPorts, type Wire } from './ports.ts';

export type LinkState =
	| { readonly status: 'off' }
	| { readonly status: 'connecting' }
	| { readonly status: 'online'; readonly scope: Scope }
	/** `retryAt`: epoch milliseconds by this device's clock, for people. */
	| { readonly status: 'waiting'; readonly retryAt: number; readonly problem: RelayProblem }
	| { readonly status: 'refused'; readonly retryAt: number; readonly problem: RelayProblem };

/** One stream's end of the connection. */
export interface Endpoint {
	opened(): void;
	received(message: Uint8Array): void;
	closed(code: number, reason: string): void;
}

export interface ConnectionOffer {
	readonly url: string;
	readonly scope: Scope;
}

export interface MultiplexerOptions {
	/** One admission: the address of the socket with a fresh ticket. */
	readonly admit: () => Promise<Result<ConnectionOffer, RelayProblem>>;
	/** A harmless frame any relay answers, for finding out whether it is still there. */
	readonly ping: () => Uint8Array;
	/** Breaches of the protocol by the relay, for the log of problems. */
	readonly onOddity?: (detail: string) => void;
}

/** How long a socket may take to open. */
export const OPEN_TIMEOUT_MS = 15_000;
/** Silence after which the relay is asked whether it is there; twice this and the connection is given up. */
export const PING_MS = 15_000;
/** How long the answer to a nudge's question may take: somebody is looking at the screen. */
export const NUDGE_PING_MS = 5_000;
/** A connection that held this long was a good one: the next failure starts from the shortest wait. */
export const STABLE_MS = 10_000;
/** More than this unsent, and the connection is not keeping up: it is dropped and begun anew. */
export const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

/** Problems for which trying soon is useless: a person has to do something, here or at the relay. */
const LASTING: ReadonlySet<string> = new Set([
	'foreign-org',
	'unknown-device',
	'unknown-invitation',
	'bad-signature',
	'not-claimed',
	'not-a-relay',
	'newer-version',
	'no-key'
]);

export class Multiplexer {
	readonly #ports: SyncPorts;
	readonly #options: MultiplexerOptions;
	readonly #link = new Source<LinkState>({ status: 'off' });
	readonly #endpoints = new Map<string, Set<Endpoint>>();
	readonly #listeners = new Set<(message: RelayMessage) => void>();
	#wire: Wire | undefined;
	/** Counts attempts; callbacks of an earlier attempt find that they are late. */
	#generation = 0;
	#failures = 0;
	#cancels: Cancel[] = [];
	/** Frames heard since the last look. */
	#heard = 0;
	#asked = false;

	constructor(ports: SyncPorts, options: MultiplexerOptions) {
		this.#ports = ports;
		this.#options = options;
	}

	get link(): Observable<LinkState> {
		return this.#link;
	}

	get isOnline(): boolean {
		return this.#link.current.status === 'online';
	}

	/** Bytes not yet sent: who has much to send looks at this first. */
	get bufferedAmount(): number {
		return this.#wire?.bufferedAmount ?? 0;
	}

	start(): void {
		if (this.#link.current.status === 'off') this.#attempt();
	}

	stop(): void {
		this.#drop('stopped', CLOSE_NORMAL);
		this.#failures = 0;
		this.#link.set({ status: 'off' });
	}

	/** Something suggests that trying now may work: the network is back, the page is looked at, a person asks. */
	nudge(): void {
		const { status } = this.#link.current;
		// The waits so far came from a situation that is said to be over.
		this.#failures = 0;
		if (status === 'waiting' || status === 'refused') this.#attempt();
		else if (status === 'online') this.#ask(NUDGE_PING_MS);
	}

	/** Drops the connection and admits anew: rights or identity have changed here. */
	reconnect(): void {
		if (this.#link.current.status === 'off') return;
		this.#drop('admission anew', CLOSE_NORMAL);
		this.#attempt();
	}

	onMessage(listener: (message: RelayMessage) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Says something about the connection itself. False if there is none; then nobody heard it. */
	say(message: ClientMessage): boolean {
		return this.#send(encodeClientMessage(message));
	}

	/** Sends one message of a stream; it must fit a frame. False if there is no connection. */
	sendTo(stream: string, message: Uint8Array): boolean {
		return this.#send(encodeFrame(stream, message));
	}

	attach(stream: string, endpoint: Endpoint): void {
		const known = this.#endpoints.get(stream);
		if (known) known.add(endpoint);
		else this.#endpoints.set(stream, new Set([endpoint]));
		if (this.isOnline) queueMicrotask(() => this.isOnline && this.#endpoints.get(stream)?.has(endpoint) && endpoint.opened());
	}

	detach(stream: string, endpoint: Endpoint, wasOpen: boolean): void {
		const known = this.#endpoints.get(stream);
		if (!known?.delete(endpoint) || known.size > 0) return;
		this.#endpoints.delete(stream);
		if (wasOpen) this.say({ type: 'leave', stream });
	}

	#send(frame: Uint8Array): boolean {
		const wire = this.#wire;
		if (!wire || !this.isOnline) return false;
		if (wire.bufferedAmount + frame.length > MAX_BUFFERED_BYTES) {
			this.#options.onOddity?.(`more than ${MAX_BUFFERED_BYTES} bytes unsent`);
			this.#lost(CLOSE.later, 'not keeping up');
			return false;
		}
		wire.send(frame);
		return true;
	}

	#attempt(): void {
		this.#cancelTimers();
		const generation = ++this.#generation;
		this.#link.set({ status: 'connecting' });
		void this.#connect(generation).catch((error: unknown) => {
			if (generation === this.#generation) this.#failed({ code: 'unreachable', detail: reasonOf(error) });
		});
	}

	async #connect(generation: number): Promise<void> {
		const offer = await this.#options.admit();
		if (generation !== this.#generation) return;
		if (!offer.ok) return this.#failed(offer.error);
		const { url, scope } = offer.value;
		const isLate = () => generation !== this.#generation;
		this.#wire = this.#ports.openWire(url, {
			onOpen: () => {
				if (!isLate()) this.#opened(scope);
			},
			onFrame: (frame) => {
				if (!isLate()) this.#take(frame);
			},
			onClose: (code, reason) => {
				if (!isLate()) this.#lost(code, reason);
			}
		});
		this.#timer(() => this.#lost(CLOSE_NORMAL, 'did not open in time'), OPEN_TIMEOUT_MS);
	}

	#opened(scope: Scope): void {
		this.#cancelTimers();
		this.#heard = 0;
		this.#asked = false;
		this.#timer(() => (this.#failures = 0), STABLE_MS);
		this.#watch();
		this.#keepAlive();
		this.#link.set({ status: 'online', scope });
		for (const endpoint of this.#everybody()) endpoint.opened();
	}

	#take(frame: Uint8Array): void {
		this.#heard++;
		const decoded = frame.length <= MAX_FRAME_BYTES ? decodeFrame(frame) : undefined;
		if (!decoded) {
			this.#options.onOddity?.(`a frame of ${frame.length} bytes that is none`);
			this.#lost(CLOSE.abuse, 'not a frame');
			return;
		}
		if (decoded.stream === '') {
			const message = decodeRelayMessage(decoded.message);
			// A newer relay may say things this version does not know; they are not for it.
			if (message) for (const listener of [...this.#listeners]) callSafely(listener, message);
			return;
		}
		for (const endpoint of [...(this.#endpoints.get(decoded.stream) ?? [])]) endpoint.received(decoded.message);
	}

	/** Looks every `PING_MS` whether anything was heard. */
	#watch(): void {
		this.#timer(() => {
			if (this.#heard > 0) this.#asked = false;
			else if (this.#asked) return this.#lost(CLOSE_NORMAL, 'silent: the connection is half open');
			else this.#asked = this.#send(this.#options.ping());
			this.#heard = 0;
			this.#watch();
		}, PING_MS);
	}

	/** Asks now, and gives the connection up if nothing at all is heard in time. */
	#ask(ms: number): void {
		const before = this.#heard;
		const generation = this.#generation;
		this.#heard = 0;
		this.#send(this.#options.ping());
		this.#timer(() => {
			if (generation === this.#generation && this.#heard === 0) this.#lost(CLOSE_NORMAL, 'silent when asked');
			else this.#heard += before;
		}, ms);
	}

	/** y-websocket reopens a socket that hears nothing for 30 s: its virtual ones are told nothing, in time. */
	#keepAlive(): void {
		this.#timer(() => {
			for (const endpoint of this.#everybody()) endpoint.received(NOTHING_NEW);
			this.#keepAlive();
		}, KEEP_ALIVE_MS);
	}

	#lost(code: number, reason: string): void {
		this.#drop(reason, code);
		this.#failed({ code: 'unreachable', detail: `connection closed (${code}${reason === '' ? '' : `: ${reason}`})` });
	}

	#failed(problem: RelayProblem): void {
		this.#drop(problem.detail, CLOSE_NORMAL);
		const isLasting = LASTING.has(problem.code);
		const ms = isLasting ? RETRY_CAP_MS : retryDelay(this.#failures++, this.#ports.random);
		this.#timer(() => this.#attempt(), ms);
		this.#link.set({ status: isLasting ? 'refused' : 'waiting', retryAt: this.#ports.now() + ms, problem });
	}

	/** Ends the current attempt or connection without deciding what comes next. */
	#drop(reason: string, code: number): void {
		this.#cancelTimers();
		this.#generation++;
		const wire = this.#wire;
		this.#wire = undefined;
		// Nobody may believe to be connected while the endpoints hear that they are not.
		if (this.isOnline) this.#link.set({ status: 'connecting' });
		wire?.close(code >= CLOSE_NORMAL && code !== NO_CODE ? code : CLOSE_NORMAL, reason.slice(0, MAX_REASON));
		if (wire) for (const endpoint of this.#everybody()) endpoint.closed(code, reason);
	}

	#everybody(): readonly Endpoint[] {
		return [...this.#endpoints.values()].flatMap((endpoints) => [...endpoints]);
	}

	#timer(run: () => void, ms: number): void {
		this.#cancels.push(this.#ports.setTimer(run, ms));
	}

	#cancelTimers(): void {
		for (const cancel of this.#cancels) cancel();
		this.#cancels = [];
	}
}

const CLOSE_NORMAL = 1000;
const NO_CODE = 1006;
/** A close reason may have 123 bytes. */
const MAX_REASON = 40;
/** Sync message, update, without content: clients 0, deletes 0. */
const NOTHING_NEW = Uint8Array.of(SYNC, 2, 2, 0, 0);
