/** Time a browser takes to start reading a file that was handed to it. */
const KEEP_MS = 60_000;

/** Hands a file to the browser's download folder. */
export function download(name: string, content: Uint8Array<ArrayBuffer> | string, type: string): void {
	const address = URL.createObjectURL(new Blob([content], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

/** A file's size for people: `12.3 KB`, `4.0 MB`. */
export function sizeText(bytes: number): string {
	const KILO = 1024;
	if (bytes < KILO) return `${String(bytes)} B`;
	const kilo = bytes / KILO;
	return kilo < KILO ? `${kilo.toFixed(1)} KB` : `${(kilo / KILO).toFixed(1)} MB`;
}
