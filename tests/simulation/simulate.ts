/**
 * Days in the life of a company, in seconds and always the same for a seed: devices that record, lose their network, crash
 * in the middle of anything, are rolled back or cloned; clocks in 2062; a relay that crashes and is set back to a backup.
 *
 * Afterwards everything heals, and then: whatever was reported as saved is everywhere, once; all replicas see the same; no
 * status ever claimed what was not so; and a device that was behind its own chain has recorded nothing since it knew.
 *
 *   npx suyuan sim --seeds 100 --from 1
 */
import { viewHash } from '#lib/engine/view-hash.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { MemoryDocuments } from '#lib/sync/document-storage.ts';
import type { SyncPorts } from '#lib/sync/ports.ts';
import { normalizeRelayUrl } from '#lib/sync/relay-url.ts';
import { SyncEngine } from '#lib/sync/sync-engine.ts';
import { randomFrom } from '../properties/delivery.ts';
import { MemoryDisk, type MemoryReplica } from '../support/memory-replica.ts';
import { RelayDisk, RelayModel } from '../support/relay-model.ts';
import { SimLine } from '../support/sim-network.ts';
import { cmdOf, crypto, foundedDisk, orgOf, replicaOf, someAct, type World } from '../support/test-company.ts';
import { VirtualTime } from '../support/virtual-time.ts';

export interface Outcome {
	readonly seed: number;
	/** Undefined: everything held. */
	readonly failure: string | undefined;
	/** What happened, step by step. */
	readonly story: readonly string[];
	readonly saved: number;
	/** Hours of simulated time. */
	readonly hours: number;
}

const START = Date.parse('2026-09-01T00:00:00Z');
const URL = unwrap(normalizeRelayUrl('http://localhost:1'));
const SECOND = 1000;
const HOUR = 3_600_000;
/** Simulated time after which a healed company must agree. */
const HEAL_MS = 15 * 60 * SECOND;

interface Terminal {
	readonly name: string;
	readonly index: number;
	readonly line: SimLine;
	readonly disk: MemoryDisk;
	readonly random: () => number;
	clockOffset: number;
	replica: MemoryReplica;
	engine: SyncEngine;
	isUp: boolean;
	/** Its chain exists twice, or was set back: it stops recording once it knows, and only delivers then. */
	isDoomed: boolean;
	/** Told to stop recording; survives restarts. */
	isRetired: boolean;
	/** What it claims to be uploaded is of before the relay was set back. */
	isStale: boolean;
	life: number;
}

export async function simulate(world: World, seed: number): Promise<Outcome> {
	const run = new Run(world, seed);
	const time = run.time;
	const restore = time.install();
	const unhandled: unknown[] = [];
	const onUnhandled = (reason: unknown) => void unhandled.push(reason);
	process.on('unhandledRejection', onUnhandled);
	let failure: string | undefined;
	try {
		await run.play();
		await run.heal();
		if (unhandled.length > 0) throw new Error(`unhandled rejection: ${String(unhandled[0])}`);
	} catch (error) {
		failure = error instanceof Error ? error.message : String(error);
	} finally {
		await run.end();
		process.off('unhandledRejection', onUnhandled);
		restore();
	}
	return { seed, failure, story: run.story, saved: run.saved.size, hours: time.now / HOUR };
}

class Run {
	readonly time = new VirtualTime();
	readonly story: string[] = [];
	/** Ids of everything that was reported as saved, with who reported it. */
	readonly saved = new Map<string, string>();
	readonly #world: World;
	readonly #random: () => number;
	readonly #relay: RelayModel;
	readonly #terminals: Terminal[] = [];
	#backup: RelayDisk;
	#acts = 0;
	#mayDoom: boolean;

	constructor(world: World, seed: number) {
		this.#world = world;
		this.#random = randomFrom(seed);
		const setTimer = this.time.setTimer;
		const disk = new RelayDisk();
		this.#relay = new RelayModel({ crypto, org: orgOf(world), setTimer, random: this.#random }, disk);
		for (const entry of world.entries) {
			disk.entries.push(entry);
			disk.ids.add(entry.id);
		}
		this.#relay.restart(disk);
		this.#backup = disk.clone();
		const count = 2 + Math.floor(this.#random() * 3);
		for (let index = 0; index < count; index++) this.#terminals.push(this.#terminal(`T${index}`, index, foundedDisk(world)));
		this.#mayDoom = seed % 3 === 0;
		const mischief = seed % 4 === 1 ? 0.03 : 0;
		for (const { line } of this.#terminals) line.quality.mischief = mischief;
	}

	async play(): Promise<void> {
		const steps = 40 + Math.floor(this.#random() * 60);
		for (let step = 0; step < steps; step++) {
			await this.#step();
			await this.time.advance(this.#random() ** 3 * 20 * SECOND);
			this.#checkStatuses();
		}
	}

	async heal(): Promise<void> {
		this.#note('healing');
		if (!this.#relay.isUp) this.#relay.restart();
		for (const terminal of this.#terminals) {
			// What such a line has swallowed nobody sends again on it.
			if (terminal.line.quality.mischief > 0) terminal.line.breakNow();
			Object.assign(terminal.line.quality, { isCut: false, isSilent: false, mischief: 0, delayMs: 40 });
			terminal.disk.beforeWrite = () => Promise.resolve();
			if (!terminal.isUp) this.#boot(terminal);
			terminal.engine.nudge();
		}
		for (let waited = 0; ; waited += 10 * SECOND) {
			await this.time.advance(10 * SECOND);
			this.#checkStatuses();
			const problem = this.#disagreement();
			if (!problem) break;
			if (waited >= HEAL_MS) throw new Error(`not healed after ${HEAL_MS / 60_000} min: ${problem}`);
		}
	}

	async end(): Promise<void> {
		for (const terminal of this.#terminals) void terminal.engine.stop();
		await this.time.advance(SECOND);
	}

	async #step(): Promise<void> {
		const terminal = this.#pick(this.#terminals);
		const choice = this.#random();
		if (choice < 0.5) return this.#record(terminal);
		if (choice < 0.56) return this.#cut(terminal, this.#random() < 0.1 ? this.#random() * 2 * 24 * HOUR : this.#random() * 120 * SECOND);
		if (choice < 0.6) return this.#silence(terminal);
		if (choice < 0.65) return this.#drop(terminal);
		if (choice < 0.72) return this.#crash(terminal);
		if (choice < 0.76) return this.#relayCrash();
		if (choice < 0.78) return this.#takeBackup();
		if (choice < 0.8) return this.#setBack();
		if (choice < 0.84) return this.#jump(terminal);
		if (choice < 0.88) return this.#stick(terminal);
		if (choice < 0.92) return this.#slowDisk(terminal);
		if (choice < 0.94 && this.#mayDoom) return this.#random() < 0.5 ? this.#rollBack(terminal) : this.#clone(terminal);
		await this.time.advance(this.#random() * 60 * SECOND);
	}

	#record(terminal: Terminal): void {
		if (!terminal.isUp) return;
		const burst = this.#random() < 0.05 ? 300 : this.#random() < 0.2 ? 10 : 1;
		this.#note(`${terminal.name} records ${burst}`);
		for (let index = 0; index < burst; index++) {
			const { life } = terminal;
			const name = `${terminal.name} ${++this.#acts}`;
			const at = formatUtc(Math.floor(START + this.time.now + terminal.clockOffset));
			void terminal.replica.record(cmdOf(name), someAct(this.#world, Math.floor(this.#random() * 40), at)).then((recorded) => {
				if (!recorded.ok || terminal.life !== life) return;
				if (terminal.isRetired) throw new Error(`${terminal.name} recorded after it was told to stop`);
				for (const { id } of recorded.value) this.saved.set(id, terminal.name);
			});
		}
	}

	#cut(terminal: Terminal, ms: number): void {
		this.#note(`${terminal.name} is cut off for ${Math.round(ms / SECOND)} s`);
		terminal.line.quality.isCut = true;
		terminal.line.breakNow();
		this.time.setTimer(() => (terminal.line.quality.isCut = false), ms);
		if (ms > HOUR && this.#random() < 0.5) this.time.setTimer(() => terminal.engine.nudge(), ms + 1);
	}

	#silence(terminal: Terminal): void {
		this.#note(`${terminal.name}'s connection is half open`);
		terminal.line.quality.isSilent = true;
		this.time.setTimer(() => (terminal.line.quality.isSilent = false), this.#random() * 180 * SECOND);
	}

	#drop(terminal: Terminal): void {
		this.#note(`${terminal.name}'s connection breaks`);
		terminal.line.breakNow();
	}

	async #crash(terminal: Terminal): Promise<void> {
		if (!terminal.isUp) return;
		// At any moment of whatever it is doing.
		if (this.#random() < 0.5) this.#record(terminal);
		await this.time.advance(this.#random() * 30);
		this.#note(`${terminal.name} crashes`);
		this.#kill(terminal);
		await this.time.advance(this.#random() * 30 * SECOND);
		if (!terminal.isUp) this.#boot(terminal);
	}

	#kill(terminal: Terminal): void {
		terminal.isUp = false;
		terminal.life++;
		terminal.disk.crash(this.#random() < 0.5);
		terminal.line.breakNow();
		void terminal.engine.stop();
	}

	#boot(terminal: Terminal): void {
		const { replica, engine } = this.#boots(terminal);
		Object.assign(terminal, { replica, engine, isUp: true });
		engine.start();
	}

	async #relayCrash(): Promise<void> {
		this.#note('the relay crashes');
		this.#relay.crash();
		await this.time.advance(this.#random() * 20 * SECOND);
		if (!this.#relay.isUp) this.#relay.restart();
	}

	#takeBackup(): void {
		this.#note('the relay is backed up');
		this.#backup = this.#relay.disk.clone();
	}

	#setBack(): void {
		this.#note(`the relay is set back from ${this.#relay.disk.ids.size} to ${this.#backup.ids.size} entries`);
		this.#relay.crash();
		this.#relay.restart(this.#backup.clone());
		for (const terminal of this.#terminals) terminal.isStale = true;
	}

	#jump(terminal: Terminal): void {
		terminal.clockOffset = this.#random() < 0.3 ? Date.parse('2062-01-01T00:00:00Z') - START : (this.#random() - 0.5) * 48 * HOUR;
		this.#note(`${terminal.name}'s clock jumps by ${Math.round(terminal.clockOffset / HOUR)} h`);
	}

	/** Everything one device knows is carried to another, unless that is switched off. */
	async #stick(from: Terminal): Promise<void> {
		const to = this.#pick(this.#terminals);
		if (to === from || !to.isUp || !from.isUp) return;
		this.#note(`${from.name} gives ${to.name} a bundle`);
		const lines = [...from.disk.lines];
		void to.replica.receive(this.#random() < 0.3 ? lines.reverse() : lines);
	}

	#slowDisk(terminal: Terminal): void {
		const isFailing = this.#random() < 0.4;
		this.#note(`${terminal.name}'s disk ${isFailing ? 'fails' : 'is slow'}`);
		terminal.disk.beforeWrite = async () => {
			await this.time.pause(this.#random() * 200);
			if (isFailing && this.#random() < 0.7) throw new Error('disk full');
		};
		this.time.setTimer(() => (terminal.disk.beforeWrite = () => this.time.pause(this.#random() * 3)), this.#random() * 60 * SECOND);
	}

	/** The profile is set back to an earlier state: what nobody else has is gone, by force, and is expected of nobody. */
	#rollBack(terminal: Terminal): void {
		if (!terminal.isUp || terminal.disk.lines.length - this.#world.entries.length < 4) return;
		this.#mayDoom = false;
		this.#kill(terminal);
		const keep = this.#world.entries.length + Math.floor(this.#random() * (terminal.disk.lines.length - this.#world.entries.length));
		const before = this.#idsOf(terminal.disk);
		const disk = new MemoryDisk();
		disk.keep(terminal.disk.entries.slice(0, keep));
		const elsewhere = new Set([...this.#relay.disk.ids, ...this.#backup.ids]);
		for (const other of this.#terminals) if (other !== terminal) for (const id of this.#idsOf(other.disk)) elsewhere.add(id);
		const here = this.#idsOf(disk);
		for (const id of before) if (!here.has(id) && !elsewhere.has(id)) this.saved.delete(id);
		this.#note(`${terminal.name}'s profile is set back from ${before.size} to ${here.size} entries`);
		Object.assign(terminal, { disk, isDoomed: true });
		this.#boot(terminal);
	}

	#clone(terminal: Terminal): void {
		if (!terminal.isUp) return;
		this.#mayDoom = false;
		this.#note(`${terminal.name}'s profile is cloned`);
		const copy = this.#terminal(`${terminal.name}'`, terminal.index, terminal.disk.clone());
		terminal.isDoomed = copy.isDoomed = true;
		this.#terminals.push(copy);
	}

	#terminal(name: string, index: number, disk: MemoryDisk): Terminal {
		const line = new SimLine(this.time, this.#relay, this.#random);
		disk.beforeWrite = () => this.time.pause(this.#random() * 3);
		const bare = {
			name,
			index,
			line,
			disk,
			random: this.#random,
			clockOffset: 0,
			isUp: true,
			isDoomed: false,
			isRetired: false,
			isStale: false,
			life: 0
		};
		const terminal: Terminal = Object.assign(bare, this.#boots(bare));
		line.onFirstFrame = () => (terminal.isStale = false);
		terminal.engine.start();
		return terminal;
	}

	#boots(terminal: Omit<Terminal, 'replica' | 'engine'>): Pick<Terminal, 'replica' | 'engine'> {
		const now = () => Math.floor(START + this.time.now + terminal.clockOffset);
		const replica = replicaOf(this.#world, terminal.index, terminal.disk, now);
		const { dev } = replica;
		replica.isRetired = terminal.isRetired;
		const { life } = terminal;
		const ports: SyncPorts = {
			fetch: terminal.line.fetch,
			openWire: terminal.line.openWire,
			crypto,
			now,
			random: this.#random,
			// A dead process has no timers.
			setTimer: (run, ms) => this.time.setTimer(() => terminal.life === life && run(), ms)
		};
		const engine = new SyncEngine({
			replica,
			ports,
			url: URL,
			documents: new MemoryDocuments(),
			mirrorsKeys: false,
			identity: () => ({ kind: 'device', org: replica.org, dev, sign: (message) => replica.sign(message) }),
			onBehindOwnChain: async () => {
				await this.time.pause(this.#random() * 50);
				if (terminal.life !== life) return new Promise(() => undefined);
				this.#note(`${terminal.name} stops recording`);
				terminal.isRetired = replica.isRetired = true;
			}
		});
		return { replica, engine };
	}

	/** What a device tells its people must be so. */
	#checkStatuses(): void {
		for (const terminal of this.#terminals) {
			if (!terminal.isUp) continue;
			const { replica, engine, name } = terminal;
			const { recorded, uploaded, devices } = engine.status.current;
			const dev = this.#devOf(terminal);
			const own = replica.company.log.linesOf(dev, 1, recorded).length;
			if (own !== recorded) throw new Error(`${name} says ${recorded} recorded, ${own} are on its disk`);
			if (uploaded > recorded) throw new Error(`${name} says ${uploaded} of ${recorded} are uploaded`);
			const untrue = this.#missing(replica, dev, uploaded, this.#relay.disk.ids);
			if (untrue && !terminal.isStale) throw new Error(`${name} says ${uploaded} are uploaded; ${untrue} is not at the relay`);
			for (const device of devices) {
				const other = this.#terminals.find((candidate) => this.#devOf(candidate) === device.dev);
				if (!other || other.isDoomed || terminal.isDoomed) continue;
				const lacks = this.#missing(replica, dev, recorded - device.missingOurs, this.#idsOf(other.disk));
				if (lacks) throw new Error(`${name} says ${other.name} lacks ${device.missingOurs} of ${recorded}; it lacks ${lacks}`);
			}
		}
	}

	/** The first of the own entries up to `seq` that is not among `ids`. */
	#missing(replica: MemoryReplica, dev: string, seq: number, ids: ReadonlySet<string>): string | undefined {
		for (let at = seq; at > 0; at--) {
			const id = replica.idAt(dev, at);
			if (id === undefined || !ids.has(id)) return `${dev}:${at}`;
		}
		return undefined;
	}

	/** Undefined when everybody agrees on everything. */
	#disagreement(): string | undefined {
		const isForked = this.#relay.rivals > 0;
		if (isForked && !this.#terminals.some(({ isDoomed }) => isDoomed)) return 'a chain is forked and nobody was cloned or set back';
		const relayIds = this.#relay.disk.ids;
		for (const [id, by] of this.saved) if (!relayIds.has(id)) return `${id}, saved by ${by}, is not at the relay`;
		let hash: string | undefined;
		for (const terminal of this.#terminals) {
			const { replica, engine, name, isDoomed } = terminal;
			const status = engine.status.current;
			if (status.connection.status !== 'online') return `${name} is ${status.connection.status}`;
			if (status.uploaded !== status.recorded) return `${name} has uploaded ${status.uploaded} of ${status.recorded}`;
			// A device whose chain is forked is told nothing any more.
			if (isDoomed && isForked && status.connection.scope === 'upload') {
				if (!terminal.isRetired) return `${name} has not stopped recording`;
				continue;
			}
			if (status.behind > 0) return `${name} lacks ${status.behind}`;
			if (status.waiting.count > 0) return `at ${name} ${status.waiting.count} wait: ${JSON.stringify(status.waiting.missing)}`;
			const ids = new Set(replica.company.log.ops.map(({ id }) => id as string));
			if (ids.size !== replica.company.log.size) return `${name} has an entry twice`;
			for (const id of relayIds) if (!ids.has(id)) return `${name} lacks ${id}`;
			for (const id of ids) if (!relayIds.has(id)) return `the relay lacks ${id} of ${name}`;
			if (status.behindOwnChain === undefined && terminal.isRetired !== replica.isRetired) return `${name} forgot that it retired`;
			const seen = viewHash(replica.company.engine, crypto);
			hash ??= seen;
			if (seen !== hash) throw new Error(`${name} sees something else`);
		}
		return undefined;
	}

	#devOf({ index }: Terminal): string {
		return this.#world.devices[index] ?? '';
	}

	#idsOf(disk: MemoryDisk): ReadonlySet<string> {
		return disk.ids;
	}

	#pick<T>(list: readonly T[]): T {
		const found = list[Math.floor(this.#random() * list.length)];
		if (found === undefined) throw new Error('nothing to pick from');
		return found;
	}

	#note(what: string): void {
		this.story.push(`${(this.time.now / SECOND).toFixed(1)} s  ${what}`);
	}
}
