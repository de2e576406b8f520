/** Checks every link and every signature, persons' included, beside the worker that answers questions. */
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { verifyEntries } from '#lib/log/verify.ts';
import type { Verification } from '../protocol.ts';

export interface VerifyRequest {
	readonly org: string;
	/** Entries in order-key order, each ended by a newline. */
	readonly lines: Uint8Array;
}

addEventListener('message', (event: MessageEvent<VerifyRequest>) => {
	const startedAt = performance.now();
	const { org, lines } = event.data;
	const report = verifyEntries(lines, org, createPureCrypto(), { allSignatures: true });
	const problems = report.problems.map(({ code, dev, seq, detail }) => ({
		code,
		place: dev === undefined ? '' : `${dev}:${String(seq ?? '')}`,
		detail
	}));
	postMessage({ ok: report.ok, entries: report.entries, problems, ms: performance.now() - startedAt } satisfies Verification);
});
