/**
 * Contacts that were opened for the person at this terminal. They live in this page's memory only, and only as long as the
 * same person is logged in.
 */
import type { UnlockFailure } from '../live/acts.ts';
import { company } from '../live/open-company.svelte.ts';

export interface Contact {
	readonly contact: string;
	readonly phone: string;
}

class ContactBook {
	/** Whose contacts these are. */
	#person = $state('');
	#opened = $state.raw<Readonly<Record<string, Contact>>>({});
	/** Asked for, whether or not the person's roles hold the key. */
	#asked = $state.raw<ReadonlySet<string>>(new Set());

	/** Undefined while it is sealed for the person logged in. */
	of(op: string): Contact | undefined {
		return company.session?.person === this.#person ? this.#opened[op] : undefined;
	}

	/** It was asked for and did not open: the person's roles hold no key. */
	isDenied(op: string): boolean {
		return company.session?.person === this.#person && this.#asked.has(op) && this.#opened[op] === undefined;
	}

	/** What stood against unlocking; undefined if nothing did. */
	async open(ops: readonly string[], pin: string): Promise<UnlockFailure | undefined> {
		const person = company.session?.person ?? '';
		const answer = await company.ask('openSealed', { ops, pin });
		if (!answer.ok) return answer.error.type === 'no-session' ? undefined : answer.error;
		if (person !== this.#person) {
			this.#opened = {};
			this.#asked = new Set();
		}
		this.#person = person;
		this.#opened = {
			...this.#opened,
			...Object.fromEntries(Object.entries(answer.value).map(([op, { contact = '', phone = '' }]) => [op, { contact, phone }]))
		};
		this.#asked = new Set([...this.#asked, ...ops]);
		return undefined;
	}
}

export const contactBook = new ContactBook();
