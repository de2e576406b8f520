/**
 * Who is where: awareness states of one stream, in memory only. A state belongs to the connection that brought it and goes
 * with it; nobody speaks for another device.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { utf8 } from '#lib/kernel/bytes.ts';
import { MAX_AWARENESS_BYTES } from '#lib/wire/limits.ts';
import type { Refusal } from '../chains/append-check.ts';
import type { Peer } from './peer.ts';

/** Awareness clients one connection may speak for in one stream: a reload leaves its predecessor for a moment. */
export const MAX_CLIENTS_PER_PEER = 8;

interface Client {
	readonly id: number;
	clock: number;
	state: string;
	peer: Peer;
}

interface Said {
	readonly id: number;
	readonly clock: number;
	readonly state: string;
}

const GONE = 'null';

export class AwarenessRoom {
	readonly #clients = new Map<number, Client>();

	get isEmpty(): boolean {
		return this.#clients.size === 0;
	}

	/** Takes what a peer says of its own clients. Returns what to tell everybody, or why not. */
	take(peer: Peer, bytes: Uint8Array): { readonly relay: Uint8Array | undefined; readonly refusal?: Refusal } {
		const said = readStates(bytes);
		if (!said) return { relay: undefined, refusal: { code: 'bad-entry', detail: 'not an awareness update' } };
		if (said.some(({ state }) => utf8(state).length > MAX_AWARENESS_BYTES))
			return { relay: undefined, refusal: { code: 'over-limit', detail: `a state is longer than ${String(MAX_AWARENESS_BYTES)} bytes` } };
		const accepted: Said[] = [];
		for (const one of said) {
			const known = this.#clients.get(one.id);
			if (known && known.peer.visitor.dev !== peer.visitor.dev) continue;
			// Equal clocks renew; an older one is a straggler.
			if (known && one.clock < known.clock) continue;
			if (one.state === GONE) {
				if (known) this.#clients.delete(one.id);
			} else if (known) Object.assign(known, { clock: one.clock, state: one.state, peer });
			else {
				if (this.#countOf(peer) >= MAX_CLIENTS_PER_PEER)
					return { relay: encodeIfAny(accepted), refusal: { code: 'over-limit', detail: 'too many awareness clients' } };
				this.#clients.set(one.id, { ...one, peer });
			}
			accepted.push(one);
		}
		return { relay: encodeIfAny(accepted) };
	}

	/** Everybody here, for who just came. */
	states(): Uint8Array | undefined {
		return encodeIfAny([...this.#clients.values()]);
	}

	/** The peer left: what to tell the others. */
	leave(peer: Peer): Uint8Array | undefined {
		const gone: Said[] = [];
		for (const client of this.#clients.values()) {
			if (client.peer !== peer) continue;
			this.#clients.delete(client.id);
			gone.push({ id: client.id, clock: client.clock + 1, state: GONE });
		}
		return encodeIfAny(gone);
	}

	#countOf(peer: Peer): number {
		let count = 0;
		for (const client of this.#clients.values()) if (client.peer === peer) count++;
		return count;
	}
}

function readStates(bytes: Uint8Array): readonly Said[] | undefined {
	try {
		const decoder = decoding.createDecoder(bytes);
		const count = decoding.readVarUint(decoder);
		if (count > bytes.length) return undefined;
		const said: Said[] = [];
		for (let index = 0; index < count; index++) {
			const [id, clock, state] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder), decoding.readVarString(decoder)];
			JSON.parse(state);
			said.push({ id, clock, state });
		}
		return said;
	} catch {
		return undefined;
	}
}

function encodeIfAny(said: readonly Said[]): Uint8Array | undefined {
	if (said.length === 0) return undefined;
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, said.length);
	for (const { id, clock, state } of said) {
		encoding.writeVarUint(encoder, id);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, state);
	}
	return encoding.toUint8Array(encoder);
}
