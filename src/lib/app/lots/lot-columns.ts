/** Columns of the list of lots, on the screen and in its export. */
import { formatNumber, formatQuantity } from '#lib/i18n/format.ts';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import type { GridColumn } from '#lib/ui/grid/grid-model.ts';
import { chipsOf } from '../chips.ts';
import type { ExportColumn } from '../lists/export-table.ts';
import type { LotRow } from '../views.ts';
import { m } from './messages.ts';

export function lotColumns(): readonly GridColumn<LotRow>[] {
	return [
		{ key: 'number', label: m.lot(), text: (row) => row.number, kind: 'code', rem: 13, sortable: true, fixed: true },
		{ key: 'itemName', label: m.itemName(), text: (row) => localized(row.itemName), rem: 16, hidden: true },
		{ key: 'item', label: m.item(), text: (row) => row.item, kind: 'code', rem: 9, hidden: true },
		{ key: 'supplierLot', label: m.supplierLot(), text: supplierText, kind: 'code', rem: 11, sortable: true, optional: true },
		{ key: 'state', label: m.state(), text: stateText },
		{ key: 'sites', label: m.sites(), text: sitesText, rem: 12, optional: true },
		{ key: 'total', label: m.onHand(), text: totalText, kind: 'decimal', rem: 9, sortable: true },
		{ key: 'expiry', label: m.expiry(), text: (row) => row.expiry, kind: 'decimal', rem: 8, sortable: true }
	];
}

export function lotExport(): readonly ExportColumn<LotRow>[] {
	return [
		{ label: m.lot(), value: (row) => row.number, kind: 'code' },
		{ label: m.item(), value: (row) => row.item, kind: 'code' },
		{ label: m.itemName(), value: (row) => localized(row.itemName) },
		{ label: m.className(), value: (row) => localized(row.className) },
		{ label: m.supplierLot(), value: (row) => row.supplierLot, kind: 'code' },
		{ label: m.serials(), value: (row) => (row.serials ? `${row.serials.first}–${row.serials.last}` : ''), kind: 'code' },
		{ label: m.state(), value: stateText },
		{ label: m.onHand(), value: (row) => row.total, kind: 'decimal' },
		{ label: m.unit(), value: (row) => row.unit },
		{ label: m.sites(), value: sitesText },
		{ label: m.expiry(), value: (row) => row.expiry, kind: 'date' }
	];
}

export function totalText(row: LotRow): string {
	return row.onHand.length === 0 ? m.noneLeft() : formatQuantity(locale.current, row.total, row.unit);
}

export function sitesText(row: LotRow): string {
	if (row.onHand.length === 1) return row.onHand[0]?.site || m.inTransit();
	return row.onHand.map(({ site, qty }) => `${site || m.inTransit()} ${qty}`).join(' · ');
}

export function supplierText(row: LotRow): string {
	return row.serials ? m.units({ count: formatNumber(locale.current, row.serials.count) }) : row.supplierLot;
}

function stateText(row: LotRow): string {
	return chipsOf(row.marks)
		.map(({ label }) => label)
		.join(' · ');
}
