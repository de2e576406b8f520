/** From a picture file to a kept photo: made small in a worker, stored under its hash, referred to by records. */
import { company } from '../live/open-company.svelte.ts';
import type { PhotoRef } from './photo-ref.ts';

/** `unreadable`: no picture, or it cannot be made small enough; `not-kept`: the device has no room. */
export type PhotoFailure = 'unreadable' | 'not-kept';

export async function keepPhoto(file: Blob): Promise<PhotoRef | PhotoFailure> {
	const bytes = await shrunk(file);
	if (!bytes) return 'unreadable';
	const kept = await company.ask('putBlob', { bytes });
	return kept.ok ? { hash: kept.value, mime: 'image/jpeg', size: bytes.length } : 'not-kept';
}

function shrunk(file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const worker = new Worker(new URL('./photo.worker.ts', import.meta.url), { type: 'module' });
	return new Promise<Uint8Array<ArrayBuffer> | undefined>((resolve) => {
		worker.addEventListener('message', ({ data }: MessageEvent<{ readonly bytes?: Uint8Array<ArrayBuffer> }>) => resolve(data.bytes));
		worker.addEventListener('error', () => resolve(undefined));
		worker.postMessage(file);
	}).finally(() => worker.terminate());
}
