/** From a row of the history to the operations it stands for. */
import { addDecimals, type Decimal } from '#lib/kernel/decimal.ts';
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { DataOf, Fields } from '#lib/engine/fields.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { lotCreated, sampleTaken, stockAdjusted, stockMoved, stockReceived, stockScrapped } from '../inventory/index.ts';
import { materialConsumed, outputReported, woCreated } from '../production/index.ts';
import { returnReceived, shipmentShipped } from '../sales/index.ts';
import type { HistoryRow, ImportedItem, ImportedLot, ImportPlan } from './entities.ts';

/** An operation before it is known who imports it. */
export type PlannedAct = Omit<OperationDraft, 'by' | 'role'>;

interface WorkOrder {
	readonly uid: string;
	/** What it made; of an order without output, what went in. */
	item: ImportedItem;
	qty: Decimal;
	hasOutput: boolean;
	isCreated: boolean;
}

/** Legacy rows know orders, not their single operations. */
const WHOLE_ORDER = 0;
const ADJUSTMENT_REASON = '历史盘点差异';

export class HistoryActs {
	readonly #newUid: () => string;
	readonly #created = new Set<ImportedLot>();
	readonly #orders = new Map<string, WorkOrder>();
	readonly #documents = new Map<string, string>();

	constructor(plan: ImportPlan, newUid: () => string) {
		this.#newUid = newUid;
		for (const row of plan.history) if (row.kind === 'consume' || row.kind === 'produce') this.#noteOrder(row);
	}

	isCreated(lot: ImportedLot): boolean {
		return this.#created.has(lot);
	}

	creationOf(lot: ImportedLot, at: string, site: string, more: { readonly wo?: string; readonly legacy?: string } = {}): PlannedAct {
		this.#created.add(lot);
		const { uid, item, lotNo, origin, supplier, supplierLot, mfgDate, expiry } = lot;
		const data: DataOf<typeof lotCreated.fields> = {
			lot: uid,
			item: item.uid,
			lotNo,
			origin: origin ?? 'opening',
			...(supplier ? { supplier: supplier.uid } : {}),
			...(supplierLot ? { supplierLot } : {}),
			...(mfgDate ? { mfgDate } : {}),
			...(expiry ? { expiry } : {}),
			...more
		};
		return act(lotCreated, data, at, site);
	}

	/** What the row stands for, preceded by the creation of a lot or work order it is the first to name. */
	actsOf(row: HistoryRow): readonly PlannedAct[] {
		const { lot, at, id: legacy } = row;
		const site = (row.from ?? row.to)?.site.uid ?? '';
		const acts: PlannedAct[] = [];
		const order = this.#orders.get(row.doc);
		const isWork = row.kind === 'consume' || row.kind === 'produce';
		if (isWork && order && !order.isCreated) {
			order.isCreated = true;
			acts.push(
				act(
					woCreated,
					{ wo: order.uid, no: row.doc, item: order.item.uid, qty: { value: order.qty, unit: order.item.unit.code }, legacy },
					at,
					site
				)
			);
		}
		if (!this.#created.has(lot))
			acts.push(this.creationOf(lot, at, site, { legacy, ...(row.kind === 'produce' && order ? { wo: order.uid } : {}) }));
		acts.push(this.#movement(row, site, order?.uid ?? ''));
		return acts;
	}

	#movement({ kind, at, id: legacy, lot, qty: value, entered, from, to, party, doc }: HistoryRow, site: string, wo: string): PlannedAct {
		const qty = { value, unit: lot.item.unit.code, ...(entered ? { entered } : {}) };
		const goods = { lot: lot.uid, qty };
		const [leaves, enters, other] = [from?.uid ?? '', to?.uid ?? '', party?.uid ?? ''];
		const source = party ?? lot.supplier;
		switch (kind) {
			case 'receipt':
				return act(stockReceived, { ...goods, to: enters, ...(source ? { supplier: source.uid } : {}), legacy }, at, site);
			case 'consume':
				return act(materialConsumed, { wo, step: WHOLE_ORDER, ...goods, from: leaves, legacy }, at, site);
			case 'produce':
				return act(outputReported, { wo, step: WHOLE_ORDER, ...goods, to: enters, legacy }, at, site);
			case 'move':
				return act(stockMoved, { ...goods, from: leaves, to: enters, legacy }, at, site);
			case 'ship':
				return act(
					shipmentShipped,
					{
						shipment: this.#document('ship', doc || legacy),
						no: doc || legacy,
						customer: other,
						lines: [{ ...goods, from: leaves }],
						legacy
					},
					at,
					site
				);
			case 'return':
				return act(
					returnReceived,
					{ return: this.#document('return', doc || legacy), customer: other, lines: [{ ...goods, to: enters }], legacy },
					at,
					site
				);
			case 'sample':
				return act(sampleTaken, { ...goods, from: leaves, legacy }, at, site);
			case 'scrap':
				return act(stockScrapped, { ...goods, from: leaves, legacy }, at, site);
			case 'adjust':
				return act(
					stockAdjusted,
					{ ...goods, location: enters || leaves, direction: to ? 'increase' : 'decrease', reason: ADJUSTMENT_REASON, legacy },
					at,
					site
				);
		}
	}

	/** Rows of one delivery share its number, and so its identity. */
	#document(kind: string, no: string): string {
		const key = `${kind}|${no}`;
		const known = this.#documents.get(key);
		if (known !== undefined) return known;
		const uid = this.#newUid();
		this.#documents.set(key, uid);
		return uid;
	}

	#noteOrder({ doc, kind, lot, qty }: HistoryRow): void {
		const isOutput = kind === 'produce';
		const order = this.#orders.get(doc);
		if (!order) this.#orders.set(doc, { uid: this.#newUid(), item: lot.item, qty, hasOutput: isOutput, isCreated: false });
		else if (isOutput && !order.hasOutput) {
			order.item = lot.item;
			order.qty = qty;
			order.hasOutput = true;
		} else if (isOutput && order.item === lot.item) {
			const sum = addDecimals(order.qty, qty);
			if (sum.ok) order.qty = sum.value;
		}
	}
}

function act<F extends Fields>(definition: OperationSpec<F>, data: DataOf<F>, at: string, site: string): PlannedAct {
	return { type: definition.type, tv: definition.tv, cls: definition.cls, refs: definition.refs(data), data: data as JsonObject, at, site };
}
