import type { Snippet } from 'svelte';

/** What a page tells the application frame about itself. */
export interface Place {
	/** Shown in the top bar and in the window's title, already in the language of the page. */
	readonly title: string;
	/** Content of the top bar's search slot, usually a SearchField. */
	readonly search?: Snippet;
}

class Frame {
	#place = $state.raw<Place | undefined>(undefined);

	get place(): Place | undefined {
		return this.#place;
	}

	enter(place: Place): () => void {
		this.#place = place;
		return () => {
			if (this.#place === place) this.#place = undefined;
		};
	}
}

export const frame = new Frame();

/**
 * Called once by a page while it is created: names the place in the frame as long as the page is shown. A closure, so that the
 * title follows the language.
 *
 * @example usePlace(() => ({ title: m.stock() }));
 */
export function usePlace(place: () => Place): void {
	$effect(() => frame.enter(place()));
}
