/**
 * A small company to play histories in: founded once, then cloned for every run, because founding is the dear part.
 * A clone is a real replica – the same entries, the same device keys – so a device can also be cloned against itself,
 * which is how a fork comes about.
 */
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { decodeEntry, type Entry } from '#lib/log/entry.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { Signer } from '#lib/log/crypto.ts';
import { newPerson, newUid, Terminal, type AuthoringPorts, type Doing, type Person } from '#lib/modules/authoring.ts';
import { Company } from '#lib/modules/company.ts';
import { itemCreated, partnerCreated } from '#lib/modules/master-data/index.ts';
import { locationDefined, personKeyAdded, personRegistered, roleGranted } from '#lib/modules/org/index.ts';
import type { Registry } from '#lib/engine/registry.ts';

export const crypto = createNodeCrypto();
export const DAY = '2026-09-01';
/** An instant of the story's day, `08:30` or `08:30:15`. */
export const clock = (time: string): string => `${DAY}T${time.length === 5 ? `${time}:00` : time}+08:00`;

const PEOPLE = {
	own: ['OWN', 'IT'],
	qh: ['QH', 'AR'],
	qa: ['QA', 'AR'],
	qa2: ['QA', 'AR'],
	qc: ['QC'],
	pm: ['PM', 'EN'],
	wh: ['WH'],
	wh2: ['WH'],
	op: ['OP', 'LL']
} as const;
export type Who = keyof typeof PEOPLE;
export type Preset = 'micro' | 'small' | 'contract';

export interface World {
	readonly people: Readonly<Record<Who, Person>>;
	/** Everything written while founding, in causal order. */
	readonly entries: readonly Entry[];
	readonly deviceSigners: readonly Signer[];
	readonly devices: readonly string[];
	readonly site: string;
	/** Uids: items, locations, partners. */
	readonly ids: Readonly<
		Record<'raw' | 'product' | 'raw2' | 'serial' | 'stock' | 'line' | 'receiving' | 'supplier' | 'customer' | 'customer2', string>
	>;
	readonly recoverySeed: Uint8Array;
}

// The constructor is private to the app; a test needs it to put one device's key on two replicas.
const RawTerminal = Terminal as unknown as new (
	ports: AuthoringPorts,
	company: Company,
	signer: Signer,
	code: string,
	site: string
) => Terminal;

function portsFor(seed: string, made: Signer[] = []): AuthoringPorts {
	return {
		crypto,
		random: seededRandom(seed, crypto),
		createSigner: (bytes) => {
			const signer = createNodeSigner(bytes);
			made.push(signer);
			return signer;
		},
		app: 'test'
	};
}

const worlds = new Map<string, Promise<World>>();

/** The founded company of a preset; made once per process. */
export function world(preset: Preset = 'small', devices = 4): Promise<World> {
	const key = `${preset} ${devices}`;
	let made = worlds.get(key);
	if (!made) worlds.set(key, (made = found(preset, devices)));
	return made;
}

async function found(preset: Preset, deviceCount: number): Promise<World> {
	const made: Signer[] = [];
	const ports = portsFor(`world ${preset}`, made);
	const people = Object.fromEntries(Object.entries(PEOPLE).map(([who, roles]) => [who, newPerson(ports, who, roles)])) as unknown as Record<
		Who,
		Person
	>;
	const at = '2026-08-01T08:00:00+08:00';
	const { terminal: first, recoverySeed } = await Terminal.found(ports, {
		name: '某公司',
		preset,
		founders: [people.own, people.qh],
		site: { code: 'CZ', name: '工厂', kind: 'factory' },
		deviceCode: 'A1',
		at
	});
	const appointment: Doing = { by: people.own, role: 'OWN', at, signers: [people.own, people.qh] };
	for (const [who, person] of Object.entries(people)) {
		if (who === 'own' || who === 'qh') continue;
		await first.do(personRegistered, { person: person.uid, name: person.name }, { by: people.own, at });
		await first.do(personKeyAdded, { person: person.uid, key: toBase64Url(person.signer.publicKey) }, appointment);
		for (const role of person.roles) await first.do(roleGranted, { person: person.uid, role: role as 'QA' }, appointment);
	}
	const names = ['raw', 'product', 'raw2', 'serial', 'stock', 'line', 'receiving', 'supplier', 'customer', 'customer2'] as const;
	const ids = Object.fromEntries(names.map((name) => [name, newUid(ports)])) as Record<(typeof names)[number], string>;
	const it: Doing = { by: people.own, at, signers: [people.own] };
	for (const [name, kind] of [
		['raw', 'raw'],
		['raw2', 'raw'],
		['product', 'finished'],
		['serial', 'finished']
	] as const)
		await first.do(
			itemCreated,
			{
				item: ids[name],
				code: name,
				nameZh: name,
				class: kind,
				track: name === 'serial' ? 'serial' : 'lot',
				unit: '个',
				qualityClass: 'A'
			},
			it
		);
	for (const [name, kind] of [
		['stock', 'stock'],
		['line', 'lineside'],
		['receiving', 'receiving']
	] as const)
		await first.do(locationDefined, { uid: ids[name], site: first.site, code: name, kind }, it);
	for (const [name, kind] of [
		['supplier', 'supplier'],
		['customer', 'customer'],
		['customer2', 'customer']
	] as const)
		await first.do(partnerCreated, { partner: ids[name], code: name, name, kind }, it);
	for (const code of ['B1', 'C1', 'D1'].slice(0, deviceCount - 1))
		first.receive(await first.invite({ code, site: first.site, kind: 'shared_terminal', by: people.own, at }));
	const { log } = first.company;
	const devices = [...new Set(log.ops.map((op) => op.dev as string))];
	const signerOf = (dev: string) => made.find((signer) => deviceIdOf(signer.publicKey, crypto) === dev) as Signer;
	return { people, entries: entriesOf(first), deviceSigners: devices.map(signerOf), devices, site: first.site, ids, recoverySeed };
}

/** Entries of a replica, in the order it accepted them. */
export function entriesOf(terminal: Terminal): readonly Entry[] {
	return terminal.company.log.ops.map((op) => entryOf(op.line));
}

export function entryOf(line: string): Entry {
	const entry = decodeEntry(line, crypto);
	if (!entry.ok) throw new Error(entry.error.detail);
	return entry.value;
}

/** A replica with these entries. */
export function replica(entries: readonly Entry[], definitions?: Registry): Company {
	const company = definitions ? new Company(crypto, { definitions }) : new Company(crypto);
	for (const entry of entries) {
		const taken = company.ingest(entry, { signatureVerified: true });
		if (!taken.ok) throw new Error(`${taken.error.code}: ${taken.error.detail}`);
	}
	return company;
}

/** Device number `index` of the world on a replica of its own that knows `entries`. */
export function device(from: World, index: number, seed: string, entries: readonly Entry[] = from.entries): Terminal {
	const signer = from.deviceSigners[index];
	if (!signer) throw new Error(`the world has no device ${index}`);
	return new RawTerminal(portsFor(`${seed} ${index}`), replica(entries), signer, `T${index}`, from.site);
}

/** Several devices of a world, each knowing the founding. */
export function devices(from: World, count: number, seed = 'run'): Terminal[] {
	return Array.from({ length: count }, (_, index) => device(from, index, seed));
}

/** Everybody tells everybody, twice, so that nothing waits for its past. */
export function meet(...terminals: readonly Terminal[]): void {
	for (let round = 0; round < 2; round++) for (const to of terminals) for (const from of terminals) if (to !== from) to.receive(from);
}

export function uid(name: string): string {
	return toBase64Url(crypto.sha256(new TextEncoder().encode(name)).slice(0, 16));
}

export const pieces = (value: number | string) => ({ value: String(value), unit: '个' });
