/** The closure the workbench shows, asked again whenever the question or the log changes. */
import { company } from '../live/open-company.svelte.ts';
import type { TraceAnswer, TraceSheet, TraceSheetAsk } from './trace-query.ts';

export interface AskedSheet {
	/** The newest complete answer; the one before stays until the next is there. */
	readonly value: TraceSheet | undefined;
	/** Why there is none. */
	readonly failed: 'nothing' | 'unknown' | undefined;
	/** 0 … 1 while records are replayed. */
	readonly share: number | undefined;
	/** Milliseconds the answer took, the way there and back included. */
	readonly ms: number;
}

/** Called while a component is created. */
export function useTraceSheet(question: () => TraceSheetAsk): AskedSheet {
	let value = $state.raw<TraceSheet | undefined>(undefined);
	let failed = $state<'nothing' | 'unknown' | undefined>(undefined);
	let share = $state<number | undefined>(undefined);
	let ms = $state(0);

	$effect(() => {
		const ask = question();
		void company.version;
		let isCurrent = true;
		const began = performance.now();
		/** Step by step until everything is replayed. */
		const run = async (): Promise<void> => {
			let answer: TraceAnswer;
			do {
				answer = await company.query('trace.sheet', ask);
				if (!isCurrent) return;
				share = answer.kind === 'running' ? answer.share : undefined;
			} while (answer.kind === 'running');
			failed = answer.kind === 'ready' ? undefined : answer.kind;
			if (answer.kind !== 'ready') return;
			value = answer;
			ms = performance.now() - began;
		};
		void run().catch((error: unknown) => {
			// The company was closed with its page: nobody waits for the answer any more.
			if (isCurrent) throw error;
		});
		return () => {
			isCurrent = false;
			share = undefined;
		};
	});
	return {
		get value() {
			return value;
		},
		get failed() {
			return failed;
		},
		get share() {
			return share;
		},
		get ms() {
			return ms;
		}
	};
}
