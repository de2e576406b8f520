/** Holds the opened company and answers the page's questions; see `protocol.ts`. */
import { err, ok } from '#lib/kernel/result.ts';
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { CompanySession } from './company-session.ts';
import { gunzip } from './gunzip.ts';
import type { Request, Response } from './protocol.ts';

let session: CompanySession | undefined;
const ports = { crypto: createPureCrypto(), clock: () => performance.now(), today: localDay };

addEventListener('message', (event: MessageEvent<Request>) => void answer(event.data));

async function answer(request: Request): Promise<void> {
	try {
		reply({ id: request.id, answer: await handle(request) });
	} catch (error) {
		reply({ id: request.id, failure: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
	}
}

async function handle(request: Request): Promise<unknown> {
	if (request.topic === 'open') return open(request.id, request.ask.bytes);
	if (!session) throw new Error('no company is open');
	switch (request.topic) {
		case 'merge': {
			const lines = await gunzip(request.ask.bytes);
			return lines.ok ? session.merge(lines.value) : lines;
		}
		case 'lots':
			return session.lots();
		case 'find':
			return session.find(request.ask.text);
		case 'passport':
			return session.passport(request.ask.name);
		case 'trace':
			return session.trace(request.ask.name, request.ask);
		case 'timeline':
			return session.timeline(request.ask.name);
		case 'exceptions':
			return session.exceptions();
		case 'log':
			return session.log(request.ask.from, request.ask.count);
	}
}

async function open(id: number, bytes: Uint8Array<ArrayBuffer>) {
	const startedAt = performance.now();
	const lines = await gunzip(bytes);
	if (!lines.ok) return lines;
	const opened = CompanySession.open(lines.value, ports, (done, total) => reply({ id, progress: done / total }));
	if (!opened.ok) return err(opened.error);
	session = opened.value;
	return ok(session.summary(startedAt));
}

function reply(response: Response): void {
	postMessage(response);
}

function localDay(): string {
	const now = new Date();
	const two = (part: number) => String(part).padStart(2, '0');
	return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
