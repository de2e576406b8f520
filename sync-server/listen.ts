import { networkInterfaces } from 'node:os';
import type { FastifyInstance } from 'fastify';

export const DEFAULT_PORT = 8123;
/** How many ports above the default are tried before giving up. */
export const MAX_PORT_ATTEMPTS = 20;

export interface ListenOptions {
	readonly host: string;
	/** A demanded port is taken or the start fails; `undefined` means the default or the next free one. */
	readonly port: number | undefined;
}

/** Listens and returns the port. Rejects when the demanded port, or every port tried, is in use. */
export async function listen(server: FastifyInstance, { host, port }: ListenOptions): Promise<number> {
	if (port !== undefined) {
		await server.listen({ host, port });
		return actualPort(server, port);
	}
	for (let candidate = DEFAULT_PORT; ; candidate++) {
		try {
			await server.listen({ host, port: candidate });
			return candidate;
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

/** Port 0 lets the system choose. */
function actualPort(server: FastifyInstance, demanded: number): number {
	const address = server.server.address();
	return typeof address === 'object' && address !== null ? address.port : demanded;
}

function isPortInUse(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
