/**
 * What this browser may do to a company's records, asked by the page: once at the start, and again after a company was
 * opened and the browser was asked to keep its data for good.
 */
import { askToPersist, collectStorageFacts, storageFindings, type StorageFinding } from '#lib/store/storage-health.ts';
import { snooze, snoozed, type Snoozes } from './snoozed-findings.ts';

const KEY = 'suyuan.storage.later';

class StorageWatch {
	#found = $state.raw<readonly StorageFinding[]>([]);
	#snoozes = $state.raw<Snoozes>(readSnoozes());
	/** Before it was asked, a browser has refused nothing. */
	#wasAsked = $state(false);

	/** What people must be told now, what blocks first. */
	get findings(): readonly StorageFinding[] {
		const isAsked = ({ code }: StorageFinding) => code !== 'persist-refused' || this.#wasAsked;
		return this.#found.filter((finding) => isAsked(finding) && !snoozed(this.#snoozes, finding, Date.now()));
	}

	async look(): Promise<void> {
		this.#found = storageFindings(await collectStorageFacts(globalThis));
	}

	/** Asks the browser never to clear the data by itself. Firefox asks the user, others decide alone. */
	async keep(): Promise<void> {
		if (this.#wasAsked) return;
		await askToPersist(navigator.storage as StorageManager | undefined);
		this.#wasAsked = true;
		await this.look();
	}

	/** The user has read it. */
	later(finding: StorageFinding): void {
		this.#snoozes = snooze(this.#snoozes, finding, Date.now());
		try {
			localStorage.setItem(KEY, JSON.stringify(this.#snoozes));
		} catch {
			// Storage refused: it is said again at the next start.
		}
	}
}

function readSnoozes(): Snoozes {
	try {
		const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
		return typeof read === 'object' && read !== null ? Object.fromEntries(Object.entries(read).filter(isSnooze)) : {};
	} catch {
		return {};
	}
}

function isSnooze(entry: [string, unknown]): entry is [string, number] {
	return typeof entry[1] === 'number';
}

export const storageWatch = new StorageWatch();
