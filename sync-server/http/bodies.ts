/** Bodies of HTTP calls: lines streamed out as gzip, gzip taken in under a bound. */
import { Readable } from 'node:stream';
import { createGzip, gunzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Lines in portions, read while they are sent. */
export type LineSource = Iterable<readonly Uint8Array[]>;

const NEWLINE = Buffer.from('\n');

export function sendLines(request: FastifyRequest, reply: FastifyReply, lines: LineSource): FastifyReply {
	reply.type('text/plain; charset=utf-8').header('content-disposition', 'attachment').header('vary', 'accept-encoding');
	const body = Readable.from(chunks(lines), { objectMode: false });
	if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(body);
	return reply.header('content-encoding', 'gzip').send(body.pipe(createGzip()));
}

function* chunks(lines: LineSource): Generator<Buffer> {
	for (const portion of lines) {
		if (portion.length > 0) yield Buffer.concat(portion.flatMap((line) => [line, NEWLINE]));
	}
}

/** Undefined if it is no gzip or holds more than `limit` bytes. */
export function gunzipBounded(bytes: Uint8Array, limit: number): Promise<Uint8Array | undefined> {
	return new Promise((resolve) => {
		gunzip(bytes, { maxOutputLength: limit }, (error, content) => resolve(error ? undefined : content));
	});
}
