/** Makes a photo small enough to be kept, away from the page's thread: JPEG, upright, at most `LONGEST_PX` and `MAX_BYTES`. */
const MAX_BYTES = 500_000;
/** A4 at this size is legible down to footnotes. */
const LONGEST_PX = 2000;
/** Tried in turn until it is small enough. */
const ATTEMPTS = [
	{ scale: 1, quality: 0.8 },
	{ scale: 1, quality: 0.6 },
	{ scale: 0.75, quality: 0.6 },
	{ scale: 0.5, quality: 0.5 },
	{ scale: 0.35, quality: 0.4 }
] as const;

addEventListener('message', (event: MessageEvent<Blob>) => {
	void shrink(event.data).then(
		(bytes) => postMessage({ bytes }),
		(error: unknown) => postMessage({ failure: String(error) })
	);
});

async function shrink(photo: Blob): Promise<Uint8Array | undefined> {
	const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
	const fit = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
	for (const { scale, quality } of ATTEMPTS) {
		const canvas = new OffscreenCanvas(
			Math.max(1, Math.round(picture.width * fit * scale)),
			Math.max(1, Math.round(picture.height * fit * scale))
		);
		canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
		const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
		if (blob.size <= MAX_BYTES) return new Uint8Array(await blob.arrayBuffer());
	}
	return undefined;
}
