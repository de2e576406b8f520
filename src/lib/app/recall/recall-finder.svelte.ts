/** From a scan to its scope: one code, perhaps a choice among several, or a refusal that says why. */
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { company } from '../live/open-company.svelte.ts';
import { giveFeedback } from '../scan/feedback.ts';
import type { Scan } from '../scan/scanner.svelte.ts';
import { m } from './messages.ts';
import { rememberScan } from './recall-clock.svelte.ts';

export class RecallFinder {
	#several = $state.raw<readonly string[]>([]);
	#refused = $state.raw<{ readonly text: string; readonly why: string } | undefined>(undefined);
	#scan = { text: '', at: 0 };
	readonly #recall: () => string;

	/** `recall`: uid of a signal that is being assessed; "" for a new one. */
	constructor(recall: () => string) {
		this.#recall = recall;
	}

	/** Things that carry the number, for a person to choose among. */
	get several(): readonly string[] {
		return this.#several;
	}

	get refused(): { readonly text: string; readonly why: string } | undefined {
		return this.#refused;
	}

	async find({ text }: Scan): Promise<void> {
		this.#scan = { text, at: Date.now() };
		this.#refused = undefined;
		const { nodes, unmade } = await company.query('recall.start', { text });
		const [node] = nodes;
		if (node === undefined) {
			giveFeedback('refused');
			this.#refused = { text: text.slice(0, SHOWN), why: unmade === '' ? m.unknownText() : m.unmade({ no: unmade }) };
		} else if (nodes.length > 1) {
			giveFeedback('warn');
			this.#several = nodes;
		} else await this.open(node);
	}

	async open(node: string): Promise<void> {
		giveFeedback('ok');
		this.#several = [];
		rememberScan({ ...this.#scan, node });
		const question = new URLSearchParams({ start: node, ...(this.#recall() === '' ? {} : { for: this.#recall() }) });
		// eslint-disable-next-line svelte/no-navigation-without-resolve -- resolved; only the question is added
		await goto(`${resolve('/recall/scope')}?${question.toString()}`);
	}

	giveUp(): void {
		this.#several = [];
	}
}

/** Characters of an unknown code that are shown. */
const SHOWN = 40;
