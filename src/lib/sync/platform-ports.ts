/** The real surroundings: global `fetch`, `WebSocket` and timers, which browsers, workers and Node 22 or newer all have. */
import type { Crypto } from '#lib/log/crypto.ts';
import { gzipBytes } from './gzip.ts';
import type { OpenWire, SyncPorts } from './ports.ts';

export function createPlatformPorts(crypto: Crypto): SyncPorts {
	return {
		crypto,
		fetch: (url, init) => fetch(url, { ...init, cache: 'no-store', redirect: 'error' } as RequestInit),
		openWire: openWebSocket,
		now: () => Date.now(),
		random: () => Math.random(),
		setTimer: (run, ms) => {
			const timer = setTimeout(run, ms);
			return () => clearTimeout(timer);
		},
		gzip: gzipBytes
	};
}

/** A WebSocket as a wire. A socket that cannot even be made reports that like one that failed. */
export const openWebSocket: OpenWire = (url, events) => {
	let socket: WebSocket | undefined;
	let isClosed = false;
	const closed = (code: number, reason: string) => {
		if (isClosed) return;
		isClosed = true;
		events.onClose(code, reason);
	};
	try {
		socket = new WebSocket(url);
		socket.binaryType = 'arraybuffer';
		socket.addEventListener('open', () => events.onOpen());
		socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
			// The protocol is binary; text is none of it and is passed on as an empty frame, which breaks it loudly.
			if (!isClosed) events.onFrame(data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array());
		});
		socket.addEventListener('close', ({ code, reason }) => closed(code, reason));
		socket.addEventListener('error', () => undefined);
	} catch (error) {
		queueMicrotask(() => closed(NO_CODE, String(error)));
	}
	return {
		get bufferedAmount() {
			return socket?.bufferedAmount ?? 0;
		},
		send(frame) {
			if (socket?.readyState === WebSocket.OPEN) socket.send(frame as Uint8Array<ArrayBuffer>);
		},
		close(code, reason) {
			socket?.close(code, reason);
			// A half-open connection answers no close; whoever gave up on it is told at once.
			queueMicrotask(() => closed(code, reason));
		}
	};
};

/** "Abnormal closure": no close frame was received. */
const NO_CODE = 1006;
