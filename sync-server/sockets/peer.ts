/** A connected device as the streams see it. */
import type { Scope } from '#lib/wire/admission.ts';
import type { RelayMessage } from '#lib/wire/messages.ts';
import type { Stream } from '#lib/wire/stream-name.ts';
import type { Visitor } from '../admission/admission-desk.ts';
import type { Refusal } from '../chains/append-check.ts';

export interface Peer {
	readonly visitor: Visitor;
	readonly scope: Scope;
	/** One message of a stream; a plain socket has one stream only. */
	send(stream: string, message: Uint8Array): void;
	/** A message for the connection itself; plain sockets have none. */
	tell(message: RelayMessage): void;
	/** Says what was not taken. */
	refuse(stream: string, refusal: Refusal): void;
	/** Waits until what was sent has mostly left; false once the connection is gone or too slow. */
	drained(): Promise<boolean>;
	/** Ends the connection; see `CLOSE`. */
	close(code: number, reason: string): void;
}

/** How one kind of stream answers. Handlers are called one after the other for each peer. */
export interface StreamHandler {
	/** The peer's first message on this stream. Error: it may not. */
	open(peer: Peer, stream: Stream, name: string): Refusal | undefined;
	step1(peer: Peer, stream: Stream, name: string, stateVector: Uint8Array): Promise<void>;
	update(peer: Peer, stream: Stream, name: string, update: Uint8Array): Promise<void>;
	awareness(peer: Peer, stream: Stream, name: string, states: Uint8Array): void;
	queryAwareness(peer: Peer, stream: Stream, name: string): void;
	leave(peer: Peer, name: string): void;
}
