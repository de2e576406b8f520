/** Short confirmations. What needs certainty (release, signature) shows in the record, never only here. */
export type ToastTone = 'info' | 'success' | 'error';

export interface Toast {
	readonly id: number;
	readonly tone: ToastTone;
	readonly text: string;
}

const VISIBLE_MS = 5_000;
/** Errors stay longer: they must be read, perhaps quoted. */
const ERROR_VISIBLE_MS = 15_000;
/** More at once would cover the work; the oldest leaves first. */
export const MAX_TOASTS = 4;

class Toasts {
	#list = $state.raw<readonly Toast[]>([]);
	#nextId = 1;

	get list(): readonly Toast[] {
		return this.#list;
	}

	show(text: string, tone: ToastTone = 'info'): void {
		const id = this.#nextId++;
		this.#list = [...this.#list, { id, tone, text }].slice(-MAX_TOASTS);
		setTimeout(
			() => {
				this.dismiss(id);
			},
			tone === 'error' ? ERROR_VISIBLE_MS : VISIBLE_MS
		);
	}

	dismiss(id: number): void {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}
}

export const toasts = new Toasts();
