/** What is being picked, scan by scan, before it is recorded. Pure. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { goodsDataOf } from '../moving/move-lines.ts';
import type { PhotoRef } from '../photos/photo-ref.ts';

export interface PickScan {
	readonly id: string;
	/** Decimal text in the item's unit. */
	readonly qty: string;
	/** Number on the carton's label; "" without one. */
	readonly carton: string;
	/** Local time, `09:41`, and who. */
	readonly at: string;
	readonly by: string;
	/** A whole pack: counts as a package. */
	readonly isPack: boolean;
}

export interface PickLine {
	readonly node: string;
	readonly number: string;
	readonly item: string;
	readonly code: string;
	readonly itemName: Bilingual;
	readonly unit: string;
	/** Location uid and code it is taken from. */
	readonly from: string;
	readonly fromCode: string;
	/** What lies there by the records. */
	readonly there: string;
	readonly scans: readonly PickScan[];
}

export interface ShipDraft {
	/** Uid of the shipment, chosen with the draft so that it is recorded once. */
	readonly shipment: string;
	readonly stage: 'pick' | 'load';
	/** Uid; chosen first where there is no order. */
	readonly customer: string;
	readonly lines: readonly PickLine[];
	readonly waybill: string;
	readonly carrier: string;
	/** As typed; "" for the count of scanned packs. */
	readonly packages: string;
	readonly photos: readonly PhotoRef[];
}

export function emptyShipDraft(shipment: string, customer = ''): ShipDraft {
	return { shipment, stage: 'pick', customer, lines: [], waybill: '', carrier: '', packages: '', photos: [] };
}

export function qtyOf({ scans }: PickLine): Amount {
	return scans.reduce((sum, { qty }) => sum + (amountOf(qty) ?? 0n), 0n) as Amount;
}

/** What is picked of an item so far. */
export function pickedOf(lines: readonly PickLine[], item: string): Amount {
	return lines.filter((line) => line.item === item).reduce((sum, line) => sum + qtyOf(line), 0n) as Amount;
}

/** Adds a scan to the line of its goods and place, or begins one. */
export function withScan(lines: readonly PickLine[], line: Omit<PickLine, 'scans'>, scan: PickScan): readonly PickLine[] {
	const at = lines.findIndex(({ node, from }) => node === line.node && from === line.from);
	const known = lines[at];
	return known ? lines.with(at, { ...known, scans: [...known.scans, scan] }) : [...lines, { ...line, scans: [scan] }];
}

/** Lines that nothing is left of go. */
export function withoutScan(lines: readonly PickLine[], id: string): readonly PickLine[] {
	return lines.map((line) => ({ ...line, scans: line.scans.filter((scan) => scan.id !== id) })).filter(({ scans }) => scans.length > 0);
}

/** A person counted: one scan stands for all of the line. */
export function withQuantity(lines: readonly PickLine[], line: PickLine, qty: string): readonly PickLine[] {
	const amount = amountOf(qty);
	if (amount === undefined || amount <= 0n) return lines.filter((other) => other !== line);
	const [first] = line.scans;
	if (!first) return lines;
	const cartons = line.scans.filter(({ carton }) => carton !== '');
	// Numbered cartons stay named; what they do not make up is the rest.
	const numbered = cartons.reduce((sum, scan) => sum + (amountOf(scan.qty) ?? 0n), 0n);
	const rest = amount - numbered;
	const scans =
		rest === 0n
			? cartons
			: rest > 0n && cartons.length > 0
				? [...cartons, { ...first, id: `${first.id}+`, qty: fromAmount(rest as Amount), carton: '', isPack: false }]
				: [{ ...first, qty: fromAmount(amount), carton: '', isPack: false }];
	return lines.map((other) => (other === line ? { ...line, scans } : other));
}

export function scannedCarton(lines: readonly PickLine[], node: string, carton: string): PickScan | undefined {
	if (carton === '') return undefined;
	return lines.filter((line) => line.node === node).flatMap(({ scans }) => scans.find((scan) => scan.carton === carton) ?? [])[0];
}

export function packagesOf({ packages, lines }: Pick<ShipDraft, 'packages' | 'lines'>): string {
	if (packages !== '') return packages;
	const count = lines.flatMap(({ scans }) => scans).filter(({ isPack }) => isPack).length;
	return count === 0 ? '' : String(count);
}

/** Lines as operations name goods; neighbouring serial numbers become one range. */
export function goodsLinesOf(lines: readonly PickLine[]): readonly JsonObject[] {
	const found: JsonObject[] = [];
	const units: { batch: string; first: number; last: number; from: string }[] = [];
	for (const line of lines) {
		const data = goodsDataOf(line.node, fromAmount(qtyOf(line)), line.unit);
		const cartons = line.scans.map(({ carton }) => carton).filter((carton) => carton !== '');
		if ('batch' in data)
			units.push({ batch: String(data['batch']), first: Number(data['first']), last: Number(data['last']), from: line.from });
		else found.push({ ...data, from: line.from, ...(cartons.length > 0 ? { cartons } : {}) });
	}
	units.sort((a, b) => (a.batch < b.batch ? -1 : a.batch > b.batch ? 1 : a.from < b.from ? -1 : a.from > b.from ? 1 : a.first - b.first));
	for (const unit of units) {
		const last = found.at(-1);
		if (last?.['batch'] === unit.batch && last['from'] === unit.from && last['last'] === unit.first - 1)
			found[found.length - 1] = { ...last, last: unit.last };
		else found.push({ ...unit });
	}
	return found;
}

type Operation = { readonly type: string; readonly data: JsonObject };

export interface Shipping {
	readonly draft: ShipDraft;
	/** Sales order uid; "" for none. */
	readonly order: string;
	readonly address: string;
}

export function pickOperation({ draft, order }: Shipping): Operation {
	return {
		type: 'shipment.picked',
		data: { shipment: draft.shipment, customer: draft.customer, ...(order === '' ? {} : { order }), lines: goodsLinesOf(draft.lines) }
	};
}

/** Checked and gone, in this order; with `pickOperation` before them they are one act of one person. */
export function leaveOperations(
	{ draft, order, address }: Shipping,
	lines: readonly JsonObject[],
	no: string,
	method: 'scan' | 'person'
): readonly Operation[] {
	const { shipment, customer, photos } = draft;
	const packages = Number(packagesOf(draft));
	const trimmed = (name: string, value: string) => (value.trim() === '' ? {} : { [name]: value.trim() });
	return [
		{
			type: 'shipment.checked',
			data: { shipment, method, ...(photos.length > 0 ? { photos: photos.map((photo) => ({ ...photo })) } : {}) }
		},
		{
			type: 'shipment.shipped',
			data: {
				shipment,
				no,
				customer,
				...(order === '' ? {} : { order }),
				lines,
				...trimmed('waybill', draft.waybill),
				...trimmed('carrier', draft.carrier),
				...trimmed('address', address),
				...(Number.isSafeInteger(packages) && packages > 0 ? { packages } : {})
			}
		}
	];
}
