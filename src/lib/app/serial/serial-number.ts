/** Serial numbers as labels carry them: a prefix and a running number of fixed width. Pure. */

/** AI(21) holds 20 characters (GS1 General Specifications §3.5). */
export const MAX_SERIAL = 20;
/** Digits of a running number at most; what stands before them is the prefix. */
export const SERIAL_WIDTH = 4;

export interface Serial {
	readonly prefix: string;
	readonly width: number;
	readonly number: number;
}

/** `CM26090352` is 352 in four digits behind `CM2609`; undefined for what does not end in a number or is too long. */
export function readSerial(text: string): Serial | undefined {
	const code = text.trim();
	const digits = new RegExp(`^([A-Za-z0-9._/-]*?)(\\d{1,${String(SERIAL_WIDTH)}})$`).exec(code);
	if (!digits || code.length > MAX_SERIAL) return undefined;
	// The prefix takes as little as it can, so the number has as many digits as there are, up to the width.
	const [, prefix = '', number = ''] = digits;
	return prefix === '' ? undefined : { prefix, width: number.length, number: Number(number) };
}

export const serialText = ({ prefix, width, number }: Serial): string => prefix + String(number).padStart(width, '0');

/** The greatest number given behind a prefix, plus one; undefined once the width is full. */
export function nextSerial(
	ranges: readonly { readonly prefix: string; readonly width: number; readonly last: number }[],
	prefix: string
): Serial | undefined {
	const most = ranges
		.filter((range) => range.prefix === prefix && range.width === SERIAL_WIDTH)
		.reduce((greatest, { last }) => (last > greatest ? last : greatest), 0);
	return most + 1 >= 10 ** SERIAL_WIDTH ? undefined : { prefix, width: SERIAL_WIDTH, number: most + 1 };
}
