/**
 * What the relay has, by its own word: `heads` right after connecting and whenever something changes, `stored` for what
 * this device delivered, and answers to deliveries by HTTP. Nothing here is guessed; a new connection begins with what the
 * relay says then, which may be less than yesterday (a restored backup).
 */
import type { DeviceContact, Heads, RelayMessage } from '#lib/wire/messages.ts';

export type Head = readonly [seq: number, id: string];

export class RelayView {
	#heads = new Map<string, Head>();
	/** Of our first branches, what the relay took by HTTP in this connection although it follows another branch. */
	#taken = new Map<string, Head>();
	#rivals = 0;
	readonly #devices = new Map<string, DeviceContact>();
	#isWhole = false;

	/** Whether the relay has said everything it has since the connection began. */
	get isWhole(): boolean {
		return this.#isWhole;
	}

	/** Entries the relay keeps on other branches of forked chains. */
	get rivals(): number {
		return this.#rivals;
	}

	/** Devices as the relay sees them. */
	get devices(): readonly DeviceContact[] {
		return [...this.#devices.values()];
	}

	get devs(): Iterable<string> {
		return this.#heads.keys();
	}

	head(dev: string): Head | undefined {
		return this.#heads.get(dev);
	}

	/** Newest entry of our first branch that the relay took although its own first branch is another. */
	taken(dev: string): Head | undefined {
		return this.#taken.get(dev);
	}

	/** A connection begins: what was said stays shown, but is not built upon before it is said again. */
	begin(): void {
		this.#isWhole = false;
		this.#taken.clear();
	}

	/** True if it changes what is known. */
	hear(message: RelayMessage): boolean {
		switch (message.type) {
			case 'heads':
				this.#hearHeads(message.whole, message.heads, message.rivals);
				return true;
			case 'stored':
				for (const [dev, head] of Object.entries(message.heads)) this.raise(dev, head);
				return true;
			case 'devices':
				// Told in portions, and later only those that changed.
				for (const device of message.devices) this.#devices.set(device.dev, device);
				return true;
			case 'refused':
				return false;
		}
	}

	/** The relay has entries of this chain up to here. */
	raise(dev: string, head: Head): void {
		if ((this.#heads.get(dev)?.[0] ?? 0) < head[0]) this.#heads.set(dev, head);
	}

	/** The relay took our branch of a forked chain up to here. */
	take(dev: string, head: Head): void {
		if ((this.#taken.get(dev)?.[0] ?? 0) < head[0]) this.#taken.set(dev, head);
	}

	#hearHeads(whole: boolean, heads: Heads, rivals: number): void {
		if (whole) {
			this.#heads = new Map(Object.entries(heads));
			this.#isWhole = true;
		} else for (const [dev, head] of Object.entries(heads)) this.#heads.set(dev, head);
		this.#rivals = rivals;
	}
}
