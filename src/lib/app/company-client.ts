/** The page's end of the conversation with the company worker. */
import type { Questions, Request, Response, Topic, Verification, VerifyRequest } from './protocol.ts';

interface Waiting {
	readonly resolve: (answer: unknown) => void;
	readonly reject: (error: Error) => void;
	readonly onProgress: ((share: number) => void) | undefined;
}

export class CompanyClient {
	readonly #worker: Worker;
	readonly #waiting = new Map<number, Waiting>();
	#nextId = 1;

	constructor() {
		this.#worker = new Worker(new URL('./company.worker.ts', import.meta.url), { type: 'module', name: 'company' });
		this.#worker.addEventListener('message', (event: MessageEvent<Response>) => this.#receive(event.data));
		this.#worker.addEventListener('error', (event) => this.#fail(new Error(event.message || 'the company worker did not start')));
	}

	/** Asks one question. Rejects only where the program is at fault; expected failures are in the answer. */
	ask<T extends Topic>(topic: T, ask: Questions[T]['ask'], onProgress?: (share: number) => void): Promise<Questions[T]['answer']> {
		const id = this.#nextId++;
		return new Promise<Questions[T]['answer']>((resolve, reject) => {
			this.#waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, onProgress });
			this.#worker.postMessage({ id, topic, ask } as Request);
		});
	}

	/** Ends the worker; what was still asked is never answered. */
	close(): void {
		this.#waiting.clear();
		this.#worker.terminate();
	}

	#receive(response: Response): void {
		const waiting = this.#waiting.get(response.id);
		if (!waiting) return;
		if ('progress' in response) {
			waiting.onProgress?.(response.progress);
			return;
		}
		this.#waiting.delete(response.id);
		if ('failure' in response) waiting.reject(new Error(response.failure));
		else waiting.resolve(response.answer);
	}

	#fail(error: Error): void {
		for (const { reject } of this.#waiting.values()) reject(error);
		this.#waiting.clear();
	}
}

/** Full verification of bundles in a worker of its own, which ends afterwards. */
export function verifyInWorker(bundles: readonly Uint8Array<ArrayBuffer>[]): Promise<Verification> {
	const worker = new Worker(new URL('./verify.worker.ts', import.meta.url), { type: 'module', name: 'verification' });
	return new Promise<Verification>((resolve, reject) => {
		worker.addEventListener('message', (event: MessageEvent<Verification>) => resolve(event.data));
		worker.addEventListener('error', (event) => reject(new Error(event.message || 'the verification worker did not start')));
		worker.postMessage({ bundles } satisfies VerifyRequest);
	}).finally(() => worker.terminate());
}
