/** The company as its one host keeps it: replica, answers, synchronisation. Serves every tab of the browser. */
import { fieldText } from '#lib/engine/register.ts';
import { viewHash } from '#lib/engine/view-hash.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { createPureSigner } from '#lib/log/ed25519.ts';
import { parseInvitationCode, type InvitationCode } from '#lib/log/invitation.ts';
import { readWrappedPersonKey, type WrappedPersonKey } from '#lib/identity/wrapped-person-key.ts';
import { devices, persons } from '#lib/modules/org/index.ts';
import { readGuard, readSetting, writeGuard, writeSettings, type SettingName } from '#lib/store/company-settings.ts';
import { StoredAttachments } from '#lib/store/attachments.ts';
import { AnswerCache } from '#lib/store/answer-cache.ts';
import { CompanyRegistry } from '#lib/store/registry.ts';
import { StoredSearchRows } from '#lib/store/search-rows.ts';
import type { Growth } from '#lib/store/replica-port.ts';
import type { StoredReplica } from '#lib/store/stored-replica.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import type { Identity } from '#lib/sync/admission-client.ts';
import { CompanySession, type Situation } from '../../company-session.ts';
import type { ActDone } from '../acts.ts';
import { LotIndex } from '../../lots/lot-index.ts';
import { photosIn } from '../../photos/photo-ref.ts';
import { packSnapshot, unpackSnapshot } from '../../lots/lot-snapshot.ts';
import { compareLots, LotWindows } from '../../lots/lot-window.ts';
import type { HostQuestions, HostTopic, JoinFailure, WorkerEvent } from '../protocol.ts';
import { queries, type QueryName } from '../queries/catalogue.ts';
import { listChoices } from '../queries/choices.ts';
import { listDevices, recentRecords } from '../queries/devices.ts';
import { operationForm } from '../queries/operation-form.ts';
import { listPeople } from '../queries/people.ts';
import type { Query } from '../queries/query.ts';
import { bundleOf, takeBundle } from './bundles.ts';
import { crypto, keyPorts, localDay, localNow, nextTask, PROGRAM, random, storePorts } from './environment.ts';
import type { Host } from './host-link.ts';
import { HostSearch } from './host-search.ts';
import { HostSync } from './host-sync.ts';
import { recordJoin, usableInvitation } from './join-company.ts';
import { LotAnswers } from './lot-answers.ts';
import { prepareAct } from './prepare-act.ts';
import { sealedOf, sealRequest } from './seal-request.ts';
import { contactsOf, syncView } from './sync-view.ts';
import { verifyCompany } from './verify-company.ts';

type Answers = { readonly [T in HostTopic]: (ask: HostQuestions[T]['ask'], onProgress: (share: number) => void) => unknown };

/** Growth within this time is told once. */
const TELL_DELAY_MS = 40;
/** How often joining looks whether the invitation has arrived. */
const JOIN_LOOK_MS = 100;
/** Own operations looked through for an action recorded before. */
const MAX_LOOK_BACK = 2000;

export class CompanyHost implements Host {
	readonly #replica: StoredReplica;
	readonly #session: CompanySession;
	readonly #search: HostSearch;
	readonly #lots: { readonly answers: LotAnswers; readonly windows: LotWindows };
	readonly #attachments: StoredAttachments;
	readonly #sync: HostSync;
	readonly #announce: (event: WorkerEvent) => void;
	readonly #answers: Answers;
	#demoKeys: Readonly<Record<string, string>> | null = null;
	/** What this device joined by. Kept: the relay may not have heard of the joining when this browser is closed. */
	#invitation: InvitationCode | undefined;
	#growth: Growth[] = [];
	/** What was open when people were last told; what arrives since is compared with it. */
	#told: Situation | undefined;
	#telling: ReturnType<typeof setTimeout> | undefined;

	private constructor(replica: StoredReplica, attachments: StoredAttachments, announce: (event: WorkerEvent) => void) {
		this.#replica = replica;
		this.#attachments = attachments;
		this.#announce = announce;
		this.#session = new CompanySession({ crypto, clock: () => performance.now(), today: localDay }, replica.company, '');
		this.#search = new HostSearch(
			replica.company,
			new StoredSearchRows(replica.database),
			() => new Promise((resolve) => setTimeout(resolve))
		);
		this.#lots = lotAnswers(replica);
		this.#sync = new HostSync({
			replica,
			attachments,
			joining: () => (this.#hasJoined() ? undefined : this.#invitedIdentity()),
			beginner: () => this.#invitedIdentity(),
			onStatus: () => this.#tellSync()
		});
		this.#answers = this.#makeAnswers();
	}

	/** Takes over an opened replica and begins to synchronise. */
	static async start(replica: StoredReplica, announce: (event: WorkerEvent) => void): Promise<CompanyHost> {
		const { database } = replica;
		const attachments = await StoredAttachments.open(database, crypto);
		if (!attachments.ok) throw new Error(attachments.error.detail);
		const host = new CompanyHost(replica, attachments.value, announce);
		const setting = async (name: SettingName): Promise<unknown> => {
			const read = await readSetting(database, name);
			if (!read.ok) throw new Error(read.error.detail);
			return read.value;
		};
		const [relay, joining, demoKeys] = [await setting('relay'), await setting('joining'), await setting('demoKeys')];
		host.#demoKeys = (demoKeys as Record<string, string> | undefined) ?? null;
		host.#invitation = typeof joining === 'string' ? parseInvitationCode(joining) : undefined;
		replica.onProblem((problem) => announce({ type: 'not-stored', problem }));
		replica.onGrowth((changes) => host.#grew(changes));
		host.#told = host.#session.situation();
		await host.#sync.start(typeof relay === 'string' ? relay : '');
		return host;
	}

	async answer<T extends HostTopic>(
		topic: T,
		ask: HostQuestions[T]['ask'],
		onProgress: (share: number) => void
	): Promise<HostQuestions[T]['answer']> {
		return (await this.#answers[topic](ask, onProgress)) as HostQuestions[T]['answer'];
	}

	async close(): Promise<void> {
		clearTimeout(this.#telling);
		await this.#lots.answers.close();
		await this.#sync.stop();
		await this.#replica.close();
	}

	#makeAnswers(): Answers {
		const session = this.#session;
		const replica = this.#replica;
		const { engine, log } = replica.company;
		const { blobs } = this.#attachments;
		return {
			summary: () => session.summary(performance.now()),
			lots: async (ask) => {
				await this.#lots.answers.ready();
				return this.#lots.windows.answer(ask, session.day, session.scopes);
			},
			find: ({ text }) => session.find(text),
			search: ({ text }) => this.#search.find(text),
			passport: ({ name }) => session.passport(name),
			trace: ({ name, ...options }) => session.trace(name, options),
			timeline: ({ name }) => session.timeline(name),
			exceptions: () => session.exceptions(),
			log: (ask) => session.log(ask),
			people: async () => listPeople(engine, await this.#keyRecords()),
			devices: () => listDevices(engine, replica.formerDev, contactsOf(this.#sync.status)),
			deviceRecords: ({ dev }) => recentRecords(engine, dev),
			choices: ({ kind, text }) => listChoices(engine, kind, text),
			form: ({ type }) => operationForm(engine, type),
			query: ({ name, ask }) => this.#query(name, ask),
			putBlob: ({ bytes }) => blobs.put(bytes),
			blob: ({ hash }) => this.#blob(hash),
			viewHash: () => viewHash(engine, crypto),
			verify: async () => {
				await this.#lots.answers.idle();
				return verifyCompany(log, nextTask);
			},
			demoKeys: () => this.#demoKeys,
			finishJoining: (_ask, onProgress) => this.#finishJoining(onProgress),
			handOver: () => (replica.retired ? this.#sync.handOver() : err({ code: 'in-use', detail: 'this device still records' })),
			keyRecords: () => this.#keyRecords(),
			putKeyRecord: async ({ record }) => {
				await this.#sync.keys.putPersonKey(record.person, record);
				return ok(null);
			},
			guard: async ({ person }) => {
				const guard = await readGuard(replica.database, person);
				return guard.ok ? guard.value : undefined;
			},
			putGuard: async ({ person, guard }) => {
				await writeGuard(replica.database, person, guard);
				return null;
			},
			seal: ({ cmd, by, operations }) =>
				sealRequest(
					{
						engine,
						ports: keyPorts,
						place: { org: replica.org, dev: replica.dev, cmd },
						by,
						put: (record) => this.#sync.keys.putKeyRecord(record)
					},
					operations
				),
			sealedOf: ({ ops }) => sealedOf(engine, ops, (kid) => this.#sync.keys.keyRecord(kid)),
			prepare: (ask) =>
				this.#readOnly() ?? prepareAct({ engine, org: replica.org, dev: replica.dev, site: this.#site, now: localNow() }, ask),
			record: ({ cmd, drafts }) => this.#record(cmd, drafts),
			probeRelay: ({ url }) => this.#sync.probe(url),
			attachRelay: async ({ url, code, invitation }, onProgress) => {
				const attached = await this.#sync.attach(url, code, invitation, onProgress);
				if (attached.ok) await this.#rememberRelay(this.#sync.url);
				return attached;
			},
			detachRelay: async () => {
				await this.#sync.start('');
				await this.#rememberRelay('');
				return null;
			},
			syncNow: () => {
				this.#sync.nudge();
				return null;
			},
			exportBundle: ({ passphrase }, onProgress) => bundleOf(replica, passphrase, session.summary(performance.now()).name, onProgress),
			importBundle: async ({ bytes, passphrase }, onProgress) => {
				const before = session.situation();
				const taken = await takeBundle(replica, bytes, passphrase, onProgress);
				if (!taken.ok) return taken;
				return ok(session.arrivedSince(before, taken.value));
			},
			forgetDevice: async () => {
				const retired = await replica.retireLocally('replaced');
				return retired.ok ? ok(null) : retired;
			}
		};
	}

	/** Uid of the site this device stands at. */
	get #site(): string {
		return fieldText(this.#replica.company.engine.row(devices, this.#replica.dev), 'site');
	}

	#query(name: QueryName, ask: unknown): unknown {
		const { engine } = this.#replica.company;
		const query = queries[name] as Query<unknown, unknown>;
		return query(
			{ engine, session: this.#session, day: this.#session.day, now: localNow(), dev: this.#replica.dev, site: this.#site },
			ask
		);
	}

	async #record(cmd: string, drafts: HostQuestions['record']['ask']['drafts']): Promise<Result<ActDone, StoreProblem>> {
		// Before they are recorded: a photo of a record is sent, whatever happens in between.
		const photos = drafts.flatMap(({ data }) => photosIn(data).map(({ hash }) => hash));
		const named = await this.#attachments.name(photos);
		const recorded = await this.#replica.record(cmd, drafts);
		if (!recorded.ok) {
			this.#announce({ type: 'not-stored', problem: recorded.error });
			return recorded;
		}
		// What could not be noted must not keep a record from being made; it is noted now.
		if (!named.ok) await this.#attachments.name(photos);
		this.#sync.attachments?.send();
		if (recorded.value.length > 0) return ok({ ops: recorded.value.map(({ id }) => id), repeated: false });
		return ok({ ops: this.#recordedBefore(cmd), repeated: true });
	}

	/** A file of this device, or fetched from the relay. */
	async #blob(hash: string): Promise<HostQuestions['blob']['answer']> {
		const here = await this.#attachments.read(hash);
		if (here.ok && here.value) return ok(here.value as Uint8Array<ArrayBuffer>);
		const { attachments } = this.#sync;
		return attachments ? ((await attachments.fetch(hash)) as HostQuestions['blob']['answer']) : err('no-relay');
	}

	/** Ids of an own action asked for again. */
	#recordedBefore(cmd: string): readonly string[] {
		const { log } = this.#replica.company;
		const found: string[] = [];
		const tip = log.tipOf(this.#replica.formerDev)?.seq ?? 0;
		for (let seq = tip; seq > 0 && seq > tip - MAX_LOOK_BACK; seq--) {
			const op = log.at(this.#replica.formerDev, seq);
			if (op?.cmd === cmd) found.unshift(op.id);
			else if (found.length > 0) break;
		}
		return found;
	}

	#readOnly(): Result<never, { readonly type: 'read-only'; readonly why: 'foreign' | 'retired' | 'behind-own-chain' }> | undefined {
		const { retired, dev } = this.#replica;
		if (retired)
			return err({ type: 'read-only', why: retired.reason === 'behind' || retired.reason === 'forked' ? 'behind-own-chain' : 'retired' });
		return dev === '' || !this.#hasJoined() ? err({ type: 'read-only', why: 'foreign' }) : undefined;
	}

	async #keyRecords(): Promise<readonly WrappedPersonKey[]> {
		const { engine } = this.#replica.company;
		const found = await Promise.all(engine.keys(persons).map((person) => this.#sync.keys.personKey(person)));
		return found.flatMap((record) => {
			const read = readWrappedPersonKey(record);
			return read.ok ? [read.value] : [];
		});
	}

	async #rememberRelay(url: string): Promise<void> {
		const { database, org } = this.#replica;
		await writeSettings(database, { relay: url });
		const registry = await CompanyRegistry.open(storePorts());
		if (!registry.ok) return;
		await registry.value.update(org, { relay: url });
		registry.value.close();
	}

	// --- joining -------------------------------------------------------------------------------------------------

	#hasJoined(): boolean {
		return this.#replica.company.log.tipOf(this.#replica.formerDev) !== undefined;
	}

	#invitedIdentity(): Identity | undefined {
		const code = this.#invitation;
		if (!code) return undefined;
		const signer = createPureSigner(code.seed);
		return { kind: 'joining', org: this.#replica.org, invite: code.invite, sign: signer.sign };
	}

	/** Waits for the invitation's entry, records `device.joined`, and comes back to the relay as a device of the company. */
	async #finishJoining(onProgress: (share: number) => void): Promise<HostQuestions['finishJoining']['answer']> {
		const code = this.#invitation;
		if (this.#hasJoined() || !code) return ok(this.#session.summary(performance.now()));
		const { log } = this.#replica.company;
		while (!log.get(code.invite)) {
			const failure = this.#joinFailure();
			if (failure) return err(failure);
			const progress = this.#sync.status?.progress;
			if (progress && progress.total > 0) onProgress(progress.done / progress.total);
			await new Promise((resolve) => setTimeout(resolve, JOIN_LOOK_MS));
		}
		const invited = usableInvitation(this.#replica.company, code, Date.now());
		if (!invited.ok) return invited;
		const { publicKey } = this.#replica;
		if (!publicKey) throw new Error('this replica has no device key');
		const joined = await recordJoin(this.#replica, code, invited.value, { publicKey, at: localNow(), cmd: toBase64Url(random(16)) });
		if (!joined.ok) return joined;
		return ok(this.#session.summary(performance.now()));
	}

	#joinFailure(): JoinFailure | undefined {
		const connection = this.#sync.status?.connection;
		if (!connection) return { type: 'not-in-bundle' };
		if (connection.status === 'refused' || connection.status === 'waiting')
			return { type: 'relay', failure: { code: connection.problem.code, detail: connection.problem.detail } };
		return undefined;
	}

	// --- telling -------------------------------------------------------------------------------------------------

	#grew(changes: readonly Growth[]): void {
		this.#stopIfForked();
		this.#growth.push(...changes);
		this.#telling ??= setTimeout(() => this.#tellGrowth(), TELL_DELAY_MS);
	}

	/** Another history of the own chain came, by a file perhaps: this one must not grow further. */
	#stopIfForked(): void {
		const { retired, dev, company } = this.#replica;
		if (!retired && dev !== '' && company.log.isForked(dev)) void this.#replica.retireLocally('forked').then(() => this.#tellSync());
	}

	#tellGrowth(): void {
		this.#telling = undefined;
		const received = this.#growth.filter(({ own }) => !own).reduce((sum, { from, to }) => sum + to - from + 1, 0);
		this.#growth = [];
		const arrived = this.#told && received > 0 ? this.#session.arrivedSince(this.#told, received) : null;
		// A delivery is in the engine before it is on the disk: what it opens is told when it is announced, not forgotten now.
		if (received > 0 || this.#isAllAnnounced()) this.#told = this.#session.situation();
		this.#announce({ type: 'grown', summary: arrived?.company ?? this.#session.summary(performance.now()), arrived });
		this.#tellSync();
	}

	#isAllAnnounced(): boolean {
		const announced = this.#replica.heads();
		return Object.entries(this.#replica.company.log.heads()).every(([dev, [, id]]) => announced[dev]?.[1] === id);
	}

	#tellSync(): void {
		const { engine } = this.#replica.company;
		const dev = this.#replica.formerDev;
		this.#announce({
			type: 'sync',
			sync: syncView({
				engine,
				relayUrl: this.#sync.url,
				status: this.#sync.status,
				attachments: this.#attachments.all(),
				ownDev: dev,
				recorded: this.#replica.heads()[dev]?.[0] ?? 0,
				now: Date.now(),
				readOnly: this.#replica.retired !== undefined
			})
		});
	}
}

/** Kept on disk between starts of the same program. */
function lotAnswers(replica: StoredReplica): { readonly answers: LotAnswers; readonly windows: LotWindows } {
	const cache = new AnswerCache(replica.database);
	const { log, engine } = replica.company;
	const { schedule } = storePorts();
	const index = new LotIndex(engine, replica.dev, compareLots(engine));
	// The snapshot names the log it was made from itself; it is good for any that continues it.
	const basis = { size: 0, build: PROGRAM };
	const answers = new LotAnswers({
		size: () => log.size,
		index,
		stored: async () => (PROGRAM === '' ? undefined : unpackSnapshot(await cache.get('lot index', basis))),
		store: async (snapshot) => (PROGRAM === '' ? undefined : cache.put('lot index', basis, packSnapshot(snapshot))),
		pause: nextTask,
		clock: () => performance.now(),
		schedule
	});
	return { answers, windows: new LotWindows(engine, index) };
}
