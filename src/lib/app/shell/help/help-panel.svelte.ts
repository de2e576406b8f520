/** Whether the help beside the page is shown. */
class HelpPanel {
	#open = $state(false);

	get open(): boolean {
		return this.#open;
	}

	set open(open: boolean) {
		this.#open = open;
	}

	show(): void {
		this.#open = true;
	}
}

export const helpPanel = new HelpPanel();
