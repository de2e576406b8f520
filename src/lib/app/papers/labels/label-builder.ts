import type { BuildContext } from '../build/builder.ts';
import type { PaperEntry } from '../paper.ts';
import type { LabelsBuilt } from './label.ts';

/** Faces of one kind of label, and what there is to print them for. */
export interface LabelBuilder {
	readonly build: (context: BuildContext, id: string) => LabelsBuilt;
	/** Newest first, `limit` at most. */
	readonly list: (context: BuildContext, limit: number) => readonly PaperEntry[];
}
