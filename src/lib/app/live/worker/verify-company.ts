/** Full verification of what is kept here, in a worker of its own so that nobody waits for it. */
import { utf8 } from '#lib/kernel/bytes.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { Verification } from '../protocol.ts';
import type { VerifyRequest } from './verify.worker.ts';

export function verifyCompany(log: LogSet): Promise<Verification> {
	const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module', name: 'verification' });
	const lines = utf8(
		[...log.ops]
			.sort(compareOrder)
			.map((op) => `${op.line}\n`)
			.join('')
	);
	return new Promise<Verification>((resolve, reject) => {
		worker.addEventListener('message', (event: MessageEvent<Verification>) => resolve(event.data));
		worker.addEventListener('error', (event) => reject(new Error(event.message || 'the verification worker did not start')));
		worker.postMessage({ org: log.org, lines } satisfies VerifyRequest, [lines.buffer]);
	}).finally(() => worker.terminate());
}
