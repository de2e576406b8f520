/**
 * What synchronisation needs from its surroundings. Everything that waits, connects, tells the time or draws lots is passed
 * in, so that the same code runs in a browser's worker, on Node and under the simulator's clock.
 */
import type { Crypto } from '#lib/log/crypto.ts';

export interface FetchInit {
	readonly method: 'GET' | 'POST' | 'PUT' | 'HEAD';
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array<ArrayBuffer>;
	readonly signal?: AbortSignal;
}

/** The part of a `Response` that is used; the global `fetch` fits. */
export interface FetchAnswer {
	readonly status: number;
	/** Read piecemeal where there is one, so that an endless answer is cut off. */
	readonly body?: ReadableStream<Uint8Array> | null;
	text(): Promise<string>;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** One real WebSocket. */
export interface Wire {
	/** Bytes handed over and not yet sent. */
	readonly bufferedAmount: number;
	/** Throws nothing: what is sent into a closed socket is gone, and `onClose` has said or will say so. */
	send(frame: Uint8Array): void;
	close(code: number, reason: string): void;
}

export interface WireEvents {
	onOpen(): void;
	onFrame(frame: Uint8Array): void;
	/** Exactly once, after whatever went wrong. */
	onClose(code: number, reason: string): void;
}

export type OpenWire = (url: string, events: WireEvents) => Wire;

export type Cancel = () => void;

export interface SyncPorts {
	readonly fetch: Fetch;
	readonly openWire: OpenWire;
	readonly crypto: Crypto;
	/** Epoch milliseconds of this device's clock: shown to people, never used to measure durations. */
	readonly now: () => number;
	/** [0, 1). Not cryptographic. */
	readonly random: () => number;
	readonly setTimer: (run: () => void, ms: number) => Cancel;
	/** gzip of a delivery; absent where deliveries go as they are. */
	readonly gzip?: (bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Resolves after `ms`. */
export function pause(ports: Pick<SyncPorts, 'setTimer'>, ms: number): Promise<void> {
	return new Promise((resolve) => void ports.setTimer(resolve, ms));
}

/** Text of whatever was thrown, for quoting. */
export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
