/** Checks every link and every signature of the opened bundles, beside the worker that answers questions. */
import { createPureCrypto } from '#lib/log/ed25519.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { gunzip } from './gunzip.ts';
import type { Verification, VerifyRequest } from './protocol.ts';

addEventListener('message', (event: MessageEvent<VerifyRequest>) => void verify(event.data));

async function verify({ bundles }: VerifyRequest): Promise<void> {
	const startedAt = performance.now();
	const crypto = createPureCrypto();
	let entries = 0;
	const problems: Verification['problems'][number][] = [];
	for (const bytes of bundles) {
		const lines = await gunzip(bytes);
		if (!lines.ok) {
			problems.push({ code: lines.error.code, place: '', detail: lines.error.detail });
			continue;
		}
		const report = verifyBundle(lines.value, crypto, { allSignatures: true });
		entries = report.entries > entries ? report.entries : entries;
		for (const { code, dev, seq, detail } of report.problems)
			problems.push({ code, place: dev === undefined ? '' : `${dev}:${String(seq ?? '')}`, detail });
	}
	postMessage({ ok: problems.length === 0, entries, problems, ms: performance.now() - startedAt } satisfies Verification);
}
