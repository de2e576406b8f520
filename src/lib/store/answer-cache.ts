/**
 * Answers that are dear to compute, kept for the next start. An answer holds for exactly the log and the program it was
 * computed from; any other is as good as none, so nothing ever has to be invalidated.
 */
import { ok, type Result } from '#lib/kernel/result.ts';
import type { CompanyDatabase } from './database.ts';
import type { StoreProblem } from './store-problem.ts';

/** Answers kept at once; one more begins the cache anew. */
export const MAX_ANSWERS = 200;

export interface AnswerBasis {
	/** Operations in the log. */
	readonly size: number;
	/** Program build. */
	readonly build: string;
}

export class AnswerCache {
	readonly #database: CompanyDatabase;

	constructor(database: CompanyDatabase) {
		this.#database = database;
	}

	/** The answer to a question on this basis; undefined if there is none, or the store cannot be read. */
	async get(key: string, { size, build }: AnswerBasis): Promise<unknown> {
		const row = await this.#database.read(['answers'], () => this.#database.answers.get(key));
		return row.ok && row.value?.size === size && row.value.build === build ? row.value.value : undefined;
	}

	/** Keeps an answer that can be cloned. Failing is of no consequence to anybody but the next start. */
	async put(key: string, { size, build }: AnswerBasis, value: unknown): Promise<Result<void, StoreProblem>> {
		const { answers } = this.#database;
		const written = await this.#database.write(['answers'], async () => {
			if ((await answers.count()) >= MAX_ANSWERS && (await answers.get(key)) === undefined) await answers.clear();
			await answers.put({ size, build, value }, key);
		});
		return written.ok ? ok(undefined) : written;
	}
}
