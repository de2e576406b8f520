/** Full verification of what is kept here, in a worker of its own so that nobody waits for it. */
import { utf8 } from '#lib/kernel/bytes.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import type { Verification } from '../protocol.ts';
import type { VerifyRequest } from './verify.worker.ts';

/**
 * Up to here every device signature is checked one by one. Beyond, those of the newest entries, which pin every byte before
 * them by its hash (docs/log-format.md §8.7): the rest would keep a tablet busy for minutes at every start.
 */
export const ALL_SIGNATURES_UP_TO = 5000;
/** Lines encoded together. */
const PORTION = 1024;

export async function verifyCompany(log: LogSet, pause: () => Promise<void>): Promise<Verification> {
	const lines = await linesInOrder(log, pause);
	const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module', name: 'verification' });
	return new Promise<Verification>((resolve, reject) => {
		worker.addEventListener('message', (event: MessageEvent<Verification>) => resolve(event.data));
		worker.addEventListener('error', (event) => reject(new Error(event.message || 'the verification worker did not start')));
		worker.postMessage({ org: log.org, lines, allSignatures: log.size <= ALL_SIGNATURES_UP_TO } satisfies VerifyRequest, [lines.buffer]);
	}).finally(() => worker.terminate());
}

/** Every line, in order-key order, each ended by a newline. No operations are made for it: of a long log they would stay. */
export async function linesInOrder({ table, size }: LogSet, pause: () => Promise<void>): Promise<Uint8Array<ArrayBuffer>> {
	const order = Int32Array.from({ length: size }, (_, index) => index).sort((a, b) => table.compare(a, b));
	const portions: Uint8Array[] = [];
	for (let at = 0; at < size; at += PORTION) {
		const lines = Array.from(order.subarray(at, at + PORTION), (index) => `${table.lines.read(index)}\n`);
		portions.push(utf8(lines.join('')));
		await pause();
	}
	const whole = new Uint8Array(portions.reduce((sum, { length }) => sum + length, 0));
	let end = 0;
	for (const portion of portions) {
		whole.set(portion, end);
		end += portion.length;
	}
	return whole;
}
