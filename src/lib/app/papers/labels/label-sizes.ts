/** Sizes of label stock, and how many fit on a sheet of A4 that is cut afterwards. */
export const LABEL_SIZES = {
	'60x40': { width: 60, height: 40 },
	'100x70': { width: 100, height: 70 },
	'40x30': { width: 40, height: 30 }
} as const;
export type LabelSize = keyof typeof LABEL_SIZES;

const A4 = { width: 210, height: 297 };
/** Margin of the sheet: what office printers can reach. */
export const SHEET_MARGIN_MM = 5;

export function perSheet(size: LabelSize): { readonly columns: number; readonly rows: number } {
	const { width, height } = LABEL_SIZES[size];
	return {
		columns: Math.floor((A4.width - 2 * SHEET_MARGIN_MM) / width),
		rows: Math.floor((A4.height - 2 * SHEET_MARGIN_MM) / height)
	};
}

export const isLabelSize = (value: unknown): value is LabelSize => typeof value === 'string' && Object.hasOwn(LABEL_SIZES, value);

/** Printer resolutions in dots per inch; label printers have 203 or 300, office printers 600. */
export const RESOLUTIONS = [203, 300, 600] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
