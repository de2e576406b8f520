import { company } from './live/open-company.svelte.ts';
import type { Questions, Topic } from './live/protocol.ts';
import type { QueryAnswer, QueryAsk, QueryName } from './live/queries/catalogue.ts';

export interface Answer<T> {
	/** The newest answer; the one before stays until the next is there, so that nothing flickers. */
	readonly value: T | undefined;
	/** Whether an answer has come at all. */
	readonly ready: boolean;
}

/**
 * Asks the company worker and asks again whenever the question or the log changes. Called while a component is created.
 *
 * @example const exceptions = useAnswer('exceptions', () => undefined);
 */
export function useAnswer<T extends Topic>(topic: T, question: () => Questions[T]['ask']): Answer<Questions[T]['answer']> {
	return useAsked(question, (ask) => company.ask(topic, ask));
}

/**
 * The same for a query of `live/queries/catalogue.ts`.
 *
 * @example const rows = useQuery('stock.rows', () => ({ site }));
 */
export function useQuery<N extends QueryName>(name: N, question: () => QueryAsk<N>): Answer<QueryAnswer<N>> {
	return useAsked(question, (ask) => company.query(name, ask));
}

function useAsked<A, R>(question: () => A, send: (ask: A) => Promise<R>): Answer<R> {
	let value = $state.raw<R | undefined>(undefined);
	let ready = $state(false);
	$effect(() => {
		const ask = question();
		void company.version;
		let current = true;
		void send(ask).then(
			(answer) => {
				if (!current) return;
				value = answer;
				ready = true;
			},
			(error: unknown) => {
				// The company was closed with its page: nobody waits for the answer any more.
				if (current) throw error;
			}
		);
		return () => {
			current = false;
		};
	});
	return {
		get value() {
			return value;
		},
		get ready() {
			return ready;
		}
	};
}
