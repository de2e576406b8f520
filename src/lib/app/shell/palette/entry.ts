import type Boxes from '@lucide/svelte/icons/boxes';

/** In the order they are shown. `here`: what can be done with the record on the screen. */
export const ENTRY_GROUPS = ['code', 'here', 'recent', 'go', 'do', 'found', 'papers'] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

/** One line of the palette. */
export interface PaletteEntry {
	/** Unique among all entries. */
	readonly id: string;
	readonly group: EntryGroup;
	readonly label: string;
	/** Quiet text after the label. */
	readonly detail?: string;
	readonly icon: typeof Boxes;
	/** Shortcut that does the same, one key after the other. */
	readonly keys?: readonly string[];
	/** Other words it is found by: the other language, what people call it too. */
	readonly words?: readonly string[];
	/** Called after the palette has closed. */
	readonly run: () => void;
}
