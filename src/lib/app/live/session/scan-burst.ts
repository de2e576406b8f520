/**
 * Badges read by a scanner that types like a keyboard. Keys are decoded by `event.code`, so neither keyboard layout nor an
 * input method changes what was scanned (style.md §6.6). Pure: times come from outside.
 */

/** Longest pause between two keys of a scanner; people who type are slower for whole words. */
export const MAX_GAP_MS = 60;
/** After the prefix it is a badge whatever happens: a busy tablet may stop in between, and the rest must not reach the page. */
export const MAX_BADGE_GAP_MS = 1000;
/** What every badge begins with; from here on the keys are taken away from the page. */
export const BADGE_PREFIX = 'SYB';
/** A badge has 39 characters. More is something else. */
export const MAX_BURST = 100;

export type BurstStep =
	/** Not (yet) a badge: the key belongs to the page. */
	| { readonly kind: 'pass' }
	/** Part of a badge: nobody else may see the key. */
	| { readonly kind: 'taken' }
	/** The badge is complete. */
	| { readonly kind: 'badge'; readonly text: string };

const PASS: BurstStep = { kind: 'pass' };
const TAKEN: BurstStep = { kind: 'taken' };
const ENDS: readonly string[] = ['Enter', 'NumpadEnter', 'Tab'];

export class BadgeBurst {
	#text = '';
	#last = Number.NEGATIVE_INFINITY;

	/** Whether the next key may be the first of a badge. */
	get idle(): boolean {
		return this.#text === '';
	}

	/** One key press. `at` in milliseconds, increasing. */
	key(code: string, at: number): BurstStep {
		const isFast = at - this.#last <= (this.#isBadge ? MAX_BADGE_GAP_MS : MAX_GAP_MS);
		this.#last = at;
		if (!isFast) this.#text = '';
		if (ENDS.includes(code)) return this.#end();
		const character = characterOf(code);
		if (character === '') return isModifier(code) ? (this.#isBadge ? TAKEN : PASS) : this.#reset();
		this.#text += character;
		if (this.#text.length > MAX_BURST) return this.#reset();
		if (this.#isBadge) return TAKEN;
		if (!BADGE_PREFIX.startsWith(this.#text)) this.#text = BADGE_PREFIX.startsWith(character) ? character : '';
		return PASS;
	}

	get #isBadge(): boolean {
		return this.#text.length >= BADGE_PREFIX.length && this.#text.startsWith(BADGE_PREFIX);
	}

	#end(): BurstStep {
		const text = this.#text;
		const isBadge = this.#isBadge;
		this.#text = '';
		return isBadge && text.length > BADGE_PREFIX.length ? { kind: 'badge', text } : PASS;
	}

	#reset(): BurstStep {
		this.#text = '';
		return PASS;
	}
}

/** The character of a key on a US keyboard; "" for keys no badge contains. */
function characterOf(code: string): string {
	const match = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code);
	if (match) return match[1] ?? match[2] ?? '';
	return code === 'Minus' || code === 'NumpadSubtract' ? '-' : '';
}

function isModifier(code: string): boolean {
	return /^(?:Shift|CapsLock)/.test(code);
}
