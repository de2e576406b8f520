/**
 * A browser profile in memory: databases and files that survive their programs, and what can go wrong with them.
 *
 * A *life* is one program using the profile. Transactions are its only way to the disk, so every moment at which it can
 * die or be refused is before or after one of them: `fault` is asked at each.
 */
import type { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { DeviceKey } from '#lib/store/device-key.ts';
import { openDeviceKey } from '#lib/store/device-key.ts';
import type { StorePorts } from '#lib/store/open-replica.ts';
import type { SyncFile } from '#lib/store/opfs-lines.ts';
import { crypto, type World } from '../properties/world.ts';
import { signerOf } from './test-company.ts';

/** `before`: nothing was written · `after`: everything was, but the program does not hear of it. */
export type Moment = 'before' | 'after';

export interface Step {
	/** Counted from 1 over all writing transactions of a life. */
	readonly number: number;
	readonly moment: Moment;
	readonly tables: readonly string[];
}

/** The error to throw at a step, or undefined to let it pass. */
export type Fault = (step: Step) => Error | undefined;

export class Profile {
	readonly indexedDB = new IDBFactory();
	readonly files = new Map<string, MemoryFile>();
	/** Whether there is a private file system. */
	hasFiles = false;
	gzip = false;
	#now = Date.parse('2026-09-01T08:00:00Z');

	/** Ports of a program that starts now. */
	life(fault: Fault = () => undefined): Life {
		return new Life(this, fault);
	}

	/** The clock goes on by a second whenever somebody looks. */
	now(): number {
		this.#now += 1000;
		return this.#now;
	}

	/** A copy of everything on the disk, as a copied or restored profile has it. */
	async clone(): Promise<Profile> {
		const copy = new Profile();
		copy.hasFiles = this.hasFiles;
		copy.#now = this.#now;
		for (const [name, file] of this.files) copy.files.set(name, file.copy());
		for (const { name = '', version = 1 } of await this.indexedDB.databases())
			await copyDatabase(this.indexedDB, copy.indexedDB, name, version);
		return copy;
	}
}

export class Life {
	readonly #profile: Profile;
	readonly #fault: Fault;
	#steps = 0;
	#isDead = false;
	/** What waits for its time; `runTimers` lets it come. */
	readonly timers: { readonly ms: number; readonly run: () => void }[] = [];

	constructor(profile: Profile, fault: Fault) {
		this.#profile = profile;
		this.#fault = fault;
	}

	get isDead(): boolean {
		return this.#isDead;
	}

	get steps(): number {
		return this.#steps;
	}

	/** From now on nothing of this program reaches the disk, and it gets no answers. */
	kill(): void {
		this.#isDead = true;
		for (const file of this.#profile.files.values()) file.drop();
	}

	runTimers(): void {
		for (const { run } of this.timers.splice(0)) run();
	}

	get ports(): StorePorts {
		const profile = this.#profile;
		return {
			indexedDB: profile.indexedDB,
			IDBKeyRange,
			tap: (dexie) => this.#watch(dexie),
			crypto,
			random: (bytes) => new Uint8Array(bytes).fill(7),
			subtle: fakeSubtle,
			now: () => profile.now(),
			clock: () => 0,
			app: 'test',
			gzip: profile.gzip,
			schedule: (ms, run) => {
				const timer = { ms, run };
				this.timers.push(timer);
				return () => {
					const index = this.timers.indexOf(timer);
					if (index >= 0) this.timers.splice(index, 1);
				};
			},
			...(profile.hasFiles
				? {
						openFiles: async (org: string) => {
							const lines = fileOf(profile, `${org}/lines`);
							const lengths = fileOf(profile, `${org}/lengths`);
							return lines.open() && lengths.open() ? { lines, lengths } : undefined;
						}
					}
				: {})
		};
	}

	#watch(dexie: Dexie): void {
		const transaction = dexie.transaction.bind(dexie) as (...given: readonly unknown[]) => Promise<unknown>;
		const watched = async (mode: string, tables: readonly string[], scope: unknown): Promise<unknown> => {
			if (mode !== 'readwrite') {
				if (this.#isDead) throw gone();
				return transaction(mode, tables, scope);
			}
			const number = ++this.#steps;
			this.#at({ number, moment: 'before', tables });
			const result = await transaction(mode, tables, scope);
			this.#at({ number, moment: 'after', tables });
			return result;
		};
		dexie.transaction = watched as unknown as Dexie['transaction'];
	}

	#at(step: Step): void {
		if (this.#isDead) throw gone();
		const error = this.#fault(step);
		if (error) throw error;
	}
}

/** As browsers name it. */
export function quotaExceeded(): Error {
	return new DOMException('no space left', 'QuotaExceededError');
}

export function connectionLost(): Error {
	return new DOMException('the connection is gone', 'InvalidStateError');
}

function gone(): Error {
	return new DOMException('the program is dead', 'DatabaseClosedError');
}

export class MemoryFile implements SyncFile {
	#bytes = new Uint8Array(0);
	#isOpen = false;
	/** Bytes that may still be written; a disk that is full. */
	space = Number.MAX_SAFE_INTEGER;

	/** False if somebody has it open. */
	open(): boolean {
		if (this.#isOpen) return false;
		this.#isOpen = true;
		return true;
	}

	get bytes(): Uint8Array {
		return this.#bytes;
	}

	getSize(): number {
		return this.#bytes.length;
	}

	read(into: Uint8Array, { at }: { readonly at: number }): number {
		const part = this.#bytes.subarray(at, at + into.length);
		into.set(part);
		return part.length;
	}

	write(bytes: Uint8Array, { at }: { readonly at: number }): number {
		const taken = Math.min(bytes.length, this.space);
		this.space -= taken;
		const end = Math.max(this.#bytes.length, at + taken);
		const grown = new Uint8Array(end);
		grown.set(this.#bytes);
		grown.set(bytes.subarray(0, taken), at);
		this.#bytes = grown;
		return taken;
	}

	truncate(size: number): void {
		const cut = new Uint8Array(size);
		cut.set(this.#bytes.subarray(0, size));
		this.#bytes = cut;
	}

	flush(): void {
		if (!this.#isOpen) throw new Error('not open');
	}

	close(): void {
		this.#isOpen = false;
	}

	/** Its program died. */
	drop(): void {
		this.#isOpen = false;
	}

	copy(): MemoryFile {
		const copy = new MemoryFile();
		copy.#bytes = this.#bytes.slice();
		return copy;
	}

	/** Somebody's disk rots. */
	damage(change: (bytes: Uint8Array) => void): void {
		change(this.#bytes);
	}
}

function fileOf(profile: Profile, name: string): MemoryFile {
	const known = profile.files.get(name);
	if (known) return known;
	const made = new MemoryFile();
	profile.files.set(name, made);
	return made;
}

/** Signers of the worlds' devices, by device id: their seeds are not to be had, so a stored key names them. */
const signers = new Map<string, ReturnType<typeof signerOf>>();
const fakeSubtle = {
	sign: async (_algorithm: string, key: { readonly holder: string }, message: Uint8Array) => {
		const signer = signers.get(key.holder);
		if (!signer) throw new Error('no such key');
		return (await signer.sign(message)).slice().buffer;
	}
} as unknown as SubtleCrypto;

/** The key of device `index` of a world, as its profile keeps it. */
export function deviceKeyOf(world: World, index: number): DeviceKey {
	const signer = signerOf(world, index);
	const holder = world.devices[index] ?? '';
	signers.set(holder, signer);
	const stored = { kind: 'webcrypto', publicKey: signer.publicKey, privateKey: { holder } };
	const key = openDeviceKey(stored, { crypto, random: (bytes) => new Uint8Array(bytes), subtle: fakeSubtle });
	if (!key.ok) throw new Error(key.error.detail);
	return key.value;
}

async function copyDatabase(from: IDBFactory, to: IDBFactory, name: string, version: number): Promise<void> {
	const source = await request(from.open(name, version));
	const opening = to.open(name, version);
	const names = [...source.objectStoreNames];
	opening.onupgradeneeded = () => {
		for (const store of names) {
			const { keyPath } = source.transaction(store).objectStore(store);
			opening.result.createObjectStore(store, keyPath === null ? {} : { keyPath });
		}
	};
	const target = await request(opening);
	for (const name of names) {
		const store = source.transaction(name).objectStore(name);
		const keys = await request(store.getAllKeys());
		const values = (await request(store.getAll())) as readonly unknown[];
		const into = target.transaction(name, 'readwrite').objectStore(name);
		for (const [index, key] of keys.entries())
			if (into.keyPath === null) into.put(values[index], key);
			else into.put(values[index]);
		await new Promise((resolve) => {
			into.transaction.oncomplete = resolve;
		});
	}
	source.close();
	target.close();
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		asked.addEventListener('success', () => resolve(asked.result));
		asked.addEventListener('error', () => reject(asked.error ?? new Error('failed')));
	});
}
