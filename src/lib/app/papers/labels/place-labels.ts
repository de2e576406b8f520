/** Labels that carry our own codes: locations, documents, actions; and the test page. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText, type Register } from '#lib/engine/register.ts';
import { loads, receipts } from '#lib/modules/inventory/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { inspections } from '#lib/modules/quality/index.ts';
import {
	actionCode,
	documentCode,
	DOCUMENT_KINDS,
	locationCode,
	SCAN_ACTIONS,
	type DocumentKind,
	type ScanAction
} from '../../scan/codes.ts';
import { newestOf, type BuildContext } from '../build/builder.ts';
import { companyName, firstAbout, siteText } from '../build/lookup.ts';
import * as cell from '../cells.ts';
import type { LabelBuilder } from './label-builder.ts';
import { labelKind } from './label-kinds.ts';
import type { LabelFace, LabelsBuilt } from './label.ts';

const UNKNOWN: LabelsBuilt = { outcome: 'unknown' };
/** The id of labels there is one of. */
export const SINGLE_ID = 'all';
const plain = (text: string) => ({ zh: text, en: text });

function setOf(
	{ engine }: BuildContext,
	kind: string,
	id: string,
	subject: string,
	about: { readonly zh: string; readonly en: string },
	faces: readonly LabelFace[]
): LabelsBuilt {
	return {
		outcome: 'labels',
		set: { kind, id, subject, title: labelKind(kind)?.title ?? plain(kind), about, company: companyName(engine), faces }
	};
}

export const locationlabel: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const row = engine.row(locations, id);
		if (row.createdBy === '') return UNKNOWN;
		const label = fieldText(row, 'code');
		const title = fieldText(row, 'name');
		return setOf(context, 'locationlabel', id, `loc:${id}`, plain(`${label} ${title}`), [
			{
				key: '',
				head: plain(siteText(engine, fieldText(row, 'site'))),
				main: plain(label),
				name: plain(title),
				state: null,
				facts: [],
				code: { kind: 'own', text: locationCode(id), human: '' },
				noCode: null
			}
		]);
	},
	list: ({ engine }, limit) =>
		engine
			.keys(locations)
			.map((id) => {
				const row = engine.row(locations, id);
				const site = fieldText(engine.row(sites, fieldText(row, 'site')), 'code');
				return {
					id,
					number: fieldText(row, 'code'),
					about: plain(`${site} ${fieldText(row, 'name')}`),
					at: engine.op(row.createdBy)?.at ?? ''
				};
			})
			.filter(({ number }) => number !== '')
			.sort((a, b) => (a.number < b.number ? -1 : 1))
			.slice(0, limit)
};

interface DocumentSource {
	readonly register?: Register;
	readonly title: { readonly zh: string; readonly en: string };
	/** Operation that begins it, and the field with its uid. */
	readonly begins: string;
	readonly field: string;
}

const DOCUMENTS: Readonly<Partial<Record<DocumentKind, DocumentSource>>> = {
	wo: { register: workOrders as unknown as Register, title: cell.bi('批生产指令', 'Batch order'), begins: 'wo.created', field: 'wo' },
	shipment: { title: cell.bi('发货单', 'Shipment'), begins: 'shipment.shipped', field: 'shipment' },
	load: { register: loads, title: cell.bi('灭菌批', 'Steriliser load'), begins: 'steril.loaded', field: 'load' },
	receipt: { register: receipts, title: cell.bi('到货单', 'Delivery'), begins: 'receipt.arrived', field: 'receipt' },
	inspection: { register: inspections, title: cell.bi('检验单', 'Inspection'), begins: 'insp.created', field: 'inspection' },
	transfer: { title: cell.bi('调拨单', 'Transfer'), begins: 'transfer.dispatched', field: 'transfer' }
};

function documentNumber(engine: Engine, kind: DocumentKind, uid: string): string {
	const source = DOCUMENTS[kind];
	if (source?.register) return fieldText(engine.row(source.register, uid), 'no');
	const op = source ? firstAbout(engine, source.begins, `${kind}:${uid}`) : undefined;
	return String(op?.data['no'] ?? '');
}

export const documentlabel: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const [name = '', uid = ''] = id.split(/-(.*)/su);
		const kind = DOCUMENT_KINDS.find((one) => one === name);
		const no = kind ? documentNumber(engine, kind, uid) : '';
		if (!kind || no === '') return UNKNOWN;
		const title = DOCUMENTS[kind]?.title ?? plain(kind);
		return setOf(context, 'documentlabel', id, `${kind}:${uid}`, { zh: `${title.zh} ${no}`, en: `${title.en} ${no}` }, [
			{
				key: '',
				head: title,
				main: plain(no),
				name: plain(''),
				state: null,
				facts: [],
				code: { kind: 'own', text: documentCode(kind, uid), human: '' },
				noCode: null
			}
		]);
	},
	list({ engine }, limit) {
		const found = Object.entries(DOCUMENTS).flatMap(([kind, source]) =>
			newestOf(engine, [source.begins], limit, (op) => ({
				id: `${kind}-${String(op.data[source.field] ?? '')}`,
				number: String(op.data['no'] ?? ''),
				about: source.title,
				at: op.at
			}))
		);
		return found.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit);
	}
};

const single = (kind: string) => [
	{ id: SINGLE_ID, number: labelKind(kind)?.title.zh ?? kind, about: labelKind(kind)?.use ?? plain(''), at: '' }
];

export const actionlabel: LabelBuilder = {
	build: (context, id) =>
		id === SINGLE_ID
			? setOf(
					context,
					'actionlabel',
					id,
					'org:company',
					cell.bi('扫码代替按键', 'Scan instead of pressing'),
					(Object.keys(SCAN_ACTIONS) as ScanAction[]).map((action) => ({
						key: action,
						head: cell.bi('动作条码', 'Action'),
						main: SCAN_ACTIONS[action],
						name: { zh: SCAN_ACTIONS[action].en, en: SCAN_ACTIONS[action].zh },
						state: null,
						facts: [],
						code: { kind: 'own', text: actionCode(action), human: actionCode(action) },
						noCode: null
					}))
				)
			: UNKNOWN,
	list: () => single('actionlabel')
};

export const testlabel: LabelBuilder = {
	build: (context, id) =>
		id === SINGLE_ID
			? setOf(context, 'testlabel', id, 'org:company', cell.bi('量一量、扫一扫', 'Measure it, scan it'), [
					{
						key: '',
						head: cell.bi('测试页', 'Test page'),
						main: cell.bi('永 国 灭 菌 0123456789', 'ABC abc 0123456789'),
						name: cell.bi('黑条 10 mm；扫码应得 (240)TEST(10)0123', 'Bars of 10 mm; scanning gives (240)TEST(10)0123'),
						state: null,
						facts: [],
						code: { kind: 'gs1', text: '(240)TEST(10)0123', human: '(240)TEST(10)0123' },
						noCode: null
					}
				])
			: UNKNOWN,
	list: () => single('testlabel')
};
