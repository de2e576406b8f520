/** Checks every link, what signatures pin, and every person's e-signature, beside the worker that answers questions. */
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { verifyEntries } from '#lib/log/verify.ts';
import type { Verification } from '../protocol.ts';

export interface VerifyRequest {
	readonly org: string;
	/** Entries in order-key order, each ended by a newline. */
	readonly lines: Uint8Array;
	/** Whether every device signature is checked, or those that pin all others. */
	readonly allSignatures: boolean;
}

addEventListener('message', (event: MessageEvent<VerifyRequest>) => {
	const startedAt = performance.now();
	const { org, lines, allSignatures } = event.data;
	const report = verifyEntries(lines, org, createPureCrypto(), { allSignatures });
	const problems = report.problems.map(({ code, dev, seq, detail }) => ({
		code,
		place: dev === undefined ? '' : `${dev}:${String(seq ?? '')}`,
		detail
	}));
	postMessage({ ok: report.ok, entries: report.entries, problems, ms: performance.now() - startedAt } satisfies Verification);
});
