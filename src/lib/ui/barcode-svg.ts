/**
 * Barcodes as SVG for labels. Sizes are whole modules, so that the caller can make each module a whole number of printer dots:
 * a printer that rounds bars differently makes codes that scanners refuse. The encoder is loaded when the first one is drawn.
 */

export type Symbology = 'qrcode' | 'datamatrix' | 'gs1datamatrix' | 'code128' | 'gs1-128';

export interface BarcodeImage {
	/** Address an `img` shows. */
	readonly address: string;
	/** In modules, with the quiet zone; of linear codes `height` is what was asked for. */
	readonly width: number;
	readonly height: number;
}

/** Modules of quiet zone: QR 4 and Code 128 10 by their standards; Data Matrix asks for 1, and 2 forgive a skewed label. */
export const QUIET_ZONES: Readonly<Record<Symbology, number>> = { qrcode: 4, datamatrix: 2, gs1datamatrix: 2, code128: 10, 'gs1-128': 10 };
/** The encoder draws a module of a matrix code two units wide, of a linear code one. */
const MATRIX_UNITS = 2;
const MM_PER_INCH = 25.4;
/** Height of linear codes in modules; the drawing is stretched to what the label has room for. */
const LINEAR_HEIGHT = 40;

export const isLinear = (symbology: Symbology): boolean => symbology === 'code128' || symbology === 'gs1-128';

/**
 * Throws if the text cannot be encoded. GS1 texts are bracketed, `(10)A1(17)280820`; that a key (AI 01) is missing is
 * tolerated, because inside a company item code and lot name the goods.
 */
export async function barcodeImage(symbology: Symbology, text: string): Promise<BarcodeImage> {
	// What the encoder would otherwise check itself: GS1 knows printable ASCII only.
	if (symbology.startsWith('gs1') && !/^[\x20-\x7e]+$/.test(text)) throw new Error('not in the character set of GS1');
	const { qrcode, datamatrix, gs1datamatrix, code128, gs1_128, drawingSVG } = await import('bwip-js/browser');
	const units = isLinear(symbology) ? 1 : MATRIX_UNITS;
	const quiet = QUIET_ZONES[symbology] * units;
	const options = {
		bcid: symbology,
		text,
		scale: 1,
		paddingwidth: quiet,
		paddingheight: isLinear(symbology) ? 0 : quiet,
		backgroundcolor: 'ffffff',
		barcolor: '000000',
		...(isLinear(symbology) ? { height: (LINEAR_HEIGHT * MM_PER_INCH) / 72, includetext: false } : {}),
		...(symbology.startsWith('gs1') ? { dontlint: true } : {})
	};
	const encode = { qrcode, datamatrix, gs1datamatrix, code128, 'gs1-128': gs1_128 }[symbology];
	const svg = encode(options, drawingSVG());
	const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
	const drawn = isLinear(symbology) ? svg.replace('<svg ', '<svg preserveAspectRatio="none" ') : svg;
	return { address: `data:image/svg+xml,${encodeURIComponent(drawn)}`, width: Number(width) / units, height: Number(height) / units };
}

/**
 * The largest whole number of printer dots a module may be so that the code fits into `roomMm`; 0 if it does not fit with
 * `minDots`.
 */
export function dotsPerModule(modules: number, roomMm: number, dpi: number, minDots = 2): number {
	const dots = Math.floor(roomMm / ((modules * MM_PER_INCH) / dpi) + 1e-9);
	return dots < minDots ? 0 : dots;
}

export const moduleMm = (dots: number, dpi: number): number => (dots * MM_PER_INCH) / dpi;
