/** Reads barcodes in camera frames, away from the page's thread. The reader is loaded with the first frame. */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What the camera is for: badges, invitations and labels of ours. */
const FORMATS = ['QRCode', 'DataMatrix', 'Code128'] as const;

// By default the reader fetches its program from a foreign host; ours serves it, and the service worker keeps it for offline.
prepareZXingModule({
	overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) }
});

addEventListener('message', (event: MessageEvent<ImageData>) => {
	void readBarcodes(event.data, { formats: [...FORMATS], maxNumberOfSymbols: 1, tryHarder: true }).then(
		([found]) => postMessage({ text: found?.isValid ? found.text : '' }),
		(error: unknown) => postMessage({ text: '', failure: String(error) })
	);
});
