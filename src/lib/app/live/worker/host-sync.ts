/** Synchronisation of the hosted company: with its relay where there is one, and the wrapped keys in any case. */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { StoredDocuments } from '#lib/store/documents-storage.ts';
import type { StoredAttachments } from '#lib/store/attachments.ts';
import type { StoredReplica } from '#lib/store/stored-replica.ts';
import type { Identity } from '#lib/sync/admission-client.ts';
import { AdmissionClient } from '#lib/sync/admission-client.ts';
import { inDeliveries, postEntries } from '#lib/sync/entry-upload.ts';
import { claimRelay } from '#lib/sync/claim-relay.ts';
import { normalizeRelayUrl, type RelayUrl } from '#lib/sync/relay-url.ts';
import type { SyncStatus } from '#lib/sync/status.ts';
import { SyncEngine } from '#lib/sync/sync-engine.ts';
import type { RelayFailure, RelayProbe } from '../protocol.ts';
import { syncPorts } from './environment.ts';

/** Never connected to: keys are kept in documents also where there is no relay yet. */
const NO_RELAY: RelayUrl = { base: '', api: 'https://relay.invalid/api', socket: 'wss://relay.invalid' };

export interface HostSyncPorts {
	readonly replica: StoredReplica;
	readonly attachments: StoredAttachments;
	/** Who asks to be let in, while this device is still joining; undefined afterwards. */
	readonly joining: () => Identity | undefined;
	/** The same after it has joined, for a relay that has not heard of it. */
	readonly beginner: () => Identity | undefined;
	readonly onStatus: () => void;
}

export class HostSync {
	readonly #ports: HostSyncPorts;
	#engine: SyncEngine;
	#url = '';

	constructor(ports: HostSyncPorts) {
		this.#ports = ports;
		this.#engine = this.#create(NO_RELAY);
	}

	/** Address of the relay; "" for none. */
	get url(): string {
		return this.#url;
	}

	get keys(): SyncEngine['keys'] {
		return this.#engine.keys;
	}

	/** Undefined without a relay. */
	get attachments(): SyncEngine['attachments'] {
		return this.#url === '' ? undefined : this.#engine.attachments;
	}

	/** Undefined without a relay. */
	get status(): SyncStatus | undefined {
		return this.#url === '' ? undefined : this.#engine.status.current;
	}

	/** Begins with the relay at an address, or with none. */
	async start(url: string): Promise<void> {
		const normal = url === '' ? undefined : normalizeRelayUrl(url);
		await this.#engine.stop();
		this.#url = normal?.ok ? normal.value.base : '';
		this.#engine = this.#create(normal?.ok ? normal.value : NO_RELAY);
		this.#engine.status.subscribe(() => this.#ports.onStatus());
		if (this.#url === '') await this.#engine.keys.start();
		else this.#engine.start();
		this.#ports.onStatus();
	}

	nudge(): void {
		this.#engine.nudge();
	}

	/** Rights or identity of this device have changed. */
	reconnect(): void {
		this.#engine.reconnect();
	}

	stop(): Promise<void> {
		return this.#engine.stop();
	}

	async probe(url: string): Promise<Result<RelayProbe, RelayFailure>> {
		const normal = normalizeRelayUrl(url);
		if (!normal.ok) return err({ code: normal.error, detail: url });
		const info = await new AdmissionClient(syncPorts, normal.value, () => undefined).info();
		if (!info.ok) return err(info.error);
		const { claimed, org, version } = info.value;
		return ok({ url: normal.value.base, claimed, ours: org === this.#ports.replica.org, version });
	}

	/** Claims a fresh relay and hands over everything, or checks that this one serves the company. */
	async attach(url: string, code: string, invitation: string, onProgress: (share: number) => void): Promise<Result<null, RelayFailure>> {
		const normal = normalizeRelayUrl(url);
		if (!normal.ok) return err({ code: normal.error, detail: url });
		const { replica } = this.#ports;
		if (code !== '') {
			const claimed = await claimRelay({
				ports: syncPorts,
				url: normal.value,
				replica,
				code,
				invitation,
				onProgress: ({ done, total }) => onProgress(total === 0 ? 1 : done / total)
			});
			if (!claimed.ok) return err(claimed.error);
		} else {
			const probed = await this.probe(url);
			if (!probed.ok) return probed;
			if (!probed.value.ours) return err({ code: probed.value.claimed ? 'foreign-org' : 'not-claimed', detail: normal.value.base });
		}
		await this.start(normal.value.base);
		return ok(null);
	}

	/** Hands the relay every entry of this device's chain, whatever it thinks of them. Error: not all are there. */
	async handOver(): Promise<Result<null, RelayFailure>> {
		const { replica } = this.#ports;
		const dev = replica.formerDev;
		const lines = replica.linesOf(dev, 1, replica.heads()[dev]?.[0] ?? 0);
		if (this.#url === '') return err({ code: 'unreachable', detail: 'there is no relay' });
		for (const batch of inDeliveries(lines.map((line) => ({ line })))) {
			const delivered = await postEntries(
				this.#engine.relay,
				batch.map(({ line }) => line),
				syncPorts.gzip
			);
			if (!delivered.ok) return err(delivered.error);
			const [refused] = delivered.value.refused;
			if (refused) return err({ code: refused.code, detail: refused.detail });
		}
		return ok(null);
	}

	#create(url: RelayUrl): SyncEngine {
		const { replica, attachments, joining, beginner } = this.#ports;
		return new SyncEngine({
			replica,
			ports: syncPorts,
			url,
			documents: new StoredDocuments(replica.database),
			attachments,
			identity: () => joining() ?? this.#device(),
			beginner,
			onBehindOwnChain: async ({ isForked }) => {
				const retired = await replica.retireLocally(isForked ? 'forked' : 'behind');
				if (!retired.ok) throw new Error(retired.error.detail);
			}
		});
	}

	/** A device that has retired goes on delivering under its former id. */
	#device(): Identity | undefined {
		const { replica } = this.#ports;
		if (replica.formerDev === '') return undefined;
		return { kind: 'device', org: replica.org, dev: replica.formerDev, sign: (message) => replica.sign(message) };
	}
}
