/** A sales order while it is typed in. Pure. */
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { OrderedItem } from './order-page.ts';

export interface OrderLineDraft {
	/** Item uid; "" until chosen. */
	readonly item: string;
	readonly qty: string;
	/** Pack code; "" for the stock unit. */
	readonly pack: string;
}

export interface OrderDraft {
	readonly so: string;
	readonly customer: string;
	readonly lines: readonly OrderLineDraft[];
	readonly due: string;
	readonly customerNo: string;
	readonly address: string;
	readonly note: string;
}

export const NO_LINE: OrderLineDraft = { item: '', qty: '', pack: '' };

export function emptyOrder(so: string): OrderDraft {
	return { so, customer: '', lines: [NO_LINE], due: '', customerNo: '', address: '', note: '' };
}

/** Pieces of a line in the stock unit; undefined while it is no whole positive number of packs or pieces. */
export function piecesOf({ qty, pack }: OrderLineDraft, item: OrderedItem | undefined): string | undefined {
	const amount = amountOf(qty);
	if (!item || amount === undefined || amount <= 0n) return undefined;
	if (pack === '') return fromAmount(amount);
	const size = item.packs.find(({ code }) => code === pack)?.size;
	return size === undefined ? undefined : fromAmount((amount * BigInt(size)) as Amount);
}

export type OrderLack = 'customer' | 'line' | 'item-twice' | 'due' | 'due-past';

/** What still has to be said, the first first. A due day in the past is said, not refused: late orders exist. */
export function lacksOf(draft: OrderDraft, items: readonly OrderedItem[], today: string): readonly OrderLack[] {
	const found: OrderLack[] = [];
	if (draft.customer === '') found.push('customer');
	if (draft.lines.length === 0 || draft.lines.some((line) => piecesOf(line, itemOf(line, items)) === undefined)) found.push('line');
	const chosen = draft.lines.map(({ item }) => item).filter((item) => item !== '');
	if (new Set(chosen).size < chosen.length) found.push('item-twice');
	if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.due)) found.push('due');
	else if (draft.due < today) found.push('due-past');
	return found;
}

const itemOf = ({ item }: OrderLineDraft, items: readonly OrderedItem[]) => items.find(({ uid }) => uid === item);

export function orderOperation(
	draft: OrderDraft,
	items: readonly OrderedItem[],
	no: string
): { readonly type: string; readonly data: JsonObject } {
	const { so, customer, due } = draft;
	const said = (name: 'customerNo' | 'address' | 'note') => (draft[name].trim() === '' ? {} : { [name]: draft[name].trim() });
	return {
		type: 'so.created',
		data: {
			so,
			no,
			customer,
			lines: draft.lines.flatMap((line) => {
				const item = itemOf(line, items);
				const value = piecesOf(line, item);
				if (!item || value === undefined) return [];
				return [{ item: item.uid, qty: { value, unit: item.unit }, ...(line.pack === '' ? {} : { entered: `${line.qty} ${line.pack}` }) }];
			}),
			due,
			...said('customerNo'),
			...said('address'),
			...said('note')
		}
	};
}
