/** What the lot list is narrowed to; kept while the user looks at a lot and comes back. */
class LotSearch {
	text = $state('');
	itemClass = $state('');
	state = $state('');
	/** Scroll position of the list when a lot was opened from it. */
	scrollTop = 0;

	get isNarrowed(): boolean {
		return this.text !== '' || this.itemClass !== '' || this.state !== '';
	}

	clear(): void {
		this.text = '';
		this.itemClass = '';
		this.state = '';
	}
}

export const lotSearch = new LotSearch();
