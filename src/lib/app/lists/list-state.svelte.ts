/**
 * How a person looks at a list: what it is narrowed to, ordered and grouped by, and which columns are shown. Named views of it are
 * kept on this device; what was looked at last comes back after a reload.
 */
import { readKept, writeKept } from './kept-views.ts';
import { sameLook, type ListLook, type SavedView } from './list-look.ts';

export class ListState {
	readonly #list: string;
	readonly #standard: ListLook;
	look = $state.raw<ListLook>({ text: '', filters: {}, sort: null, group: '', hidden: [] });
	#views = $state.raw<readonly SavedView[]>([]);
	/** Name of the view chosen last; "" for the standard view. */
	#current = $state('');
	#default = $state('');
	/** Where one was in the list; kept while the user looks at a row and comes back. */
	scrollTop = $state(0);

	/** `list` names it on this device; `standard` is what it looks like at first. */
	constructor(list: string, standard: Partial<ListLook>) {
		this.#list = list;
		this.#standard = { text: '', filters: {}, sort: null, group: '', hidden: [], ...standard };
		const kept = readKept(list);
		this.#views = kept.views;
		this.#default = kept.default;
		this.#current = kept.current;
		this.look = kept.look ?? this.#lookOf(kept.current);
	}

	get views(): readonly SavedView[] {
		return this.#views;
	}

	get current(): string {
		return this.#current;
	}

	get defaultView(): string {
		return this.#default;
	}

	/** Whether it looks otherwise than the view that was chosen. */
	get isChanged(): boolean {
		return !sameLook(this.look, this.#lookOf(this.#current));
	}

	/** Whether anything is left out. */
	get isNarrowed(): boolean {
		return this.look.text !== '' || Object.values(this.look.filters).some((values) => values.length > 0);
	}

	chosen(filter: string): readonly string[] {
		return this.look.filters[filter] ?? [];
	}

	set(change: Partial<ListLook>): void {
		this.look = { ...this.look, ...change };
		this.scrollTop = 0;
		this.#keep();
	}

	toggle(filter: string, value: string): void {
		const before = this.chosen(filter);
		const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
		this.set({ filters: { ...this.look.filters, [filter]: values } });
	}

	/** Everything is shown again; order and columns stay. */
	clear(): void {
		this.set({ text: '', filters: {} });
	}

	toggleColumn(key: string): void {
		const { hidden } = this.look;
		this.set({ hidden: hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key] });
	}

	/** A saved view by name, or the standard view. */
	choose(name: string): void {
		this.#current = this.#views.some((view) => view.name === name) ? name : '';
		this.set(this.#lookOf(this.#current));
	}

	/** Keeps how it looks now under a name; a view of that name is replaced. */
	save(name: string): void {
		const view = { name, look: this.look };
		this.#views = [...this.#views.filter((one) => one.name !== name), view];
		this.#current = name;
		this.#keep();
	}

	remove(name: string): void {
		this.#views = this.#views.filter((view) => view.name !== name);
		if (this.#default === name) this.#default = '';
		if (this.#current === name) this.choose('');
		this.#keep();
	}

	/** What this list opens with on this device; "" for the standard view. */
	makeDefault(name: string): void {
		this.#default = name;
		this.#keep();
	}

	#lookOf(name: string): ListLook {
		return this.#views.find((view) => view.name === name)?.look ?? this.#standard;
	}

	#keep(): void {
		writeKept(this.#list, { views: this.#views, current: this.#current, default: this.#default, look: this.look });
	}
}
