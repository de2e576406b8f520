/**
 * Drafts, wrapped keys and presence: Yjs documents loaded while somebody is there.
 *
 * Drafts are kept as updates and compacted; keys only ever as their newest state, so that an erased key is gone from the
 * disk too; of presence nothing is kept at all. The door is elsewhere (approval operations, sealed keys): the relay checks
 * size and form.
 */
import * as Y from 'yjs';
import { MAX_DRAFT_BYTES, MAX_FRAME_BYTES, MAX_KEYS_BYTES, MAX_STREAM_NAME } from '#lib/wire/limits.ts';
import type { Stream } from '#lib/wire/stream-name.ts';
import type { Refusal } from '../chains/append-check.ts';
import type { DocumentChange } from '../storage/storage.ts';
import { AwarenessRoom } from './awareness-room.ts';
import type { Peer, StreamHandler } from './peer.ts';
import { splitUpdate } from '#lib/wire/split-update.ts';
import { awarenessMessage, step1Message, step2Message, updateMessage } from './sync-messages.ts';

/** Documents in memory at once. */
export const MAX_LOADED_DOCUMENTS = 2000;
/** Updates of a draft before they are put together. */
export const UPDATES_BEFORE_COMPACTION = 100;
/** Largest update that fits a frame with the name of its stream and the numbers around it. */
const MAX_UPDATE_BYTES = MAX_FRAME_BYTES - MAX_STREAM_NAME * 3 - 64;

export interface DocumentPorts {
	readonly load: (name: string) => readonly Uint8Array[];
	/** Resolves to whether it was stored. */
	readonly save: (change: DocumentChange) => Promise<boolean>;
	readonly storageFailed: (peer: Peer) => void;
}

interface Room {
	readonly doc: Y.Doc;
	readonly kind: Stream['kind'];
	readonly people: AwarenessRoom;
	readonly peers: Set<Peer>;
	/** At most this many bytes when encoded. */
	size: number;
	/** Pieces on disk. */
	pieces: number;
	/** Changes on their way to disk: until they are there, the room must not be loaded again. */
	saving: number;
}

export class DocumentStreams implements StreamHandler {
	readonly #ports: DocumentPorts;
	readonly #rooms = new Map<string, Room>();

	constructor(ports: DocumentPorts) {
		this.#ports = ports;
	}

	get loaded(): number {
		return this.#rooms.size;
	}

	open(peer: Peer, stream: Stream, name: string): Refusal | undefined {
		if (peer.scope === 'upload') return { code: 'not-allowed', detail: 'this device only delivers' };
		let room = this.#rooms.get(name);
		if (!room) {
			if (this.#rooms.size >= MAX_LOADED_DOCUMENTS) return { code: 'over-limit', detail: 'too many documents are open' };
			room = this.#load(stream.kind, name);
			this.#rooms.set(name, room);
		}
		room.peers.add(peer);
		if (stream.kind !== 'presence') peer.send(name, step1Message(Y.encodeStateVector(room.doc)));
		this.queryAwareness(peer, stream, name);
		return undefined;
	}

	async step1(peer: Peer, _stream: Stream, name: string, stateVector: Uint8Array): Promise<void> {
		const room = this.#rooms.get(name);
		if (!room) return;
		let missing: Uint8Array;
		try {
			missing = Y.encodeStateAsUpdate(room.doc, stateVector);
		} catch {
			return peer.refuse(name, { code: 'bad-entry', detail: 'not a state vector' });
		}
		const parts = missing.length > MAX_UPDATE_BYTES ? splitUpdate(missing, MAX_UPDATE_BYTES) : [missing];
		// A client takes a larger frame for abuse and ends the whole connection.
		if (!parts) return peer.refuse(name, { code: 'over-limit', detail: 'one piece of the document does not fit a frame' });
		// Step 2 comes last: whoever waits for it has everything.
		for (const [index, part] of parts.entries()) peer.send(name, index < parts.length - 1 ? updateMessage(part) : step2Message(part));
		await peer.drained();
	}

	async update(peer: Peer, stream: Stream, name: string, update: Uint8Array): Promise<void> {
		const room = this.#rooms.get(name);
		if (!room || isEmpty(update)) return;
		if (peer.scope !== 'full' || stream.kind === 'presence')
			return peer.refuse(name, { code: 'not-allowed', detail: stream.kind === 'presence' ? 'presence is not stored' : 'read only' });
		const limit = stream.kind === 'keys' ? MAX_KEYS_BYTES : MAX_DRAFT_BYTES;
		const refused = apply(room, update, limit);
		if (refused) return peer.refuse(name, refused);
		const isWhole = stream.kind === 'keys' || room.pieces >= UPDATES_BEFORE_COMPACTION;
		const bytes = isWhole ? Y.encodeStateAsUpdate(room.doc) : update;
		room.pieces = isWhole ? 1 : room.pieces + 1;
		if (isWhole) room.size = bytes.length;
		room.saving++;
		const isStored = await this.#ports.save({ name, bytes, replace: isWhole });
		room.saving--;
		if (isStored) {
			const message = updateMessage(update);
			for (const other of room.peers) if (other !== peer) other.send(name, message);
			this.#unloadIfEmpty(name, room);
			return;
		}
		// What is in memory is ahead of the disk: forget it, and let everybody bring theirs again.
		if (this.#rooms.get(name) === room) this.#rooms.delete(name);
		room.doc.destroy();
		for (const other of room.peers) this.#ports.storageFailed(other);
	}

	awareness(peer: Peer, stream: Stream, name: string, states: Uint8Array): void {
		const room = this.#rooms.get(name);
		if (!room) return;
		if (stream.kind === 'keys') return peer.send(name, awarenessMessage(states));
		const { relay, refusal } = room.people.take(peer, states);
		if (refusal) peer.refuse(name, refusal);
		if (relay) for (const other of room.peers) other.send(name, awarenessMessage(relay));
	}

	queryAwareness(peer: Peer, _stream: Stream, name: string): void {
		const states = this.#rooms.get(name)?.people.states();
		if (states) peer.send(name, awarenessMessage(states));
	}

	leave(peer: Peer, name: string): void {
		const room = this.#rooms.get(name);
		if (!room?.peers.delete(peer)) return;
		const gone = room.people.leave(peer);
		if (gone) for (const other of room.peers) other.send(name, awarenessMessage(gone));
		this.#unloadIfEmpty(name, room);
	}

	#unloadIfEmpty(name: string, room: Room): void {
		if (room.peers.size > 0 || room.saving > 0 || this.#rooms.get(name) !== room) return;
		this.#rooms.delete(name);
		room.doc.destroy();
	}

	#load(kind: Stream['kind'], name: string): Room {
		const doc = new Y.Doc();
		const pieces = kind === 'presence' ? [] : this.#ports.load(name);
		for (const piece of pieces) Y.applyUpdate(doc, piece);
		const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
		return { doc, kind, people: new AwarenessRoom(), peers: new Set(), size, pieces: pieces.length, saving: 0 };
	}
}

/** Applies an update if it is one and the document stays within its limit. */
function apply(room: Room, update: Uint8Array, limit: number): Refusal | undefined {
	try {
		// Reads all of it before anything is changed.
		Y.decodeUpdate(update);
		if (room.size + update.length > limit && sizeWith(room.doc, update) > limit)
			return { code: 'over-limit', detail: `the document would exceed ${String(limit)} bytes` };
		Y.applyUpdate(room.doc, update);
		room.size += update.length;
		return undefined;
	} catch {
		return { code: 'bad-entry', detail: 'not an update of this document' };
	}
}

/** Exact size after an update, found on a copy: compaction may have made room. */
function sizeWith(doc: Y.Doc, update: Uint8Array): number {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	Y.applyUpdate(copy, update);
	const size = Y.encodeStateAsUpdate(copy).length;
	copy.destroy();
	return size;
}

function isEmpty(update: Uint8Array): boolean {
	return update.length === 2 && update[0] === 0 && update[1] === 0;
}
