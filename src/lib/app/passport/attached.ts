/** What belongs to a lot or unit besides its quantities: inspections, papers, pictures, and what a unit is assembled of. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { persons } from '#lib/modules/org/index.ts';
import { inspectionResults, inspections, judgements } from '#lib/modules/quality/index.ts';
import { paperKind } from '../papers/kinds.ts';
import { photosIn } from '../photos/photo-ref.ts';
import { opsNaming } from '../queries/ops-by-subject.ts';
import { itemNameOf, subjectsOf } from '../queries/subjects.ts';
import type { NamedNode } from '../views.ts';

export interface InspectionLine {
	readonly id: string;
	readonly no: string;
	/** `IQC`, `IPQC`, `FQC`, `FAI`. */
	readonly kind: string;
	readonly verdict: 'open' | 'accepted' | 'rejected';
	readonly passed: number;
	readonly failed: number;
	/** Requested – or, once it was judged, judged – then. */
	readonly at: string;
	readonly by: string;
}

export interface PaperLine {
	/** Id of the operation. */
	readonly op: string;
	readonly title: Bilingual;
	readonly number: string;
	/** Address of the paper; "" for labels. */
	readonly kind: string;
	readonly id: string;
	/** Copies printed; 0 for a paper that came back signed by hand. */
	readonly copies: number;
	readonly at: string;
	readonly by: string;
}

export interface FileLine {
	/** SHA-256, base64url. */
	readonly hash: string;
	readonly mime: string;
	/** The record it belongs to. */
	readonly label: Bilingual;
	readonly at: string;
}

export interface ComponentLine extends NamedNode {
	readonly itemName: Bilingual;
	readonly qty: string;
	readonly unit: string;
	readonly position: string;
	readonly at: string;
	/** When it was taken out again, and why; "" while it is in. */
	readonly removedAt: string;
	readonly reason: string;
}

export interface Attached {
	readonly inspections: readonly InspectionLine[];
	readonly papers: readonly PaperLine[];
	readonly files: readonly FileLine[];
	readonly components: readonly ComponentLine[];
}

const PAPER_TYPES: readonly string[] = ['document.printed', 'document.handSigned', 'label.printed'];

export function attachedTo(engine: Engine, node: string): Attached {
	const subjects = subjectsOf(engine, node);
	const naming = subjects.flatMap((subject) => opsNaming(engine, subject)).filter((op) => engine.standing(op) !== 'void');
	const checks = inspectionsIn(engine, naming);
	const receipts = [...new Set(naming.filter(({ type }) => type === 'stock.received').map(({ data }) => textIn(data, 'receipt')))]
		.filter((uid) => uid !== '')
		.flatMap((uid) => opsNaming(engine, `receipt:${uid}`));
	const papers = [...naming, ...receipts, ...checks.flatMap(({ id }) => opsNaming(engine, `inspection:${id}`))].filter(({ type }) =>
		PAPER_TYPES.includes(type)
	);
	return {
		inspections: checks,
		papers: [...new Set(papers)].sort((a, b) => (a.rec < b.rec ? 1 : -1)).map((op) => paperLine(engine, op)),
		files: [...new Set([...naming, ...receipts])].flatMap((op) => filesIn(engine, op)),
		components: node.startsWith('unit:') ? componentsOf(engine, node) : []
	};
}

function textIn(data: JsonObject, name: string): string {
	const value = data[name];
	return typeof value === 'string' ? value : '';
}

function inspectionsIn(engine: Engine, naming: readonly RecordedOp[]): readonly InspectionLine[] {
	return naming
		.filter(({ type }) => type === 'insp.created')
		.map((op) => {
			const id = textIn(op.data, 'inspection');
			const row = engine.row(inspections, id);
			const verdict = engine.row(judgements, id);
			const { results } = engine.row(inspectionResults, id);
			const judged = opsNaming(engine, `inspection:${id}`).findLast(({ type }) => type === 'insp.judged');
			const shown = verdict === 'open' || !judged ? op : judged;
			return {
				id,
				no: fieldText(row, 'no') || id,
				kind: fieldText(row, 'kind'),
				verdict: verdict === 'accepted' || verdict === 'rejected' ? verdict : 'open',
				passed: results.filter((result) => result.verdict === 'pass').length,
				failed: results.filter((result) => result.verdict === 'fail').length,
				at: shown.at,
				by: fieldText(engine.row(persons, shown.by), 'name')
			} satisfies InspectionLine;
		});
}

function paperLine(engine: Engine, op: RecordedOp): PaperLine {
	const { data, type } = op;
	const isLabel = type === 'label.printed';
	const kind = textIn(data, 'kind');
	const count = data[isLabel ? 'count' : 'copies'];
	return {
		op: op.id,
		title: isLabel ? { zh: '标签', en: 'Labels' } : (paperKind(kind)?.title ?? { zh: kind, en: kind }),
		number: isLabel ? textIn(data, 'size') : textIn(data, 'number'),
		kind: isLabel ? '' : kind,
		id: textIn(data, 'id'),
		copies: typeof count === 'number' ? count : 0,
		at: op.at,
		by: fieldText(engine.row(persons, op.by), 'name')
	};
}

/** Pictures a record keeps by their hash. */
function filesIn(engine: Engine, op: RecordedOp): readonly FileLine[] {
	const label = engine.nameOf(op.type);
	return photosIn(op.data).map(({ hash, mime }) => ({ hash, mime, label, at: op.at }));
}

/** What was put into a unit, and what was taken out of it again. */
function componentsOf(engine: Engine, node: string): readonly ComponentLine[] {
	const { ledger } = engine;
	const number = ledger.nodes.find(node);
	if (number === undefined) return [];
	const installed: { readonly edge: number; removed?: RecordedOp }[] = [];
	const removals: number[] = [];
	for (let edge = ledger.firstIn.get(number); edge >= 0; edge = ledger.nextIn.get(edge)) {
		if (ledger.edgeStanding(edge) === 1) continue;
		const kind = ledger.edgeKindOf(edge);
		if (kind === 'installed') installed.push({ edge });
		else if (kind === 'removed') removals.push(edge);
	}
	// The newest installation of the lot that still stands is the one that was ended, as the genealogy has it.
	for (const removal of removals) {
		const ended = installed.find(({ edge, removed }) => !removed && ledger.edgeFrom.get(edge) === ledger.edgeFrom.get(removal));
		if (ended) ended.removed = ledger.edgeOperation(removal);
	}
	return installed
		.map(({ edge, removed }): ComponentLine => {
			const id = ledger.nodes.text(ledger.edgeFrom.get(edge));
			const identity = identify(engine, id);
			const op = ledger.edgeOperation(edge);
			return {
				id,
				label: identity.number,
				itemName: itemNameOf(engine, identity.item),
				qty: fromAmount(ledger.edgeQty.get(edge) as Amount),
				unit: fieldText(engine.row(items, identity.item), 'unit'),
				position: textIn(op.data, 'position'),
				at: op.at,
				removedAt: removed?.at ?? '',
				reason: removed ? textIn(removed.data, 'reason') : ''
			};
		})
		.sort((a, b) => (a.at < b.at ? -1 : 1));
}
