/** One tab's worker: which company it looks at, who is logged in here, and everything that needs their keys. */
import { parseInstant } from '#lib/kernel/instant.ts';
import { createPersonKey } from '#lib/identity/person-key.ts';
import { readSealed } from '#lib/identity/sealed-field.ts';
import { formatBadge } from '#lib/identity/badge.ts';
import { afterSuccess, type GuardState } from '#lib/identity/unlock-guard.ts';
import type { UnlockedPerson } from '#lib/identity/person-key.ts';
import { fromBase64Url, toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { createPureSigner } from '#lib/log/ed25519.ts';
import { formatInvitationCode } from '#lib/log/invitation.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { openReplica } from '#lib/store/open-replica.ts';
import { deleteCompany } from '#lib/store/delete-company.ts';
import { gunzip } from '../../gunzip.ts';
import { openLog, type OpenedLog, type OpenProblem } from '../../open-log.ts';
import type { CompanySummary } from '../../views.ts';
import type { ActDone, ActProblem, ActRequest } from '../acts.ts';
import type { SessionView } from '../live-views.ts';
import type {
	BundleFailure,
	HostQuestions,
	HostTopic,
	IssueKeyRequest,
	InviteRequest,
	JoinFailure,
	JoinRequest,
	NewCompany,
	TabQuestions,
	Topic,
	WorkerEvent
} from '../protocol.ts';
import { openContainerIfAny } from './open-container.ts';
import { CompanyHost } from './company-host.ts';
import { BUILD_ID, crypto, keyPorts, localNow, random, storePorts } from './environment.ts';
import { foundCompany } from './found-company.ts';
import { HostLink } from './host-link.ts';
import { readInvitation, usableInvitation } from './join-company.ts';
import { firstLines, keepForeign, keepOwn, knownCompanies, linesOf, nameOf, newDeviceKey, readDemoKeys } from './keep-company.ts';
import { PeopleSession } from './people-session.ts';
import { signDrafts } from './sign-drafts.ts';

type TabAnswers = { readonly [T in keyof TabQuestions]: (ask: TabQuestions[T]['ask'], onProgress: (share: number) => void) => unknown };

export class Tab {
	readonly #tell: (event: WorkerEvent) => void;
	readonly #people: PeopleSession;
	readonly #answers: TabAnswers;
	#link: HostLink | undefined;
	#org = '';
	#demoSeeds: ReadonlyMap<string, Uint8Array> = new Map();

	constructor(tell: (event: WorkerEvent) => void) {
		this.#tell = tell;
		this.#people = new PeopleSession({
			...keyPorts,
			now: () => Date.now(),
			org: () => this.#org,
			records: () => this.#host('keyRecords', undefined),
			guard: async (person) => (await this.#host('guard', { person })) as GuardState | undefined,
			putGuard: async (person, guard) => void (await this.#host('putGuard', { person, guard })),
			putRecord: async (record) => void (await this.#host('putKeyRecord', { record })),
			demoSeeds: () => this.#demoSeeds
		});
		this.#answers = this.#makeAnswers();
	}

	/** Answers the page; what is not this tab's own business goes to the company's host. */
	answer(topic: Topic, ask: unknown, onProgress: (share: number) => void): Promise<unknown> {
		const own = (this.#answers as Readonly<Record<string, (ask: never, onProgress: (share: number) => void) => unknown>>)[topic];
		return own ? Promise.resolve(own(ask as never, onProgress)) : this.#host(topic as HostTopic, ask as never, onProgress);
	}

	#makeAnswers(): TabAnswers {
		return {
			companies: () => knownCompanies(),
			open: ({ org }, onProgress) => this.#open(org, onProgress),
			openDemo: ({ bytes, keys }, onProgress) => this.#openDemo(bytes, keys, onProgress),
			createCompany: (company) => this.#create(company),
			join: (request, onProgress) => this.#join(request, onProgress),
			openBundle: ({ bytes, passphrase }, onProgress) => this.#openBundle(bytes, passphrase, onProgress),
			close: () => this.#close(),
			forgetCompany: async ({ org }) => {
				if (org === this.#org) await this.#close();
				return deleteCompany(org, 'delete', storePorts());
			},
			unlock: ({ badge, pin, demoPerson }) => this.#unlock(badge, pin, demoPerson),
			badgeOwner: async ({ badge }) => {
				const owner = await this.#people.owner(badge);
				return owner.ok ? ok({ person: owner.value, name: await this.#nameOf(owner.value) }) : owner;
			},
			vouch: ({ person, badge, pin }) => this.#people.vouch(person, badge, pin),
			lock: () => {
				this.#people.lock();
				this.#tell({ type: 'session', session: null });
				return null;
			},
			openSealed: ({ ops, pin }) => this.#openSealed(ops, pin),
			act: (request) => this.#act(request),
			invite: (request) => this.#invite(request),
			issueKey: (request) => this.#issueKey(request),
			changePin: ({ badge, pin, newPin }) => this.#people.changePin(badge, pin, newPin)
		};
	}

	#host<T extends HostTopic>(
		topic: T,
		ask: HostQuestions[T]['ask'],
		onProgress?: (share: number) => void
	): Promise<HostQuestions[T]['answer']> {
		return this.#link ? this.#link.ask(topic, ask, onProgress) : Promise.reject(new Error('no company is open'));
	}

	// --- opening -------------------------------------------------------------------------------------------------

	async #open(org: string, onProgress: (share: number) => void): Promise<Result<CompanySummary, OpenProblem>> {
		await this.#close();
		const known = (await knownCompanies()).some((company) => company.org === org);
		if (!known) return err({ code: 'unreachable', detail: 'this company is not kept in this browser' });
		this.#org = org;
		this.#link = new HostLink(org, {
			becomeHost: async (announce) => {
				const opened = await openReplica(org, storePorts(), {
					onProgress: (share) => {
						onProgress(share);
						announce({ type: 'rebuild', share });
					}
				});
				if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.detail}`);
				announce({ type: 'rebuild', share: null });
				return CompanyHost.start(opened.value, announce);
			},
			onEvent: this.#tell,
			onRole: (role) => this.#tell({ type: 'role', role }),
			locks: navigator.locks,
			createChannel: (name) => new BroadcastChannel(name),
			tab: toBase64Url(random(9))
		});
		try {
			const summary = await this.#host('summary', undefined);
			const seeds = (await this.#host('demoKeys', undefined)) ?? (summary.demo ? await shippedDemoKeys() : null);
			this.#demoSeeds = new Map(
				Object.entries(seeds ?? {}).flatMap(([person, seed]) => {
					const bytes = fromBase64Url(seed);
					return bytes ? [[person, bytes] as const] : [];
				})
			);
			return ok(summary);
		} catch (error) {
			await this.#close();
			return err({ code: 'damaged', detail: error instanceof Error ? error.message : String(error) });
		}
	}

	async #close(): Promise<null> {
		this.#people.lock();
		this.#demoSeeds = new Map();
		const link = this.#link;
		this.#link = undefined;
		this.#org = '';
		await link?.close();
		return null;
	}

	async #openDemo(bytes: Uint8Array<ArrayBuffer>, keys: TabQuestions['openDemo']['ask']['keys'], onProgress: (share: number) => void) {
		const opened = await readBundle(bytes, onProgress);
		if (!opened.ok) return opened;
		const { company } = opened.value;
		const { people, invitations } = readDemoKeys(keys);
		const isKnown = (await knownCompanies()).some(({ org }) => org === company.log.org);
		if (!isKnown) {
			// Which of the open invitations is of no account; two visitors of one relay hardly take the same.
			const open = invitations.filter(({ site }) => site === 'CZ');
			const joining = readInvitation(open[(random(1)[0] ?? 0) % open.length]?.text ?? '');
			if (!joining) return err<OpenProblem>({ code: 'damaged', detail: 'the demo’s keys hold no invitation' });
			const kept = await keepOwn({
				lines: linesOf(company),
				...nameOf(company),
				settings: { joining, demoKeys: people },
				key: await newDeviceKey()
			});
			if (!kept.ok) return err<OpenProblem>({ code: 'damaged', detail: `${kept.error.code}: ${kept.error.detail}` });
		}
		const started = await this.#open(company.log.org, onProgress);
		if (!started.ok) return started;
		const joined = await this.#host('finishJoining', undefined);
		return joined.ok ? joined : started;
	}

	async #create(company: NewCompany): Promise<TabQuestions['createCompany']['answer']> {
		const key = await newDeviceKey();
		const founded = await foundCompany(company, key, {
			...keyPorts,
			crypto,
			app: BUILD_ID,
			now: () => Date.now(),
			at: localNow()
		});
		if (!founded.ok) return err({ code: 'damaged', detail: `the PIN of founder ${String(founded.error + 1)} may not be used` });
		const { line, org, wraps, badges, recovery } = founded.value;
		const kept = await keepOwn({ lines: [line], name: company.name, demo: false, settings: {}, key });
		if (!kept.ok) return err({ code: 'damaged', detail: `${kept.error.code}: ${kept.error.detail}` });
		const opened = await this.#open(org, () => undefined);
		if (!opened.ok) return opened;
		for (const record of wraps) await this.#host('putKeyRecord', { record });
		return ok({ summary: opened.value, badges, recovery });
	}

	async #join(request: JoinRequest, onProgress: (share: number) => void): Promise<Result<CompanySummary, JoinFailure>> {
		const code = readInvitation(request.code);
		if (!code) return err({ type: 'bad-code' });
		if ((await knownCompanies()).some(({ org }) => org === code.org)) {
			const left = await this.#leaveFormerDevice(code.org, onProgress);
			if (!left.ok) return left;
		}
		let lines: readonly string[] = [];
		if (request.bytes) {
			const opened = await readBundle(request.bytes, onProgress, request.passphrase);
			if (!opened.ok) return err({ type: 'bundle', failure: opened.error });
			const { company } = opened.value;
			if (company.log.org !== code.org) return err({ type: 'not-in-bundle' });
			if (request.relayUrl === '') {
				const usable = usableInvitation(company, code, Date.now());
				if (!usable.ok) return usable;
			}
			lines = linesOf(company);
		} else {
			const first = await firstLines(request.relayUrl, code);
			if (!first.ok) return first;
			lines = first.value;
		}
		const kept = await keepOwn({
			lines,
			name: companyNameIn(lines),
			demo: false,
			settings: { joining: code, ...(request.relayUrl === '' ? {} : { relay: request.relayUrl }) },
			key: await newDeviceKey()
		});
		if (!kept.ok) return err({ type: 'store', problem: kept.error });
		const opened = await this.#open(kept.value, onProgress);
		if (!opened.ok) return err({ type: 'store', problem: { code: 'failed', detail: opened.error.detail, unsaved: [] } });
		const joined = await this.#host('finishJoining', undefined, onProgress);
		if (!joined.ok) {
			// Nothing of this device is anywhere yet: a second try begins anew.
			await this.#close();
			await deleteCompany(kept.value, 'delete', storePorts());
		}
		return joined;
	}

	/** A device that retired makes room for a new one in the same browser, once everything it recorded is elsewhere. */
	async #leaveFormerDevice(org: string, onProgress: (share: number) => void): Promise<Result<null, JoinFailure>> {
		if (this.#org !== org) {
			const opened = await this.#open(org, onProgress);
			if (!opened.ok) return err({ type: 'store', problem: { code: 'failed', detail: opened.error.detail, unsaved: [] } });
		}
		const handed = await this.#host('handOver', undefined);
		if (!handed.ok)
			return err(handed.error.code === 'in-use' ? { type: 'here-already' } : { type: 'not-handed-over', failure: handed.error });
		await this.#close();
		const deleted = await deleteCompany(org, 'delete', storePorts());
		return deleted.ok ? ok(null) : err({ type: 'store', problem: deleted.error });
	}

	async #openBundle(
		bytes: Uint8Array<ArrayBuffer>,
		passphrase: string,
		onProgress: (share: number) => void
	): Promise<Result<CompanySummary, BundleFailure>> {
		const opened = await readBundle(bytes, onProgress, passphrase);
		if (!opened.ok) return opened;
		const { company } = opened.value;
		const isKnown = (await knownCompanies()).some(({ org }) => org === company.log.org);
		if (!isKnown) {
			const kept = await keepForeign(company);
			if (!kept.ok) return err({ code: 'store', detail: `${kept.error.code}: ${kept.error.detail}` });
		}
		if (this.#org !== company.log.org) {
			const started = await this.#open(company.log.org, onProgress);
			if (!started.ok) return started;
		}
		if (isKnown) {
			const merged = await this.#host('importBundle', { bytes, passphrase }, onProgress);
			if (!merged.ok) return merged;
		}
		return ok(await this.#host('summary', undefined));
	}

	// --- people --------------------------------------------------------------------------------------------------

	async #unlock(badge: string, pin: string, demoPerson: string): Promise<TabQuestions['unlock']['answer']> {
		const loggedIn = await this.#people.logIn(badge, pin, demoPerson);
		if (!loggedIn.ok) return loggedIn;
		const { person, since, demo } = loggedIn.value;
		const view = (await this.#host('people', undefined)).find((one) => one.person === person);
		const session: SessionView = {
			person,
			name: view?.name ?? person,
			roles: view?.roles ?? [],
			since: new Date(since).toISOString(),
			demo
		};
		this.#tell({ type: 'session', session });
		return ok(session);
	}

	async #nameOf(person: string): Promise<string> {
		return (await this.#host('people', undefined)).find((one) => one.person === person)?.name ?? person;
	}

	async #act(request: ActRequest): Promise<Result<ActDone, ActProblem>> {
		const by = this.#people.current?.person;
		if (by === undefined) return err({ type: 'no-session' });
		const unlocked = new Map<string, UnlockedPerson>();
		for (const signature of request.signatures) {
			const who = await this.#people.unlockForSigning(signature);
			if (!who.ok) return err({ type: 'unlock', person: signature.person, failure: who.error });
			unlocked.set(signature.person, who.value);
		}
		const { signatures, ...rest } = request;
		const operations = await this.#host('seal', { cmd: request.cmd, by, operations: request.operations });
		const prepared = await this.#host('prepare', { request: { ...rest, operations }, by, signers: signatures.map(({ person }) => person) });
		if (!prepared.ok) return prepared;
		const drafts = await signDrafts(prepared.value, request.cmd, { crypto, locale: 'zh-CN', unlocked });
		const recorded = await this.#host('record', { cmd: request.cmd, drafts });
		return recorded.ok ? recorded : err({ type: 'store', problem: recorded.error });
	}

	async #openSealed(ops: readonly string[], pin: string): Promise<TabQuestions['openSealed']['answer']> {
		const person = this.#people.current?.person;
		if (person === undefined) return err({ type: 'no-session' });
		const unlocked = await this.#people.unlockForSigning({ person, pin, badge: '' });
		if (!unlocked.ok) return unlocked;
		const opened: Record<string, Record<string, string>> = {};
		for (const { op, field, value, place, record } of await this.#host('sealedOf', { ops })) {
			const plain = await readSealed(keyPorts, value, place, record, unlocked.value.agreement);
			if (plain.ok && typeof plain.value === 'string') (opened[op] ??= {})[field] = plain.value;
		}
		return ok(opened);
	}

	async #invite({ cmd, code, kind, site, hours, signatures }: InviteRequest): Promise<TabQuestions['invite']['answer']> {
		const seed = random(32);
		const now = localNow();
		const expires = new Date((parseInstant(now) ?? 0) + hours * 3_600_000).toISOString();
		const data = {
			device: toBase64Url(random(16)),
			inviteKey: toBase64Url(createPureSigner(seed).publicKey),
			kind,
			site,
			code,
			expires
		};
		const done = await this.#act({ cmd, operations: [{ type: 'device.invited', data }], signatures });
		if (!done.ok) return done;
		const [op] = done.value.ops;
		// A repeated action recorded another one-time key, whose private half is gone with the first answer.
		if (op === undefined || done.value.repeated) return err(recordedBefore('this invitation was recorded before; make a new one'));
		return ok({ text: formatInvitationCode({ org: this.#org, invite: op, seed }), op });
	}

	async #issueKey({ cmd, person, pin, before, signatures }: IssueKeyRequest): Promise<TabQuestions['issueKey']['answer']> {
		const made = await createPersonKey(keyPorts, { org: this.#org, person }, pin);
		if (!made.ok) return err({ type: 'pin' });
		const { wrapped, badgeSecret } = made.value;
		const added = { type: 'person.keyAdded', data: { person, key: wrapped.key } };
		const done = await this.#act({ cmd, operations: [...before, added], signatures });
		if (!done.ok) return done;
		// A repeated action registered the key of its first try: a badge for this one would sign nothing.
		if (done.value.repeated) return err(recordedBefore('this badge was recorded before; issue another'));
		await this.#host('putKeyRecord', { record: wrapped });
		// Wrong guesses at the former PIN say nothing about the new one.
		await this.#host('putGuard', { person, guard: afterSuccess() });
		return ok({ badge: formatBadge(badgeSecret) });
	}
}

function recordedBefore(detail: string): ActProblem {
	return { type: 'store', problem: { code: 'failed', detail, unsaved: [] } };
}

async function readBundle(
	bytes: Uint8Array<ArrayBuffer>,
	onProgress: (share: number) => void,
	passphrase = ''
): Promise<Result<OpenedLog, BundleFailure & OpenProblem>> {
	const plain = await openContainerIfAny(bytes, passphrase);
	if (!plain.ok) return err(plain.error as never);
	const lines = await gunzip(plain.value);
	return lines.ok ? openLog(lines.value, crypto, (done, total) => onProgress(done / total)) : lines;
}

/** Keys of the demo's people as they are shipped with the program: a second browser joins the demo like any company. */
async function shippedDemoKeys(): Promise<Readonly<Record<string, string>> | null> {
	try {
		const keys = await fetch('/demo/demo.suyuan.keys.json');
		return keys.ok ? readDemoKeys((await keys.json()) as JsonObject).people : null;
	} catch {
		return null;
	}
}

/** Name of the company whose genesis is among the lines. */
function companyNameIn(lines: readonly string[]): string {
	const JSON_START = 87;
	for (const line of lines) {
		const op = JSON.parse(line.slice(JSON_START)) as { readonly org: string; readonly data: { readonly name?: string } };
		if (op.org === '') return op.data.name ?? '';
	}
	return '';
}
