/** Allowances that refill with time, by name; the names are bounded, the oldest is forgotten first. */

export interface Allowance {
	/** What may be used at once. */
	readonly burst: number;
	/** What comes back in a second. */
	readonly perSecond: number;
}

interface Bucket {
	level: number;
	at: number;
}

/** Names remembered of each kind: devices of a company, addresses of a network. */
export const MAX_NAMES = 10_000;

export class RateLimit {
	readonly #allowance: Allowance;
	readonly #now: () => number;
	readonly #buckets = new Map<string, Bucket>();

	constructor(allowance: Allowance, now: () => number = () => performance.now()) {
		this.#allowance = allowance;
		this.#now = now;
	}

	/** Uses some of the allowance if it is there; false, and nothing used, otherwise. */
	take(name: string, amount = 1): boolean {
		const bucket = this.#bucket(name);
		if (bucket.level < amount) return false;
		bucket.level -= amount;
		return true;
	}

	/** Whether there is any left, without using it. */
	has(name: string, amount = 1): boolean {
		return this.#bucket(name).level >= amount;
	}

	/** Uses it even beyond what is there, and tells how many milliseconds to wait until the debt is paid. */
	spend(name: string, amount = 1): number {
		const bucket = this.#bucket(name);
		bucket.level -= amount;
		return bucket.level >= 0 ? 0 : (-bucket.level / this.#allowance.perSecond) * 1000;
	}

	#bucket(name: string): Bucket {
		const { burst, perSecond } = this.#allowance;
		const now = this.#now();
		const known = this.#buckets.get(name);
		if (known) {
			known.level = Math.min(burst, known.level + ((now - known.at) / 1000) * perSecond);
			known.at = now;
			this.#buckets.delete(name);
			this.#buckets.set(name, known);
			return known;
		}
		if (this.#buckets.size >= MAX_NAMES) {
			const [oldest] = this.#buckets.keys();
			if (oldest !== undefined) this.#buckets.delete(oldest);
		}
		const fresh = { level: burst, at: now };
		this.#buckets.set(name, fresh);
		return fresh;
	}
}
