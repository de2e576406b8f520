/** Tells the relay what this device holds, so that others can show who has received what. Changes are told together. */
import type { Replica } from '#lib/store/replica-port.ts';
import type { Head } from './relay-view.ts';
import type { Multiplexer } from './multiplexer.ts';
import type { Cancel, SyncPorts } from './ports.ts';

/** Changes within this time are told in one message. */
export const HAVE_DELAY_MS = 100;

export class HaveTeller {
	readonly #replica: Replica;
	readonly #multiplexer: Multiplexer;
	readonly #ports: SyncPorts;
	readonly #changed = new Set<string>();
	#cancel: Cancel | undefined;

	constructor(replica: Replica, multiplexer: Multiplexer, ports: SyncPorts) {
		this.#replica = replica;
		this.#multiplexer = multiplexer;
		this.#ports = ports;
	}

	/** A connection begins: everything is told. */
	begin(): void {
		this.end();
		this.#multiplexer.say({ type: 'have', whole: true, heads: this.#replica.heads() });
	}

	end(): void {
		this.#cancel?.();
		this.#cancel = undefined;
		this.#changed.clear();
	}

	grown(devs: readonly string[]): void {
		for (const dev of devs) this.#changed.add(dev);
		this.#cancel ??= this.#ports.setTimer(() => this.#tell(), HAVE_DELAY_MS);
	}

	#tell(): void {
		this.#cancel = undefined;
		const all = this.#replica.heads();
		const heads: Record<string, Head> = {};
		for (const dev of this.#changed) {
			const head = all[dev];
			if (head) heads[dev] = head;
		}
		this.#changed.clear();
		if (Object.keys(heads).length > 0) this.#multiplexer.say({ type: 'have', whole: false, heads });
	}
}
