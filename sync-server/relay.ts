/** The relay put together: one company, one data directory, one port. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, chmodSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import type { Logger } from 'pino';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { parseInvitationCode } from '#lib/log/invitation.ts';
import type { AdmissionProblem, Admitted, ClaimRequest } from '#lib/wire/admission.ts';
import { CLOSE } from '#lib/wire/messages.ts';
import { AdmissionDesk, newClaimCode, normaliseClaimCode, secretsEqual } from './admission/admission-desk.ts';
import { RateLimit } from './admission/rate-limits.ts';
import { Rights } from './admission/rights.ts';
import { operationOf } from './chains/append-check.ts';
import { CompanyLog } from './chains/company-log.ts';
import { deliver } from './chains/delivery.ts';
import { rivalLines, segmentInfos, segmentLines } from './chains/segments.ts';
import { registerApi } from './http/api.ts';
import { answerInsecure } from './http/insecure-page.ts';
import { listen } from './listen.ts';
import { createNodeCrypto } from './node-crypto.ts';
import { decodeSeed, encodeSeed, INVITATION, OwnChain } from './own-chain/own-chain.ts';
import type { Settings } from './settings.ts';
import { DEVICE_BYTES, Hub } from './sockets/hub.ts';
import { DocumentStreams } from './sockets/document-streams.ts';
import { LogStreams, turn } from './sockets/log-streams.ts';
import { SocketGate } from './sockets/socket-gate.ts';
import { createStaticHost } from './static-host.ts';
import { BlobStore } from './storage/blob-store.ts';
import { paths } from './storage/data-directory.ts';
import { Counters, renderMetrics } from './running/metrics.ts';
import { relayFacts } from './running/relay-facts.ts';
import { GroupCommit } from './storage/group-commit.ts';
import { writePrivateFile } from './storage/private-file.ts';
import { selfTest } from './storage/self-test.ts';
import { SqliteStorage } from './storage/sqlite-storage.ts';
import type { NewEntry } from './storage/storage.ts';
import { CompanyCa, ownNames } from './tls/company-ca.ts';
import { createSharedPort } from './tls/shared-port.ts';
import { BUILD_ID, VERSION } from './version.ts';

/** Failed attempts of one address: some at once, then one every few seconds. */
export const ATTEMPTS = { burst: 30, perSecond: 0.2 };
/** Wrong claim codes, from wherever: guessing 59 bits at this pace is hopeless. */
export const CLAIM_ATTEMPTS = { burst: 10, perSecond: 1 / 60 };
const OWN_CHAIN_MS = 2000;
const CONTACTS_MS = 30_000;
const PROBE_MS = 5000;
const CERTIFICATE_MS = 60_000;
const REFUSALS_MS = 60_000;
const TLS_HANDSHAKE_MS = 10_000;
const HEADERS_MS = 20_000;
const ORG = 'org';
const CLAIM_CODE = 'claim-code';

export interface RunningRelay {
	readonly port: number;
	/** To be shown to whoever started it; undefined once a company has the relay. */
	readonly claimCode: string | undefined;
	stop(): Promise<void>;
}

/** Starts a relay. Rejects when the port is taken, the data directory is used by another relay, or the files are damaged. */
export async function startRelay(settings: Settings, logger: Logger): Promise<RunningRelay> {
	const files = paths(settings.data);
	mkdirSync(settings.data, { recursive: true, mode: 0o700 });
	selfTest(files.database);
	const storage = new SqliteStorage(files.database);
	const counters = new Counters();
	let leaving = false;
	let noted = 0;
	for (const path of [files.database, `${files.database}-wal`, `${files.database}-shm`]) if (existsSync(path)) chmodSync(path, 0o600);
	const crypto = createNodeCrypto();
	const ticks = () => performance.now();
	const now = () => Date.now();

	const commit = new GroupCommit(storage, {
		summaries: (entries) => log.summaries(entries),
		committed: (entries, waitedMs) => {
			counters.committed(entries.length, waitedMs);
			log.markCommitted(entries);
			learn(entries);
			// `stored` goes out first: its waiters run before the next turn of the event loop.
			setImmediate(() => {
				logStreams.publish(entries);
				hub.grown(new Set(entries.filter((entry) => entry.branch === 0).map((entry) => entry.dev)));
				if (entries.some((entry) => entry.admits || entry.branch > 0)) hub.rightsChanged();
			});
		},
		failed: (error) => {
			counters.failedCommits++;
			logger.error({ error: String(error) }, 'the storage failed; nothing of this round was acknowledged');
			log.reload();
			logStreams.forget();
		}
	});
	const log: CompanyLog = new CompanyLog(storage, storage.meta(ORG) ?? '', crypto, (entry) => commit.entry(entry));
	const rights = new Rights(crypto, (dev) => log.isForked(dev));
	const learn = (entries: readonly NewEntry[]) => {
		for (const { id, line, admits } of entries) if (admits) rights.learn(id, operationOf(line));
	};
	for (const { id, line } of storage.admitting()) rights.learn(id, operationOf(line));

	const settled = () => commit.settled();
	const storageFailed = (peer: { close(code: number, reason: string): void }) => peer.close(CLOSE.later, 'storage-failed');
	const logStreams = new LogStreams({ log, crypto, settled, storageFailed });
	const documents = new DocumentStreams({
		load: (name) => storage.document(name),
		save: (change) => commit.document(change),
		storageFailed
	});
	const ownChain: OwnChain = new OwnChain({
		log,
		storage,
		crypto,
		key: {
			read: () => (existsSync(files.relayKey) ? decodeSeed(readFileSync(files.relayKey, 'utf8')) : undefined),
			write: (seed) => writePrivateFile(files.relayKey, encodeSeed(seed))
		},
		meta: (key, value) => commit.meta(key, value),
		branches: (branches) => commit.branches(branches),
		lastContact: (dev) => hub.lastContact(dev),
		build: BUILD_ID,
		now,
		ticks,
		note: (message) => logger.warn(message)
	});
	const desk = new AdmissionDesk({
		crypto,
		rights,
		keyOf: (dev) => log.chain(dev)?.key,
		org: () => log.org,
		relay: () => ownChain.dev,
		now,
		ticks
	});
	const hub: Hub = new Hub(
		{
			log,
			handlerOf: (kind) => (kind === 'log' ? logStreams : documents),
			scopeOf: (visitor) => desk.scopeOf(visitor),
			ownChainHeld: (seq) => ownChain.held(seq),
			relay: () => ownChain.dev,
			refused: (code) => (code === 'fault' ? counters.faults++ : counters.refused(code)),
			now,
			ticks
		},
		storage.contacts()
	);

	const attempts = new RateLimit(ATTEMPTS);
	const claims = new RateLimit(CLAIM_ATTEMPTS);
	const bytes = new RateLimit(DEVICE_BYTES);
	const mayTry = (address: string) => attempts.has(address);
	const failed = (address: string) => void attempts.take(address);

	const claimCode = () => storage.meta(CLAIM_CODE);
	if (ownChain.needsInvitation && claimCode() === undefined) await commit.meta(CLAIM_CODE, newClaimCode());

	/** Binds the relay to a company, or gives one whose chain is lost a new invitation. May be repeated until it has joined. */
	const claim = async (request: ClaimRequest): Promise<Result<Admitted, AdmissionProblem | 'storage-failed'>> => {
		const expected = claimCode();
		if (expected === undefined || !ownChain.needsInvitation) return err('claimed');
		if (!claims.has('claim')) return err('too-many-attempts');
		if (!secretsEqual(normaliseClaimCode(request.code), expected, crypto)) {
			claims.take('claim');
			return err('bad-code');
		}
		const invitation = parseInvitationCode(request.invitation);
		if (!invitation || invitation.org !== request.org || !/^[A-Za-z0-9_-]{22}$/.test(request.dev)) return err('bad-request');
		if (log.org !== '' && log.org !== request.org) return err('claimed');
		void commit.meta(ORG, request.org);
		if (!(await commit.meta(INVITATION, request.invitation))) return err('storage-failed');
		log.bind(request.org);
		logger.info({ org: request.org, dev: request.dev }, 'claimed');
		return ok(desk.admitClaimant(request.dev));
	};

	const health = () => ({ ok: commit.healthy, storage: commit.healthy ? 'ok' : 'failed', relay: ownChain.state, connections: hub.size });
	const host = await createStaticHost({
		directory: settings.app,
		health,
		ready: () => commit.healthy && !leaving,
		metrics: () => renderMetrics(relayFacts(settings.data, { log, hub, commit, own: ownChain.state }), counters),
		metricsToken: settings.metricsToken,
		trustProxy: settings.trustProxy
	});
	await registerApi(host, {
		info: () => ({ format: 'suyuan-relay', v: 1, relay: ownChain.dev, org: log.org, claimed: log.org !== '', version: VERSION }),
		claim,
		challenge: () => desk.challenge(),
		ticket: (request) => desk.ticket(request),
		visitor: (token) => {
			const visitor = desk.bearer(token);
			const scope = visitor && desk.scopeOf(visitor);
			return visitor && scope ? { visitor, scope } : undefined;
		},
		segments: () => segmentInfos(log, storage),
		segment: (dev, segment) => segmentLines(log, dev, segment),
		rivals: () => rivalLines(storage),
		deliver: (lines, visitor, scope) => deliver(lines, visitor, scope, { log, settled, turn }),
		mayTry,
		failed,
		pace: (dev, count) => bytes.spend(dev, count),
		blobs: new BlobStore(files.blobs),
		answered: (status) => counters.answered(status)
	});
	await host.ready();

	const gate = new SocketGate({
		hub,
		redeem: (ticket) => desk.redeem(ticket),
		scopeOf: (visitor) => desk.scopeOf(visitor),
		mayTry,
		failed,
		addressOf: (request) => addressOf(request, settings.trustProxy)
	});
	const ca = settings.certificate ? undefined : new CompanyCa(files.tls(), new Date());
	const secure = createHttpsServer(
		{ ...certificateOf(settings, ca), handshakeTimeout: TLS_HANDSHAKE_MS, headersTimeout: HEADERS_MS, minVersion: 'TLSv1.2' },
		(request, response) => host.routing(request, response)
	);
	const plain = createHttpServer({ headersTimeout: HEADERS_MS }, (request, response) => {
		if (isLoopback(request)) host.routing(request, response);
		else answerInsecure(request, response, { rootCertificate: () => ca?.rootCertificate, health });
	});
	secure.on('upgrade', (request, socket, head) => gate.upgrade(request, socket, head));
	plain.on('upgrade', (request, socket, head) => {
		if (isLoopback(request)) gate.upgrade(request, socket, head);
		else socket.destroy();
	});
	const server = createSharedPort({ plain, secure });
	const port = await listen(server, settings);
	logger.info({ port, org: log.org, relay: ownChain.dev, chains: [...log.chains].length, instance: randomUUID() }, 'listening');

	const timers = [
		every(OWN_CHAIN_MS, async () => {
			await ownChain.tend();
			if (!ownChain.needsInvitation && claimCode() !== undefined) await commit.meta(CLAIM_CODE, undefined);
			if (ownChain.state === 'forked' && claimCode() === undefined) {
				await commit.meta(CLAIM_CODE, newClaimCode());
				logger.error('the relay’s own chain is forked (a backup was restored while clients knew more): it needs a new invitation');
			}
		}),
		every(CONTACTS_MS, async () => void (await commit.contacts(hub.takeUnsaved()))),
		every(PROBE_MS, async () => {
			// A disk that has room again is noticed even when nobody brings anything.
			if (!commit.healthy) await commit.meta('probe', String(now()));
		}),
		every(REFUSALS_MS, async () => noteRefusals()),
		every(CERTIFICATE_MS, async () => renew(secure, settings, ca))
	];

	return {
		port,
		claimCode: claimCode(),
		stop: async () => {
			leaving = true;
			for (const timer of timers) clearInterval(timer);
			hub.closeAll(CLOSE.later, 'stopping');
			void commit.contacts(hub.takeUnsaved());
			commit.flush();
			server.close();
			secure.closeAllConnections();
			plain.closeAllConnections();
			await host.close();
			storage.close();
		}
	};

	/** Counted one by one, logged a minute at a time: whoever floods the relay must not flood its log too. */
	function noteRefusals(): void {
		const { faults, refusals } = counters;
		const total = faults + [...refusals.values()].reduce((sum, times) => sum + times, 0);
		if (total > noted) logger.warn({ refused: Object.fromEntries(refusals), faults, since: noted }, 'refused since the start');
		noted = total;
	}

	function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
		return setInterval(() => {
			work().catch((error: unknown) => logger.error({ error: String(error) }, 'a recurring task failed'));
		}, ms).unref();
	}
}

function certificateOf({ certificate }: Settings, ca: CompanyCa | undefined): { readonly cert: string; readonly key: string } {
	if (certificate) return { cert: readFileSync(certificate.cert, 'utf8'), key: readFileSync(certificate.key, 'utf8') };
	if (!ca) throw new Error('without a given certificate there is the own authority');
	const leaf = ca.leafFor(ownNames(), new Date());
	return { cert: leaf.cert + ca.rootCertificate, key: leaf.key };
}

/** A changed address, a near end, or a renewed given file: new connections use it, those that are open stay. */
function renew(server: HttpsServer, settings: Settings, ca: CompanyCa | undefined): void {
	server.setSecureContext(certificateOf(settings, ca));
}

function isLoopback(request: IncomingMessage): boolean {
	const address = request.socket.remoteAddress ?? '';
	return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
	const forwarded = request.headers['x-forwarded-for'];
	const last = typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined;
	return trustProxy && isLoopback(request) && last ? last : (request.socket.remoteAddress ?? '');
}
