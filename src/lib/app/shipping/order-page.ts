/** Questions about single orders: what an order may name, and one order with what happened to it. */
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { persons } from '#lib/modules/org/index.ts';
import { salesOrder, salesOrders } from '#lib/modules/sales/index.ts';
import { packsOf, type Pack } from '../goods/packs.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { finishedStock } from '../overview/finished-stock.ts';
import { sumTexts } from '../overview/sum-texts.ts';
import { itemNameOf } from '../queries/subjects.ts';
import { companyTime } from '../today/company-clock.ts';
import { orderSupplies, viewOf, type OrderView } from './order-view.ts';
import { numbersOf } from './order-numbers.ts';
import type { Party } from './shipping-views.ts';

export interface OrderedItem {
	readonly uid: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly packs: readonly Pack[];
	/** May leave now, at any site; decimal text. */
	readonly free: string;
}

export interface OrderChoices {
	readonly today: string;
	readonly customers: readonly Party[];
	readonly items: readonly OrderedItem[];
}

export interface OrderEvent {
	readonly type: string;
	readonly label: Bilingual;
	/** With offset. */
	readonly at: string;
	readonly by: string;
	/** Shipment uid and number, where it is one that left. */
	readonly shipment: string;
	readonly no: string;
	readonly text: string;
}

export interface OrderPage {
	readonly view: OrderView;
	readonly customerNo: string;
	readonly address: string;
	readonly note: string;
	readonly cancelReason: string;
	/** Oldest first. */
	readonly events: readonly OrderEvent[];
}

function orderChoices(context: QueryContext, _ask: null): OrderChoices {
	const { engine } = context;
	const { day } = companyTime(context);
	const free = finishedStock(engine, day).filter(({ stop }) => stop === '');
	return {
		today: day,
		customers: engine
			.keys(partners)
			.filter((uid) => ['customer', 'both'].includes(fieldText(engine.row(partners, uid), 'kind')))
			.map((uid) => ({ uid, code: fieldText(engine.row(partners, uid), 'code'), name: fieldText(engine.row(partners, uid), 'name') }))
			.sort((a, b) => (a.code < b.code ? -1 : 1)),
		items: engine
			.keys(items)
			.filter((uid) => fieldText(engine.row(items, uid), 'class') === 'finished')
			.map((uid) => {
				const code = fieldText(engine.row(items, uid), 'code');
				return {
					uid,
					code,
					name: itemNameOf(engine, uid),
					unit: fieldText(engine.row(items, uid), 'unit'),
					packs: packsOf(engine, uid),
					free: sumTexts(free.filter(({ item }) => item === code).map(({ qty }) => qty))
				};
			})
			.sort((a, b) => (a.code < b.code ? -1 : 1))
	};
}

function orderNumber(context: QueryContext, _ask: null): string {
	return nextNumber(context, DOCUMENT_PATTERN, { type: 'SO' }, numbersOf(context.engine, 'so|'));
}

const EVENTS = ['so.created', 'shipment.picked', 'shipment.shipped', 'so.cancelled'];

function orderPage(context: QueryContext, { so }: { readonly so: string }): OrderPage | null {
	const { engine, site } = context;
	const { day } = companyTime(context);
	const order = salesOrder(engine, so);
	const [supply] = order ? orderSupplies(engine, day, site, [order]) : [];
	if (!supply) return null;
	const row = engine.row(salesOrders, so);
	return {
		view: viewOf(engine, supply, day),
		customerNo: fieldText(row, 'customerNo'),
		address: fieldText(row, 'address'),
		note: fieldText(row, 'note'),
		cancelReason: fieldText(row, 'cancelReason'),
		events: EVENTS.flatMap((type) => engine.opsOfType(type))
			.filter((op) => op.refs.includes(`so:${so}`) && engine.standing(op) !== 'void')
			.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || EVENTS.indexOf(a.type) - EVENTS.indexOf(b.type))
			.map((op): OrderEvent => {
				const text = (name: string) => (typeof op.data[name] === 'string' ? op.data[name] : '');
				const isShipped = op.type === 'shipment.shipped';
				return {
					type: op.type,
					label: engine.nameOf(op.type),
					at: op.at,
					by: fieldText(engine.row(persons, op.by), 'name'),
					shipment: isShipped ? text('shipment') : '',
					no: isShipped ? text('no') : '',
					text: isShipped ? [text('waybill'), text('carrier')].filter((part) => part !== '').join(' ') : text('reason')
				};
			})
	};
}

export const orderQueries = { 'order.choices': orderChoices, 'order.number': orderNumber, 'order.page': orderPage };
