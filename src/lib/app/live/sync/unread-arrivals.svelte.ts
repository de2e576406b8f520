/** What arrived from elsewhere and nobody has read yet, over all pages of the company. */
import type { MergeSummary } from '../../views.ts';
import { withArrival } from './arrivals.ts';

class UnreadArrivals {
	#unread = $state.raw<MergeSummary | undefined>(undefined);
	/** The delivery counted last: every page that shows the banner hears of it again. */
	#counted: MergeSummary | undefined;

	get unread(): MergeSummary | undefined {
		return this.#unread;
	}

	/** Undefined where there is none, or another company was opened. */
	take(arrived: MergeSummary | undefined): void {
		if (arrived === this.#counted) return;
		this.#counted = arrived;
		this.#unread = arrived && withArrival(this.#unread, arrived);
	}

	read(): void {
		this.#unread = undefined;
	}
}

export const unreadArrivals = new UnreadArrivals();
