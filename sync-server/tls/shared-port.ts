/**
 * HTTP and HTTPS on one port: the first byte of a connection tells (0x16 opens a TLS handshake, no HTTP request begins with
 * it). So a tablet and a proxy on this machine use the same address.
 */
import { createServer, type Server, type Socket } from 'node:net';

const TLS_HANDSHAKE = 0x16;
/** Somebody who connects and says nothing is not waited for. */
export const FIRST_BYTE_MS = 10_000;
/** Connections at once, admitted or not. */
export const MAX_SOCKETS = 8192;

interface Accepts {
	emit(event: 'connection', socket: Socket): boolean;
}

export interface Protocols {
	readonly plain: Accepts;
	readonly secure: Accepts;
}

export function createSharedPort({ plain, secure }: Protocols): Server {
	const server = createServer((socket) => {
		const giveUp = setTimeout(() => socket.destroy(), FIRST_BYTE_MS);
		const quiet = () => socket.destroy();
		socket.once('error', quiet);
		socket.once('close', () => clearTimeout(giveUp));
		socket.once('data', (chunk: Buffer) => {
			clearTimeout(giveUp);
			socket.pause();
			socket.unshift(chunk);
			socket.off('error', quiet);
			(chunk[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
			// The protocol's own server has attached its listeners by now.
			process.nextTick(() => socket.resume());
		});
	});
	server.maxConnections = MAX_SOCKETS;
	return server;
}
