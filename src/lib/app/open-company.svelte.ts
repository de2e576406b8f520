/** The company this page looks at: none, being opened, open, or refused. Only memory; a demo is opened again on reload. */
import { CompanyClient, verifyInWorker } from './company-client.ts';
import type { OpenProblem } from './open-log.ts';
import type { Questions, Topic, Verification } from './protocol.ts';
import type { CompanySummary, MergeSummary } from './views.ts';

/** Remembers for this tab that the demo is open, and whether Chengdu has come back on line. */
const DEMO_KEY = 'suyuan.demo';
const DEMO_BUNDLE = '/demo/demo.suyuan';
const CHENGDU_BUNDLE = '/demo/demo.suyuan.cd';

const VERIFY_DELAY_MS = 400;

export type CompanyStatus = 'none' | 'opening' | 'open';

class OpenCompany {
	#status = $state<CompanyStatus>('none');
	#summary = $state.raw<CompanySummary | undefined>(undefined);
	#problem = $state.raw<OpenProblem | undefined>(undefined);
	#progress = $state<number | undefined>(undefined);
	#version = $state(0);
	#verification = $state.raw<Verification | 'running' | undefined>(undefined);
	#merged = $state.raw<MergeSummary | undefined>(undefined);
	#chengduReached = $state(false);
	#client: CompanyClient | undefined;
	/** Started while the user reads the start page, so that opening does not wait for it. */
	#spare: CompanyClient | undefined;
	#bundles: Uint8Array<ArrayBuffer>[] = [];

	get status(): CompanyStatus {
		return this.#status;
	}

	get summary(): CompanySummary | undefined {
		return this.#summary;
	}

	/** Why the last file was not opened or merged. */
	get problem(): OpenProblem | undefined {
		return this.#problem;
	}

	/** Share read while opening; undefined while unknown. */
	get progress(): number | undefined {
		return this.#progress;
	}

	get verification(): Verification | 'running' | undefined {
		return this.#verification;
	}

	/** What the last merge brought. */
	get merged(): MergeSummary | undefined {
		return this.#merged;
	}

	/** Grows with every change of the log; answers asked before are old. */
	get version(): number {
		return this.#version;
	}

	/** Starts the worker ahead. */
	prepare(): void {
		this.#spare ??= new CompanyClient();
	}

	async openDemo(): Promise<void> {
		const opened = await this.#load(DEMO_BUNDLE, (bytes) => this.openBytes(bytes));
		if (opened) remember('1');
	}

	/** In the demo: the Chengdu warehouse is on line again and its records arrive. */
	async reachChengdu(): Promise<void> {
		const merged = await this.#load(CHENGDU_BUNDLE, (bytes) => this.mergeBytes(bytes));
		if (!merged) return;
		this.#chengduReached = true;
		remember('2');
	}

	/** Whether the demo's Chengdu bundle is in. */
	get chengduReached(): boolean {
		return this.#chengduReached;
	}

	async openFile(file: Blob): Promise<boolean> {
		const opened = await this.openBytes(new Uint8Array(await file.arrayBuffer()));
		if (opened) remember('');
		return opened;
	}

	async mergeFile(file: Blob): Promise<boolean> {
		return this.mergeBytes(new Uint8Array(await file.arrayBuffer()));
	}

	/** Opens the demo again where this tab had it open before the reload. */
	async reopen(): Promise<void> {
		const was = remembered();
		if (this.#status !== 'none' || was === '') return;
		await this.openDemo();
		if (was === '2') await this.reachChengdu();
		this.#merged = undefined;
	}

	/** Whether a reload or a deep link would open the demo by itself. */
	get willReopen(): boolean {
		return this.#status === 'none' && this.#problem === undefined && remembered() !== '';
	}

	async openBytes(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
		const before = this.#status;
		this.#status = 'opening';
		this.#problem = undefined;
		this.#progress = undefined;
		const client = this.#spare ?? new CompanyClient();
		this.#spare = undefined;
		const opened = await this.#guard(() => client.ask('open', { bytes }, (share) => (this.#progress = share)));
		if (!opened?.ok) {
			// The company that was open stays open: a wrong file costs nothing.
			client.close();
			this.#problem = opened?.error ?? this.#problem;
			this.#status = before === 'open' ? 'open' : 'none';
			return false;
		}
		this.#client?.close();
		this.#client = client;
		this.#bundles = [bytes];
		this.#chengduReached = false;
		this.#summary = opened.value;
		this.#merged = undefined;
		this.#version++;
		this.#status = 'open';
		this.#verify();
		return true;
	}

	async mergeBytes(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
		this.#problem = undefined;
		const merged = await this.#guard(async () => this.#client?.ask('merge', { bytes }));
		if (!merged?.ok) {
			this.#problem = merged?.error ?? this.#problem;
			return false;
		}
		this.#bundles.push(bytes);
		this.#summary = merged.value.company;
		this.#merged = merged.value;
		this.#version++;
		this.#verify();
		return true;
	}

	/** Closes the company; its file stays where it is. */
	close(): void {
		this.#client?.close();
		this.#client = undefined;
		this.#bundles = [];
		this.#summary = undefined;
		this.#merged = undefined;
		this.#problem = undefined;
		this.#verification = undefined;
		this.#status = 'none';
		remember('');
	}

	dismissMerge(): void {
		this.#merged = undefined;
	}

	dismissProblem(): void {
		this.#problem = undefined;
	}

	ask<T extends Topic>(topic: T, ask: Questions[T]['ask']): Promise<Questions[T]['answer']> {
		return this.#client ? this.#client.ask(topic, ask) : Promise.reject(new Error('no company is open'));
	}

	async #load(address: string, use: (bytes: Uint8Array<ArrayBuffer>) => Promise<boolean>): Promise<boolean> {
		const before = this.#status;
		if (before === 'none') this.#status = 'opening';
		try {
			const response = await fetch(address);
			if (!response.ok) throw new Error(`HTTP ${String(response.status)}`);
			return await use(new Uint8Array(await response.arrayBuffer()));
		} catch (error) {
			this.#problem = { code: 'unreachable', detail: String(error) };
			this.#status = before;
			return false;
		}
	}

	async #guard<T>(work: () => Promise<T>): Promise<T | undefined> {
		try {
			return await work();
		} catch (error) {
			this.#problem = { code: 'damaged', detail: String(error) };
			return undefined;
		}
	}

	#verify(): void {
		const bundles = this.#bundles;
		const version = this.#version;
		this.#verification = 'running';
		// The first screen goes first: both workers at once would make it wait on a tablet.
		void new Promise((resolve) => setTimeout(resolve, VERIFY_DELAY_MS))
			.then(() => verifyInWorker(bundles))
			.then(
				(verification) => {
					if (version === this.#version) this.#verification = verification;
				},
				(error: unknown) => {
					if (version === this.#version)
						this.#verification = { ok: false, entries: 0, problems: [{ code: 'not-run', place: '', detail: String(error) }], ms: 0 };
				}
			);
	}
}

export const company = new OpenCompany();

function remember(value: string): void {
	try {
		if (value === '') sessionStorage.removeItem(DEMO_KEY);
		else sessionStorage.setItem(DEMO_KEY, value);
	} catch {
		// Storage refused: a reload begins at the start page.
	}
}

function remembered(): string {
	try {
		return sessionStorage.getItem(DEMO_KEY) ?? '';
	} catch {
		return '';
	}
}
