/** Records opened last on this device, newest first, apart for every company. */
import { untrack } from 'svelte';
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export interface RecentRecord {
	/** Address below the base path. */
	readonly href: string;
	/** Number or name. */
	readonly label: string;
	/** What it is: the item of a lot. */
	readonly detail: Bilingual;
	/** `lot`, `item`, `document`, …: its icon. */
	readonly kind: string;
}

export const MAX_RECENT = 12;

const keyOf = (org: string): string => `suyuan.recent.${org}`;

class RecentRecords {
	readonly #lists = new Map<string, readonly RecentRecord[]>();
	/** Grows with every change; reading it subscribes. */
	#version = $state(0);

	of(org: string): readonly RecentRecord[] {
		void this.#version;
		const known = this.#lists.get(org) ?? readRecent(storedText(org));
		this.#lists.set(org, known);
		return known;
	}

	add(org: string, record: RecentRecord): void {
		const list = withNewest(this.#lists.get(org) ?? readRecent(storedText(org)), record);
		this.#lists.set(org, list);
		untrack(() => (this.#version += 1));
		try {
			localStorage.setItem(keyOf(org), JSON.stringify(list));
		} catch {
			// Storage refused (private mode): they are known as long as the page.
		}
	}
}

export const recentRecords = new RecentRecords();

export function withNewest(list: readonly RecentRecord[], record: RecentRecord): readonly RecentRecord[] {
	return [record, ...list.filter(({ href, label }) => href !== record.href || label !== record.label)].slice(0, MAX_RECENT);
}

function storedText(org: string): string {
	try {
		return localStorage.getItem(keyOf(org)) ?? '';
	} catch {
		return '';
	}
}

/** What a browser kept; anything that is not ours is left out. */
export function readRecent(text: string): readonly RecentRecord[] {
	try {
		const stored = JSON.parse(text) as unknown;
		return Array.isArray(stored) ? stored.filter(isRecord).slice(0, MAX_RECENT) : [];
	} catch {
		return [];
	}
}

function isRecord(value: unknown): value is RecentRecord {
	if (typeof value !== 'object' || value === null) return false;
	const { href, label, detail, kind } = value as Record<string, unknown>;
	if (typeof detail !== 'object' || detail === null) return false;
	const { zh, en } = detail as Record<string, unknown>;
	return [href, label, kind, zh, en].every((text) => typeof text === 'string') && String(href).startsWith('/');
}
