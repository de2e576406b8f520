/** Logs below the engine: devices that only have keys and chains, for tests of the log itself. */
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { ChainWriter, type OperationDraft, type WriterPorts } from '#lib/log/chain-writer.ts';
import type { Signer } from '#lib/log/crypto.ts';
import { entryMessage, sealEntry, type Entry } from '#lib/log/entry.ts';
import { joinMessage } from '#lib/log/invitation.ts';
import { LogSet } from '#lib/log/log-set.ts';
import type { JsonObject, Operation } from '#lib/log/operation.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';

export const crypto = createNodeCrypto();
const random = seededRandom('raw log', crypto);
export const newSigner = (): Signer => createNodeSigner(random(32));
export const newCommand = (): string => toBase64Url(random(16));

export interface RawDevice {
	readonly log: LogSet;
	readonly writer: ChainWriter;
	readonly signer: Signer;
	write(type?: string, data?: JsonObject): Promise<Entry>;
}

export function draft(type = 'note.made', data: JsonObject = {}): OperationDraft {
	return { type, tv: 1, cls: 'F', refs: ['org:company'], data, at: '2026-09-01T08:00:00+08:00', site: '', by: 'p', role: 'QA' };
}

export function rawDevice(signer: Signer = newSigner(), more: Partial<WriterPorts> = {}): RawDevice {
	const log = new LogSet(crypto);
	let now = 0;
	const ports: WriterPorts = {
		crypto,
		now: () => now++,
		formatInstant: (ms) => new Date(Date.UTC(2026, 8, 1) + ms).toISOString(),
		app: 'test',
		...more
	};
	const writer = new ChainWriter(log, signer, ports);
	return {
		log,
		writer,
		signer,
		async write(type, data) {
			const [op] = await writer.append(newCommand(), [draft(type, data)]);
			if (!op) throw new Error('recorded');
			return { id: op.id, line: op.line, op: op.op };
		}
	};
}

/** The first device of a company. */
export async function founder(more: Partial<WriterPorts> = {}): Promise<RawDevice> {
	const device = rawDevice(newSigner(), more);
	await device.write('org.initialised', { device: { pubKey: toBase64Url(device.signer.publicKey) } });
	return device;
}

/** Another device, invited by the first and knowing all it knows. */
export async function joined(by: RawDevice): Promise<RawDevice> {
	const key = newSigner();
	const invited = await by.write('device.invited', { inviteKey: toBase64Url(key.publicKey) });
	const device = rawDevice();
	bring(by, device);
	await device.write('device.joined', await joiningData(device, key, invited));
	bring(device, by);
	return device;
}

export async function joiningData(device: RawDevice, inviteKey: Signer, invited: Entry): Promise<JsonObject> {
	const pubKey = toBase64Url(device.signer.publicKey);
	const org = invited.op.org;
	const proof = await inviteKey.sign(joinMessage({ org, invite: invited.id, dev: device.writer.dev, pubKey }));
	return { pubKey, invite: invited.id, proof: toBase64Url(proof) };
}

export function entriesOf(device: RawDevice): Entry[] {
	return device.log.ops.map((op) => ({ id: op.id, line: op.line, op: op.op }));
}

export function bring(from: RawDevice, to: RawDevice): void {
	for (const entry of entriesOf(from)) to.log.ingest(entry);
}

/** An entry as it stands, signed by whoever is asked to. */
export async function sealed(op: Operation, signer: Signer): Promise<Entry> {
	return sealEntry(op, await signer.sign(entryMessage(canonicalize(op))), crypto);
}
