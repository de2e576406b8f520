/**
 * A virtual socket: looks like a `WebSocket` to y-websocket's provider and is one stream of the multiplexer. It opens
 * whenever the real connection does and closes when that breaks; the provider makes a new one then, which waits.
 */
import type { Crypto } from '#lib/log/crypto.ts';
import { AWARENESS, QUERY_AWARENESS } from '#lib/wire/messages.ts';
import { cutMessage } from './frame-cutter.ts';
import type { Endpoint, Multiplexer } from './multiplexer.ts';
import { callSafely } from './observable.ts';

/** What a provider passes as server address; the name of the stream follows after the slash. */
export const VIRTUAL_SERVER = 'suyuan:';

export interface VirtualSocketOptions {
	readonly crypto: Crypto;
	/** Whether people's presence travels here; elsewhere the provider's awareness messages are kept back. */
	readonly awareness: boolean;
	/** A message that fits no frame even when cut was not sent: the document is larger than a document may be. */
	readonly onTooLarge: (stream: string, bytes: number) => void;
}

type Handler<E> = ((event: E) => void) | null;

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const NORMAL = 1000;

/** A class for the provider's option `WebSocketPolyfill`. */
export function virtualSocketClass(multiplexer: Multiplexer, options: VirtualSocketOptions): typeof WebSocket {
	class VirtualSocket implements Endpoint {
		static readonly CONNECTING = CONNECTING;
		static readonly OPEN = OPEN;
		static readonly CLOSING = CLOSING;
		static readonly CLOSED = CLOSED;
		readonly CONNECTING = CONNECTING;
		readonly OPEN = OPEN;
		readonly CLOSING = CLOSING;
		readonly CLOSED = CLOSED;
		readonly url: string;
		readonly stream: string;
		readonly protocol = '';
		readonly extensions = '';
		binaryType = 'arraybuffer';
		readyState: number = CONNECTING;
		onopen: Handler<object> = null;
		onmessage: Handler<{ readonly data: ArrayBuffer }> = null;
		onclose: Handler<{ readonly code: number; readonly reason: string; readonly wasClean: boolean }> = null;
		onerror: Handler<object> = null;

		constructor(url: string | URL) {
			this.url = String(url);
			this.stream = this.url.slice(VIRTUAL_SERVER.length + 1);
			multiplexer.attach(this.stream, this);
		}

		get bufferedAmount(): number {
			return multiplexer.bufferedAmount;
		}

		send(data: Uint8Array): void {
			if (this.readyState === CONNECTING) throw new Error('the socket is not open yet');
			if (this.readyState !== OPEN) return;
			const kind = data[0];
			if (!options.awareness && (kind === AWARENESS || kind === QUERY_AWARENESS)) return;
			const pieces = cutMessage(this.stream, data, options.crypto);
			if (!pieces) return options.onTooLarge(this.stream, data.length);
			for (const piece of pieces) multiplexer.sendTo(this.stream, piece);
		}

		close(code = NORMAL, reason = ''): void {
			if (this.readyState === CLOSED || this.readyState === CLOSING) return;
			const wasOpen = this.readyState === OPEN;
			this.readyState = CLOSING;
			multiplexer.detach(this.stream, this, wasOpen);
			queueMicrotask(() => this.#finish(code, reason, true));
		}

		opened(): void {
			if (this.readyState !== CONNECTING) return;
			this.readyState = OPEN;
			tell(this.onopen, {});
		}

		received(message: Uint8Array): void {
			if (this.readyState === OPEN) tell(this.onmessage, { data: owned(message) });
		}

		closed(code: number, reason: string): void {
			// One that never opened goes on waiting for the next connection.
			if (this.readyState !== OPEN) return;
			multiplexer.detach(this.stream, this, false);
			this.#finish(code, reason, false);
		}

		#finish(code: number, reason: string, wasClean: boolean): void {
			if (this.readyState === CLOSED) return;
			this.readyState = CLOSED;
			tell(this.onclose, { code, reason, wasClean });
		}
	}
	return unsafeAsWebSocketClass(VirtualSocket);
}

function tell<E>(handler: Handler<E>, event: E): void {
	if (handler) callSafely(handler, event);
}

/** The provider reads `event.data` as a whole buffer. */
function owned(message: Uint8Array): ArrayBuffer {
	return new Uint8Array(message).buffer;
}

/** The one cast of this module: the provider uses exactly the members that are there (all of them are tested with it). */
function unsafeAsWebSocketClass(socket: unknown): typeof WebSocket {
	return socket as typeof WebSocket;
}
