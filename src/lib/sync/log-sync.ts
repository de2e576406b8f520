/**
 * Keeps the log here and the log at the relay the same (design.md §4).
 *
 * After connecting both sides say what they have. What differs goes one of three ways:
 *
 *   much to fetch   → whole segments over HTTP          much to bring → deliveries over HTTP
 *   a tail differs  → a live document of that tail      two branches  → lines over HTTP, both ways; never in one document
 *
 * One pass at a time works through the differences; whatever happens meanwhile asks for another. Own entries do not wait
 * for a pass: they go into the open tail the moment they are on disk.
 *
 * Invariants
 * 1. Nothing counts as received before the replica has it on disk, nor as uploaded before the relay has said so.
 * 2. An attempt that moved nothing is repeated only when something changed, or after a while (`STUCK_MS`).
 * 3. A device that finds the relay ahead on its own chain tells so, and waits until the app has stopped recording.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Growth, Replica } from '#lib/store/replica-port.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { Scope } from '#lib/wire/admission.ts';
import type { RelayMessage } from '#lib/wire/messages.ts';
import { parseStream, segmentOf } from '#lib/wire/stream-name.ts';
import type { AdmissionClient, RelayProblem } from './admission-client.ts';
import { retryDelay } from './backoff.ts';
import { differences, keyOf, type Difference, type Known } from './differences.ts';
import { inCausalOrder, inDeliveries, postEntries, type LineSource, type OrderedLine } from './entry-upload.ts';
import { behindOwnChain, type BehindOwnChain } from './behind-own-chain.ts';
import { HaveTeller } from './have-teller.ts';
import { LineIntake } from './line-intake.ts';
import type { Multiplexer } from './multiplexer.ts';
import { Source, type Observable } from './observable.ts';
import { OpenTails } from './open-tails.ts';
import { prevOf } from './line-prev.ts';
import { reasonOf, type Cancel, type SyncPorts } from './ports.ts';
import type { SyncProblem } from './problems.ts';
import { RelayView } from './relay-view.ts';
import { downloadSegments, fetchBranch, linesIn, type Progress, type Wanted } from './segment-download.ts';

/** More missing entries than this are fetched by segment instead of through live documents. */
export const TAIL_ENTRIES = 256;
/** More chains than this that lack something are fetched by segment. */
export const TAIL_CHAINS = 16;
/** How often differences that should have settled are looked at. */
export const AUDIT_MS = 10_000;
/** Looks after which what was tried in vain is tried again. */
export const STUCK_LOOKS = 6;

export interface LogSyncOptions {
	readonly replica: Replica;
	readonly ports: SyncPorts;
	readonly multiplexer: Multiplexer;
	readonly relay: AdmissionClient;
	readonly socket: typeof WebSocket;
	/** The device whose chain is the own one, also after it retired. */
	readonly ownDev: () => string;
	readonly onProblem: (problem: SyncProblem) => void;
	/** Resolves once recording has stopped for good; only then entries of the chain are fetched. */
	readonly onBehindOwnChain: (state: BehindOwnChain) => Promise<void>;
	/** Something that is shown changed. */
	readonly onChange: () => void;
}

type Failure = { readonly from: 'relay'; readonly problem: RelayProblem } | { readonly from: 'store'; readonly problem: StoreProblem };

export class LogSync {
	readonly view = new RelayView();
	/** The replica as differences are worked out from it. */
	readonly known: Known;
	readonly #options: LogSyncOptions;
	readonly #replica: Replica;
	readonly #lines: LineSource;
	readonly #tails: OpenTails;
	readonly #have: HaveTeller;
	readonly #intake: LineIntake;
	readonly #progress = new Source<Progress | undefined>(undefined);
	#unsubscribe: (() => void)[] = [];
	#isRunning = false;
	#isPassing = false;
	#again = false;
	/** Counts connections: what belongs to an earlier one stops. */
	#session = 0;
	#scope: Scope = 'full';
	#failures = 0;
	#retry: Cancel | undefined;
	#audit: Cancel | undefined;
	/** What was tried without effect, by `keyOf`, with the looks since. */
	#tried = new Map<string, number>();
	/** Differences at the last look: what is still there at the next does not move by itself. */
	#unmoved = new Set<string>();
	/** Chains whose tails do not help; they go by HTTP until the next connection. */
	#byHttp = new Set<string>();
	/** Chains known to have two branches between here and the relay. */
	#forked = new Set<string>();
	#rivalsFetched = 0;
	#rivalsTold = 0;
	#behindOwn: Promise<void> | undefined;
	#isBehindOwn = false;

	constructor(options: LogSyncOptions) {
		const { replica, ports, multiplexer } = options;
		this.#options = options;
		this.#replica = replica;
		const { log } = replica.company;
		this.known = { heads: () => replica.heads(), idAt: (dev, seq) => replica.idAt(dev, seq), has: (id) => log.get(id) !== undefined };
		this.#lines = {
			linesOf: (dev, from, to) => replica.linesOf(dev, from, to),
			nOf: (dev, seq) => log.at(dev, seq)?.n ?? Number.MAX_SAFE_INTEGER
		};
		this.#intake = new LineIntake(replica, (problem) => options.onProblem({ kind: 'refused-here', problem }));
		this.#have = new HaveTeller(replica, multiplexer, ports);
		this.#tails = new OpenTails((dev, segment) => ({
			dev,
			segment,
			crypto: ports.crypto,
			socket: options.socket,
			linesOf: (from, to) => replica.linesOf(dev, from, to),
			onLines: (from, lines) => this.#fromTail(dev, segment, from, lines),
			onBroken: (detail) => this.#tailBroke(dev, segment, detail)
		}));
	}

	/** Progress of fetching by segments; undefined while there is none. */
	get progress(): Observable<Progress | undefined> {
		return this.#progress;
	}

	/** Whether this device found itself behind its own chain. Lasts until the engine is made anew. */
	get isBehindOwnChain(): boolean {
		return this.#isBehindOwn;
	}

	start(): void {
		if (this.#isRunning) return;
		this.#isRunning = true;
		const { multiplexer } = this.#options;
		this.#unsubscribe = [
			multiplexer.onMessage((message) => this.#hear(message)),
			multiplexer.link.subscribe((link) => (link.status === 'online' ? this.#connected(link.scope) : this.#disconnected())),
			this.#replica.onGrowth((changes) => this.#grown(changes))
		];
		const link = multiplexer.link.current;
		if (link.status === 'online') this.#connected(link.scope);
	}

	stop(): void {
		this.#isRunning = false;
		for (const unsubscribe of this.#unsubscribe) unsubscribe();
		this.#unsubscribe = [];
		this.#disconnected();
	}

	/** Looks again now, and tries again what did not help before. */
	nudge(): void {
		this.#tried.clear();
		this.#ask();
	}

	#connected(scope: Scope): void {
		this.#session++;
		this.#scope = scope;
		this.view.begin();
		this.#tried.clear();
		this.#unmoved.clear();
		this.#byHttp.clear();
		this.#forked.clear();
		this.#rivalsFetched = 0;
		this.#rivalsTold = 0;
		this.#failures = 0;
		this.#have.begin();
		this.#lookLater();
	}

	#disconnected(): void {
		this.#session++;
		this.#options.relay.giveUpCalls();
		this.#retry?.();
		// Cancelled it never comes; left standing it would keep every later connection from passing.
		this.#retry = undefined;
		this.#audit?.();
		this.#have.end();
		this.#tails.closeAll();
		this.#progress.set(undefined);
	}

	#hear(message: RelayMessage): void {
		if (message.type === 'refused') return this.#refused(message.stream, message.code, message.detail);
		if (!this.view.hear(message)) return;
		this.#options.onChange();
		if (message.type !== 'devices') this.#ask();
	}

	#refused(stream: string, code: string, detail: string): void {
		this.#options.onProblem({ kind: 'refused-there', stream, code, detail });
		const parsed = parseStream(stream);
		if (parsed?.kind !== 'log') return;
		this.#tails.close(parsed.dev, parsed.segment);
		this.#byHttp.add(parsed.dev);
		if (code === 'fork') this.#forked.add(parsed.dev);
		this.#ask();
	}

	#grown(changes: readonly Growth[]): void {
		for (const { dev, from, to } of changes) {
			for (let segment = segmentOf(from); segment <= segmentOf(to); segment++) this.#pushInto(dev, segment);
		}
		this.#have.grown(changes.map(({ dev }) => dev));
		this.#options.onChange();
		this.#ask();
	}

	/** Puts new lines into the open tail at once; the own chain's next segment is opened where the last one is full. */
	#pushInto(dev: string, segment: number): void {
		const own = dev === this.#options.ownDev();
		const previous = segment > 0 ? this.#tails.get(dev, segment - 1) : undefined;
		const tail = this.#tails.get(dev, segment) ?? (own && previous ? this.#openTail(dev, segment) : undefined);
		if (!tail) return;
		previous?.push();
		tail.push();
		this.#tails.moved(dev, segment);
	}

	/** Another pass, soon. */
	#ask(): void {
		this.#again = true;
		if (this.#isPassing || !this.#isRunning || !this.#options.multiplexer.isOnline) return;
		this.#isPassing = true;
		void this.#passes()
			.catch((error: unknown) => this.#options.onProblem({ kind: 'oddity', detail: `a pass failed: ${reasonOf(error)}` }))
			.finally(() => {
				this.#isPassing = false;
				if (this.#again && this.#canPass()) this.#ask();
			});
	}

	#canPass(): boolean {
		return this.#isRunning && this.#options.multiplexer.isOnline && this.#retry === undefined;
	}

	async #passes(): Promise<void> {
		while (this.#again && this.#canPass()) {
			this.#again = false;
			const session = this.#session;
			const passed = await this.#pass(session);
			if (session !== this.#session) continue;
			if (passed.ok) this.#failures = 0;
			else this.#failed(passed.error);
		}
	}

	#failed(failure: Failure): void {
		if (failure.from === 'store') {
			this.#options.onProblem({ kind: 'store', problem: failure.problem });
			// Their documents hold lines the replica does not have.
			this.#tails.closeAll();
		} else if (failure.problem.code !== 'unreachable') this.#options.onProblem({ kind: 'relay', problem: failure.problem });
		this.#retry?.();
		this.#retry = this.#options.ports.setTimer(
			() => {
				this.#retry = undefined;
				this.#ask();
			},
			retryDelay(this.#failures++, this.#options.ports.random)
		);
	}

	async #pass(session: number): Promise<Result<void, Failure>> {
		if (!this.view.isWhole) return ok(undefined);
		const all = differences(this.known, this.view);
		// A device that may only deliver is told of its own chain alone, and brings nothing else.
		const found = this.#scope === 'upload' ? all.filter(({ dev }) => dev === this.#options.ownDev()) : all;
		await this.#checkOwnChain(found);
		if (session !== this.#session) return ok(undefined);
		this.#openOwnTail();

		const forks = await this.#exchangeForks(found, session);
		if (!forks.ok || session !== this.#session) return forks;
		const plain = found.filter((difference) => !this.#isForked(difference));
		const brought = await this.#bring(plain, session);
		if (!brought.ok || session !== this.#session) return brought;
		return this.#fetch(plain, session);
	}

	#isForked(difference: Difference): boolean {
		return difference.kind === 'forked' || this.#forked.has(difference.dev);
	}

	/** What to do about a difference that nothing was tried for since it last changed. */
	#isFresh(difference: Difference): boolean {
		return !this.#tried.has(keyOf(difference));
	}

	async #checkOwnChain(found: readonly Difference[]): Promise<void> {
		if (!this.#behindOwn) {
			const dev = this.#options.ownDev();
			const isForked = this.#options.relay.isForked || this.#replica.company.log.isForked(dev);
			const here = this.#replica.heads()[dev]?.[0] ?? 0;
			const state = behindOwnChain({ dev, found, relay: this.view.head(dev), here, isForked });
			this.#isBehindOwn = state !== undefined;
			this.#behindOwn = state && this.#options.onBehindOwnChain(state);
			if (state) this.#options.onChange();
		}
		// Told of the longest branch alone, it cannot see that its own is another: it brings all it has.
		if (this.#isBehindOwn && this.#scope === 'upload') this.#forked.add(this.#options.ownDev());
		await this.#behindOwn;
	}

	/** The own tail is always open: an entry recorded here shall be elsewhere in no time. */
	#openOwnTail(): void {
		const dev = this.#options.ownDev();
		const head = this.#replica.heads()[dev];
		if (!head || this.#isBehindOwn || this.#forked.has(dev) || this.#byHttp.has(dev)) return;
		const relay = this.view.head(dev)?.[0] ?? 0;
		// A chain the relay has not heard of may begin with an invitation it has not heard of either: that goes in order, by HTTP.
		if (relay > 0 && head[0] - relay <= TAIL_ENTRIES) this.#openTail(dev, segmentOf(relay === head[0] ? head[0] : relay + 1));
	}

	#openTail(dev: string, segment: number) {
		return this.#tails.open(dev, segment);
	}

	/** Entries the relay lacks. */
	async #bring(found: readonly Difference[], session: number): Promise<Result<void, Failure>> {
		const ahead = found.filter((difference) => difference.kind === 'ahead');
		const isMany = ahead.reduce((sum, { from, to }) => sum + to - from + 1, 0) > TAIL_ENTRIES || ahead.length > TAIL_CHAINS;
		const byHttp: Wanted[] = [];
		for (const difference of ahead) {
			const { dev, from } = difference;
			if (isMany || from === 1 || this.#byHttp.has(dev) || this.#scope !== 'full') {
				if (this.#isFresh(difference)) byHttp.push(difference);
				continue;
			}
			this.#openTail(dev, segmentOf(from)).push();
		}
		for (const difference of ahead) if (byHttp.includes(difference)) this.#tried.set(keyOf(difference), 0);
		return byHttp.length === 0 ? ok(undefined) : this.#post(inCausalOrder(this.#lines, byHttp), session);
	}

	async #post(lines: Iterable<OrderedLine>, session: number): Promise<Result<void, Failure>> {
		for (const batch of inDeliveries(lines)) {
			const delivered = await postEntries(
				this.#options.relay,
				batch.map(({ line }) => line),
				this.#options.ports.gzip
			);
			if (session !== this.#session) return ok(undefined);
			if (!delivered.ok) return err({ from: 'relay', problem: delivered.error });
			const { refused } = delivered.value;
			for (const { code, detail } of refused) this.#options.onProblem({ kind: 'refused-there', stream: 'entries', code, detail });
			// Lines are counted from 1; of a chain, what comes after a refused line was refused too or is of no use.
			const stopped = new Set<string>();
			const lines = new Set(refused.map(({ line }) => line));
			for (const [index, { dev, seq }] of batch.entries()) {
				if (lines.has(index + 1)) stopped.add(dev);
				else if (!stopped.has(dev)) this.#delivered(dev, seq);
			}
			this.#options.onChange();
		}
		return ok(undefined);
	}

	/** The relay took everything of a delivery. */
	#delivered(dev: string, seq: number): void {
		const id = this.#replica.idAt(dev, seq);
		const head = this.view.head(dev);
		if (id === undefined) return;
		const isTheirBranch = !head || this.#replica.idAt(dev, head[0]) === head[1];
		if (isTheirBranch && !this.#forked.has(dev)) this.view.raise(dev, [seq, id]);
		this.view.take(dev, [seq, id]);
	}

	/** Entries this device lacks. */
	async #fetch(found: readonly Difference[], session: number): Promise<Result<void, Failure>> {
		const behind = found.filter((difference) => difference.kind === 'behind');
		const missing = behind.reduce((sum, { from, to }) => sum + to - from + 1, 0);
		const isMany = missing > TAIL_ENTRIES || behind.length > TAIL_CHAINS;
		const wanted: Wanted[] = [];
		for (const difference of behind) {
			const { dev, from } = difference;
			if (isMany || this.#byHttp.has(dev)) {
				if (this.#isFresh(difference)) wanted.push(difference);
			} else this.#openTail(dev, segmentOf(from));
		}
		if (wanted.length === 0) return ok(undefined);
		for (const difference of behind) if (wanted.includes(difference)) this.#tried.set(keyOf(difference), 0);
		const done = await downloadSegments<StoreProblem>({
			relay: this.#options.relay,
			wanted,
			deliver: (lines) => this.#intake.receive(lines),
			onProgress: (progress) => {
				if (session === this.#session) this.#progress.set(progress);
				this.#options.onChange();
			},
			isStopped: () => session !== this.#session
		});
		if (session === this.#session) this.#progress.set(undefined);
		this.#options.onChange();
		if (done.ok) return done;
		// It did not fail for what was wanted: that is asked for again.
		for (const difference of behind) this.#tried.delete(keyOf(difference));
		return err('unsaved' in done.error ? { from: 'store', problem: done.error } : { from: 'relay', problem: done.error });
	}

	/** Both branches of forked chains, both ways, as lines. */
	async #exchangeForks(found: readonly Difference[], session: number): Promise<Result<void, Failure>> {
		for (const difference of found) {
			if (!this.#isForked(difference) || !this.#isFresh(difference)) continue;
			this.#forked.add(difference.dev);
			this.#tails.close(difference.dev);
			const fetched = this.#scope === 'upload' ? ok(undefined) : await this.#fetchBranch(difference.dev, session);
			if (!fetched.ok || session !== this.#session) return fetched;
			this.#tried.set(keyOf(difference), 0);
			const to = this.#replica.heads()[difference.dev]?.[0] ?? 0;
			if (to === 0) continue;
			const posted = await this.#post(inCausalOrder(this.#lines, [{ dev: difference.dev, from: 1, to }]), session);
			if (!posted.ok || session !== this.#session) return posted;
		}
		if (this.view.rivals > this.#rivalsFetched && this.#scope !== 'upload') {
			const { rivals } = this.view;
			const answer = await this.#options.relay.call({ method: 'GET', path: '/rivals' });
			if (session !== this.#session) return ok(undefined);
			if (!answer.ok) return err({ from: 'relay', problem: answer.error });
			const received = await this.#intake.receive(linesIn(answer.value.text));
			if (!received.ok) return err({ from: 'store', problem: received.error });
			this.#rivalsFetched = rivals;
		}
		const own = this.#replica.rivalLines();
		if (own.length > this.#rivalsTold) {
			const posted = await this.#post(
				own.map((line) => ({ dev: '', seq: 0, line })),
				session
			);
			if (!posted.ok || session !== this.#session) return posted;
			this.#rivalsTold = own.length;
		}
		return ok(undefined);
	}

	/** The relay's branch of a chain. */
	async #fetchBranch(dev: string, session: number): Promise<Result<void, Failure>> {
		const newest = segmentOf(this.view.head(dev)?.[0] ?? 1);
		const isOurs = (seq: number, line: string): boolean => this.#replica.linesOf(dev, seq, seq)[0] === line;
		const branch = await fetchBranch(this.#options.relay, dev, newest, isOurs);
		if (session !== this.#session) return ok(undefined);
		if (!branch.ok) return err({ from: 'relay', problem: branch.error });
		for (const lines of branch.value) {
			const received = await this.#intake.receive(lines);
			if (!received.ok) return err({ from: 'store', problem: received.error });
		}
		return ok(undefined);
	}

	#fromTail(dev: string, segment: number, from: number, lines: readonly string[]): void {
		this.#tails.moved(dev, segment);
		const [first] = lines;
		const before = from > 1 ? this.#replica.idAt(dev, from - 1) : undefined;
		if (first !== undefined && before !== undefined && prevOf(first) !== before) {
			// The document continues a branch that is not ours: from now on this chain goes as lines.
			this.#forked.add(dev);
			this.#tails.close(dev);
		}
		const session = this.#session;
		void this.#intake.receive(lines).then((received) => {
			if (!received.ok && session === this.#session) this.#failed({ from: 'store', problem: received.error });
		});
	}

	#tailBroke(dev: string, segment: number, detail: string): void {
		this.#tails.close(dev, segment);
		this.#byHttp.add(dev);
		this.#options.onProblem({ kind: 'oddity', detail });
		this.#ask();
	}

	/** Differences that a live document should have settled by now go by HTTP; what was tried in vain gets another chance. */
	#lookLater(): void {
		this.#audit?.();
		this.#audit = this.#options.ports.setTimer(() => {
			this.#look();
			this.#lookLater();
		}, AUDIT_MS);
	}

	#look(): void {
		// A relay says what it has before anything else: one that has not will not.
		if (!this.view.isWhole) return this.#options.multiplexer.reconnect();
		for (const [key, looks] of this.#tried) {
			if (looks + 1 >= STUCK_LOOKS) this.#tried.delete(key);
			else this.#tried.set(key, looks + 1);
		}
		const found = differences(this.known, this.view);
		for (const difference of found) if (this.#unmoved.has(keyOf(difference))) this.#byHttp.add(difference.dev);
		this.#unmoved = new Set(found.map(keyOf));
		const dev = this.#options.ownDev();
		const own = segmentOf(this.#replica.heads()[dev]?.[0] ?? 1);
		this.#tails.closeIdle((tail) => tail.dev === dev && tail.segment === own);
		if (found.length > 0) this.#ask();
	}
}
