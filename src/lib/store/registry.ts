/** The companies this browser profile knows, in a database of their own: what the start page lists. */
import type { Dexie, Table } from 'dexie';
import { ok, type Result } from '#lib/kernel/result.ts';
import { openable, type DatabasePorts } from './database.ts';
import { problemOf } from './problem-of.ts';
import type { StoreProblem } from './store-problem.ts';

export interface KnownCompany {
	readonly org: string;
	readonly name: string;
	readonly demo: boolean;
	/** This device in it; "" where it only reads. */
	readonly dev: string;
	/** UTC instant. */
	readonly lastOpened: string;
	/** Address of its relay; "" for none. */
	readonly relay: string;
	/** `foreign`: another company's bundle, only to be read. */
	readonly kind: 'own' | 'foreign';
}

const NAME = 'suyuan';
const VERSION = 1;

export class CompanyRegistry {
	readonly #dexie: Dexie;
	readonly #companies: Table<KnownCompany, string>;

	private constructor(ports: DatabasePorts) {
		this.#dexie = openable(NAME, ports);
		this.#dexie.version(VERSION).stores({ companies: 'org' });
		ports.tap?.(this.#dexie);
		this.#companies = this.#dexie.table('companies');
	}

	static async open(ports: DatabasePorts): Promise<Result<CompanyRegistry, StoreProblem>> {
		const registry = new CompanyRegistry(ports);
		const opened = await attempt(() => registry.#dexie.open());
		return opened.ok ? ok(registry) : opened;
	}

	/** Latest opened first. */
	list(): Promise<Result<readonly KnownCompany[], StoreProblem>> {
		return this.#run(async () => (await this.#companies.toArray()).sort((a, b) => (a.lastOpened < b.lastOpened ? 1 : -1)));
	}

	get(org: string): Promise<Result<KnownCompany | undefined, StoreProblem>> {
		return this.#run(() => this.#companies.get(org));
	}

	async put(company: KnownCompany): Promise<Result<void, StoreProblem>> {
		const put = await this.#run(() => this.#companies.put(company));
		return put.ok ? ok(undefined) : put;
	}

	/** Changes what is known of a company; a company that is not known stays so. */
	async update(org: string, change: Partial<Omit<KnownCompany, 'org'>>): Promise<Result<void, StoreProblem>> {
		const updated = await this.#run(() => this.#companies.update(org, change));
		return updated.ok ? ok(undefined) : updated;
	}

	remove(org: string): Promise<Result<void, StoreProblem>> {
		return this.#run(() => this.#companies.delete(org));
	}

	close(): void {
		this.#dexie.close();
	}

	/** A handle that was lost is opened again once; these rows can always be written twice. */
	async #run<T>(action: () => PromiseLike<T>): Promise<Result<T, StoreProblem>> {
		const first = await attempt(action);
		if (first.ok || first.error.code !== 'lost') return first;
		const reopened = await attempt(() => this.#dexie.open());
		return reopened.ok ? attempt(action) : reopened;
	}
}

async function attempt<T>(action: () => PromiseLike<T>): Promise<Result<T, StoreProblem>> {
	try {
		return ok(await action());
	} catch (error) {
		return { ok: false, error: problemOf(error) };
	}
}
