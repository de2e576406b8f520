/** What 请检单, 检验记录 and 检验报告 say alike about an inspection. */
import { fieldText } from '#lib/engine/register.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode } from '#lib/modules/inventory/index.ts';
import { inspectionCreated, inspections } from '#lib/modules/quality/index.ts';
import * as cell from '../cells.ts';
import type { Cell, Fact } from '../paper.ts';
import type { BuildContext } from './builder.ts';
import { locationText, lotFacts, opsAbout, partnerName, type LotFacts } from './lookup.ts';

const KINDS = inspectionCreated.fields.kind.choices ?? {};

export interface InspectionFacts {
	readonly number: string;
	readonly kind: string;
	readonly plan: string;
	readonly lot: LotFacts;
	/** Where the lot was put when it came in or was made. */
	readonly place: string;
	/** Lot size N: everything that ever came in or was made of it. */
	readonly lotSize: Cell;
	readonly samples: readonly RecordedOp[];
	readonly head: readonly Fact[];
}

export const inspectionKindWords = (kind: string): Cell => cell.wordsOf(kind, KINDS[kind]);

export function inspectionFacts({ engine }: BuildContext, id: string, created: RecordedOp): InspectionFacts {
	const row = engine.row(inspections, id);
	const kind = fieldText(row, 'kind') || String(created.data['kind'] ?? '');
	const lot = lotFacts(engine, fieldText(row, 'lot') || String(created.data['lot'] ?? ''));
	const node = lotNode(lot.uid);
	const arrivals = engine.ledger
		.movesOf(node)
		.filter((move) => (move.kind === 'received' || move.kind === 'produced') && move.standing !== 'void');
	const made = arrivals.reduce((sum, move) => sum + move.qty, 0n);
	const lotSize = made > 0n ? cell.quantity(fromAmount(made as Amount), lot.item.unit) : cell.MISSING;
	const isIncoming = kind === 'IQC' || lot.supplier !== '';
	return {
		number: fieldText(row, 'no'),
		kind,
		plan: fieldText(row, 'plan'),
		lot,
		place: [...new Set(arrivals.map(({ to }) => locationText(engine, to.startsWith('loc:') ? to.slice(4) : '')))].join('、'),
		lotSize,
		samples: opsAbout(engine, 'insp.sampleTaken', node).filter((op) => {
			const of = op.data['inspection'];
			return of === undefined || of === id;
		}),
		head: [
			cell.fact('item', '产品名称', 'Product', cell.name(lot.item.name), true),
			cell.fact('code', '物料编码', 'Item code', cell.code(lot.item.code)),
			cell.fact('model', '型号规格', 'Model', cell.text(lot.item.model)),
			cell.fact('lot', '批号', 'Lot', cell.code(lot.number)),
			...(isIncoming
				? [
						cell.fact('supplierLot', '供方批号', 'Supplier lot', cell.code(lot.supplierLot)),
						cell.fact('supplier', '供货单位', 'Supplier', cell.text(partnerName(engine, lot.supplier)))
					]
				: [cell.fact('load', '灭菌批号', 'Steriliser load', lot.item.sterile ? cell.code(lot.loads) : cell.none('非无菌', 'Not sterile'))]),
			cell.fact('mfgDate', '生产日期', 'Manufactured', cell.date(lot.mfgDate)),
			cell.fact('expiry', '失效日期', 'Expiry', cell.date(lot.expiry)),
			cell.fact('lotSize', '批量', 'Lot size', lotSize)
		]
	};
}

/** How many were taken as samples for it; missing where nobody recorded it. */
export function sampleSize(samples: readonly RecordedOp[], unit: string): Cell {
	const sum = samples.reduce((total, op) => total + (amountOf((op.data['qty'] as { value?: string } | undefined)?.value ?? '') ?? 0n), 0n);
	return sum > 0n ? cell.quantity(fromAmount(sum as Amount), unit) : cell.MISSING;
}
