/** The five fixed meanings of colour, and `accent` for what has none of them. The same in lists, labels, charts and prints. */
export type Tone = 'quarantine' | 'released' | 'rejected' | 'hold' | 'draft' | 'accent';

/** Text, background and border of a toned surface. */
export const TONE_SURFACE: Readonly<Record<Tone, string>> = {
	quarantine: 'text-quarantine bg-quarantine-soft border-quarantine-line',
	released: 'text-released bg-released-soft border-released-line',
	rejected: 'text-rejected bg-rejected-soft border-rejected-line',
	hold: 'text-hold bg-hold-soft border-hold-line',
	draft: 'text-draft bg-draft-soft border-draft-line',
	accent: 'text-accent bg-accent-soft border-accent-line'
};
