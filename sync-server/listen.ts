import { networkInterfaces } from 'node:os';
import type { Server } from 'node:net';

export const DEFAULT_PORT = 8123;
/** How many ports above the default are tried before giving up. */
export const MAX_PORT_ATTEMPTS = 20;

export interface ListenOptions {
	readonly host: string;
	/** A demanded port is taken or the start fails; `undefined` means the default or the next free one. */
	readonly port: number | undefined;
}

/** Listens and returns the port. Rejects when the demanded port, or every port tried, is in use. */
export async function listen(server: Server, { host, port }: ListenOptions): Promise<number> {
	if (port !== undefined) return listenOn(server, host, port);
	for (let candidate = DEFAULT_PORT; ; candidate++) {
		try {
			return await listenOn(server, host, candidate);
		} catch (error) {
			if (!isPortInUse(error) || candidate + 1 >= DEFAULT_PORT + MAX_PORT_ATTEMPTS) throw error;
		}
	}
}

/** Addresses under which other machines of the network reach this one (IPv4, not loopback). */
export function lanAddresses(): readonly string[] {
	return Object.values(networkInterfaces())
		.flatMap((list) => list ?? [])
		.filter((entry) => entry.family === 'IPv4' && !entry.internal)
		.map((entry) => entry.address);
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ host, port }, () => {
			server.off('error', reject);
			const address = server.address();
			// Port 0 lets the system choose.
			resolve(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}

function isPortInUse(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
