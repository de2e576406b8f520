/** The stopwatch of a scope: from the scan until the scope was on the screen, and until somebody decides. */
const KEY = 'suyuan.recall.scan';

interface Scan {
	/** What was scanned, as read. */
	readonly text: string;
	readonly node: string;
	/** Epoch milliseconds. */
	readonly at: number;
}

/** Remembers a scan for the page it leads to; a reload in the middle does not begin anew. */
export function rememberScan(scan: Scan): void {
	try {
		sessionStorage.setItem(KEY, JSON.stringify(scan));
	} catch {
		// The clock then begins with the page.
	}
}

function scanOf(node: string): Scan | undefined {
	try {
		const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Scan | null;
		return kept?.node === node ? kept : undefined;
	} catch {
		return undefined;
	}
}

export class RecallClock {
	readonly #scan: Scan;
	#now = $state(Date.now());
	#traceMs = $state<number | undefined>(undefined);

	constructor(node: string) {
		this.#scan = scanOf(node) ?? { text: '', node, at: Date.now() };
	}

	/** What was scanned; "" where the page was opened otherwise. */
	get scanned(): string {
		return this.#scan.text;
	}

	/** From the scan until the scope was shown. */
	get traceMs(): number | undefined {
		return this.#traceMs;
	}

	get elapsedMs(): number {
		return Math.max(0, this.#now - this.#scan.at);
	}

	/** The scope is on the screen. */
	shown(): void {
		this.#traceMs ??= Math.max(0, Date.now() - this.#scan.at);
	}

	/** Somebody decides: the time that is recorded. */
	decided(): number {
		return Math.max(0, Date.now() - this.#scan.at);
	}

	/** Ticks once a second while the page is open; to be called in an effect. */
	run(): () => void {
		const timer = setInterval(() => (this.#now = Date.now()), 1000);
		return () => clearInterval(timer);
	}
}

/** `1:05`. */
export function clockText(ms: number): string {
	const seconds = Math.floor(ms / 1000);
	return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
