/** The company this page looks at, as its worker tells: none, being opened, open, or refused; who is logged in; how it synchronises. */
import type { Result } from '#lib/kernel/result.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { ActDone, ActProblem, ActRequest } from './acts.ts';
import { CompanyClient } from './company-client.ts';
import { chengdu, loadChengdu, loadDemo } from './demo-files.ts';
import type { KnownCompany, SessionView, SyncView } from './live-views.ts';
import type { OpenProblem } from '../open-log.ts';
import type {
	BundleFailure,
	CreatedCompany,
	JoinFailure,
	JoinRequest,
	NewCompany,
	Questions,
	Topic,
	Verification,
	WorkerEvent
} from './protocol.ts';
import type { QueryAnswer, QueryAsk, QueryName } from './queries/catalogue.ts';
import { lastCompany } from './last-company.ts';
import type { CompanySummary, MergeSummary } from '../views.ts';

export type CompanyStatus = 'none' | 'opening' | 'open';
type Opened = Result<CompanySummary, OpenProblem>;

const VERIFY_DELAY_MS = 400;

class OpenCompany {
	#status = $state<CompanyStatus>('none');
	#summary = $state.raw<CompanySummary | undefined>(undefined);
	#problem = $state.raw<OpenProblem | undefined>(undefined);
	#progress = $state<number | undefined>(undefined);
	#version = $state(0);
	#verification = $state.raw<Verification | 'running' | undefined>(undefined);
	#arrived = $state.raw<MergeSummary | undefined>(undefined);
	#session = $state.raw<SessionView | undefined>(undefined);
	#sync = $state.raw<SyncView | undefined>(undefined);
	#notStored = $state.raw<StoreProblem | undefined>(undefined);
	#role = $state<'host' | 'follower' | 'electing'>('electing');
	#rebuild = $state<number | undefined>(undefined);
	#known = $state.raw<readonly KnownCompany[]>([]);
	#client: CompanyClient | undefined;
	#reopening = false;
	#chengduReached = $state(chengdu.reached());

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

	/** Share done while opening; undefined while unknown. */
	get progress(): number | undefined {
		return this.#progress;
	}

	get verification(): Verification | 'running' | undefined {
		return this.#verification;
	}

	/** What the last delivery from elsewhere brought, until it is dismissed. */
	get arrived(): MergeSummary | undefined {
		return this.#arrived;
	}

	/** Whose name the next act carries; undefined while the terminal is locked. */
	get session(): SessionView | undefined {
		return this.#session;
	}

	get sync(): SyncView | undefined {
		return this.#sync;
	}

	/** Something was not kept: shown until the user has saved it elsewhere or retried. */
	get notStored(): StoreProblem | undefined {
		return this.#notStored;
	}

	get role(): 'host' | 'follower' | 'electing' {
		return this.#role;
	}

	/** Share of a rebuild of views after an update. */
	get rebuild(): number | undefined {
		return this.#rebuild;
	}

	/** Companies kept in this browser. */
	get known(): readonly KnownCompany[] {
		return this.#known;
	}

	/** Grows with every change of the log; answers asked before are old. */
	get version(): number {
		return this.#version;
	}

	/** Starts the worker ahead and looks which companies are kept here. */
	async prepare(): Promise<void> {
		this.#known = await this.#worker.ask('companies', undefined);
	}

	/** The demo company, after Changzhou's recall decision; this browser joins it with a fresh device. */
	async openDemo(): Promise<boolean> {
		return this.#open(async () => {
			const files = await loadDemo();
			return files.ok ? this.#worker.ask('openDemo', files.value, (share) => (this.#progress = share)) : files;
		});
	}

	/** In the demo: the Chengdu warehouse is on line again and its records arrive. */
	async reachChengdu(): Promise<void> {
		const bytes = await loadChengdu();
		if (!bytes.ok) {
			this.#problem = bytes.error;
			return;
		}
		const merged = await this.mergeBytes(bytes.value);
		if (!merged.ok) return;
		chengdu.remember();
		this.#chengduReached = true;
	}

	/** Whether the demo's Chengdu bundle is in. */
	get chengduReached(): boolean {
		return this.#chengduReached;
	}

	async openKnown(org: string): Promise<boolean> {
		return this.#open(() => this.#worker.ask('open', { org }, (share) => (this.#progress = share)));
	}

	/** Errors are in the answer; on success the company is open and its founders' badges must be printed. */
	async create(company: NewCompany): Promise<Result<CreatedCompany, OpenProblem>> {
		const created = await this.#worker.ask('createCompany', company);
		if (created.ok) this.#opened(created.value.summary);
		return created;
	}

	async join(request: JoinRequest, onProgress: (share: number) => void): Promise<Result<CompanySummary, JoinFailure>> {
		const joined = await this.#worker.ask('join', request, onProgress);
		if (joined.ok) this.#opened(joined.value);
		return joined;
	}

	/** Opens a bundle: of the open company (merged), of one kept here, or of another one to look at. */
	async openBytes(bytes: Uint8Array<ArrayBuffer>, passphrase = ''): Promise<Result<CompanySummary, BundleFailure>> {
		const before = this.#status;
		this.#status = 'opening';
		this.#problem = undefined;
		this.#progress = undefined;
		const opened = await this.#worker.ask('openBundle', { bytes, passphrase }, (share) => (this.#progress = share));
		if (opened.ok) this.#opened(opened.value);
		else {
			this.#status = before === 'opening' ? 'none' : before;
			this.#problem = opened.error as OpenProblem;
		}
		return opened;
	}

	/** Takes over what another bundle of the open company knows more. */
	async mergeBytes(bytes: Uint8Array<ArrayBuffer>, passphrase = ''): Promise<Result<MergeSummary, BundleFailure>> {
		const merged = await this.#worker.ask('importBundle', { bytes, passphrase });
		if (merged.ok) this.#arrived = merged.value;
		return merged;
	}

	/** Opens again what this tab or browser had open last. */
	async reopen(): Promise<void> {
		const org = lastCompany.remembered();
		if (this.#status !== 'none' || this.#reopening || org === '') return;
		this.#reopening = true;
		await this.openKnown(org).finally(() => (this.#reopening = false));
	}

	/** Whether a reload or a deep link opens something by itself. */
	get willReopen(): boolean {
		return this.#status === 'none' && this.#problem === undefined && lastCompany.remembered() !== '';
	}

	/** Leaves the company; its data stay in this browser. */
	async close(): Promise<void> {
		lastCompany.forget();
		this.#status = 'none';
		this.#summary = undefined;
		this.#session = undefined;
		this.#sync = undefined;
		this.#arrived = undefined;
		this.#problem = undefined;
		this.#verification = undefined;
		await this.#worker.ask('close', undefined);
		await this.prepare();
	}

	dismissArrived(): void {
		this.#arrived = undefined;
	}

	dismissProblem(): void {
		this.#problem = undefined;
	}

	/** After the unsaved entries were downloaded. */
	dismissNotStored(): void {
		this.#notStored = undefined;
	}

	/** Records a user action; every failure comes back as a value. */
	async act(request: ActRequest): Promise<Result<ActDone, ActProblem>> {
		return this.ask('act', request);
	}

	ask<T extends Topic>(topic: T, ask: Questions[T]['ask'], onProgress?: (share: number) => void): Promise<Questions[T]['answer']> {
		return this.#worker.ask(topic, ask, onProgress);
	}

	/** One question of the catalogue of queries. */
	async query<N extends QueryName>(name: N, ask: QueryAsk<N>): Promise<QueryAnswer<N>> {
		return (await this.ask('query', { name, ask })) as QueryAnswer<N>;
	}

	/** Checks every link and signature of what is on this disk. */
	async verify(): Promise<void> {
		const version = this.#version;
		this.#verification = 'running';
		// The first screen goes first.
		await new Promise((resolve) => setTimeout(resolve, VERIFY_DELAY_MS));
		const verification = await this.ask('verify', undefined).catch((error: unknown) => {
			// Closed in the middle of it: nobody waits for the answer any more.
			if (this.#status === 'open' && version === this.#version) throw error;
			return undefined;
		});
		if (!verification) return;
		if (version === this.#version || this.#verification === 'running') this.#verification = verification;
	}

	get #worker(): CompanyClient {
		return (this.#client ??= new CompanyClient((event) => this.#hear(event)));
	}

	async #open(work: () => Promise<Opened>): Promise<boolean> {
		const before = this.#status;
		this.#status = 'opening';
		this.#problem = undefined;
		this.#progress = undefined;
		const opened = await work().catch((error: unknown): Opened => ({ ok: false, error: { code: 'damaged', detail: String(error) } }));
		if (opened.ok) {
			this.#opened(opened.value);
			return true;
		}
		this.#problem = opened.error;
		this.#status = before === 'opening' ? 'none' : before;
		return false;
	}

	#opened(summary: CompanySummary): void {
		this.#summary = summary;
		this.#arrived = undefined;
		this.#problem = undefined;
		this.#version++;
		this.#status = 'open';
		lastCompany.remember(summary.org);
		void this.verify();
	}

	#hear(event: WorkerEvent): void {
		switch (event.type) {
			case 'grown':
				this.#summary = event.summary;
				this.#version++;
				if (event.arrived) this.#arrived = event.arrived;
				break;
			case 'sync':
				this.#sync = event.sync;
				break;
			case 'session':
				this.#session = event.session ?? undefined;
				break;
			case 'not-stored':
				this.#notStored = event.problem;
				break;
			case 'role':
				this.#role = event.role;
				break;
			case 'rebuild':
				this.#rebuild = event.share ?? undefined;
				break;
		}
	}
}

export const company = new OpenCompany();
