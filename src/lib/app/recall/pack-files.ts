/** The files that accompany a recall's bundle: who has what, and a list with the hash of each file and who signed. */
import { sha256 } from '@noble/hashes/sha2.js';
import { formatInstant } from '#lib/i18n/format.ts';
import { localized } from '#lib/i18n/locale.svelte.ts';
import { utf8 } from '#lib/kernel/bytes.ts';
import { csvOf, fileName, tableOf, type ExportTable } from '../lists/export-table.ts';
import { workbookBytes, WORKBOOK } from '../lists/export-file.ts';
import type { Paper } from '../papers/paper.ts';
import { localTime } from '../local-time.ts';
import { m } from './messages.ts';
import type { FollowedParty, FollowedRow, RecallSheet } from './recall-follow-up.ts';

export interface PackFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** SHA-256, hexadecimal. */
	readonly hash: string;
}

export interface PackSources {
	readonly sheet: RecallSheet;
	readonly company: { readonly name: string; readonly fingerprint: string };
	/** The printed scope and its content hash. */
	readonly paper: Paper;
	readonly hash: string;
	readonly bundle: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
	/** Local day, for the names. */
	readonly day: string;
}

/** Consignees as a workbook and as CSV, then the list that names them and the bundle. */
export async function packFiles(sources: PackSources): Promise<readonly PackFile[]> {
	const { sheet, bundle, day, company } = sources;
	const table = consigneeTable(sources);
	const named = (what: string, extension: string) => fileName([what, sheet.starts.join(' '), company.name], day, extension);
	const workbook = packFile(named(m.packConsignees(), 'xlsx'), WORKBOOK, await workbookBytes(table));
	const csv = packFile(named(m.packConsignees(), 'csv'), 'text/csv;charset=utf-8', bytesOf(csvOf(table)));
	const files = [packFile(bundle.name, 'application/octet-stream', bundle.bytes), workbook, csv];
	return [workbook, csv, packFile(named(m.packList(), 'txt'), 'text/plain;charset=utf-8', bytesOf(listText(sources, files)))];
}

export function consigneeTable({ sheet, paper, hash, company }: Omit<PackSources, 'bundle' | 'day'>): ExportTable {
	const rows = sheet.parties.flatMap((party) => party.rows.map((row) => ({ party, row })));
	type Line = { readonly party: FollowedParty; readonly row: FollowedRow };
	return tableOf<Line>(
		m.packConsignees(),
		[
			{ label: m.colCode(), kind: 'code', value: ({ party }) => party.code },
			{ label: m.colName(), value: ({ party }) => party.name },
			{ label: m.colLot(), kind: 'code', value: ({ row }) => row.lot },
			{ label: m.colItem(), kind: 'code', value: ({ row }) => row.item },
			{ label: m.colQty(), kind: 'decimal', value: ({ row }) => row.qty },
			{ label: m.colUnit(), value: ({ row }) => row.unit },
			{ label: m.colShipments(), kind: 'code', value: ({ row }) => row.documents.join(' ') },
			{ label: m.colLate(), value: ({ row }) => (row.late ? formatInstant(row.late.at) : '') },
			{ label: m.colNotified(), value: ({ party }) => party.notices.map(({ at }) => formatInstant(at)).join('；') },
			{ label: m.colAnswer(), value: ({ party }) => party.answers.map(({ at }) => formatInstant(at)).join('；') }
		],
		rows,
		[m.listCompany(company), matter(sheet), m.listPaper({ number: paper.number, hash })]
	);
}

/** Plain text that a person and `sha256sum` can read. */
export function listText({ sheet, company, paper, hash, bundle }: PackSources, files: readonly PackFile[]): string {
	const signed = paper.blocks.flatMap((block) => (block.kind === 'signatures' ? block.slots : []));
	return [
		m.listHead(),
		m.listCompany(company),
		matter(sheet),
		m.listScope({ lots: sheet.newScope.lots.length, parties: sheet.parties.length }),
		m.listPaper({ number: paper.number, hash }),
		...sheet.heard.map(({ site, rec }) => m.listHeard({ site, when: rec === '' ? '' : localTime(rec) })),
		'',
		m.listSigned(),
		...signed.flatMap((slot) =>
			slot.signed.map(({ name, role, at, by }) =>
				m.listSigner({ part: localized(slot.label), name, role: localized(role), at: formatInstant(at), by })
			)
		),
		'',
		m.listFiles(),
		...files.map((file) => `${file.hash}  ${file.name}`),
		'',
		m.listVerify({ name: bundle.name }),
		''
	].join('\n');
}

function matter(sheet: RecallSheet): string {
	return m.listMatter({
		what: sheet.drill ? m.drillTitle() : m.real(),
		starts: sheet.starts.join(' · '),
		recallClass: m.recallClass({ value: sheet.recallClass })
	});
}

function packFile(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): PackFile {
	return { name, type, bytes, hash: [...sha256(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('') };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(utf8(text));
}
