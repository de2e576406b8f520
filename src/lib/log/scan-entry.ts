/**
 * The short way through an entry's line for verification: one pass over the bytes that recognises the ordinary envelope
 * in canonical form and takes out what the links need, without building the objects.
 *
 * It only ever answers where `decodeEntry` would accept the line with the same values, and gives up (undefined) on
 * everything else – signatures of persons, gates, escapes, texts beyond ASCII in keys, limits, any fault. So it decides
 * speed and never the verdict; a property test holds it against `decodeEntry`.
 */
import { asciiText, fromUtf8 } from '#lib/kernel/bytes.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { SIGNATURE_TEXT_LENGTH } from './entry.ts';
import { MAX_COMMAND_OPS, MAX_DEPTH, MAX_HEADS, MAX_KEYS, MAX_REF_LENGTH, MAX_REFS, MAX_STRING_BYTES } from './limits.ts';
import type { Operation } from './operation.ts';

export interface ScannedEntry {
	readonly org: string;
	readonly dev: string;
	readonly seq: number;
	readonly n: number;
	readonly rec: string;
	readonly prev: string;
	readonly heads: Operation['heads'] | undefined;
	readonly type: string;
}

const UID_LENGTH = 22;
const ID_LENGTH = 43;
const SAFE_DIGITS = 15;
/** Keys of an envelope without heads and data. */
const ENVELOPE_KEYS = 19;
const REF = new RegExp(`^[a-z][a-z0-9-]{0,31}:[^\\u0000-\\u001f\\u007f]{1,${MAX_REF_LENGTH}}$`);
const TYPE = /^[a-z][A-Za-z0-9]{0,31}\.[a-z][A-Za-z0-9]{0,63}$/;
const LAST_SIGNATURE_CHARACTERS = 'AQgw';
const [UNDERSCORE, QUOTE, BACKSLASH, COMMA, MINUS, ZERO, NINE, COLON, OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [
	95, 34, 92, 44, 45, 48, 57, 58, 91, 93, 123, 125
] as const;

const IS_BASE64URL = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') IS_BASE64URL[character.charCodeAt(0)] = 1;

/** Texts seen lately, by a hash of theirs: devices, types, times and predecessors recur from line to line. */
const SLOT_MASK = 1023;
const RECENT: (string | undefined)[] = Array.from({ length: SLOT_MASK + 1 }, () => undefined);

/** Thrown inside this file only, to leave the short way. */
const GIVE_UP = new Error('not an ordinary entry');

export function scanEntry(line: Uint8Array): ScannedEntry | undefined {
	if (line.length > MAX_STRING_BYTES) return undefined;
	try {
		const scanned = new Scanner(line).entry();
		return scanned.isAscii || fromUtf8(line) !== undefined ? scanned.entry : undefined;
	} catch (problem) {
		if (problem === GIVE_UP) return undefined;
		throw problem;
	}
}

class Scanner {
	readonly #bytes: Uint8Array;
	#at = 0;
	#keys = ENVELOPE_KEYS;
	#isAscii = true;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	/** Envelope keys stand in canonical order, so the shape is a fixed sequence. */
	entry(): { readonly entry: ScannedEntry; readonly isAscii: boolean } {
		this.#base64Url(SIGNATURE_TEXT_LENGTH);
		if (!LAST_SIGNATURE_CHARACTERS.includes(String.fromCharCode(this.#bytes[SIGNATURE_TEXT_LENGTH - 1] ?? 0))) throw GIVE_UP;
		this.#literal(' {"app":');
		this.#skipText();
		this.#literal(',"at":');
		if (parseInstant(this.#asciiText()) === undefined) throw GIVE_UP;
		this.#literal(',"by":');
		this.#skipText();
		this.#literal(',"cls":"');
		if (!'FODPM'.includes(String.fromCharCode(this.#bytes[this.#at++] ?? 0))) throw GIVE_UP;
		this.#literal('","cmd":["');
		this.#base64Url(UID_LENGTH);
		this.#literal('",');
		const k = this.#positive();
		this.#literal(',');
		const of = this.#positive();
		if (k > of || of > MAX_COMMAND_OPS) throw GIVE_UP;
		this.#literal('],"data":');
		if (this.#bytes[this.#at] !== OPEN) throw GIVE_UP;
		this.#skipValue(2);
		this.#literal(',"dev":"');
		const dev = this.#base64Url(UID_LENGTH);
		this.#literal('","heads":');
		const heads = this.#heads(dev);
		this.#literal(',"n":');
		const n = this.#positive();
		this.#literal(',"org":');
		const org = this.#idOrEmpty();
		this.#literal(',"prev":');
		const prev = this.#idOrEmpty();
		this.#literal(',"rec":');
		const rec = this.#asciiText();
		if (rec.length !== 24 || rec[19] !== '.' || rec[23] !== 'Z' || parseInstant(rec) === undefined) throw GIVE_UP;
		this.#literal(',"refs":');
		this.#refs();
		this.#literal(',"role":');
		this.#skipText();
		this.#literal(',"seq":');
		const seq = this.#positive();
		this.#literal(',"site":');
		this.#skipText();
		this.#literal(',"tv":');
		this.#positive();
		this.#literal(',"type":');
		const type = this.#asciiText();
		if (!TYPE.test(type)) throw GIVE_UP;
		this.#literal(',"v":1}');
		if (this.#at !== this.#bytes.length || this.#keys > MAX_KEYS) throw GIVE_UP;
		return { entry: { org, dev, seq, n, rec, prev, heads, type }, isAscii: this.#isAscii };
	}

	#heads(own: string): Operation['heads'] | undefined {
		this.#literal('{');
		if (this.#bytes[this.#at] === CLOSE) {
			this.#at++;
			return undefined;
		}
		const heads: Record<string, [number, string]> = {};
		let count = 0;
		let before = '';
		for (;;) {
			this.#literal('"');
			const dev = this.#base64Url(UID_LENGTH);
			if (dev === own || dev <= before || ++count > MAX_HEADS) throw GIVE_UP;
			before = dev;
			this.#keys++;
			this.#literal('":[');
			const seq = this.#positive();
			this.#literal(',"');
			heads[dev] = [seq, this.#base64Url(ID_LENGTH)];
			this.#literal('"]');
			if (this.#bytes[this.#at++] === CLOSE) return heads;
			this.#at--;
			this.#literal(',');
		}
	}

	#refs(): void {
		this.#literal('[');
		if (this.#bytes[this.#at] === CLOSE_LIST) {
			this.#at++;
			return;
		}
		for (let count = 1; ; count++) {
			if (count > MAX_REFS || !REF.test(this.#asciiText())) throw GIVE_UP;
			if (this.#bytes[this.#at++] === CLOSE_LIST) return;
			this.#at--;
			this.#literal(',');
		}
	}

	#skipValue(depth: number): void {
		const first = this.#bytes[this.#at] ?? 0;
		if (first === QUOTE) this.#skipText();
		else if (first === OPEN) this.#skipObject(depth);
		else if (first === OPEN_LIST) this.#skipList(depth);
		else if (first === MINUS || (first >= ZERO && first <= NINE)) this.#skipInteger();
		else this.#literal(first === 116 ? 'true' : first === 102 ? 'false' : 'null');
	}

	#skipObject(depth: number): void {
		if (depth > MAX_DEPTH) throw GIVE_UP;
		this.#at++;
		if (this.#bytes[this.#at] === CLOSE) {
			this.#at++;
			return;
		}
		let before = -1;
		for (;;) {
			const key = this.#at + 1;
			this.#skipKey();
			if (before >= 0 && !this.#isBefore(before, key)) throw GIVE_UP;
			before = key;
			this.#keys++;
			if (this.#bytes[this.#at++] !== COLON) throw GIVE_UP;
			this.#skipValue(depth + 1);
			const next = this.#bytes[this.#at++];
			if (next === CLOSE) return;
			if (next !== COMMA) throw GIVE_UP;
		}
	}

	#skipList(depth: number): void {
		if (depth > MAX_DEPTH) throw GIVE_UP;
		this.#at++;
		if (this.#bytes[this.#at] === CLOSE_LIST) {
			this.#at++;
			return;
		}
		for (;;) {
			this.#skipValue(depth + 1);
			const next = this.#bytes[this.#at++];
			if (next === CLOSE_LIST) return;
			if (next !== COMMA) throw GIVE_UP;
		}
	}

	/** Moves behind an ASCII key; one that begins with an underscore might be the forbidden one. */
	#skipKey(): void {
		const bytes = this.#bytes;
		if (bytes[this.#at++] !== QUOTE || bytes[this.#at] === QUOTE || bytes[this.#at] === UNDERSCORE) throw GIVE_UP;
		for (;;) {
			const byte = bytes[this.#at++];
			if (byte === QUOTE) return;
			if (byte === undefined || byte < 32 || byte > 126 || byte === BACKSLASH) throw GIVE_UP;
		}
	}

	/** Whether the key at one place sorts before the key at another; both end with a quote. */
	#isBefore(a: number, b: number): boolean {
		const bytes = this.#bytes;
		for (; ; a++, b++) {
			const [left, right] = [bytes[a] ?? 0, bytes[b] ?? 0];
			if (left === right && left !== QUOTE) continue;
			if (left === QUOTE) return right !== QUOTE;
			return right !== QUOTE && left < right;
		}
	}

	/** Moves behind a string without escapes. */
	#skipText(): void {
		const bytes = this.#bytes;
		if (bytes[this.#at++] !== QUOTE) throw GIVE_UP;
		for (;;) {
			const byte = bytes[this.#at++];
			if (byte === QUOTE) return;
			if (byte === undefined || byte < 32 || byte === BACKSLASH) throw GIVE_UP;
			if (byte > 127) this.#isAscii = false;
		}
	}

	#asciiText(): string {
		const start = this.#at + 1;
		const wasAscii = this.#isAscii;
		this.#isAscii = true;
		this.#skipText();
		if (!this.#isAscii) throw GIVE_UP;
		this.#isAscii = wasAscii;
		return this.#textOf(start, this.#at - 1);
	}

	#idOrEmpty(): string {
		this.#literal('"');
		const id = this.#bytes[this.#at] === QUOTE ? '' : this.#base64Url(ID_LENGTH);
		this.#literal('"');
		return id;
	}

	#base64Url(length: number): string {
		const start = this.#at;
		for (let at = start; at < start + length; at++) if (IS_BASE64URL[this.#bytes[at] ?? 0] !== 1) throw GIVE_UP;
		this.#at = start + length;
		return length === SIGNATURE_TEXT_LENGTH ? '' : this.#textOf(start, this.#at);
	}

	#positive(): number {
		const start = this.#at;
		let value = 0;
		for (let byte = this.#bytes[this.#at] ?? 0; byte >= ZERO && byte <= NINE; byte = this.#bytes[++this.#at] ?? 0)
			value = value * 10 + byte - ZERO;
		if (this.#at === start || this.#at - start > SAFE_DIGITS || this.#bytes[start] === ZERO) throw GIVE_UP;
		return value;
	}

	#skipInteger(): void {
		if (this.#bytes[this.#at] === MINUS) this.#at++;
		else if (this.#bytes[this.#at] === ZERO) {
			this.#at++;
			return;
		}
		this.#positive();
	}

	#literal(text: string): void {
		for (let index = 0; index < text.length; index++) if (this.#bytes[this.#at++] !== text.charCodeAt(index)) throw GIVE_UP;
	}

	/** A text of its own: a slice of the decoded line would keep the whole line in memory. */
	#textOf(start: number, end: number): string {
		const bytes = this.#bytes;
		let slot = end - start;
		for (let at = start; at < end; at++) slot = (slot * 31 + (bytes[at] ?? 0)) & SLOT_MASK;
		const known = RECENT[slot];
		if (known !== undefined && this.#equals(known, start, end)) return known;
		const text = asciiText(bytes.subarray(start, end));
		RECENT[slot] = text;
		return text;
	}

	#equals(text: string, start: number, end: number): boolean {
		if (text.length !== end - start) return false;
		for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) !== this.#bytes[start + index]) return false;
		return true;
	}
}
