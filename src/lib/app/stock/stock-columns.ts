/** Columns of stock, on the screen and in its export. */
import { formatDecimal, formatNumber, formatQuantity } from '#lib/i18n/format.ts';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import type { GridColumn } from '#lib/ui/grid/grid-model.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { ExportColumn } from '../lists/export-table.ts';
import { m } from './messages.ts';
import type { Condition } from './condition.ts';
import type { StockEntry, StockItem, StockRow } from './stock-query.ts';

export const CONDITION_TONES: Readonly<Record<Condition, Tone>> = {
	usable: 'released',
	quarantine: 'quarantine',
	waiting: 'draft',
	hold: 'hold',
	rejected: 'rejected',
	expired: 'rejected'
};

const quantity = (qty: string, unit: string) => (qty === '0' ? '' : formatQuantity(locale.current, qty, unit));

export function itemColumnsShown(): readonly GridColumn<StockItem>[] {
	return [
		{ key: 'item', label: m.item(), text: (row) => row.item, kind: 'code', rem: 10, fixed: true },
		{ key: 'itemName', label: m.itemName(), text: (row) => localized(row.itemName) },
		{
			key: 'total',
			label: m.total(),
			text: (row) => formatQuantity(locale.current, row.total, row.unit),
			kind: 'decimal',
			rem: 9,
			fixed: true
		},
		{ key: 'usable', label: m.usable(), text: (row) => formatDecimal(row.by.usable), kind: 'decimal', rem: 7 },
		{ key: 'quarantine', label: m.quarantine(), text: (row) => blank(row.by.quarantine), kind: 'decimal', rem: 7, optional: true },
		{ key: 'waiting', label: m.waiting(), text: (row) => blank(row.by.waiting), kind: 'decimal', rem: 7, optional: true },
		{ key: 'hold', label: m.blocked(), text: (row) => blank(blockedOf(row)), kind: 'decimal', rem: 8, optional: true },
		{ key: 'expired', label: m.expired(), text: (row) => blank(row.by.expired), kind: 'decimal', rem: 6, optional: true },
		{ key: 'picked', label: m.picked(), text: (row) => blank(row.picked), kind: 'decimal', rem: 7, optional: true },
		{ key: 'where', label: m.where(), text: whereText, rem: 14, optional: true },
		{ key: 'firstExpiry', label: m.firstExpiry(), text: (row) => row.firstExpiry, kind: 'decimal', rem: 10, optional: true }
	];
}

export function stockColumns(): readonly GridColumn<StockRow>[] {
	return [
		{ key: 'number', label: m.lot(), text: (row) => row.number, kind: 'code', rem: 13, fixed: true },
		{ key: 'item', label: m.item(), text: (row) => row.item, kind: 'code', rem: 9, optional: true },
		{ key: 'location', label: m.location(), text: (row) => row.locationCode || m.inTransit(), kind: 'code', rem: 9 },
		{ key: 'locationName', label: m.locationName(), text: (row) => row.locationName, rem: 10, optional: true },
		{ key: 'state', label: m.state(), text: (row) => m.condition({ condition: row.condition }) },
		{ key: 'qty', label: m.qty(), text: (row) => formatQuantity(locale.current, row.qty, row.unit), kind: 'decimal', rem: 9, fixed: true },
		{ key: 'picked', label: m.picked(), text: (row) => quantity(row.picked, row.unit), kind: 'decimal', rem: 8, optional: true },
		{ key: 'expiry', label: m.expiry(), text: (row) => row.expiry, kind: 'decimal', rem: 10 }
	];
}

export function itemExport(): readonly ExportColumn<StockItem>[] {
	return [
		{ label: m.item(), value: (row) => row.item, kind: 'code' },
		{ label: m.itemName(), value: (row) => localized(row.itemName) },
		{ label: m.className(), value: (row) => localized(row.className) },
		{ label: m.unit(), value: (row) => row.unit },
		{ label: m.lots(), value: (row) => String(row.lots), kind: 'decimal' },
		{ label: m.total(), value: (row) => row.total, kind: 'decimal' },
		{ label: m.usable(), value: (row) => row.by.usable, kind: 'decimal' },
		{ label: m.quarantine(), value: (row) => row.by.quarantine, kind: 'decimal' },
		{ label: m.waiting(), value: (row) => row.by.waiting, kind: 'decimal' },
		{ label: m.condition({ condition: 'hold' }), value: (row) => row.by.hold, kind: 'decimal' },
		{ label: m.condition({ condition: 'rejected' }), value: (row) => row.by.rejected, kind: 'decimal' },
		{ label: m.expired(), value: (row) => row.by.expired, kind: 'decimal' },
		{ label: m.picked(), value: (row) => row.picked, kind: 'decimal' },
		{ label: m.inTransit(), value: (row) => row.inTransit, kind: 'decimal' },
		{ label: m.where(), value: whereText },
		{ label: m.firstExpiry(), value: (row) => row.firstExpiry, kind: 'date' }
	];
}

export function stockExport(): readonly ExportColumn<StockRow>[] {
	return [
		{ label: m.item(), value: (row) => row.item, kind: 'code' },
		{ label: m.itemName(), value: (row) => localized(row.itemName) },
		{ label: m.lot(), value: (row) => row.number, kind: 'code' },
		{ label: m.site(), value: (row) => row.site || m.inTransit(), kind: 'code' },
		{ label: m.location(), value: (row) => row.locationCode, kind: 'code' },
		{ label: m.locationName(), value: (row) => row.locationName },
		{ label: m.state(), value: (row) => m.condition({ condition: row.condition }) },
		{ label: m.qty(), value: (row) => row.qty, kind: 'decimal' },
		{ label: m.unit(), value: (row) => row.unit },
		{ label: m.picked(), value: (row) => row.picked, kind: 'decimal' },
		{ label: m.expiry(), value: (row) => row.expiry, kind: 'date' }
	];
}

/** Heading of a group by axis. */
export function groupText(entry: Extract<StockEntry, { kind: 'group' }>, axis: string): { code: string; label: string; note: string } {
	const sums = entry.sums.map(({ unit, qty }) => formatQuantity(locale.current, qty, unit));
	// Under a place lie many units; more than these say nothing.
	const note = m.sumOf({ sums: sums.slice(0, 3).join(' · '), rows: formatNumber(locale.current, entry.rows) });
	if (axis === 'state') return { code: '', label: m.condition({ condition: entry.name.zh }), note };
	if (axis === 'expiry') return { code: '', label: entry.code === '' ? m.noExpiry() : m.expiryMonth({ month: entry.code }), note };
	if (entry.code === '') return { code: '', label: m.inTransit(), note };
	return { code: entry.code, label: localized(entry.name), note };
}

function whereText(row: StockItem): string {
	const places = row.sites.map(({ site, qty }) => `${site} ${formatDecimal(qty)}`);
	return [...places, ...(row.inTransit === '0' ? [] : [`${m.inTransit()} ${formatDecimal(row.inTransit)}`])].join(' · ');
}

function blockedOf(row: StockItem): string {
	if (row.by.rejected === '0') return row.by.hold;
	return row.by.hold === '0' ? row.by.rejected : `${row.by.hold} + ${row.by.rejected}`;
}

const blank = (qty: string) => (qty === '0' ? '' : qty.includes('+') ? qty : formatDecimal(qty));
