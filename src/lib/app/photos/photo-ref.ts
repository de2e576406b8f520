/** A photo as records name it; its bytes are kept beside the log under the hash. */
import type { JsonObject } from '#lib/log/operation.ts';

export interface PhotoRef {
	readonly hash: string;
	readonly mime: string;
	/** In bytes; 0 where the record does not say. */
	readonly size: number;
}

/** Photos a record names: a list under `photos`, or the hash of one under `photo`. What is neither is left out. */
export function photosIn(data: JsonObject): readonly PhotoRef[] {
	const { photos, photo } = data;
	const listed = Array.isArray(photos) ? photos.map((one) => one as Partial<PhotoRef> | null) : [];
	const all = typeof photo === 'string' ? [...listed, { hash: photo }] : listed;
	return all.flatMap((one) =>
		typeof one?.hash === 'string' && one.hash !== ''
			? [
					{
						hash: one.hash,
						mime: typeof one.mime === 'string' ? one.mime : 'image/jpeg',
						size: typeof one.size === 'number' ? one.size : 0
					}
				]
			: []
	);
}
