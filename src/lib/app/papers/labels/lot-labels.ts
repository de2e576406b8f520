/** Labels about a lot: status, rolls, lot and box, certificate; and labels of serial units. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { lotNode, serialNumber, unitBatches } from '#lib/modules/inventory/index.ts';
import { holdsOn, quality } from '#lib/modules/quality/index.ts';
import { newestOf, type BuildContext } from '../build/builder.ts';
import { aboutLot, rollsOf } from '../build/incoming.ts';
import { acceptedInspection } from '../build/inspection.ts';
import { companyName, itemFacts, lotFacts, opsAbout, type LotFacts } from '../build/lookup.ts';
import * as cell from '../cells.ts';
import type { Fact } from '../paper.ts';
import { elementStringOf, MAX_SERIAL, type LabelIdentity } from './element-string.ts';
import { MAX_FACES, type LabelCode, type LabelFace, type LabelsBuilt } from './label.ts';
import { labelKind } from './label-kinds.ts';
import type { LabelBuilder } from './label-builder.ts';

const UNKNOWN: LabelsBuilt = { outcome: 'unknown' };
const NO_GS1 = cell.bi('编码或批号含有条码不能用的字符，只能目视', 'Code or lot has characters a barcode cannot hold: read by eye');

const plain = (text: string) => ({ zh: text, en: text });

export function identityOf(lot: LotFacts, more: Partial<LabelIdentity> = {}): LabelIdentity {
	return {
		gtin: lot.item.di,
		itemCode: lot.item.code,
		lot: lot.number,
		serial: '',
		mfgDate: lot.mfgDate,
		expiry: lot.expiry,
		count: '',
		...more
	};
}

function gs1(identity: LabelIdentity): Pick<LabelFace, 'code' | 'noCode'> {
	const text = elementStringOf(identity);
	const code: LabelCode | null = text === undefined ? null : { kind: 'gs1', text, human: text };
	return { code, noCode: code ? null : NO_GS1 };
}

/** Materials are 待检/合格/不合格, finished goods 待放行/已放行; a hold stands before both. */
export function lotState(engine: Engine, lot: LotFacts): NonNullable<LabelFace['state']> {
	const node = lotNode(lot.uid);
	const status = engine.row(quality, node);
	if (status.disposition === 'rejected') return { state: 'rejected', words: cell.bi('不合格', 'Rejected') };
	if (holdsOn(engine, node).length > 0) return { state: 'hold', words: cell.bi('冻结', 'On hold') };
	if (lot.item.class === 'finished')
		return status.marketRelease === ''
			? { state: 'quarantine', words: cell.bi('待放行', 'Not released') }
			: { state: 'released', words: cell.bi('已放行', 'Released') };
	return status.disposition === 'released'
		? { state: 'released', words: cell.bi('合格', 'Released') }
		: { state: 'quarantine', words: cell.bi('待检', 'Quarantine') };
}

function setOf(context: BuildContext, kind: string, lot: LotFacts, faces: readonly LabelFace[], id = lot.uid): LabelsBuilt {
	return {
		outcome: 'labels',
		set: {
			kind,
			id,
			subject: lotNode(lot.uid),
			title: labelKind(kind)?.title ?? plain(kind),
			about: aboutLot(lot),
			company: companyName(context.engine),
			faces: faces.slice(0, MAX_FACES)
		}
	};
}

const lotDates = (lot: LotFacts): readonly Fact[] => [
	...(lot.mfgDate === '' ? [] : [cell.fact('mfgDate', '生产', 'Made', cell.code(lot.mfgDate))]),
	...(lot.expiry === '' ? [] : [cell.fact('expiry', '失效', 'Expiry', cell.code(lot.expiry))])
];

const listLots = (context: BuildContext, limit: number, isWanted: (lot: LotFacts) => boolean) =>
	newestOf(context.engine, ['lot.created'], limit, (op) => {
		const lot = lotFacts(context.engine, String(op.data['lot'] ?? ''));
		return isWanted(lot) ? { id: lot.uid, number: lot.number, about: plainName(lot), at: op.at } : undefined;
	});

const plainName = (lot: LotFacts) => lot.item.name;

export const statuslabel: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		if (!lot.isKnown) return UNKNOWN;
		const decided = opsAbout(engine, 'lot.dispositioned', lotNode(id)).at(-1);
		return setOf(context, 'statuslabel', lot, [
			{
				key: '',
				head: cell.bi('状态标识', 'Status'),
				main: plain(lot.number),
				name: lot.item.name,
				state: lotState(engine, lot),
				facts: [
					...(lot.supplierLot === '' ? [] : [cell.fact('supplierLot', '供方批', 'Supplier lot', cell.code(lot.supplierLot))]),
					...(decided ? [cell.fact('decided', '判定', 'Decided', cell.code(decided.at.slice(0, 10)))] : []),
					...lotDates(lot).slice(-1)
				],
				...gs1(identityOf(lot))
			}
		]);
	},
	list: (context, limit) => listLots(context, limit, () => true)
};

export const rolllabel: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		const rolls = opsAbout(engine, 'stock.received', lotNode(id)).flatMap(rollsOf);
		if (!lot.isKnown || rolls.length === 0) return UNKNOWN;
		const state = lotState(engine, lot);
		return setOf(
			context,
			'rolllabel',
			lot,
			rolls.map((roll, index) => ({
				key: roll.roll,
				head: { zh: `料卷 ${String(index + 1)}/${String(rolls.length)}`, en: `Roll ${String(index + 1)}/${String(rolls.length)}` },
				main: plain(lot.number),
				name: lot.item.name,
				state,
				facts: [
					cell.fact('net', '净重', 'Net', cell.recorded(roll.net)),
					cell.fact('gross', '毛重', 'Gross', cell.recorded(roll.gross)),
					cell.fact('roll', '卷号', 'Roll', cell.code(roll.roll)),
					...lotDates(lot).slice(-1)
				],
				// One roll is told from another, and weighed, by its label alone.
				...gs1(identityOf(lot, { serial: roll.roll.length > MAX_SERIAL ? '' : roll.roll, netKg: kilograms(roll.net) }))
			}))
		);
	},
	list: (context, limit) =>
		newestOf(context.engine, ['stock.received'], limit, (op) => {
			const lot = lotFacts(context.engine, String(op.data['lot'] ?? ''));
			return rollsOf(op).length > 0 ? { id: lot.uid, number: lot.number, about: plainName(lot), at: op.at } : undefined;
		})
};

function kilograms(stored: unknown): string {
	const net = stored as { readonly value?: string; readonly unit?: string } | null | undefined;
	return net?.unit === 'kg' ? (net.value ?? '') : '';
}

export const lotlabel: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		if (!lot.isKnown) return UNKNOWN;
		return setOf(context, 'lotlabel', lot, [
			{
				key: '',
				head: plain(lot.item.code),
				main: plain(lot.number),
				name: lot.item.name,
				state: null,
				facts: [...lotDates(lot), ...(lot.loads === '' ? [] : [cell.fact('load', '灭菌批', 'Load', cell.code(lot.loads))])],
				...gs1(identityOf(lot))
			}
		]);
	},
	list: (context, limit) => listLots(context, limit, () => true)
};

export const unitlabel: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const row = engine.row(unitBatches, id);
		const [first, last] = [row.fields['first'], row.fields['last']];
		if (row.createdBy === '' || typeof first !== 'number' || typeof last !== 'number') return UNKNOWN;
		const item = itemFacts(engine, fieldText(row, 'item'));
		const lotUid = fieldText(row, 'lot');
		const lot = lotUid === '' ? undefined : lotFacts(engine, lotUid);
		const faces = Array.from({ length: Math.min(last - first + 1, MAX_FACES) }, (_, index): LabelFace => {
			const serial = serialNumber(row, first + index);
			return {
				key: serial,
				head: plain(item.code),
				main: plain(serial),
				name: item.name,
				state: null,
				facts: [...(lot ? [cell.fact('lot', '批号', 'Lot', cell.code(lot.number)), ...lotDates(lot)] : [])],
				...gs1({
					gtin: item.di,
					itemCode: item.code,
					lot: lot?.number ?? '',
					serial,
					mfgDate: lot?.mfgDate ?? '',
					expiry: lot?.expiry ?? '',
					count: ''
				})
			};
		});
		return {
			outcome: 'labels',
			set: {
				kind: 'unitlabel',
				id,
				subject: `batch:${id}`,
				title: labelKind('unitlabel')?.title ?? plain('unitlabel'),
				about: { zh: `${lot?.number ?? ''} ${item.name.zh}`, en: `${lot?.number ?? ''} ${item.name.en}` },
				company: companyName(engine),
				faces
			}
		};
	},
	list: ({ engine }, limit) =>
		newestOf(engine, ['unit.commissioned'], limit, (op) => {
			const id = String(op.data['batch'] ?? '');
			const row = engine.row(unitBatches, id);
			const [first, last] = [Number(row.fields['first']), Number(row.fields['last'])];
			const { name } = itemFacts(engine, fieldText(row, 'item'));
			return { id, number: `${serialNumber(row, first)}–${serialNumber(row, last)}`, about: name, at: op.at };
		})
};

export const certificate: LabelBuilder = {
	build(context, id) {
		const { engine } = context;
		const lot = lotFacts(engine, id);
		if (!lot.isKnown || lot.item.class !== 'finished') return UNKNOWN;
		const accepted = acceptedInspection(engine, id);
		const status = engine.row(quality, lotNode(id));
		if (!accepted || status.disposition === 'rejected')
			return {
				outcome: 'refused',
				title: labelKind('certificate')?.title ?? plain('certificate'),
				refusal: {
					why: cell.bi(
						`批 ${lot.number} 的出厂检验还没有判为合格，不能出合格证。`,
						`The final inspection of lot ${lot.number} is not accepted yet; there is no certificate.`
					),
					wayOut: cell.bi('先完成出厂检验。', 'Finish the final inspection first.'),
					state: status.disposition === 'rejected' ? 'rejected' : 'quarantine'
				}
			};
		return setOf(context, 'certificate', lot, [
			{
				key: '',
				head: plain(companyName(engine)),
				main: cell.bi('产品合格证', 'Certificate of conformity'),
				name: lot.item.name,
				state: { state: 'released', words: cell.bi('合格', 'Conforms') },
				facts: [
					cell.fact('lot', '批号', 'Lot', cell.code(lot.number)),
					...lotDates(lot),
					cell.fact('inspector', '检验员', 'Inspector', cell.text(accepted.by)),
					cell.fact('date', '检验日期', 'Tested', cell.code(accepted.at.slice(0, 10)))
				],
				code: null,
				noCode: null
			}
		]);
	},
	list: (context, limit) => listLots(context, limit, (lot) => lot.origin === 'made' && lot.item.class === 'finished')
};
