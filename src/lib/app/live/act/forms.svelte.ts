/** Definitions of operations as forms, asked from the worker. */
import type { OperationForm } from '../live-views.ts';
import { company } from '../open-company.svelte.ts';

export interface AskedForms {
	/** One for each type asked, in order; undefined until all are there. */
	readonly value: readonly OperationForm[] | undefined;
	/** A type this program does not know. */
	readonly unknown: string;
}

/** Called while a component is created. */
export function useForms(types: () => readonly string[]): AskedForms {
	let value = $state.raw<readonly OperationForm[] | undefined>(undefined);
	let unknown = $state('');
	const wanted = $derived(types().join(' '));
	$effect(() => {
		const asked = wanted === '' ? [] : wanted.split(' ');
		let isCurrent = true;
		value = undefined;
		unknown = '';
		if (asked.length === 0) return;
		void Promise.all(asked.map((type) => company.ask('form', { type }))).then((answers) => {
			if (!isCurrent) return;
			const missing = answers.findIndex((answer) => answer === undefined);
			if (missing >= 0) unknown = asked[missing] ?? '';
			else value = answers.filter((answer) => answer !== undefined);
		});
		return () => {
			isCurrent = false;
		};
	});
	return {
		get value() {
			return value;
		},
		get unknown() {
			return unknown;
		}
	};
}
