/**
 * One WebSocket of one device: frames in, one after the other; frames out, with back-pressure; signs of life.
 *
 * On the multiplexed socket a frame carries its stream's name; a plain socket is one stream from the beginning, as stock
 * y-websocket clients expect.
 */
import type { WebSocket } from 'ws';
import type { Scope } from '#lib/wire/admission.ts';
import { KEEP_ALIVE_MS, MAX_OPEN_STREAMS } from '#lib/wire/limits.ts';
import {
	CLOSE,
	decodeClientMessage,
	decodeFrame,
	encodeFrame,
	encodeRelayMessage,
	type ClientMessage,
	type RelayMessage
} from '#lib/wire/messages.ts';
import { parseStream, type Stream } from '#lib/wire/stream-name.ts';
import type { Visitor } from '../admission/admission-desk.ts';
import type { Refusal } from '../chains/append-check.ts';
import type { Peer, StreamHandler } from './peer.ts';
import { EMPTY_UPDATE, readStreamMessage, updateMessage } from './sync-messages.ts';

/** A client that answers no ping for this long is gone, whatever its socket says. */
export const SILENCE_MS = 45_000;
export const PING_MS = 15_000;
/** Bytes under way to one client above which the next portion waits. */
export const HIGH_WATER_BYTES = 2 * 1024 * 1024;
/** Bytes under way above which the client is sent away: it comes back and asks for what it lacks. */
export const MAX_BUFFERED_BYTES = 16 * 1024 * 1024;
/** How long a client may keep a portion waiting. */
export const SLOW_MS = 30_000;
/** Frames received but not yet handled, above which reading pauses. */
export const MAX_INBOX = 64;
/** Frames that are none, or refusals on a plain socket, before the socket is closed. */
export const MAX_FAULTS = 8;
const POLL_MS = 20;

export interface ConnectionPorts {
	readonly handlerOf: (stream: Stream) => StreamHandler;
	/** Milliseconds to wait before the next frame of this device is handled. */
	readonly pace: (dev: string, bytes: number) => number;
	readonly said: (connection: Connection, message: ClientMessage) => void;
	readonly heard: (connection: Connection) => void;
	readonly closed: (connection: Connection) => void;
	/** Something was refused, by its code; a frame that is none is `fault`. */
	readonly refused: (code: string) => void;
	readonly ticks: () => number;
}

export interface ConnectionOptions {
	readonly socket: WebSocket;
	readonly visitor: Visitor;
	readonly scope: Scope;
	/** Name of the only stream of a plain socket; undefined for the multiplexed one. */
	readonly plain: string | undefined;
}

export class Connection implements Peer {
	readonly visitor: Visitor;
	readonly scope: Scope;
	readonly #socket: WebSocket;
	readonly #plain: string | undefined;
	readonly #ports: ConnectionPorts;
	readonly #open = new Map<string, Stream>();
	readonly #inbox: Uint8Array[] = [];
	#isWorking = false;
	#isPaused = false;
	#isGone = false;
	#faults = 0;
	#heardAt: number;
	#pingedAt: number;
	#sentAt: number;

	constructor({ socket, visitor, scope, plain }: ConnectionOptions, ports: ConnectionPorts) {
		this.visitor = visitor;
		this.scope = scope;
		this.#socket = socket;
		this.#plain = plain;
		this.#ports = ports;
		this.#heardAt = this.#pingedAt = this.#sentAt = ports.ticks();
		socket.on('message', (data: Buffer | ArrayBuffer | Buffer[], isBinary) => this.#receive(data, isBinary));
		socket.on('pong', () => (this.#heardAt = ports.ticks()));
		// A frame beyond the limit or a broken one: ws closes the socket itself.
		socket.on('error', () => undefined);
		socket.on('close', () => this.#leave());
	}

	get isMultiplexed(): boolean {
		return this.#plain === undefined;
	}

	/** Opens the only stream of a plain socket. */
	start(): void {
		if (this.#plain === undefined) return;
		const stream = this.#openStream(this.#plain);
		if (!stream) this.close(CLOSE.abuse, 'no such stream');
	}

	send(stream: string, message: Uint8Array): void {
		this.#write(this.#plain === undefined ? encodeFrame(stream, message) : message);
	}

	tell(message: RelayMessage): void {
		if (this.#plain === undefined) this.#write(encodeRelayMessage(message));
	}

	refuse(stream: string, { code, detail, seq }: Refusal): void {
		this.#ports.refused(code);
		this.tell({ type: 'refused', stream, code, detail, ...(seq === undefined ? {} : { seq }) });
		if (this.#plain !== undefined) this.#fault('refused too often');
	}

	async drained(): Promise<boolean> {
		const until = this.#ports.ticks() + SLOW_MS;
		while (!this.#isGone && this.#socket.bufferedAmount > HIGH_WATER_BYTES) {
			if (this.#ports.ticks() > until) {
				this.close(CLOSE.later, 'too slow');
				return false;
			}
			await delay(POLL_MS);
		}
		return !this.#isGone;
	}

	close(code: number, reason: string): void {
		if (this.#isGone) return;
		this.#socket.close(code, reason);
		this.#leave();
	}

	/** Called every few seconds: pings, speaks so that stock clients stay, ends half-open connections. */
	tend(): void {
		const now = this.#ports.ticks();
		if (now - this.#heardAt > SILENCE_MS) {
			this.#socket.terminate();
			this.#leave();
			return;
		}
		if (now - this.#pingedAt >= PING_MS) {
			this.#pingedAt = now;
			this.#socket.ping();
		}
		if (this.#plain !== undefined && now - this.#sentAt >= KEEP_ALIVE_MS) this.send(this.#plain, updateMessage(EMPTY_UPDATE));
	}

	#write(bytes: Uint8Array): void {
		if (this.#isGone) return;
		if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) return this.close(CLOSE.later, 'too slow');
		this.#sentAt = this.#ports.ticks();
		this.#socket.send(bytes);
	}

	#receive(data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
		if (this.#isGone) return;
		this.#heardAt = this.#ports.ticks();
		this.#ports.heard(this);
		if (!isBinary || Array.isArray(data)) return this.#fault('only binary frames');
		this.#inbox.push(new Uint8Array(data instanceof ArrayBuffer ? data : data));
		if (this.#inbox.length >= MAX_INBOX && !this.#isPaused) {
			this.#isPaused = true;
			this.#socket.pause();
		}
		if (!this.#isWorking) void this.#work();
	}

	async #work(): Promise<void> {
		this.#isWorking = true;
		for (let frame = this.#inbox.shift(); frame && !this.#isGone; frame = this.#inbox.shift()) {
			const wait = this.#ports.pace(this.visitor.dev || this.visitor.invite, frame.length);
			if (wait > 0) await delay(wait);
			await this.#handle(frame);
			if (this.#isPaused && this.#inbox.length < MAX_INBOX / 2) {
				this.#isPaused = false;
				this.#socket.resume();
			}
		}
		this.#isWorking = false;
	}

	async #handle(bytes: Uint8Array): Promise<void> {
		if (this.#plain !== undefined) return this.#handleStream(this.#plain, bytes);
		const frame = decodeFrame(bytes);
		if (!frame) return this.#fault('not a frame');
		if (frame.stream !== '') return this.#handleStream(frame.stream, frame.message);
		const message = decodeClientMessage(frame.message);
		if (!message) return this.#fault('not a message');
		if (message.type === 'leave') this.#leaveStream(message.stream);
		else this.#ports.said(this, message);
	}

	async #handleStream(name: string, bytes: Uint8Array): Promise<void> {
		const message = readStreamMessage(bytes);
		if (!message) return this.#fault('not a message');
		const stream = this.#open.get(name) ?? this.#openStream(name);
		if (!stream) return;
		const handler = this.#ports.handlerOf(stream);
		switch (message.type) {
			case 'step1':
				return handler.step1(this, stream, name, message.stateVector);
			case 'update':
				return handler.update(this, stream, name, message.update);
			case 'awareness':
				return handler.awareness(this, stream, name, message.states);
			case 'query-awareness':
				return handler.queryAwareness(this, stream, name);
		}
	}

	#openStream(name: string): Stream | undefined {
		const stream = parseStream(name);
		if (!stream) {
			this.refuse(name, { code: 'no-such-stream', detail: 'not the name of a stream' });
			return undefined;
		}
		if (this.#open.size >= MAX_OPEN_STREAMS) {
			this.refuse(name, { code: 'over-limit', detail: `more than ${String(MAX_OPEN_STREAMS)} open streams` });
			return undefined;
		}
		const refused = this.#ports.handlerOf(stream).open(this, stream, name);
		if (refused) {
			this.refuse(name, refused);
			return undefined;
		}
		this.#open.set(name, stream);
		return stream;
	}

	#leaveStream(name: string): void {
		const stream = this.#open.get(name);
		this.#open.delete(name);
		if (stream) this.#ports.handlerOf(stream).leave(this, name);
	}

	#fault(reason: string): void {
		this.#ports.refused('fault');
		this.#faults++;
		if (this.#faults >= MAX_FAULTS) this.close(CLOSE.abuse, reason);
	}

	#leave(): void {
		if (this.#isGone) return;
		this.#isGone = true;
		this.#inbox.length = 0;
		for (const name of [...this.#open.keys()]) this.#leaveStream(name);
		this.#ports.closed(this);
	}
}

function delay(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
