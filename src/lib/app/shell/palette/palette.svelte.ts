/** The one palette of the page: whether it is open, and what the screen that is shown can do. */
import { untrack } from 'svelte';
import type { PaletteEntry } from './entry.ts';

type Provider = () => readonly Omit<PaletteEntry, 'group'>[];

class Palette {
	#open = $state(false);
	#providers = $state.raw<readonly Provider[]>([]);

	get open(): boolean {
		return this.#open;
	}

	/** What can be done here, the newest screen part first. */
	get here(): readonly PaletteEntry[] {
		return this.#providers.flatMap((provide) => provide().map((entry) => ({ ...entry, group: 'here' as const })));
	}

	show(): void {
		this.#open = true;
	}

	close(): void {
		this.#open = false;
	}

	provide(provider: Provider): () => void {
		// Whoever provides is no reader of what others provide.
		untrack(() => (this.#providers = [provider, ...this.#providers]));
		return () => {
			this.#providers = this.#providers.filter((one) => one !== provider);
		};
	}
}

export const palette = new Palette();

/**
 * Offers actions of a screen or of the record on it in the palette as long as the calling component is shown.
 *
 * @example usePaletteActions(() => [{ id: 'hold', label: m.hold(), icon: Lock, run: () => open('hold') }]);
 */
export function usePaletteActions(provider: Provider): void {
	$effect(() => palette.provide(provider));
}
