/** QR codes as SVG for screen and paper. The encoder is loaded when the first one is drawn. */

/** Modules of quiet zone the standard asks for around a QR code (ISO/IEC 18004, 4 modules). */
const QUIET_ZONE = 4;
/** Units a module is wide in the drawing; whole numbers keep edges sharp at any size. */
const MODULE = 2;

/**
 * An address that an `img` shows, black on white whatever the theme: scanners do not read inverted codes. Error correction
 * is the encoder's default, level M: 15 % may be scratched.
 */
export async function qrImage(text: string): Promise<string> {
	const { qrcode, drawingSVG } = await import('bwip-js/browser');
	const svg = qrcode(
		{
			bcid: 'qrcode',
			text,
			scale: MODULE,
			padding: QUIET_ZONE * MODULE,
			backgroundcolor: 'ffffff',
			barcolor: '000000'
		},
		drawingSVG()
	);
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
