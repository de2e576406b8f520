/** The page's end of the conversation with its worker. */
import type { Questions, Request, Response, Topic, WorkerEvent } from './protocol.ts';

interface Waiting {
	readonly resolve: (answer: unknown) => void;
	readonly reject: (error: Error) => void;
	readonly onProgress: ((share: number) => void) | undefined;
}

export class CompanyClient {
	readonly #worker: Worker;
	readonly #waiting = new Map<number, Waiting>();
	readonly #onEvent: (event: WorkerEvent) => void;
	#nextId = 1;

	constructor(onEvent: (event: WorkerEvent) => void) {
		this.#onEvent = onEvent;
		this.#worker = new Worker(new URL('./worker/company.worker.ts', import.meta.url), { type: 'module', name: 'company' });
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

	#receive(response: Response): void {
		if ('event' in response) {
			this.#onEvent(response.event);
			return;
		}
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
