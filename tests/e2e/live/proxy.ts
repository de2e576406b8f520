/** A line between browser and relay that can go silent without closing: the half-open connections of bad Wi-Fi. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface Line {
	readonly port: number;
	/** From now on nothing passes in either direction, and nobody is told. */
	freeze(): void;
	/** New connections pass again; frozen ones stay silent for ever. */
	thaw(): void;
	close(): Promise<void>;
}

export function openLine(target: number): Promise<Line> {
	let isFrozen = false;
	const sockets = new Set<Socket>();
	const server: Server = createServer((near) => {
		const far = connect(target, '127.0.0.1');
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			sockets.add(from);
			from.on('data', (chunk) => {
				if (!isFrozen && !frozen.has(near)) to.write(chunk);
			});
			from.on('close', () => {
				sockets.delete(from);
				if (!frozen.has(near)) to.destroy();
			});
			from.on('error', () => from.destroy());
		}
		if (isFrozen) frozen.add(near);
		live.add(near);
	});
	const live = new Set<Socket>();
	const frozen = new Set<Socket>();
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			resolve({
				port: typeof address === 'object' && address !== null ? address.port : 0,
				freeze() {
					isFrozen = true;
					for (const socket of live) frozen.add(socket);
				},
				thaw() {
					isFrozen = false;
				},
				close: () =>
					new Promise((done) => {
						for (const socket of sockets) socket.destroy();
						server.close(() => done());
					})
			});
		});
	});
}
