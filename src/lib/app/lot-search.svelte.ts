import { ListState } from './lists/list-state.svelte.ts';

/** How the list of lots looks; kept while the user looks at a lot and comes back. */
export const lotList = new ListState('lots', { group: 'item' });

/** The page's search field narrows it. */
export const lotSearch = {
	get text(): string {
		return lotList.look.text;
	},
	set text(text: string) {
		if (text !== lotList.look.text) lotList.set({ text });
	}
};
