/** The one unlock dialog of the page, opened from wherever somebody has to log in. */
class UnlockPrompt {
	#open = $state(false);
	#badge = $state('');

	get open(): boolean {
		return this.#open;
	}

	/** A badge that was scanned already; "" otherwise. */
	get badge(): string {
		return this.#badge;
	}

	ask(badge = ''): void {
		this.#badge = badge;
		this.#open = true;
	}

	close(): void {
		this.#open = false;
		this.#badge = '';
	}
}

export const unlockPrompt = new UnlockPrompt();
