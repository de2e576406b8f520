/** Pictures of photos that are on the screen: from this device, or fetched through the relay; and why one is not there. */
import { SvelteMap } from 'svelte/reactivity';
import { attachmentType } from '#lib/wire/attachment-type.ts';
import type { Questions } from '../live/protocol.ts';
import { company } from '../live/open-company.svelte.ts';
import type { PhotoRef } from './photo-ref.ts';

type Answer = Questions['blob']['answer'];
export type PhotoAbsence = Extract<Answer, { readonly ok: false }>['error'];
type Shown = { readonly address: string } | { readonly absent: PhotoAbsence } | 'fetching';

/** How often a photo that its device has not uploaded yet is asked for again. */
export const ASK_AGAIN_MS = 15_000;

export class PhotoLoader {
	readonly #shown = new SvelteMap<string, Shown>();
	readonly #addresses: string[] = [];
	#isClosed = false;

	/** Address of the picture; "" while there is none. */
	address(hash: string): string {
		const shown = this.#shown.get(hash);
		return typeof shown === 'object' && 'address' in shown ? shown.address : '';
	}

	isFetching(hash: string): boolean {
		return this.#shown.get(hash) === 'fetching';
	}

	absence(hash: string): PhotoAbsence | undefined {
		const shown = this.#shown.get(hash);
		return typeof shown === 'object' && 'absent' in shown ? shown.absent : undefined;
	}

	/** Asks for a photo that is not shown and not on its way. */
	async load({ hash }: PhotoRef): Promise<void> {
		if (this.isFetching(hash) || this.address(hash) !== '') return;
		this.#shown.set(hash, 'fetching');
		const bytes = await company.ask('blob', { hash });
		if (this.#isClosed) return;
		if (!bytes.ok) return void this.#shown.set(hash, { absent: bytes.error });
		// By what it is, not by what the record says: the address of a page would run it.
		const type = attachmentType(bytes.value) ?? 'application/octet-stream';
		const address = URL.createObjectURL(new Blob([bytes.value], { type }));
		this.#addresses.push(address);
		this.#shown.set(hash, { address });
	}

	/** Asks again for those of the photos that were asked for in vain. */
	again(photos: readonly PhotoRef[], isWorth: (absence: PhotoAbsence) => boolean = () => true): void {
		for (const photo of photos) {
			const absent = this.absence(photo.hash);
			if (absent && isWorth(absent)) void this.load(photo);
		}
	}

	close(): void {
		this.#isClosed = true;
		for (const address of this.#addresses) URL.revokeObjectURL(address);
	}
}
