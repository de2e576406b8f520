/** Clients of the real relay process: replicas in memory with the product's own engine, over real sockets. */
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { formatInvitationCode } from '#lib/log/invitation.ts';
import { deviceInvited } from '#lib/modules/org/index.ts';
import { createNodeSigner } from '../../src/cli/node-crypto.ts';
import { createPlatformPorts } from '#lib/sync/platform-ports.ts';
import { claimRelay } from '#lib/sync/claim-relay.ts';
import { MemoryDocuments } from '#lib/sync/document-storage.ts';
import { normalizeRelayUrl } from '#lib/sync/relay-url.ts';
import { SyncEngine, type SyncEngineOptions } from '#lib/sync/sync-engine.ts';
import { device, entriesOf, uid } from '../properties/world.ts';
import { startRelayProcess, temporaryDirectory, type RelayProcess } from '../relay/relay-process.ts';
import type { MemoryReplica } from './memory-replica.ts';
import { MemoryDisk } from './memory-replica.ts';
import { cmdOf, crypto, orgOf, replicaOf, signerOf, someAct, type World } from './test-company.ts';

export const ports = createPlatformPorts(crypto);

// y-websocket registers one listener for every provider.
process.setMaxListeners(0);

export interface ServedCompany {
	readonly world: World;
	readonly data: string;
	relay: RelayProcess;
	/** What everybody knows at the beginning: the founding and the relay's invitation. */
	readonly disk: MemoryDisk;
}

/** A relay process claimed for the company of a world. */
export async function serve(world: World): Promise<ServedCompany> {
	const data = temporaryDirectory();
	const relay = await startRelayProcess(data);
	const seed = crypto.sha256(new TextEncoder().encode('relay invitation'));
	const terminal = device(world, 0, 'relay');
	const invited = await terminal.do(
		deviceInvited,
		{
			device: uid('relay'),
			inviteKey: toBase64Url(createNodeSigner(seed).publicKey),
			kind: 'relay',
			site: world.site,
			code: 'R1',
			expires: formatUtc(Date.now() + 3_600_000)
		},
		{ by: world.people.own, at: formatUtc(Date.now()), signers: [world.people.own] }
	);
	const disk = new MemoryDisk();
	disk.keep(entriesOf(terminal));
	const replica = replicaOf(world, 0, disk.clone());
	const claimed = await claimRelay({
		ports,
		url: unwrap(normalizeRelayUrl(relay.url)),
		replica,
		code: relay.claimCode ?? '',
		invitation: formatInvitationCode({ org: orgOf(world), invite: invited.id, seed }),
		onProgress: () => undefined
	});
	if (!claimed.ok) throw new Error(JSON.stringify(claimed.error));
	return { world, data, relay, disk };
}

export interface Client {
	readonly replica: MemoryReplica;
	readonly engine: SyncEngine;
	readonly documents: MemoryDocuments;
	behind: boolean;
}

export function client(company: ServedCompany, index: number, options: Partial<SyncEngineOptions> & { disk?: MemoryDisk } = {}): Client {
	const replica = replicaOf(company.world, index, options.disk ?? company.disk.clone(), () => Date.now());
	const documents = new MemoryDocuments();
	const made: { behind: boolean } = { behind: false };
	const sign = (message: Uint8Array) => signerOf(company.world, index).sign(message);
	const dev = replica.dev;
	const engine = new SyncEngine({
		replica,
		ports,
		url: unwrap(normalizeRelayUrl(company.relay.url)),
		documents,
		identity: () => ({ kind: 'device', org: replica.org, dev, sign }),
		onBehindOwnChain: () => {
			made.behind = replica.isRetired = true;
			return Promise.resolve();
		},
		...options
	});
	return Object.assign(made, { replica, engine, documents });
}

let acts = 0;

/** One act of one or two operations on a client. */
export async function act({ replica }: Client, world: World, choice = acts): Promise<void> {
	acts++;
	const at = formatUtc(Date.now());
	const recorded = await replica.record(cmdOf(`act ${acts} ${Math.random()}`), someAct(world, choice, at));
	if (!recorded.ok) throw new Error(recorded.error.detail);
}

/** Resolves when the condition holds; rejects with what `why` says after a long while. */
export async function until(condition: () => boolean, why: () => string, ms = 30_000): Promise<void> {
	const end = performance.now() + ms;
	while (!condition()) {
		if (performance.now() > end) throw new Error(`still not: ${why()}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
