/** Where a scanned badge goes: to whoever asked last – an open dialog – and otherwise to whoever asked first. */
type Taker = (badge: string) => void;

class BadgeScans {
	readonly #takers: Taker[] = [];

	/** Registers a taker; the answer ends it. */
	take(taker: Taker): () => void {
		this.#takers.push(taker);
		return () => {
			const at = this.#takers.lastIndexOf(taker);
			if (at >= 0) this.#takers.splice(at, 1);
		};
	}

	/** A badge was scanned. False if nobody wants it. */
	scanned(badge: string): boolean {
		const taker = this.#takers.at(-1);
		taker?.(badge);
		return taker !== undefined;
	}
}

export const badgeScans = new BadgeScans();
