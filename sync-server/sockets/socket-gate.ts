/** The door for WebSockets: a ticket, once, for the multiplexed socket or for the plain socket of one document. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { SOCKET, type Scope } from '#lib/wire/admission.ts';
import { MAX_FRAME_BYTES } from '#lib/wire/limits.ts';
import { CLOSE } from '#lib/wire/messages.ts';
import type { Visitor } from '../admission/admission-desk.ts';
import type { Hub } from './hub.ts';

export interface SocketGatePorts {
	readonly hub: Hub;
	readonly redeem: (ticket: string) => Visitor | undefined;
	readonly scopeOf: (visitor: Visitor) => Scope | undefined;
	readonly mayTry: (address: string) => boolean;
	readonly failed: (address: string) => void;
	readonly addressOf: (request: IncomingMessage) => string;
}

const DOCUMENT_PREFIX = `${SOCKET}/`;

export class SocketGate {
	readonly #ports: SocketGatePorts;
	/** No compression: it costs memory per connection, and lines barely shrink one by one. */
	readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, clientTracking: false });

	constructor(ports: SocketGatePorts) {
		this.#ports = ports;
	}

	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		const { hub, redeem, scopeOf, mayTry, failed, addressOf } = this.#ports;
		socket.on('error', () => socket.destroy());
		const [path = '', query = ''] = (request.url ?? '').split('?', 2);
		const address = addressOf(request);
		const isOurs = path === SOCKET || path.startsWith(DOCUMENT_PREFIX);
		if (!isOurs || !mayTry(address)) {
			socket.end(`HTTP/1.1 ${isOurs ? '429 Too Many Requests' : '404 Not Found'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		const visitor = redeem(new URLSearchParams(query).get('ticket') ?? '');
		const scope = visitor && scopeOf(visitor);
		if (!scope) failed(address);
		this.#server.handleUpgrade(request, socket, head, (accepted) => {
			// A close code reaches the page, a refused upgrade does not: 4501 says that a new ticket will do.
			if (visitor && scope) hub.welcome(accepted, visitor, scope, path === SOCKET ? undefined : decodeName(path));
			else accepted.close(CLOSE.expired, 'ticket');
		});
	}
}

function decodeName(path: string): string {
	try {
		return decodeURIComponent(path.slice(DOCUMENT_PREFIX.length));
	} catch {
		return '';
	}
}
