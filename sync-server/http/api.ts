/** The HTTP calls of `#lib/wire/admission.ts`, on the relay's Fastify. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
	API,
	type AdmissionProblem,
	type Admitted,
	type ClaimRequest,
	type Challenge,
	type Delivered,
	type RelayInfo,
	type Scope,
	type SegmentInfo,
	type TicketRequest
} from '#lib/wire/admission.ts';
import { MAX_BLOB_NAMES, MAX_BLOB_BYTES, MAX_DELIVERY_BYTES } from '#lib/wire/limits.ts';
import { ATTACHMENT_TYPES } from '#lib/wire/attachment-type.ts';
import type { Result } from '#lib/kernel/result.ts';
import type { Visitor } from '../admission/admission-desk.ts';
import { isBlobName, type BlobProblem, type BlobStore } from '../storage/blob-store.ts';
import { gunzipBounded, sendLines, type LineSource } from './bodies.ts';

export interface ApiPorts {
	readonly info: () => RelayInfo;
	readonly claim: (request: ClaimRequest) => Promise<Result<Admitted, AdmissionProblem | 'storage-failed'>>;
	readonly challenge: () => Challenge;
	readonly ticket: (request: TicketRequest) => Result<Admitted, AdmissionProblem>;
	readonly visitor: (token: string) => { readonly visitor: Visitor; readonly scope: Scope } | undefined;
	readonly segments: () => readonly SegmentInfo[];
	/** Lines of a segment in portions; undefined if there is no such segment. */
	readonly segment: (dev: string, segment: number) => { readonly lines: LineSource; readonly isFull: boolean } | undefined;
	readonly rivals: () => LineSource;
	readonly deliver: (lines: readonly Uint8Array[], visitor: Visitor, scope: Scope) => Promise<Delivered | 'storage-failed'>;
	/** Whether this address may still try (`failed` counts a failure). */
	readonly mayTry: (address: string) => boolean;
	readonly failed: (address: string) => void;
	/** Milliseconds to wait before bytes of this device are handled. */
	readonly pace: (dev: string, bytes: number) => number;
	readonly blobs: BlobStore;
	/** A call ended with an error. */
	readonly answered: (status: number) => void;
}

const STATUS: Readonly<Record<string, number>> = {
	'bad-code': 403,
	claimed: 409,
	'not-claimed': 403,
	'foreign-org': 403,
	'unknown-device': 403,
	'unknown-invitation': 403,
	'bad-signature': 403,
	'expired-challenge': 403,
	'too-many-attempts': 429,
	'bad-request': 400,
	'storage-failed': 503,
	'not-admitted': 401,
	'not-allowed': 403,
	'not-found': 404,
	'over-limit': 413,
	'wrong-type': 415,
	'wrong-hash': 422
};
/** Small JSON requests of the admission calls. */
const MAX_REQUEST_BYTES = 4096;
/** A name with its quotes and comma. */
const MAX_NAMES_BYTES = MAX_BLOB_NAMES * 70 + MAX_REQUEST_BYTES;
const NEWLINE = 10;
/** Full segments never change. */
const IMMUTABLE = 'private, max-age=31536000, immutable';

const BLOB_DETAIL: Readonly<Record<BlobProblem, string>> = {
	'over-limit': `an attachment has at most ${String(MAX_BLOB_BYTES)} bytes`,
	'wrong-hash': 'the bytes are not what the name says',
	'wrong-type': `an attachment is one of ${ATTACHMENT_TYPES.join(', ')}`,
	'storage-failed': 'it does not count as stored; deliver it again'
};

declare module 'fastify' {
	interface FastifyRequest {
		admitted: { readonly visitor: Visitor; readonly scope: Scope } | undefined;
	}
}

export async function registerApi(host: FastifyInstance, ports: ApiPorts): Promise<void> {
	await host.register(
		async (api) => {
			api.addHook('onRequest', async (_request, reply) => {
				reply.header('cache-control', 'no-store');
			});
			api.addHook('onResponse', async (_request, reply) => {
				if (reply.statusCode >= 400) ports.answered(reply.statusCode);
			});
			api.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
				if (error.statusCode === 413) return fail(reply, 'over-limit', 'the request is too large');
				if (error.statusCode !== undefined && error.statusCode < 500) return fail(reply, 'bad-request', 'not a request of this protocol');
				return fail(reply, 'storage-failed', 'the relay could not do that');
			});
			admissionCalls(api, ports);
			await api.register(async (inner) => admittedCalls(inner, ports));
		},
		{ prefix: API }
	);
}

function admissionCalls(api: FastifyInstance, ports: ApiPorts): void {
	const limited = { bodyLimit: MAX_REQUEST_BYTES };
	api.get('/relay', async () => ports.info());
	api.post('/challenge', limited, async (request, reply) =>
		ports.mayTry(request.ip) ? ports.challenge() : fail(reply, 'too-many-attempts', 'try again later')
	);
	api.post('/ticket', limited, async (request, reply) => {
		if (!ports.mayTry(request.ip)) return fail(reply, 'too-many-attempts', 'try again later');
		const asked = ticketRequest(request.body);
		const answer = asked && ports.ticket(asked);
		if (answer?.ok) return answer.value;
		// A challenge that ran out is nobody's guess.
		if (answer?.error !== 'expired-challenge') ports.failed(request.ip);
		return fail(reply, answer ? answer.error : 'bad-request', '');
	});
	api.post('/claim', limited, async (request, reply) => {
		if (!ports.mayTry(request.ip)) return fail(reply, 'too-many-attempts', 'try again later');
		const asked = claimRequest(request.body);
		const answer = asked && (await ports.claim(asked));
		if (answer?.ok) return answer.value;
		ports.failed(request.ip);
		return fail(reply, answer ? answer.error : 'bad-request', '');
	});
}

async function admittedCalls(api: FastifyInstance, ports: ApiPorts): Promise<void> {
	api.decorateRequest('admitted', undefined);
	api.addHook('onRequest', async (request, reply) => {
		const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
		const admitted = scheme === 'Bearer' ? ports.visitor(token) : undefined;
		if (!admitted) return fail(reply, 'not-admitted', 'fetch a new ticket');
		request.admitted = admitted;
	});
	const readers = { onRequest: async (request: FastifyRequest, reply: FastifyReply) => mayRead(request, reply) };

	api.get('/segments', readers, async () => ports.segments());
	api.get<{ Params: { dev: string; k: string } }>('/segments/:dev/:k', readers, async (request, reply) => {
		const found = /^(0|[1-9][0-9]{0,8})$/.test(request.params.k) ? ports.segment(request.params.dev, Number(request.params.k)) : undefined;
		if (!found) return fail(reply, 'not-found', 'no such segment');
		if (found.isFull) reply.header('cache-control', IMMUTABLE);
		return sendLines(request, reply, found.lines);
	});
	api.get('/rivals', readers, async (request, reply) => sendLines(request, reply, ports.rivals()));
	api.post('/blobs/lacking', { bodyLimit: MAX_NAMES_BYTES }, async (request, reply) => {
		if (request.admitted?.scope === 'join') return fail(reply, 'not-allowed', 'a joining device reads');
		const names = namesIn(request.body);
		if (!names) return fail(reply, 'bad-request', `at most ${String(MAX_BLOB_NAMES)} names, each a SHA-256`);
		return { lacking: await ports.blobs.lacking(names) };
	});
	await api.register(async (inner) => entriesCall(inner, ports));
	await api.register(async (inner) => blobCalls(inner, ports, readers));
}

function entriesCall(api: FastifyInstance, ports: ApiPorts): void {
	api.removeAllContentTypeParsers();
	api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_DELIVERY_BYTES }, (_request, body, done) => done(null, body));
	api.post('/entries', { bodyLimit: MAX_DELIVERY_BYTES }, async (request, reply) => {
		const { admitted, body } = request;
		if (!admitted) return fail(reply, 'not-admitted', '');
		const raw = body instanceof Uint8Array ? body : new Uint8Array();
		const bytes = request.headers['content-encoding'] === 'gzip' ? await gunzipBounded(raw, MAX_DELIVERY_BYTES) : raw;
		if (!bytes) return fail(reply, 'over-limit', `no gzip, or more than ${String(MAX_DELIVERY_BYTES)} bytes in it`);
		const lines = linesOf(bytes);
		if (!lines) return fail(reply, 'bad-request', 'every line ends with a newline');
		const wait = ports.pace(admitted.visitor.dev || admitted.visitor.invite, bytes.length);
		if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
		const delivered = await ports.deliver(lines, admitted.visitor, admitted.scope);
		return delivered === 'storage-failed' ? fail(reply, 'storage-failed', 'nothing of it counts as stored; deliver it again') : delivered;
	});
}

type Hooks = { readonly onRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> };

function blobCalls(api: FastifyInstance, ports: ApiPorts, readers: Hooks): void {
	api.removeAllContentTypeParsers();
	api.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
	api.get<{ Params: { name: string } }>('/blobs/:name', readers, async (request, reply) => {
		const { name } = request.params;
		const size = isBlobName(name) ? await ports.blobs.size(name) : undefined;
		if (size === undefined) return fail(reply, 'not-found', 'no such attachment');
		reply
			.header('content-length', size)
			.header('content-disposition', 'attachment')
			.header('x-content-type-options', 'nosniff')
			.header('content-security-policy', "sandbox; default-src 'none'")
			.header('cache-control', IMMUTABLE)
			.type('application/octet-stream');
		return request.method === 'HEAD' ? reply.send() : reply.send(ports.blobs.read(name));
	});
	api.put<{ Params: { name: string } }>('/blobs/:name', { bodyLimit: MAX_BLOB_BYTES }, async (request, reply) => {
		const { name } = request.params;
		if (!isBlobName(name)) return fail(reply, 'bad-request', 'a blob is named by its SHA-256');
		if (request.admitted?.scope === 'join') return fail(reply, 'not-allowed', 'a joining device reads');
		if (Number(request.headers['content-length'] ?? 0) > MAX_BLOB_BYTES) return fail(reply, 'over-limit', 'the attachment is too large');
		const written = await ports.blobs.write(name, chunksOf(request.body));
		if (!written.ok) return fail(reply, written.error, BLOB_DETAIL[written.error]);
		return reply.code(written.value.isNew ? 201 : 200).send({ stored: true });
	});
}

async function mayRead(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
	return request.admitted?.scope === 'upload' ? fail(reply, 'not-allowed', 'this device only delivers') : undefined;
}

function fail(reply: FastifyReply, code: string, detail: string): FastifyReply {
	return reply
		.code(STATUS[code] ?? 400)
		.header('cache-control', 'no-store')
		.send({ code, detail });
}

/** Undefined if the last line has no end: it was cut. */
function linesOf(bytes: Uint8Array): readonly Uint8Array[] | undefined {
	if (bytes.length > 0 && bytes.at(-1) !== NEWLINE) return undefined;
	const lines: Uint8Array[] = [];
	for (let start = 0; start < bytes.length;) {
		const end = bytes.indexOf(NEWLINE, start);
		lines.push(bytes.subarray(start, end));
		start = end + 1;
	}
	return lines;
}

function namesIn(body: unknown): readonly string[] | undefined {
	const names: unknown = (body as { readonly names?: unknown } | null | undefined)?.names;
	if (!Array.isArray(names) || names.length > MAX_BLOB_NAMES) return undefined;
	return names.every((name) => typeof name === 'string' && isBlobName(name)) ? names : undefined;
}

async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return;
	for await (const chunk of body as AsyncIterable<unknown>) if (chunk instanceof Uint8Array) yield chunk;
}

function ticketRequest(body: unknown): TicketRequest | undefined {
	const { org, relay, nonce, dev, invite, sig } = (body ?? {}) as Record<string, unknown>;
	return isText(org) && isText(relay) && isText(nonce) && isText(dev) && isText(invite) && isText(sig)
		? { org, relay, nonce, dev, invite, sig }
		: undefined;
}

function claimRequest(body: unknown): ClaimRequest | undefined {
	const { code, org, dev, invitation } = (body ?? {}) as Record<string, unknown>;
	return isText(code) && isText(org) && isText(dev) && isText(invitation) ? { code, org, dev, invitation } : undefined;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value.isWellFormed();
}
