/** All connections: who hears of what, how fast devices may speak, who is where and holds what. */
import type { WebSocket } from 'ws';
import { formatUtc } from '#lib/kernel/instant.ts';
import type { Scope } from '#lib/wire/admission.ts';
import { CLOSE, type ClientMessage, type DeviceContact, type Heads } from '#lib/wire/messages.ts';
import type { Visitor } from '../admission/admission-desk.ts';
import { RateLimit } from '../admission/rate-limits.ts';
import type { CompanyLog } from '../chains/company-log.ts';
import type { Contact } from '../storage/storage.ts';
import { Connection } from './connection.ts';
import type { StreamHandler } from './peer.ts';

/** What one device may send: far above honest work, far below what would starve the others. */
export const DEVICE_FRAMES = { burst: 4000, perSecond: 1000 };
export const DEVICE_BYTES = { burst: 64 * 1024 * 1024, perSecond: 16 * 1024 * 1024 };
/** Connections at once, of everybody and of one device (a stock client opens one for each document). */
export const MAX_CONNECTIONS = 4000;
export const MAX_CONNECTIONS_PER_DEVICE = 64;
/** Changes of heads within this time go out as one message. */
export const HEADS_DELAY_MS = 20;
/** Changes of who holds what are told no oftener than this, and in portions of about this size. */
export const DEVICES_DELAY_MS = 5000;
export const DEVICES_PORTION_BYTES = 64 * 1024;
const TEND_MS = 5000;
const NEVER = '';

interface Known {
	lastContact: string;
	heads: Record<string, readonly [number, string]>;
	/** Bytes of `heads` when written, roughly. */
	weight: number;
}

export interface HubPorts {
	readonly log: CompanyLog;
	readonly handlerOf: (kind: 'log' | 'other') => StreamHandler;
	/** What a visitor may do now. */
	readonly scopeOf: (visitor: Visitor) => Scope | undefined;
	/** A device told how much it holds of the relay's own chain, perhaps nothing. */
	readonly ownChainHeld: (seq: number) => void;
	readonly relay: () => string;
	/** Something was refused, by its code. */
	readonly refused: (code: string) => void;
	readonly now: () => number;
	readonly ticks: () => number;
}

export class Hub {
	readonly #ports: HubPorts;
	readonly #connections = new Set<Connection>();
	readonly #frames = new RateLimit(DEVICE_FRAMES);
	readonly #bytes = new RateLimit(DEVICE_BYTES);
	readonly #devices = new Map<string, Known>();
	/** Connections by device. */
	readonly #online = new Map<string, number>();
	readonly #changedHeads = new Set<string>();
	readonly #changedDevices = new Set<string>();
	readonly #unsavedDevices = new Set<string>();
	readonly #tending: NodeJS.Timeout;
	#headsTimer: NodeJS.Timeout | undefined;
	#devicesTimer: NodeJS.Timeout | undefined;

	constructor(ports: HubPorts, contacts: readonly Contact[]) {
		this.#ports = ports;
		for (const { dev, lastContact, heads } of contacts)
			this.#devices.set(dev, { lastContact, heads: JSON.parse(heads) as Known['heads'], weight: heads.length });
		this.#tending = setInterval(() => {
			for (const connection of this.#connections) connection.tend();
		}, TEND_MS).unref();
	}

	get size(): number {
		return this.#connections.size;
	}

	/** Takes over an admitted socket. */
	welcome(socket: WebSocket, visitor: Visitor, scope: Scope, plain: string | undefined): void {
		if (this.#connections.size >= MAX_CONNECTIONS || this.#countOf(visitor) >= MAX_CONNECTIONS_PER_DEVICE)
			return socket.close(CLOSE.later, 'too many connections');
		const connection = new Connection(
			{ socket, visitor, scope, plain },
			{
				handlerOf: (stream) => this.#ports.handlerOf(stream.kind === 'log' ? 'log' : 'other'),
				pace: (dev, bytes) => Math.max(this.#frames.spend(dev), this.#bytes.spend(dev, bytes)),
				said: (speaker, message) => this.#said(speaker, message),
				heard: (speaker) => this.#heard(speaker),
				closed: (gone) => this.#closed(gone),
				refused: this.#ports.refused,
				ticks: this.#ports.ticks
			}
		);
		this.#connections.add(connection);
		this.#online.set(visitor.dev, (this.#online.get(visitor.dev) ?? 0) + 1);
		this.#heard(connection);
		this.#changedDevice(visitor.dev);
		const { log } = this.#ports;
		if (connection.isMultiplexed)
			connection.tell({
				type: 'heads',
				whole: true,
				heads: this.#headsFor(connection, log.heads()),
				rivals: scope === 'upload' ? 0 : log.rivals
			});
		if (scope === 'full' && connection.isMultiplexed)
			for (const devices of portions([...this.#devices.keys()].map((dev) => this.#contactOf(dev))))
				connection.tell({ type: 'devices', devices });
		connection.start();
	}

	/** Chains that grew by a commit. */
	grown(devices: Iterable<string>): void {
		for (const dev of devices) this.#changedHeads.add(dev);
		this.#headsTimer ??= setTimeout(() => this.#tellHeads(), HEADS_DELAY_MS);
	}

	/** Ends connections whose rights are no longer those they came with. */
	rightsChanged(): void {
		for (const connection of [...this.#connections])
			if (this.#ports.scopeOf(connection.visitor) !== connection.scope) connection.close(CLOSE.rightsChanged, 'rights changed');
	}

	/** Contacts that changed since the last call, to be kept. */
	takeUnsaved(): readonly Contact[] {
		const contacts = [...this.#unsavedDevices].flatMap((dev) => {
			const known = this.#devices.get(dev);
			return known ? [{ dev, lastContact: known.lastContact, heads: JSON.stringify(known.heads) }] : [];
		});
		this.#unsavedDevices.clear();
		return contacts;
	}

	lastContact(dev: string): string {
		return this.#devices.get(dev)?.lastContact ?? NEVER;
	}

	get contacts(): readonly DeviceContact[] {
		return [...this.#devices.keys()].map((dev) => this.#contactOf(dev));
	}

	closeAll(code: number, reason: string): void {
		clearInterval(this.#tending);
		clearTimeout(this.#headsTimer);
		clearTimeout(this.#devicesTimer);
		for (const connection of [...this.#connections]) connection.close(code, reason);
	}

	#said(connection: Connection, message: ClientMessage): void {
		const { dev } = connection.visitor;
		if (message.type !== 'have' || dev === '' || connection.scope !== 'full') return;
		const known = this.#devices.get(dev);
		if (!known) return;
		if (message.whole) known.heads = {};
		const { log } = this.#ports;
		// Only chains that exist here: what a device says it holds must not fill the relay's memory.
		for (const [chain, head] of Object.entries(message.heads)) if (log.chain(chain)) known.heads[chain] = head;
		known.weight = JSON.stringify(known.heads).length;
		this.#changedDevice(dev);
		const own = message.heads[this.#ports.relay()]?.[0];
		if (message.whole || own !== undefined) this.#ports.ownChainHeld(own ?? 0);
	}

	#heard({ visitor: { dev } }: Connection): void {
		if (dev === '') return;
		const now = formatUtc(this.#ports.now());
		const known = this.#devices.get(dev);
		if (known) known.lastContact = now;
		else this.#devices.set(dev, { lastContact: now, heads: {}, weight: 2 });
		this.#unsavedDevices.add(dev);
	}

	#closed(connection: Connection): void {
		if (!this.#connections.delete(connection)) return;
		const { dev } = connection.visitor;
		const left = (this.#online.get(dev) ?? 1) - 1;
		if (left > 0) this.#online.set(dev, left);
		else this.#online.delete(dev);
		this.#changedDevice(dev);
	}

	#changedDevice(dev: string): void {
		if (dev === '') return;
		this.#changedDevices.add(dev);
		this.#unsavedDevices.add(dev);
		this.#devicesTimer ??= setTimeout(() => this.#tellDevices(), DEVICES_DELAY_MS).unref();
	}

	#tellHeads(): void {
		this.#headsTimer = undefined;
		const { log } = this.#ports;
		const heads: Record<string, readonly [number, string]> = {};
		for (const dev of this.#changedHeads) {
			const main = log.chain(dev)?.branches[0];
			if (main && main.committed > 0) heads[dev] = [main.committed, main.committedId];
		}
		this.#changedHeads.clear();
		for (const connection of this.#connections)
			if (connection.scope !== 'upload') connection.tell({ type: 'heads', whole: false, heads, rivals: log.rivals });
	}

	/** A portion of what changed; the rest in the next round, so that a large company does not drown its own line. */
	#tellDevices(): void {
		this.#devicesTimer = undefined;
		const devices: DeviceContact[] = [];
		let weight = 0;
		for (const dev of this.#changedDevices) {
			weight += 100 + (this.#devices.get(dev)?.weight ?? 0);
			if (devices.length > 0 && weight > DEVICES_PORTION_BYTES) break;
			this.#changedDevices.delete(dev);
			devices.push(this.#contactOf(dev));
		}
		for (const connection of this.#connections) if (connection.scope === 'full') connection.tell({ type: 'devices', devices });
		if (this.#changedDevices.size > 0) this.#devicesTimer = setTimeout(() => this.#tellDevices(), DEVICES_DELAY_MS).unref();
	}

	#contactOf(dev: string): DeviceContact {
		const known = this.#devices.get(dev);
		return { dev, online: this.#online.has(dev), lastContact: known?.lastContact ?? NEVER, heads: known?.heads ?? {} };
	}

	#countOf({ dev, invite }: Visitor): number {
		let count = 0;
		for (const { visitor } of this.#connections) if (visitor.dev === dev && visitor.invite === invite) count++;
		return count;
	}

	/** A device that only delivers learns how far its own chain is here, nothing else. */
	#headsFor({ scope, visitor }: Connection, heads: Heads): Heads {
		if (scope !== 'upload') return heads;
		const own = heads[visitor.dev];
		return own ? { [visitor.dev]: own } : {};
	}
}

function portions(contacts: readonly DeviceContact[]): readonly (readonly DeviceContact[])[] {
	const all: DeviceContact[][] = [];
	let weight = DEVICES_PORTION_BYTES;
	for (const contact of contacts) {
		const own = 100 + Object.keys(contact.heads).length * 80;
		if (weight + own > DEVICES_PORTION_BYTES) {
			all.push([]);
			weight = 0;
		}
		weight += own;
		all.at(-1)?.push(contact);
	}
	return all;
}
