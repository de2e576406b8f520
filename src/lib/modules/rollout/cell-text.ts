/** What stands in a cell of a workbook, as the text a person reads there. */

/** Digits a double carries for certain; beyond them Excel's arithmetic shows. */
const CERTAIN_DIGITS = 15;

/** A day without a time is `2026-10-12`; a truth value is `yes` or `no`. */
export function cellText(cell: unknown): string {
	if (cell === null || cell === undefined) return '';
	if (typeof cell === 'number') return String(Number(cell.toPrecision(CERTAIN_DIGITS)));
	if (isDay(cell))
		return cell
			.toISOString()
			.replace(/T00:00:00\.000Z$/, '')
			.replace(/\.\d{3}Z$/, '');
	if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
	return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

/** A date cell, told by what it can do: workbooks are read in other realms too. */
function isDay(cell: unknown): cell is { toISOString(): string } {
	return typeof cell === 'object' && cell !== null && 'toISOString' in cell && typeof cell.toISOString === 'function';
}
