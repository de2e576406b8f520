/**
 * The hash that ties a printed paper to its record: SHA-256 over the canonical JSON of what was recorded. Labels, language,
 * printer and day of printing are not part of it, so the same record always gives the same hash, on every device.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { Block, Cell, Paper } from './paper.ts';

/** Raised when the same record would be written differently. */
const CONTENT_VERSION = 1;

export function contentHash(org: string, paper: Paper): string {
	const lines = paper.blocks.flatMap(blockLines);
	const { kind, id, subject, number, company, isVoid } = paper;
	return toBase64Url(sha256(utf8(canonicalize({ v: CONTENT_VERSION, org, kind, id, subject, number, company, isVoid, lines }))));
}

/** A block as lines of plain values; two copies on one sheet are one content. */
function blockLines(block: Block): readonly (readonly string[])[] {
	switch (block.kind) {
		case 'facts':
			return block.facts.map((fact) => [block.key, fact.key, cellValue(fact.value)]);
		case 'table':
			return [
				[block.key, ...block.columns.map((column) => column.key)],
				...block.rows.map((row) => [block.key, ...row.map(cellValue)]),
				...(block.sums ? [[block.key, 'sum', ...block.sums.map(cellValue)]] : [])
			];
		case 'verdict':
			return [[block.key, cellValue(block.value)]];
		case 'signatures':
			return block.slots.flatMap((slot) =>
				slot.signed.map((one) => [block.key, slot.key, one.name, one.role.zh, one.meaning, one.at, one.by])
			);
		case 'notes':
		case 'cut':
			return [];
	}
}

function cellValue(cell: Cell): string {
	switch (cell.kind) {
		case 'text':
		case 'code':
			return cell.text;
		case 'words':
			return cell.code;
		case 'name':
			return cell.name.zh;
		case 'date':
			return cell.date;
		case 'instant':
			return cell.at;
		case 'quantity':
			return `${cell.value} ${cell.unit}`;
		case 'quantities':
			return cell.of.map(({ value, unit }) => `${value} ${unit}`).join(' + ');
		case 'state':
			return cell.state;
		case 'missing':
		case 'none':
		case 'blank':
			return '';
	}
}
