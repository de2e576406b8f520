/**
 * A scanner in USB serial mode (Web Serial): no focus, no input method, and FNC1 arrives as it is. The browser remembers the
 * port once a person has chosen it, so later starts connect by themselves.
 */
import { CodeLines } from './code-lines.ts';
import { scanner } from './scanner.svelte.ts';

/** What Web Serial offers of a port; not in the DOM types. */
interface SerialPortLike {
	readonly readable: ReadableStream<Uint8Array> | null;
	open(options: { readonly baudRate: number }): Promise<void>;
	close(): Promise<void>;
}
interface SerialLike {
	requestPort(): Promise<SerialPortLike>;
	getPorts(): Promise<readonly SerialPortLike[]>;
}

/** USB serial ignores it; the old serial ones are delivered with it. */
const BAUD_RATE = 9600;

export type SerialState = 'absent' | 'off' | 'on' | 'failed';

class SerialScanner {
	#state = $state<SerialState>('off');
	#port: SerialPortLike | undefined;

	/** `absent`: this browser has no Web Serial. */
	get state(): SerialState {
		return serialOf() ? this.#state : 'absent';
	}

	/** Connects to the ports a person chose earlier. */
	async resume(): Promise<void> {
		const [port] = (await serialOf()?.getPorts()) ?? [];
		if (port) await this.#open(port);
	}

	/** Asks the person for the port. */
	async choose(): Promise<void> {
		// Leaving the browser's list without choosing changes nothing.
		const port = await serialOf()
			?.requestPort()
			.catch(() => undefined);
		if (port) await this.#open(port);
	}

	async #open(port: SerialPortLike): Promise<void> {
		if (this.#port === port && this.#state === 'on') return;
		try {
			await port.open({ baudRate: BAUD_RATE });
		} catch {
			this.#state = 'failed';
			return;
		}
		this.#port = port;
		this.#state = 'on';
		void this.#read(port);
	}

	/** Until it is unplugged. */
	async #read(port: SerialPortLike): Promise<void> {
		const lines = new CodeLines();
		const decoder = new TextDecoder();
		try {
			const reader = port.readable?.getReader();
			for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
				for (const text of lines.add(decoder.decode(part.value, { stream: true }))) scanner.offer({ text, source: 'serial' });
		} catch {
			// Unplugged: the port is gone until it is plugged in again.
		}
		this.#state = 'off';
		this.#port = undefined;
		await port.close().catch(() => undefined);
	}
}

function serialOf(): SerialLike | undefined {
	return (navigator as unknown as { readonly serial?: SerialLike }).serial;
}

export const serialScanner = new SerialScanner();
