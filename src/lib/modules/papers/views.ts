/** What left the screen as paper: prints, labels, and papers signed by hand. */
import { defineView } from '#lib/engine/define-view.ts';

export interface PrintedPaper {
	/** Hash of the content that was printed. */
	readonly hash: string;
	readonly copies: number;
	readonly purpose: string;
	readonly mode: string;
	readonly controlled: boolean;
}

export interface PrintedLine extends PrintedPaper {
	/** Id of the operation. */
	readonly op: string;
}

/** Prints of a paper by `kind|id`, oldest first. */
export const paperPrints = defineView<PrintedPaper, readonly PrintedLine[]>({
	name: 'paperPrints',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ op, value }) => ({ ...value, op: op.id }))
});

/** Papers that people signed by hand, by `kind|id`: hash of what they signed. */
export const handSignatures = defineView<{ readonly hash: string }, readonly { readonly hash: string; readonly op: string }[]>({
	name: 'handSignatures',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ op, value }) => ({ hash: value.hash, op: op.id }))
});

/** Labels printed, by `template|subject`: how many so far. */
export const labelPrints = defineView<{ readonly count: number }, number>({
	name: 'labelPrints',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.standing(op) !== 'void').reduce((sum, { value }) => sum + value.count, 0)
});

/** Key of a paper. */
export const paperKey = (kind: string, id: string) => `${kind}|${id}`;
