/** Where somebody is in the guided tour of the demo; kept for the tab, so that a reload goes on. */
const KEY = 'suyuan.tour';

class Tour {
	/** Number of the step; undefined while nobody is guided. */
	#at = $state(read());

	get at(): number | undefined {
		return this.#at;
	}

	goTo(at: number | undefined): void {
		this.#at = at;
		try {
			if (at === undefined) sessionStorage.removeItem(KEY);
			else sessionStorage.setItem(KEY, String(at));
		} catch {
			// Storage refused (private mode): the tour lasts as long as the page.
		}
	}
}

export const tour = new Tour();

function read(): number | undefined {
	try {
		const kept = typeof sessionStorage === 'undefined' ? null : sessionStorage.getItem(KEY);
		return kept !== null && /^\d{1,2}$/.test(kept) ? Number(kept) : undefined;
	} catch {
		return undefined;
	}
}
