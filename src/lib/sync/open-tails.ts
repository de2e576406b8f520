/** The live tail documents of one connection: a bounded number, the least recently moved gives way. */
import { TailDocument, type TailOptions } from './tail-document.ts';

/** Live tails at the same time: devices of a company that write in the same minutes. */
export const MAX_OPEN_TAILS = 64;
/** Looks (of `AUDIT_MS`) without movement after which a tail is closed; a `heads` message opens it again. */
export const IDLE_LOOKS = 30;

interface OpenTail {
	readonly tail: TailDocument;
	quietLooks: number;
}

export class OpenTails {
	/** In order of movement, the newest last. */
	readonly #tails = new Map<string, OpenTail>();
	readonly #make: (dev: string, segment: number) => TailOptions;

	constructor(make: (dev: string, segment: number) => TailOptions) {
		this.#make = make;
	}

	get size(): number {
		return this.#tails.size;
	}

	get(dev: string, segment: number): TailDocument | undefined {
		return this.#tails.get(nameOf(dev, segment))?.tail;
	}

	/** The tail, opened if it is not open; and it is the most recently moved now. */
	open(dev: string, segment: number): TailDocument {
		const name = nameOf(dev, segment);
		const known = this.#tails.get(name);
		const tail = known?.tail ?? new TailDocument(this.#make(dev, segment));
		this.#tails.delete(name);
		this.#tails.set(name, { tail, quietLooks: 0 });
		for (const [oldest, { tail: idle }] of this.#tails) {
			if (this.#tails.size <= MAX_OPEN_TAILS) break;
			idle.close();
			this.#tails.delete(oldest);
		}
		return tail;
	}

	/** Something moved in the tail. */
	moved(dev: string, segment: number): void {
		const name = nameOf(dev, segment);
		const known = this.#tails.get(name);
		if (!known) return;
		this.#tails.delete(name);
		this.#tails.set(name, { tail: known.tail, quietLooks: 0 });
	}

	/** Closes one tail, or all of a chain. */
	close(dev: string, segment?: number): void {
		for (const [name, { tail }] of this.#tails) {
			if (tail.dev !== dev || (segment !== undefined && tail.segment !== segment)) continue;
			tail.close();
			this.#tails.delete(name);
		}
	}

	closeAll(): void {
		for (const { tail } of this.#tails.values()) tail.close();
		this.#tails.clear();
	}

	/** Closes what did not move for long, except where `keep` says so. */
	closeIdle(keep: (tail: TailDocument) => boolean): void {
		for (const [name, open] of this.#tails) {
			if (++open.quietLooks < IDLE_LOOKS || keep(open.tail)) continue;
			open.tail.close();
			this.#tails.delete(name);
		}
	}
}

function nameOf(dev: string, segment: number): string {
	return `${dev}/${segment}`;
}
