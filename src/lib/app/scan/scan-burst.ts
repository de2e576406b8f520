/**
 * Codes read by a scanner that types like a keyboard, told from people by their speed. Pure: times come from outside.
 *
 * Invariants
 * 1. The first keys of a burst reach the page before they are known to be one; the listener takes them back.
 * 2. A badge – a secret – is taken after its prefix whatever happens; other codes after `SURE_AFTER` fast keys.
 * 3. What people type is never taken: nobody presses so many keys so fast.
 */
import { characterOf, endsScan, isModifier, type Key } from './key-character.ts';

/** Longest pause between two keys of a scanner; people who type are slower for whole words. */
export const MAX_GAP_MS = 50;
/** The same once it is surely a scan: a busy tablet may stop in between, and the rest must not reach the page. */
export const MAX_SCAN_GAP_MS = 1000;
/** So many keys in a row at a scanner's speed are a scan. */
export const SURE_AFTER = 4;
/** What every badge begins with. */
export const BADGE_PREFIX = 'SYB';
/** More than any symbol holds that a hand scanner reads in one go. */
export const MAX_BURST = 512;

export type BurstStep =
	/** Not (yet) a scan: the key belongs to the page. */
	| { readonly kind: 'pass' }
	/** Part of a scan: nobody else may see the key. */
	| { readonly kind: 'taken' }
	| { readonly kind: 'badge' | 'code'; readonly text: string };

const PASS: BurstStep = { kind: 'pass' };
const TAKEN: BurstStep = { kind: 'taken' };

export class ScanBurst {
	#text = '';
	#last = Number.NEGATIVE_INFINITY;
	#badgesOnly = false;

	/** Whether the last key may be the first of a scan. */
	get justBegun(): boolean {
		return this.#text.length === 1;
	}

	/** One key press. `at` in milliseconds, increasing. `badgesOnly`: somebody is entering a PIN, however fast. */
	key(key: Key, at: number, badgesOnly = false): BurstStep {
		this.#badgesOnly = badgesOnly;
		const isFast = at - this.#last <= (this.#isSure ? MAX_SCAN_GAP_MS : MAX_GAP_MS);
		if (isModifier(key.code)) return this.#isSure && isFast ? TAKEN : PASS;
		this.#last = at;
		if (!isFast) this.#text = '';
		if (endsScan(key.code)) return this.finish();
		const character = characterOf(key);
		if (character === '') {
			this.#text = '';
			return PASS;
		}
		this.#text += character;
		if (this.#text.length > MAX_BURST) {
			this.#text = '';
			return PASS;
		}
		return this.#isSure ? TAKEN : PASS;
	}

	/** The end of a scan: its last key, or silence after a scanner that sends none. */
	finish(): BurstStep {
		const [text, isSure, isBadge] = [this.#text, this.#isSure, this.#isBadge];
		this.#text = '';
		if (!isSure || text === BADGE_PREFIX) return PASS;
		return { kind: isBadge ? 'badge' : 'code', text: isBadge ? text.toUpperCase() : text };
	}

	get #isBadge(): boolean {
		return this.#text.slice(0, BADGE_PREFIX.length).toUpperCase() === BADGE_PREFIX;
	}

	get #isSure(): boolean {
		return (this.#text.length >= SURE_AFTER && !this.#badgesOnly) || this.#isBadge;
	}
}
