/** The log as a table for an inspector: what, who, when, signed by whom, and whether it counts. */
import { formatInstant } from '#lib/i18n/format.ts';
import { localized } from '#lib/i18n/locale.svelte.ts';
import type { ExportColumn } from '../lists/export-table.ts';
import { localTime } from '../local-time.ts';
import { m as app } from '../messages.ts';
import type { OperationLine } from '../views.ts';
import { m } from './messages.ts';

export function logColumns(): readonly ExportColumn<OperationLine>[] {
	return [
		{ label: m.happened(), value: ({ at }) => formatInstant(at) },
		{ label: m.recorded(), value: ({ rec }) => localTime(rec) },
		{ label: m.type(), value: ({ label }) => localized(label) },
		{ label: m.about(), kind: 'code', value: ({ subjects }) => subjects.map(({ label }) => label).join(' ') },
		{ label: m.person(), value: ({ by }) => by },
		{ label: m.role(), value: ({ role }) => localized(role) },
		{ label: m.device(), kind: 'code', value: ({ device, seq }) => `${device} #${String(seq)}` },
		{
			label: m.signatures(),
			value: ({ signers }) => signers.map(({ name, role }) => `${name} ${localized(role)}`).join('；')
		},
		{ label: m.gates(), value: ({ gates }) => gates.map(({ gate, result }) => `${gate} ${result}`).join('；') },
		{
			label: m.mark(),
			value: ({ late, standing, ineffective }) =>
				[
					...(late ? [app.late()] : []),
					...(standing === 'void' ? [app.void()] : standing === 'held' ? [app.held()] : []),
					...(ineffective.length > 0 ? [m.reason({ code: ineffective[0] ?? '' })] : [])
				].join('；')
		},
		{ label: 'id', kind: 'code', value: ({ id }) => id }
	];
}
