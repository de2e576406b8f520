/** The inbox as a file for Excel. */
import { localized } from '#lib/i18n/locale.svelte.ts';
import type { ExportColumn } from '../lists/export-table.ts';
import { localTime } from '../local-time.ts';
import type { InboxEntry } from './exception-queries.ts';
import { riskChip, statusChip } from './exception-words.ts';
import { m } from './messages.ts';

export function exceptionExport(): readonly ExportColumn<InboxEntry>[] {
	return [
		{ label: m.columnTitle(), value: ({ title }) => localized(title) },
		{ label: m.columnRisk(), value: ({ risk }) => riskChip(risk).label },
		{ label: m.columnStatus(), value: (entry) => statusChip(entry).label },
		{ label: m.columnDeadline(), value: ({ deadline }) => localTime(deadline) },
		{ label: m.columnOwner(), value: ({ owners }) => owners.map((role) => localized(role)).join(' / ') },
		{ label: m.columnExplanation(), value: ({ explanation }) => localized(explanation) },
		{ label: m.columnLots(), value: ({ impact }) => impact.lots.map(({ label }) => label).join(' '), kind: 'code' },
		{ label: m.columnCustomers(), value: ({ impact }) => impact.customers.map(({ code, name }) => `${code} ${name}`).join('; ') }
	];
}
