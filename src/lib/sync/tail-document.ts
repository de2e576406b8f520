/**
 * The open end of one chain as a live Yjs document, kept by a y-websocket provider. The document is made from the replica's
 * lines and can be thrown away at any moment: the lines are the truth.
 *
 * Invariant: the document is the exact function of lines `0 … known − 1` of its segment. What the provider brings is taken
 * only if it continues that function; otherwise the document is abandoned, and its owner told.
 */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { cutRun, decodeSegmentRun, encodeSegmentRun, segmentClientId } from '#lib/wire/segment-update.ts';
import { firstSeqOf, formatStream } from '#lib/wire/stream-name.ts';
import { SEGMENT_ENTRIES } from '#lib/wire/limits.ts';
import { VIRTUAL_SERVER } from './multiplex-socket.ts';

/** Longest pause of the provider before it takes a new virtual socket; the multiplexer does the real waiting. */
const PROVIDER_BACKOFF_MS = 200;

export interface TailOptions {
	readonly dev: string;
	readonly segment: number;
	readonly crypto: Crypto;
	readonly socket: typeof WebSocket;
	/** Lines `from …` (sequence numbers) of the replica's first branch. */
	readonly linesOf: (from: number, to: number) => readonly string[];
	/** New lines, the first being number `from` of the chain. */
	readonly onLines: (from: number, lines: readonly string[]) => void;
	/** The document is of no use any more. */
	readonly onBroken: (detail: string) => void;
}

export class TailDocument {
	readonly dev: string;
	readonly segment: number;
	readonly stream: string;
	readonly #options: TailOptions;
	readonly #client: number;
	readonly #doc: Y.Doc;
	readonly #provider: WebsocketProvider;
	/** Lines of the segment in the document. */
	#known = 0;
	#isClosed = false;

	constructor(options: TailOptions) {
		const { dev, segment, crypto, socket } = options;
		this.#options = options;
		this.dev = dev;
		this.segment = segment;
		this.stream = formatStream({ kind: 'log', dev, segment });
		this.#client = segmentClientId(dev, segment, crypto);
		this.#doc = new Y.Doc({ gc: false });
		this.push();
		this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== this) this.#take(update);
		});
		this.#provider = openProvider(this.stream, this.#doc, socket);
	}

	/** Sequence number of the newest line in the document; that before the segment if there is none. */
	get lastSeq(): number {
		return firstSeqOf(this.segment) + this.#known - 1;
	}

	/** Puts in what the replica has beyond the document; the provider sends it. */
	push(): void {
		const first = firstSeqOf(this.segment);
		const lines = this.#options.linesOf(first + this.#known, first + SEGMENT_ENTRIES - 1);
		for (const run of cutRun({ from: this.#known, lines: lines.map((line) => utf8(line)) })) {
			this.#known = run.from + run.lines.length;
			Y.applyUpdate(this.#doc, encodeSegmentRun(this.#client, run), this);
		}
	}

	close(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#provider.destroy();
		this.#doc.destroy();
	}

	#take(update: Uint8Array): void {
		if (this.#isClosed) return;
		const run = decodeSegmentRun(this.#client, update);
		if (!run.ok) return this.#break(`${this.stream}: ${run.error}`);
		const { from, lines } = run.value;
		if (lines.length === 0) return;
		if (from !== this.#known) return this.#break(`${this.stream}: continues at ${from} instead of ${this.#known}`);
		const texts: string[] = [];
		for (const line of lines) {
			const text = fromUtf8(line);
			if (text === undefined) return this.#break(`${this.stream}: a line that is no text`);
			texts.push(text);
		}
		this.#known += lines.length;
		this.#options.onLines(firstSeqOf(this.segment) + from, texts);
	}

	#break(detail: string): void {
		this.close();
		this.#options.onBroken(detail);
	}
}

/** A provider whose connection is the multiplexer's business; without awareness and without BroadcastChannel. */
export function openProvider(stream: string, doc: Y.Doc, socket: typeof WebSocket, awareness = silentAwareness(doc)): WebsocketProvider {
	return new WebsocketProvider(VIRTUAL_SERVER, stream, doc, {
		WebSocketPolyfill: socket,
		awareness,
		disableBc: true,
		maxBackoffTime: PROVIDER_BACKOFF_MS,
		shouldReconnect: () => true
	});
}

/** An awareness with nothing to say. */
function silentAwareness(doc: Y.Doc): Awareness {
	const awareness = new Awareness(doc);
	awareness.setLocalState(null);
	return awareness;
}
