/** From the print dialog to the record of it: printed only if a person says that paper came out, and recorded once. */
import type { JsonObject } from '#lib/log/operation.ts';
import type { ActProblem } from '../live/acts.ts';
import { newCommandId } from '../live/command-id.ts';
import { company } from '../live/open-company.svelte.ts';

export interface PrintRecord {
	readonly type: 'document.printed' | 'label.printed';
	readonly data: JsonObject;
}

export class PrintJob {
	/** Made when printing began: however often the button is pressed, one print is recorded. */
	#cmd = '';
	#records: readonly PrintRecord[] = [];
	#asking = $state(false);
	#busy = $state(false);
	#problem = $state.raw<ActProblem | undefined>(undefined);

	/** The print dialog closed: did paper come out? */
	get asking(): boolean {
		return this.#asking;
	}

	get busy(): boolean {
		return this.#busy;
	}

	get problem(): ActProblem | undefined {
		return this.#problem;
	}

	get operations(): readonly PrintRecord[] {
		return this.#records;
	}

	/** Opens the browser's print dialog; resolves at once, the question comes when the dialog has closed. */
	start(...records: readonly PrintRecord[]): void {
		this.#cmd = newCommandId();
		this.#records = records;
		this.#problem = undefined;
		const ask = () => (this.#asking = true);
		addEventListener('afterprint', ask, { once: true });
		window.print();
	}

	/** Paper came out. True once it is recorded. */
	async confirm(): Promise<boolean> {
		if (this.#records.length === 0 || this.#busy) return false;
		this.#busy = true;
		const done = await company.act({ cmd: this.#cmd, operations: this.#records, signatures: [] }).finally(() => (this.#busy = false));
		if (!done.ok) {
			this.#problem = done.error;
			return false;
		}
		this.dismiss();
		return true;
	}

	/** Nothing came out: nothing is recorded. */
	dismiss(): void {
		this.#asking = false;
		this.#records = [];
		this.#problem = undefined;
	}
}
