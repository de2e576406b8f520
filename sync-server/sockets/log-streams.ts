/**
 * Segments of the log as Yjs documents, without ever building one: a document is a pure function of its lines, so what a
 * client lacks is encoded from the lines, and what it brings is decoded to lines and checked.
 */
import type { Crypto } from '#lib/log/crypto.ts';
import { SEGMENT_ENTRIES } from '#lib/wire/limits.ts';
import { cutRun, decodeSegmentRun, encodeSegmentRun, linesKnown, segmentClientId } from '#lib/wire/segment-update.ts';
import { firstSeqOf, segmentOf, formatStream, type Stream } from '#lib/wire/stream-name.ts';
import * as encoding from 'lib0/encoding';
import { readEntry } from '../chains/append-check.ts';
import type { CompanyLog } from '../chains/company-log.ts';
import type { NewEntry } from '../storage/storage.ts';
import type { Peer, StreamHandler } from './peer.ts';
import { awarenessMessage, EMPTY_UPDATE, step1Message, step2Message, updateMessage } from './sync-messages.ts';

/** Lines checked before others get their turn: about 10 ms of work. */
export const LINES_PER_TURN = 100;
/** Lines read for one answer; runs of them are then cut by size. */
const LINES_PER_READ = 128;

export interface LogStreamPorts {
	readonly log: CompanyLog;
	readonly crypto: Crypto;
	/** Resolves to whether everything staged so far was stored. */
	readonly settled: () => Promise<boolean>;
	/** The disk failed: nothing of it was kept, the device has to come back. */
	readonly storageFailed: (peer: Peer) => void;
}

export class LogStreams implements StreamHandler {
	readonly #ports: LogStreamPorts;
	readonly #subscribers = new Map<string, Set<Peer>>();
	/** Who brought an entry that waits for its commit: it need not be told what it said. */
	readonly #bringers = new Map<string, Peer>();

	constructor(ports: LogStreamPorts) {
		this.#ports = ports;
	}

	open(peer: Peer, stream: Stream, name: string): undefined {
		const { dev, segment } = logStream(stream);
		const known = Math.max(0, Math.min(SEGMENT_ENTRIES, this.#ports.log.committed(dev) - segment * SEGMENT_ENTRIES));
		peer.send(name, step1Message(stateVector(this.#client(dev, segment), known)));
	}

	async step1(peer: Peer, stream: Stream, name: string, known: Uint8Array): Promise<void> {
		const { dev, segment } = logStream(stream);
		const client = this.#client(dev, segment);
		let sent = linesKnown(client, known);
		if (sent === undefined) return peer.refuse(name, { code: 'not-a-segment-update', detail: 'the state vector names another client' });
		if (peer.scope === 'upload') return peer.send(name, step2Message(EMPTY_UPDATE));
		// While it catches up nothing new is pushed to it, or it would see a later line before an earlier one.
		this.leave(peer, name);
		const first = firstSeqOf(segment);
		let last: Uint8Array = EMPTY_UPDATE;
		for (;;) {
			const lines = this.#ports.log.lines(dev, first + sent, first + Math.min(sent + LINES_PER_READ, SEGMENT_ENTRIES) - 1);
			if (lines.length === 0) break;
			for (const run of cutRun({ from: sent, lines })) {
				if (last !== EMPTY_UPDATE) peer.send(name, updateMessage(last));
				if (!(await peer.drained())) return;
				last = encodeSegmentRun(client, run);
			}
			sent += lines.length;
		}
		// Step 2 comes last: whoever waits for it has everything.
		peer.send(name, step2Message(last));
		const subscribers = this.#subscribers.get(name);
		if (subscribers) subscribers.add(peer);
		else this.#subscribers.set(name, new Set([peer]));
	}

	async update(peer: Peer, stream: Stream, name: string, update: Uint8Array): Promise<void> {
		const { log, settled, storageFailed } = this.#ports;
		const { dev, segment } = logStream(stream);
		const run = decodeSegmentRun(this.#client(dev, segment), update);
		if (!run.ok) return peer.refuse(name, { code: run.error, detail: 'not the function of a run of lines' });
		const { from, lines } = run.value;
		const [firstLine] = lines;
		if (!firstLine) return;
		if (peer.scope === 'join' && !this.#isJoinersChain(peer.visitor.invite, dev, firstLine))
			return peer.refuse(name, { code: 'not-allowed', detail: 'a joining device delivers the chain it begins' });
		let stored: readonly [number, string] | undefined;
		const rounds: Promise<boolean>[] = [];
		for (const [index, line] of lines.entries()) {
			if (index > 0 && index % LINES_PER_TURN === 0) await turn();
			const seq = firstSeqOf(segment) + from + index;
			const taken = log.takeNext(dev, seq, line);
			if (!taken.ok) {
				peer.refuse(name, taken.error);
				break;
			}
			if (taken.value.isNew) this.#bringers.set(taken.value.entry.id, peer);
			stored = [seq, taken.value.entry.id];
			rounds.push(settled());
		}
		if (!stored) return;
		if ((await Promise.all(new Set(rounds))).every(Boolean)) peer.tell({ type: 'stored', heads: { [dev]: stored } });
		else storageFailed(peer);
	}

	/** A stock client hears its own awareness come back, or it takes the connection for dead. Nobody else hears it. */
	awareness(peer: Peer, _stream: Stream, name: string, states: Uint8Array): void {
		peer.send(name, awarenessMessage(states));
	}

	queryAwareness(): void {
		// There is nobody in a log.
	}

	leave(peer: Peer, name: string): void {
		const subscribers = this.#subscribers.get(name);
		subscribers?.delete(peer);
		if (subscribers?.size === 0) this.#subscribers.delete(name);
	}

	/** Tells the subscribers what was committed; lines of one segment in a row become one message. */
	publish(entries: readonly NewEntry[]): void {
		let run: { dev: string; segment: number; next: number; lines: Uint8Array[]; bringer: Peer | undefined } | undefined;
		const flush = () => {
			if (run) this.#send(run.dev, run.segment, run.next - run.lines.length, run.lines, run.bringer);
		};
		for (const { dev, branch, seq, id, line } of entries) {
			const bringer = this.#bringers.get(id);
			this.#bringers.delete(id);
			if (branch > 0) continue;
			const segment = segmentOf(seq);
			if (run?.dev !== dev || run.segment !== segment || run.next !== seq || run.bringer !== bringer) {
				flush();
				run = { dev, segment, next: seq, lines: [], bringer };
			}
			run.lines.push(line);
			run.next++;
		}
		flush();
	}

	/** After a failed commit. */
	forget(): void {
		this.#bringers.clear();
	}

	#send(dev: string, segment: number, seq: number, lines: readonly Uint8Array[], bringer: Peer | undefined): void {
		const name = formatStream({ kind: 'log', dev, segment });
		const subscribers = this.#subscribers.get(name);
		if (!subscribers) return;
		for (const run of cutRun({ from: seq - firstSeqOf(segment), lines })) {
			const message = updateMessage(encodeSegmentRun(this.#client(dev, segment), run));
			for (const peer of subscribers) if (peer !== bringer) peer.send(name, message);
		}
	}

	#isJoinersChain(invite: string, dev: string, firstLine: Uint8Array): boolean {
		const first = readEntry(firstLine, this.#ports.crypto);
		return first.ok && first.value.op.dev === dev && this.#ports.log.isJoinersChain(invite, first.value.op);
	}

	#client(dev: string, segment: number): number {
		return segmentClientId(dev, segment, this.#ports.crypto);
	}
}

/** Lets other messages have their turn. */
export function turn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

function stateVector(client: number, known: number): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, known > 0 ? 1 : 0);
	if (known > 0) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, known);
	}
	return encoding.toUint8Array(encoder);
}

function logStream(stream: Stream): Extract<Stream, { kind: 'log' }> {
	if (stream.kind !== 'log') throw new Error('only log streams come here');
	return stream;
}
