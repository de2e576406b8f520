/**
 * The relay's protocol in one process, without disk and network: what `sync-server` promises, as small as it can be. Commits
 * take time, a crash loses what was not committed, and the whole can be set back to a backup.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { fromBase64Url, fromUtf8, utf8 } from '#lib/kernel/bytes.ts';
import { decodeEntry, verifyEntrySignature, type Entry } from '#lib/log/entry.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { verifyJoin } from '#lib/log/invitation.ts';
import { admissionMessage, type Scope, type SegmentInfo, type TicketRequest } from '#lib/wire/admission.ts';
import { SEGMENT_ENTRIES } from '#lib/wire/limits.ts';
import {
	CLOSE,
	decodeClientMessage,
	decodeFrame,
	encodeFrame,
	encodeRelayMessage,
	type DeviceContact,
	type Heads,
	type RefusalCode
} from '#lib/wire/messages.ts';
import { cutRun, decodeSegmentRun, encodeSegmentRun, linesKnown, segmentClientId } from '#lib/wire/segment-update.ts';
import { firstSeqOf, formatStream, parseStream, segmentOf } from '#lib/wire/stream-name.ts';

export interface ModelSocket {
	deliver(frame: Uint8Array): void;
	close(code: number, reason: string): void;
}

interface Guest {
	readonly socket: ModelSocket;
	readonly dev: string;
	readonly scope: Scope;
	readonly streams: Set<string>;
	heads: Record<string, readonly [number, string]>;
	/** Frames are handled one after another. */
	work: Promise<void>;
	gone: boolean;
}

interface Branch {
	readonly entries: Entry[];
	/** Sequence number before the first. */
	readonly base: number;
}

export interface ModelPorts {
	readonly crypto: Crypto;
	readonly org: string;
	readonly setTimer: (run: () => void, ms: number) => () => void;
	readonly random: () => number;
}

const RELAY = 'RelayRelayRelayRelayR0';
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** What is on the relay's disk. */
export class RelayDisk {
	readonly entries: Entry[] = [];
	readonly ids = new Set<string>();

	clone(): RelayDisk {
		const copy = new RelayDisk();
		copy.entries.push(...this.entries);
		for (const id of this.ids) copy.ids.add(id);
		return copy;
	}
}

export class RelayModel {
	disk: RelayDisk;
	readonly #ports: ModelPorts;
	#chains = new Map<string, Branch[]>();
	#byId = new Map<string, Entry>();
	#keys = new Map<string, Uint8Array>();
	#staged: Entry[] = [];
	#round: Promise<void> | undefined;
	readonly #guests = new Set<Guest>();
	readonly #nonces = new Set<string>();
	readonly #tickets = new Map<string, string>();
	readonly #contacts = new Map<string, Heads>();
	#secrets = 0;
	/** Counts starts; work of an earlier life ends without effect. */
	#life = 0;
	isUp = true;

	constructor(ports: ModelPorts, disk = new RelayDisk()) {
		this.#ports = ports;
		this.disk = disk;
		this.#load();
	}

	/** Ends at once; what was not committed is gone. */
	crash(): void {
		this.isUp = false;
		this.#life++;
		for (const guest of [...this.#guests]) this.#drop(guest, 1006, 'crash');
	}

	/** Comes back, perhaps with an older disk. */
	restart(disk = this.disk): void {
		this.disk = disk;
		this.#load();
		this.isUp = true;
	}

	/** What HTTP answers. */
	async http(method: string, path: string, token: string, body: string): Promise<{ status: number; text: string }> {
		if (method === 'GET' && path === '/relay')
			return json({ format: 'suyuan-relay', v: 1, relay: RELAY, org: this.#ports.org, claimed: true, version: 'model' });
		if (path === '/challenge') {
			const nonce = this.#secret();
			this.#nonces.add(nonce);
			return json({ nonce });
		}
		if (path === '/ticket') return this.#ticket(JSON.parse(body) as TicketRequest);
		const dev = this.#tickets.get(token);
		if (dev === undefined) return json({ code: 'not-admitted', detail: '' }, 401);
		if (method === 'POST') return this.#entries(body);
		if (this.#scopeOf(dev) === 'upload') return json({ code: 'not-allowed', detail: '' }, 403);
		if (path === '/segments') return json(this.#segments());
		if (path === '/rivals')
			return {
				status: 200,
				text: lines([...this.#chains.values()].flatMap((branches) => branches.slice(1).flatMap(({ entries }) => entries)))
			};
		const [, , chain = '', segment = ''] = path.split('/');
		const first = firstSeqOf(Number(segment));
		return { status: 200, text: lines(this.#main(chain).slice(first - 1, first - 1 + SEGMENT_ENTRIES)) };
	}

	/** A socket with a ticket. Undefined: closed at once. */
	connect(ticket: string, socket: ModelSocket): { receive(frame: Uint8Array): void; closed(): void } | undefined {
		const dev = this.#tickets.get(ticket);
		if (dev === undefined) {
			socket.close(CLOSE.expired, 'ticket');
			return undefined;
		}
		const guest: Guest = { socket, dev, scope: this.#scopeOf(dev), streams: new Set(), heads: {}, work: Promise.resolve(), gone: false };
		this.#guests.add(guest);
		const heads = this.#heads();
		const own = heads[dev];
		const shown: Heads = guest.scope === 'upload' ? (own ? { [dev]: own } : {}) : heads;
		socket.deliver(encodeRelayMessage({ type: 'heads', whole: true, heads: shown, rivals: guest.scope === 'upload' ? 0 : this.#rivals() }));
		this.#tellDevices();
		return {
			receive: (frame) => {
				guest.work = guest.work.then(() => this.#handle(guest, frame));
			},
			closed: () => {
				guest.gone = true;
				this.#guests.delete(guest);
			}
		};
	}

	get rivals(): number {
		return this.#rivals();
	}

	#load(): void {
		this.#life++;
		this.#chains = new Map();
		this.#byId = new Map();
		this.#keys = new Map();
		this.#staged = [];
		this.#round = undefined;
		this.#tickets.clear();
		for (const entry of this.disk.entries) this.#add(entry);
	}

	#ticket(request: TicketRequest): { status: number; text: string } {
		const key = this.#keys.get(request.dev);
		if (!this.#nonces.delete(request.nonce)) return json({ code: 'expired-challenge', detail: '' }, 403);
		if (!key) return json({ code: 'unknown-device', detail: '' }, 403);
		if (!this.#ports.crypto.verify(key, admissionMessage(request), fromBase64Url(request.sig) ?? new Uint8Array()))
			return json({ code: 'bad-signature', detail: '' }, 403);
		const ticket = this.#secret();
		this.#tickets.set(ticket, request.dev);
		const scope = this.#scopeOf(request.dev);
		return json({ ticket, token: ticket, scope, expiresIn: 600_000, forked: scope === 'upload' });
	}

	async #entries(body: string): Promise<{ status: number; text: string }> {
		let [stored, duplicates] = [0, 0];
		const refused: { line: number; code: string; detail: string }[] = [];
		const rounds: Promise<void>[] = [];
		for (const [index, line] of body.split('\n').slice(0, -1).entries()) {
			const taken = this.#take(line);
			if (typeof taken === 'string') refused.push({ line: index + 1, code: taken, detail: taken });
			else if (taken) stored++;
			else duplicates++;
			rounds.push(this.#round ?? Promise.resolve());
		}
		await Promise.all(rounds);
		return json({ stored, duplicates, refused });
	}

	/** True if new, false if known. */
	#take(line: string): boolean | RefusalCode {
		const { crypto, org } = this.#ports;
		const decoded = decodeEntry(line, crypto);
		if (!decoded.ok) return 'bad-entry';
		const entry = decoded.value;
		const { op } = entry;
		if (this.#byId.has(entry.id)) return false;
		if (op.org !== org && entry.id !== org) return 'bad-entry';
		const prev = this.#byId.get(op.prev);
		if (op.org !== '' && !prev) return 'gap';
		const key = keyOf(entry, prev, crypto) ?? this.#keys.get(op.dev);
		if (!key || !verifyEntrySignature(entry, key, crypto)) return 'bad-entry';
		this.#add(entry);
		this.#staged.push(entry);
		this.#round ??= this.#commit();
		return true;
	}

	async #commit(): Promise<void> {
		const life = this.#life;
		await new Promise<void>((resolve) => void this.#ports.setTimer(resolve, 1 + this.#ports.random() * 20));
		// A crash before the commit: whoever waits for it waits for ever.
		if (life !== this.#life) return new Promise(() => undefined);
		const entries = this.#staged;
		this.#staged = [];
		this.#round = undefined;
		for (const entry of entries) {
			this.disk.entries.push(entry);
			this.disk.ids.add(entry.id);
		}
		this.#publish(entries);
	}

	#publish(entries: readonly Entry[]): void {
		const heads = this.#heads();
		const changed = Object.fromEntries(entries.flatMap(({ op }) => (heads[op.dev] ? [[op.dev, heads[op.dev]]] : []))) as Heads;
		for (const guest of [...this.#guests]) {
			if (this.#scopeOf(guest.dev) !== guest.scope) {
				this.#drop(guest, CLOSE.rightsChanged, 'rights');
				continue;
			}
			if (guest.scope === 'upload') continue;
			for (const entry of entries) {
				const { dev, seq } = entry.op;
				const name = formatStream({ kind: 'log', dev, segment: segmentOf(seq) });
				if (!guest.streams.has(name) || this.#main(dev)[seq - 1]?.id !== entry.id) continue;
				const run = { from: seq - firstSeqOf(segmentOf(seq)), lines: [utf8(entry.line)] };
				this.#send(guest, name, UPDATE, encodeSegmentRun(this.#client(dev, segmentOf(seq)), run));
			}
			guest.socket.deliver(encodeRelayMessage({ type: 'heads', whole: false, heads: changed, rivals: this.#rivals() }));
		}
	}

	async #handle(guest: Guest, frame: Uint8Array): Promise<void> {
		if (guest.gone) return;
		const decoded = decodeFrame(frame);
		if (!decoded) return this.#drop(guest, CLOSE.abuse, 'not a frame');
		const { stream, message } = decoded;
		if (stream === '') {
			const said = decodeClientMessage(message);
			if (said?.type === 'leave') guest.streams.delete(said.stream);
			else if (said?.type === 'have') {
				guest.heads = said.whole ? { ...said.heads } : { ...guest.heads, ...said.heads };
				this.#contacts.set(guest.dev, guest.heads);
				this.#tellDevices();
			}
			return;
		}
		const parsed = parseStream(stream);
		if (parsed?.kind !== 'log') return;
		const { dev, segment } = parsed;
		const committed = Math.max(0, Math.min(SEGMENT_ENTRIES, this.#committed(dev) - segment * SEGMENT_ENTRIES));
		if (!guest.streams.has(stream)) {
			guest.streams.add(stream);
			this.#send(guest, stream, STEP_1, stateVector(this.#client(dev, segment), committed));
		}
		const decoder = decoding.createDecoder(message);
		if (decoding.readVarUint(decoder) !== 0) return;
		const step = decoding.readVarUint(decoder);
		const content = decoding.readVarUint8Array(decoder);
		if (step === STEP_1) return this.#step1(guest, stream, content, { dev, segment });
		await this.#update(guest, stream, content, { dev, segment });
	}

	#step1(guest: Guest, stream: string, known: Uint8Array, { dev, segment }: { dev: string; segment: number }): void {
		const client = this.#client(dev, segment);
		const from = linesKnown(client, known);
		if (from === undefined) return this.#refuse(guest, stream, 'not-a-segment-update');
		const first = firstSeqOf(segment) - 1;
		const here =
			guest.scope === 'upload'
				? []
				: this.#main(dev)
						.slice(0, this.#committed(dev))
						.slice(first + from, first + SEGMENT_ENTRIES);
		const runs = cutRun({ from, lines: here.map(({ line }) => utf8(line)) });
		for (const run of runs.slice(0, -1)) this.#send(guest, stream, UPDATE, encodeSegmentRun(client, run));
		this.#send(guest, stream, STEP_2, encodeSegmentRun(client, runs.at(-1) ?? { from, lines: [] }));
	}

	async #update(guest: Guest, stream: string, update: Uint8Array, { dev, segment }: { dev: string; segment: number }): Promise<void> {
		const run = decodeSegmentRun(this.#client(dev, segment), update);
		if (!run.ok) return this.#refuse(guest, stream, run.error);
		let stored: readonly [number, string] | undefined;
		for (const [index, bytes] of run.value.lines.entries()) {
			const seq = firstSeqOf(segment) + run.value.from + index;
			const chain = this.#main(dev);
			if (seq > chain.length + 1) return this.#refuse(guest, stream, 'gap');
			const line = fromUtf8(bytes) ?? '';
			const entry = decodeEntry(line, this.#ports.crypto);
			if (!entry.ok || entry.value.op.dev !== dev || entry.value.op.seq !== seq) return this.#refuse(guest, stream, 'bad-entry');
			const here = chain[seq - 1];
			if (here ? here.line !== line : (chain.at(-1)?.id ?? entry.value.op.prev) !== entry.value.op.prev)
				return this.#refuse(guest, stream, 'fork');
			const taken = this.#take(line);
			if (typeof taken === 'string') return this.#refuse(guest, stream, taken);
			stored = [seq, entry.value.id];
		}
		if (!stored) return;
		await this.#round;
		if (!guest.gone) guest.socket.deliver(encodeRelayMessage({ type: 'stored', heads: { [dev]: stored } }));
	}

	#refuse(guest: Guest, stream: string, code: RefusalCode): void {
		guest.socket.deliver(encodeRelayMessage({ type: 'refused', stream, code, detail: code }));
	}

	#send(guest: Guest, stream: string, step: number, content: Uint8Array): void {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, 0);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, content);
		if (!guest.gone) guest.socket.deliver(encodeFrame(stream, encoding.toUint8Array(encoder)));
	}

	#drop(guest: Guest, code: number, reason: string): void {
		guest.gone = true;
		this.#guests.delete(guest);
		guest.socket.close(code, reason);
	}

	#tellDevices(): void {
		const online = new Set([...this.#guests].map(({ dev }) => dev));
		const devices = [...this.#contacts].map(([dev, heads]): DeviceContact => ({
			dev,
			online: online.has(dev),
			lastContact: '2026-09-01T00:00:00.000Z',
			heads
		}));
		for (const guest of this.#guests) if (guest.scope === 'full') guest.socket.deliver(encodeRelayMessage({ type: 'devices', devices }));
	}

	#add(entry: Entry): void {
		const { op } = entry;
		const prev = this.#byId.get(op.prev);
		const key = keyOf(entry, prev, this.#ports.crypto);
		if (key && !this.#keys.has(op.dev)) this.#keys.set(op.dev, key);
		this.#byId.set(entry.id, entry);
		const branches = this.#chains.get(op.dev) ?? [];
		this.#chains.set(op.dev, branches);
		const continues = branches.find(({ entries }) => entries.at(-1)?.id === op.prev);
		if (continues) continues.entries.push(entry);
		else branches.push({ entries: [entry], base: op.seq - 1 });
	}

	#main(dev: string): readonly Entry[] {
		return this.#chains.get(dev)?.[0]?.entries ?? [];
	}

	#committed(dev: string): number {
		const chain = this.#main(dev);
		let count = chain.length;
		while (count > 0 && !this.disk.ids.has(chain[count - 1]?.id ?? '')) count--;
		return count;
	}

	#heads(): Heads {
		const heads: Record<string, readonly [number, string]> = {};
		for (const dev of this.#chains.keys()) {
			const seq = this.#committed(dev);
			if (seq > 0) heads[dev] = [seq, this.#main(dev)[seq - 1]?.id ?? ''];
		}
		return heads;
	}

	#rivals(): number {
		return [...this.#chains.values()].reduce(
			(sum, branches) => sum + branches.slice(1).reduce((count, { entries }) => count + entries.length, 0),
			0
		);
	}

	#scopeOf(dev: string): Scope {
		return (this.#chains.get(dev)?.length ?? 0) > 1 ? 'upload' : 'full';
	}

	#segments(): readonly SegmentInfo[] {
		const infos: SegmentInfo[] = [];
		for (const dev of this.#chains.keys()) {
			const chain = this.#main(dev).slice(0, this.#committed(dev));
			for (let first = 0; first < chain.length; first += SEGMENT_ENTRIES) {
				const part = chain.slice(first, first + SEGMENT_ENTRIES);
				infos.push({
					dev,
					segment: first / SEGMENT_ENTRIES,
					count: part.length,
					firstN: part[0]?.op.n ?? 1,
					lastN: part.at(-1)?.op.n ?? 1
				});
			}
		}
		return infos.sort((a, b) => a.firstN - b.firstN);
	}

	#client(dev: string, segment: number): number {
		return segmentClientId(dev, segment, this.#ports.crypto);
	}

	#secret(): string {
		return `secret-${++this.#secrets}`;
	}
}

function keyOf({ op }: Entry, prev: Entry | undefined, crypto: Crypto): Uint8Array | undefined {
	if (op.seq !== 1) return undefined;
	if (op.org === '') return fromBase64Url(String((op.data['device'] as { readonly pubKey?: string } | undefined)?.pubKey));
	return prev && verifyJoin(op, { id: prev.id, type: prev.op.type, data: prev.op.data }, crypto)
		? fromBase64Url(String(op.data['pubKey']))
		: undefined;
}

function json(content: unknown, status = 200): { status: number; text: string } {
	return { status, text: JSON.stringify(content) };
}

function lines(entries: readonly Entry[]): string {
	return entries.map(({ line }) => `${line}\n`).join('');
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
