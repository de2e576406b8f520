import type { Reader } from '#lib/engine/reader.ts';
import type { Exception } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify, loads, loadVerdicts, lotLoads, lotNode, lots, splitNode, unitBatches } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { blockersOf, type Blocker } from '#lib/modules/quality/index.ts';
import type { Passport } from '../views.ts';
import { recallPanel, type OpenRecall } from './recalls.ts';
import { marksOf, type RecallScopes } from './state-marks.ts';
import { batchesByLot, batchOf, itemNameOf, nameSubject, serialsOf, unitsOf } from './subjects.ts';

export interface PassportContext {
	readonly day: string;
	readonly scopes: RecallScopes;
	readonly recalls: readonly OpenRecall[];
	readonly exceptions: readonly Exception[];
}

/** Everything the head of a lot's, unit's or load's page shows; undefined if the log does not know it. */
export function passportOf(read: Reader, node: string, context: PassportContext): Passport | undefined {
	const [kind, uid] = splitNode(node);
	if (kind === 'load') return loadPassport(read, node, uid);
	const identity = identify(read, node);
	if ((identity.kind !== 'lot' && identity.kind !== 'unit') || !identity.row || identity.row.createdBy === '') return undefined;
	if (identity.kind === 'unit' && !isCommissioned(read, node)) return undefined;
	const item = read.row(items, identity.item);
	const lotRow = identity.lot ? read.row(lots, identity.lot) : identity.row;
	const batches = identity.kind === 'lot' ? (batchesByLot(read).get(identity.lot) ?? []) : [];
	const { day } = context;
	const produce = blockersOf(read, node, 'produce', { day });
	const ship = blockersOf(read, node, 'ship', { day });
	// A lot of serial units is in the scope its units are in.
	const members = [node, ...unitsOf(batches)];
	return {
		id: node,
		kind: identity.kind,
		number: identity.number,
		item: {
			code: fieldText(item, 'code'),
			name: itemNameOf(read, identity.item),
			class: fieldText(item, 'class'),
			unit: fieldText(item, 'unit')
		},
		supplier: partnerName(read, fieldText(lotRow, 'supplier')),
		supplierLot: fieldText(lotRow, 'supplierLot'),
		mfgDate: fieldText(lotRow, 'mfgDate'),
		expiry: fieldText(lotRow, 'expiry'),
		serials: serialsOf(read, batches),
		lot:
			identity.kind === 'unit' && identity.lot ? { id: lotNode(identity.lot), label: identify(read, lotNode(identity.lot)).number } : null,
		loads: identity.lot
			? read.row(lotLoads, identity.lot).map((load) => ({
					id: `load:${load}`,
					label: fieldText(read.row(loads, load), 'no') || load,
					verdict: read.row(loadVerdicts, load)
				}))
			: [],
		marks: marksOf(read, node, day, context.scopes),
		produce,
		ship,
		names: namesIn(read, [...produce, ...ship]),
		recalls: context.recalls
			.filter((recall) => members.some((member) => recall.scope.nodes.includes(member)))
			.map((recall) => recallPanel(read, recall)),
		exceptions: context.exceptions
			.filter((exception) => exception.status !== 'closed' && exception.subjects.some((subject) => members.includes(subject)))
			.map(({ key, code, explanation }) => ({ key, code, explanation }))
	};
}

function isCommissioned(read: Reader, unit: string): boolean {
	const row = read.row(unitBatches, batchOf(unit));
	const number = Number(unit.slice(unit.lastIndexOf('-') + 1));
	const [first, last] = [row.fields['first'], row.fields['last']];
	return typeof first === 'number' && typeof last === 'number' && number >= first && number <= last;
}

function loadPassport(read: Reader, node: string, uid: string): Passport | undefined {
	const row = read.row(loads, uid);
	if (row.createdBy === '') return undefined;
	return {
		id: node,
		kind: 'load',
		number: fieldText(row, 'no') || uid,
		item: null,
		supplier: partnerName(read, fieldText(row, 'contractor')),
		supplierLot: '',
		mfgDate: '',
		expiry: '',
		serials: null,
		lot: null,
		loads: [{ id: node, label: fieldText(row, 'no') || uid, verdict: read.row(loadVerdicts, uid) }],
		marks: [],
		produce: [],
		ship: [],
		names: {},
		recalls: [],
		exceptions: []
	};
}

function partnerName(read: Reader, partner: string): string {
	if (partner === '') return '';
	const row = read.row(partners, partner);
	return [fieldText(row, 'code'), fieldText(row, 'name')].filter((part) => part !== '').join(' ');
}

function namesIn(read: Reader, blockers: readonly Blocker[]): Passport['names'] {
	const names: Record<string, string> = {};
	for (const blocker of blockers) {
		if ('from' in blocker) names[blocker.from] = nameSubject(read, blocker.from).label;
		if (blocker.code === 'identity') for (const rival of blocker.rivals) names[rival] = nameSubject(read, rival).label;
	}
	return names;
}
