/**
 * Synchronisation of one company with one relay, put together: one connection, the log, drafts, keys and presence, and what
 * people are told about it.
 */
import type { Replica } from '#lib/store/replica-port.ts';
import { encodeFrame } from '#lib/wire/messages.ts';
import { AdmissionClient, type Identity } from './admission-client.ts';
import { Attachments, type AttachmentStatus, type AttachmentStore } from './attachments.ts';
import { Documents, type DocumentStorage } from './documents.ts';
import { SYNC_STEP_1, syncMessage } from './frame-cutter.ts';
import { KeyDocuments } from './key-documents.ts';
import type { BehindOwnChain } from './behind-own-chain.ts';
import { LogSync } from './log-sync.ts';
import { Multiplexer } from './multiplexer.ts';
import { virtualSocketClass } from './multiplex-socket.ts';
import { callSafely, type Observable } from './observable.ts';
import { reasonOf, type Cancel, type SyncPorts } from './ports.ts';
import { Presence } from './presence.ts';
import { noteProblem, type NotedProblem, type SyncProblem } from './problems.ts';
import type { RelayUrl } from './relay-url.ts';
import { statusOf, type SyncStatus } from './status.ts';

export interface SyncEngineOptions {
	readonly replica: Replica;
	readonly ports: SyncPorts;
	readonly url: RelayUrl;
	/** Where drafts and keys are kept between sessions. */
	readonly documents: DocumentStorage;
	/** Where attachments are kept; none travel without it. */
	readonly attachments?: AttachmentStore;
	/**
	 * Who asks to be let in; asked at every connection. Default: the replica's device. A device that has retired goes on
	 * delivering under its former id, which only the app knows then.
	 */
	readonly identity?: () => Identity | undefined;
	/** Who this device was before it had joined, as long as that is known (admission-client.ts). */
	readonly beginner?: (() => Identity | undefined) | undefined;
	/** Must make the replica stop recording, durably. Entries of the own chain are fetched only after it resolves. */
	readonly onBehindOwnChain: (state: BehindOwnChain) => Promise<void>;
	/** Whether this device keeps all wrapped keys (default), as every device does on which people sign. */
	readonly mirrorsKeys?: boolean;
	/** Devices that count as recipients; default: every device with a chain, other than this one and the relay. */
	readonly otherDevices?: () => readonly string[];
}

/** Changes of the status within this time are told once. */
export const STATUS_DELAY_MS = 100;
/** A segment no chain reaches: asking for it costs the relay nothing, and any relay answers. */
const PING_SEGMENT = 999_999_999;
const NO_ATTACHMENTS: AttachmentStatus = { waiting: 0, waitingBytes: 0, sent: 0 };
/** A state vector of nothing. */
const KNOWS_NOTHING = Uint8Array.of(0);

export class SyncEngine {
	readonly relay: AdmissionClient;
	readonly documents: Documents;
	readonly keys: KeyDocuments;
	readonly presence: Presence;
	/** Undefined where no attachments are kept. */
	readonly attachments: Attachments | undefined;
	readonly status: Observable<SyncStatus>;
	readonly #options: SyncEngineOptions;
	readonly #multiplexer: Multiplexer;
	readonly #log: LogSync;
	readonly #listeners = new Set<(status: SyncStatus) => void>();
	readonly #cancels: (() => void)[] = [];
	#telling: Cancel | undefined;
	#cached: SyncStatus | undefined;
	#problems: readonly NotedProblem[] = [];
	#lastHeard: number | undefined;
	#behindOwn: BehindOwnChain | undefined;

	constructor(options: SyncEngineOptions) {
		const { replica, ports, url } = options;
		this.#options = options;
		this.relay = new AdmissionClient(ports, url, () => this.#identity(), options.beginner);
		this.#multiplexer = new Multiplexer(ports, {
			admit: async () => {
				const admitted = await this.relay.admit();
				return admitted.ok ? { ok: true, value: { url: this.relay.socketUrl(admitted.value), scope: admitted.value.scope } } : admitted;
			},
			ping: () => pingFrame(this.#ownDev()),
			onOddity: (detail) => this.#note({ kind: 'oddity', detail })
		});
		const onTooLarge = (stream: string, bytes: number) => this.#note({ kind: 'too-large', stream, bytes });
		const socket = virtualSocketClass(this.#multiplexer, { crypto: ports.crypto, awareness: false, onTooLarge });
		const awareSocket = virtualSocketClass(this.#multiplexer, { crypto: ports.crypto, awareness: true, onTooLarge });
		this.#log = new LogSync({
			replica,
			ports,
			multiplexer: this.#multiplexer,
			relay: this.relay,
			socket,
			ownDev: () => this.#ownDev(),
			onProblem: (problem) => this.#note(problem),
			onBehindOwnChain: (state) => {
				this.#behindOwn = state;
				this.#changed();
				return options.onBehindOwnChain(state);
			},
			onChange: () => this.#changed()
		});
		this.documents = new Documents({
			ports,
			storage: options.documents,
			multiplexer: this.#multiplexer,
			socket,
			awareSocket,
			onProblem: (problem) => this.#note(problem)
		});
		this.keys = new KeyDocuments({
			documents: this.documents,
			crypto: ports.crypto,
			onProblem: (detail) => this.#note({ kind: 'oddity', detail })
		});
		this.presence = new Presence(awareSocket);
		this.attachments =
			options.attachments &&
			new Attachments({
				store: options.attachments,
				relay: this.relay,
				ports,
				onProblem: (problem) => this.#note(problem),
				onChange: () => this.#changed()
			});
		this.status = {
			get current() {
				return current();
			},
			subscribe: (listener) => {
				this.#listeners.add(listener);
				return () => void this.#listeners.delete(listener);
			}
		};
		const current = () => (this.#cached ??= this.#statusNow());
	}

	start(): void {
		if (this.#cancels.length > 0) return;
		this.#cancels.push(
			this.#multiplexer.link.subscribe((link) => {
				this.#changed();
				if (link.status === 'online') this.attachments?.connected(link.scope);
				else this.attachments?.disconnected();
				if (link.status !== 'online' || link.scope === 'upload') return;
				this.keys.connected();
				void this.documents.deliverUnsent();
			}),
			this.#multiplexer.onMessage(() => (this.#lastHeard = this.#options.ports.now()))
		);
		this.#log.start();
		this.#multiplexer.start();
		if (this.#options.mirrorsKeys === false) return;
		this.keys.start().catch((error: unknown) => this.#note({ kind: 'oddity', detail: `keys: ${reasonOf(error)}` }));
	}

	/** Resolves when everything is on disk. */
	async stop(): Promise<void> {
		this.#log.stop();
		this.attachments?.disconnected();
		this.#multiplexer.stop();
		this.presence.leave();
		for (const cancel of this.#cancels.splice(0)) cancel();
		this.#telling?.();
		this.#telling = undefined;
		this.#cached = undefined;
		await this.keys.stop();
		await this.documents.closeAll();
	}

	/** Try now: the network is back, the page is looked at, a person asks. */
	nudge(): void {
		this.#multiplexer.nudge();
		this.#log.nudge();
		this.attachments?.send();
	}

	/** Connects anew, as whoever this device is now: it has joined, or its rights have changed. */
	reconnect(): void {
		this.#multiplexer.reconnect();
	}

	#identity(): Identity | undefined {
		const { replica, identity } = this.#options;
		if (identity) return identity();
		if (replica.dev === '') return undefined;
		return { kind: 'device', org: replica.org, dev: replica.dev, sign: (message) => replica.sign(message) };
	}

	#ownDev(): string {
		const identity = this.#identity();
		return identity?.kind === 'device' ? identity.dev : this.#options.replica.dev;
	}

	#note(problem: SyncProblem): void {
		this.#problems = noteProblem(this.#problems, problem, this.#options.ports.now());
		this.#changed();
	}

	#changed(): void {
		this.#cached = undefined;
		this.#telling ??= this.#options.ports.setTimer(() => {
			this.#telling = undefined;
			for (const listener of [...this.#listeners]) callSafely(listener, this.status.current);
		}, STATUS_DELAY_MS);
	}

	#statusNow(): SyncStatus {
		const { replica, otherDevices } = this.#options;
		const dev = this.#ownDev();
		const isOther = (other: string) => other !== dev && other !== this.relay.relay;
		return statusOf({
			replica,
			dev,
			others: otherDevices?.() ?? Object.keys(replica.heads()).filter(isOther).sort(),
			known: this.#log.known,
			view: this.#log.view,
			link: this.#multiplexer.link.current,
			progress: this.#log.progress.current,
			attachments: this.attachments?.status ?? NO_ATTACHMENTS,
			problems: this.#problems,
			lastHeard: this.#lastHeard,
			behindOwnChain: this.#behindOwn
		});
	}
}

/** The first step of synchronising a segment that does not exist: answered by "nothing", or by a refusal. */
function pingFrame(dev: string): Uint8Array {
	const name = dev === '' ? 'A'.repeat(22) : dev;
	return encodeFrame(`log/${name}/${PING_SEGMENT}`, syncMessage(SYNC_STEP_1, KNOWS_NOTHING));
}
