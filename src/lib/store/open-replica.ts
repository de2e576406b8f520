/**
 * The doors of the store: opening a company that is here, keeping one that is new here, looking at a foreign one.
 *
 * Start: database → journal → image → what lies above it; the image missing or of another build, everything from the
 * journal, with progress. Then the checks of what must fit together (`damaged` names what does not), then what waits.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { decodeEntry, entryId } from '#lib/log/entry.ts';
import { utf8 } from '#lib/kernel/bytes.ts';
import { CompanyDatabase, STORE_FORMAT, type DatabasePorts } from './database.ts';
import { DEVICE_KEY, openDeviceKey, storedDev, type DeviceKey } from './device-key.ts';
import type { Schedule } from './image-keeper.ts';
import { ImageStore } from './image-store.ts';
import { EMPTY_HEAD, HEAD_KEY, Journal, type JournalHead } from './journal.ts';
import { loadCompany } from './load-company.ts';
import { closeFiles, type OpenFiles } from './open-lines.ts';
import { CompanyRegistry, type KnownCompany } from './registry.ts';
import type { Received } from './replica-port.ts';
import { readRetirement, RETIRED_KEY } from './retirement.ts';
import type { StoreProblem } from './store-problem.ts';
import { StoredReplica } from './stored-replica.ts';

export interface StorePorts extends DatabasePorts {
	readonly crypto: Crypto;
	/** Cryptographic randomness. */
	readonly random: (bytes: number) => Uint8Array;
	readonly subtle?: SubtleCrypto;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Monotonic milliseconds, for timings. */
	readonly clock: () => number;
	/** Build id written into every operation. */
	readonly app: string;
	readonly schedule: Schedule;
	/** Files for the lines; without it they are kept in memory. */
	readonly openFiles?: OpenFiles;
	/** Whether new blocks are compressed; they are unless told otherwise. */
	readonly gzip?: boolean;
}

export interface OpenOptions {
	/** From 0 to 1, while the company is rebuilt. */
	readonly onProgress?: (part: number) => void;
}

/** A company that is to be kept here. */
export interface NewCompany {
	/** At least the genesis; of a company being joined what was received so far. */
	readonly lines: readonly string[];
	/** The key that wrote the genesis, or with which this device will join. */
	readonly key: DeviceKey;
	readonly name: string;
	readonly demo: boolean;
	/** Address of its relay; "" for none. */
	readonly relay: string;
}

export interface Created {
	readonly replica: StoredReplica;
	readonly received: Received;
}

/** Opens a company this profile knows, own or foreign. Error `lost`: it is not (or no longer) here. */
export async function openReplica(org: string, ports: StorePorts, options: OpenOptions = {}): Promise<Result<StoredReplica, StoreProblem>> {
	const registry = await CompanyRegistry.open(ports);
	if (!registry.ok) return registry;
	const known = await registry.value.get(org);
	if (known.ok && known.value) await registry.value.update(org, { lastOpened: formatUtc(ports.now()) });
	registry.value.close();
	if (!known.ok) return known;
	return openDatabase(org, ports, options);
}

/** Keeps a company: one just founded, or one this device is about to join. Error `failed`: it is here already. */
export function createReplica(company: NewCompany, ports: StorePorts): Promise<Result<Created, StoreProblem>> {
	return create(company.lines, company.key, { ...company, dev: company.key.dev, kind: 'own' }, ports);
}

/** Keeps another company's bundle, only to be read. */
export function createForeign(
	company: Pick<NewCompany, 'lines' | 'name' | 'demo'>,
	ports: StorePorts
): Promise<Result<Created, StoreProblem>> {
	return create(company.lines, undefined, { ...company, relay: '', dev: '', kind: 'foreign' }, ports);
}

async function create(
	lines: readonly string[],
	key: DeviceKey | undefined,
	known: Omit<KnownCompany, 'org' | 'lastOpened'>,
	ports: StorePorts
): Promise<Result<Created, StoreProblem>> {
	const org = orgOf(lines, ports.crypto);
	if (org === undefined) return failed('there is no genesis among the lines');
	const row: KnownCompany = { ...pick(known), org, lastOpened: formatUtc(ports.now()) };
	const prepared = await prepare(org, key, ports);
	if (!prepared.ok) return prepared;
	if (prepared.value.isHere) {
		// An earlier attempt may have ended before the company was listed.
		const listed = await register({ ...row, dev: prepared.value.dev }, ports, 'unless-known');
		return listed.ok ? failed('this company is here already') : listed;
	}
	const opened = await openDatabase(org, ports, {});
	if (!opened.ok) return opened;
	const replica = opened.value;
	const received = await replica.receive(lines, 'bundle');
	const isFounded = replica.company.log.org === org;
	const registered = received.ok && isFounded ? await register(row, ports, 'always') : received;
	if (received.ok && registered.ok && isFounded) return ok({ replica, received: received.value });
	await replica.close();
	if (!received.ok) return received;
	return registered.ok ? failed(`the genesis was not accepted: ${received.value.refused[0]?.detail ?? ''}`) : registered;
}

/** An empty journal with the device's key. One without entries is what an attempt that failed left behind. */
async function prepare(
	org: string,
	key: DeviceKey | undefined,
	ports: StorePorts
): Promise<Result<{ readonly isHere: boolean; readonly dev: string }, StoreProblem>> {
	const database = await CompanyDatabase.create(org, ports);
	if (!database.ok) return database;
	const { value: db } = database;
	const written = await db.write(['meta'], async () => {
		const head = (await db.meta.get(HEAD_KEY)) as JournalHead | undefined;
		if (head && head.count > 0) return { isHere: true, dev: storedDev(await db.meta.get(DEVICE_KEY), ports.crypto) };
		await db.meta.bulkPut([STORE_FORMAT, EMPTY_HEAD, key?.stored], ['format', HEAD_KEY, DEVICE_KEY]);
		return { isHere: false, dev: key?.dev ?? '' };
	});
	db.close();
	return written;
}

async function openDatabase(org: string, ports: StorePorts, options: OpenOptions): Promise<Result<StoredReplica, StoreProblem>> {
	const database = await CompanyDatabase.open(org, ports);
	if (!database.ok) return database;
	const replica = await load(org, database.value, ports, options);
	if (!replica.ok) database.value.close();
	return replica;
}

async function load(
	org: string,
	database: CompanyDatabase,
	ports: StorePorts,
	options: OpenOptions
): Promise<Result<StoredReplica, StoreProblem>> {
	const { crypto } = ports;
	const meta = await database.read(['meta'], async () => ({
		key: await database.meta.get(DEVICE_KEY),
		retired: readRetirement(await database.meta.get(RETIRED_KEY))
	}));
	if (!meta.ok) return meta;
	const journal = await Journal.open(database, { crypto, ...(ports.gzip === undefined ? {} : { gzip: ports.gzip }) });
	if (!journal.ok) return journal;
	const key = meta.value.key === undefined ? ok(undefined) : openDeviceKey(meta.value.key, ports);
	if (!key.ok) return key;
	const images = await ImageStore.open(database);
	if (!images.ok) return images;
	const files = await ports.openFiles?.(org);
	const loaded = await loadCompany({
		journal: journal.value,
		images: images.value,
		files,
		crypto,
		clock: ports.clock,
		...(options.onProgress ? { onProgress: options.onProgress } : {})
	});
	const waiting = await journal.value.waiting();
	const problem = loaded.ok ? selfCheck(loaded.value.company.log, journal.value.head, org, key.value) : undefined;
	if (!loaded.ok || !waiting.ok || problem) {
		closeFiles(files);
		if (problem) return err({ code: 'damaged', detail: problem, unsaved: [] });
		return loaded.ok ? (waiting as Result<never, StoreProblem>) : loaded;
	}
	const replica = new StoredReplica(
		{
			org,
			database,
			journal: journal.value,
			images: images.value,
			key: key.value,
			retired: meta.value.retired,
			crypto,
			now: ports.now,
			app: ports.app,
			schedule: ports.schedule,
			...loaded.value
		},
		waiting.value.map((line) => entryId(utf8(line), crypto))
	);
	// A disk that refuses now is no reason not to read; whoever records next hears of it.
	await replica.resume(waiting.value);
	return ok(replica);
}

interface CheckedLog {
	readonly org: string;
	readonly size: number;
	opAt(index: number): { readonly id: string } | undefined;
	tipOf(dev: string): { readonly seq: number; readonly id: string } | undefined;
}

/** What does not fit together; undefined if everything does. */
function selfCheck(log: CheckedLog, head: JournalHead, org: string, key: DeviceKey | undefined): string | undefined {
	if (log.size > 0 && log.org !== org) return `the journal is of company ${log.org}`;
	if ((log.opAt(log.size - 1)?.id ?? '') !== head.last) return 'the last entry is not the one the head names';
	const tip = key && log.tipOf(key.dev);
	if ((tip?.seq ?? 0) !== head.seq || (tip?.id ?? '') !== head.id)
		return `the own chain ends at ${String(tip?.seq ?? 0)}, the head says ${String(head.seq)}`;
	return undefined;
}

function orgOf(lines: readonly string[], crypto: Crypto): string | undefined {
	for (const line of lines) {
		const entry = decodeEntry(line, crypto);
		if (entry.ok) return entry.value.op.org === '' ? entry.value.id : entry.value.op.org;
	}
	return undefined;
}

async function register(company: KnownCompany, ports: StorePorts, when: 'always' | 'unless-known'): Promise<Result<void, StoreProblem>> {
	const registry = await CompanyRegistry.open(ports);
	if (!registry.ok) return registry;
	const known = when === 'always' ? ok(undefined) : await registry.value.get(company.org);
	const put = known.ok && !known.value ? await registry.value.put(company) : known;
	registry.value.close();
	return put.ok ? ok(undefined) : put;
}

function pick({ name, demo, dev, relay, kind }: Omit<KnownCompany, 'org' | 'lastOpened'>): Omit<KnownCompany, 'org' | 'lastOpened'> {
	return { name, demo, dev, relay, kind };
}

function failed(detail: string): Result<never, StoreProblem> {
	return err({ code: 'failed', detail, unsaved: [] });
}
