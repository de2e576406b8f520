/** The address of a relay as people type it, and what is derived from it. */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { API, SOCKET } from '#lib/wire/admission.ts';

export interface RelayUrl {
	/** `https://relay.example:8443`, perhaps with a path in front of a proxy; no slash at the end. */
	readonly base: string;
	/** Base of the HTTP calls. */
	readonly api: string;
	/** Where the socket connects; `?ticket=` is appended. */
	readonly socket: string;
}

/** `insecure`: plain http to another machine. Tickets and records would be readable by everybody on the network. */
export type RelayUrlProblem = 'bad-url' | 'insecure';

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads an address with or without scheme; `https` is assumed. `ws` and `wss` are taken for `http` and `https`.
 *
 * @example normalizeRelayUrl(' relay.local:8443/ ') // base: 'https://relay.local:8443'
 */
export function normalizeRelayUrl(text: string): Result<RelayUrl, RelayUrlProblem> {
	const typed = text
		.trim()
		.replace(/[。．]/g, '.')
		.replace(/：/g, ':');
	if (typed === '' || /\s/.test(typed)) return err('bad-url');
	let url: URL;
	try {
		url = new URL(HAS_SCHEME.test(typed) ? typed : `https://${typed}`);
	} catch {
		return err('bad-url');
	}
	const protocol = url.protocol.replace(/^ws/, 'http');
	if ((protocol !== 'https:' && protocol !== 'http:') || url.username !== '' || url.password !== '' || url.hostname === '')
		return err('bad-url');
	if (protocol === 'http:' && !LOOPBACK.test(url.hostname)) return err('insecure');
	const path = url.pathname.replace(/\/+$/, '');
	const base = `${protocol}//${url.host}${path}`;
	return ok({ base, api: `${base}${API}`, socket: `${base.replace(/^http/, 'ws')}${SOCKET}` });
}
