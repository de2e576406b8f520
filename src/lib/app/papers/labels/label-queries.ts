/** Questions about labels: what there is to print them for, and the faces of one job. */
import { asciiLower } from '#lib/kernel/text.ts';
import { labelPrints, paperKey } from '#lib/modules/papers/index.ts';
import type { QueryContext } from '../../live/queries/query.ts';
import type { PaperGroup } from '../queries.ts';
import type { LabelBuilder } from './label-builder.ts';
import { LABEL_KINDS } from './label-kinds.ts';
import type { LabelsBuilt } from './label.ts';
import { certificate, lotlabel, rolllabel, statuslabel, unitlabel } from './lot-labels.ts';
import { actionlabel, documentlabel, locationlabel, testlabel } from './place-labels.ts';

const BUILDERS: Readonly<Record<string, LabelBuilder>> = {
	statuslabel,
	rolllabel,
	lotlabel,
	unitlabel,
	certificate,
	locationlabel,
	documentlabel,
	actionlabel,
	testlabel
};

const RECENT_EACH = 3;
const RECENT_ONE = 200;
const SEARCHED = 2000;

function listLabels(context: QueryContext, { kind, text }: { readonly kind: string; readonly text: string }): readonly PaperGroup[] {
	const wanted = asciiLower(text.trim());
	const shown = kind === '' ? RECENT_EACH : RECENT_ONE;
	return LABEL_KINDS.filter((one) => kind === '' || one.kind === kind).map((one) => {
		const entries = BUILDERS[one.kind]?.list(context, wanted === '' ? shown : SEARCHED) ?? [];
		const matching =
			wanted === '' ? entries : entries.filter(({ number, about }) => asciiLower(`${number} ${about.zh} ${about.en}`).includes(wanted));
		return { kind: one.kind, entries: matching.slice(0, shown) };
	});
}

export type LabelsAnswer = LabelsBuilt & { readonly printed: number };

function labelsOf(context: QueryContext, { kind, id }: { readonly kind: string; readonly id: string }): LabelsAnswer {
	const built = Object.hasOwn(BUILDERS, kind) ? BUILDERS[kind]?.build(context, id) : undefined;
	if (!built) return { outcome: 'unknown', printed: 0 };
	const subject = built.outcome === 'labels' ? built.set.subject : '';
	const printed = subject === '' ? 0 : context.engine.row(labelPrints, paperKey(kind, subject));
	return { ...built, printed };
}

export const labelQueries = { 'papers.labelList': listLabels, 'papers.labels': labelsOf };
