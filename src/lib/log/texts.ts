/**
 * Texts by number and numbers by text, as bytes in one column: node names, subjects and row keys are the same texts over
 * and over, and a million of them as strings would cost more than everything else together.
 *
 * Each UTF-16 unit is written by itself (one to three bytes), so that every string comes back exactly, ill-formed ones
 * included. Numbers are given out on first sight and never change.
 */
import { Int32Column, Uint8Column } from './columns.ts';
import { check, type ImageReader, imageOf, type ColumnImage } from './image.ts';

/** Texts kept as strings at first, and at most: enough for the stock list of a small firm. Powers of two. */
const [FIRST_RECENT, MAX_RECENT] = [256, 65_536];
/** Texts looked up lately whose numbers are kept. */
const MAX_KNOWN = 16_384;
/** Arguments of one call are bounded. */
const MAX_UNITS = 4096;
const ASCII_END = 0x80;
const TWO_BYTES_END = 0x800;

export class Texts {
	readonly #bytes = new Uint8Column();
	readonly #ends = new Int32Column();
	/** Kept so that looking for a text, and making the slots again, touches no other text's bytes. */
	readonly #hashes = new Int32Column();
	/** Of the scratch text. */
	#hash = 0;
	/** Open addressing: number + 1 of a text, 0 where free. Built when first needed after opening. */
	#slots = new Int32Array(0);
	#scratch = new Uint8Array(256);
	/** Texts decoded lately, by the low bits of their number. */
	#recentNumbers = new Int32Array(FIRST_RECENT).fill(-1);
	#recentTexts: string[] = Array.from({ length: FIRST_RECENT }, () => '');
	readonly #known = new Map<string, number>();

	get size(): number {
		return this.#ends.length;
	}

	/** Number of a text, given out on first sight. */
	number(text: string): number {
		const recent = this.#known.get(text);
		if (recent !== undefined) return recent;
		const length = this.#encode(text);
		if (this.#slots.length * 3 < (this.size + 1) * 4) this.#rebuildSlots();
		const slot = this.#slotOf(length);
		const known = (this.#slots[slot] ?? 0) - 1;
		if (known >= 0) return this.#keep(text, known);
		this.#bytes.append(this.#scratch, length);
		this.#ends.push(this.#bytes.length);
		this.#hashes.push(this.#hash);
		this.#slots[slot] = this.size;
		return this.#keep(text, this.size - 1);
	}

	/** Number of a text seen before; −1 for another. */
	find(text: string): number {
		const recent = this.#known.get(text);
		if (recent !== undefined) return recent;
		if (this.size === 0) return -1;
		const length = this.#encode(text);
		if (this.#slots.length === 0) this.#rebuildSlots();
		const known = (this.#slots[this.#slotOf(length)] ?? 0) - 1;
		return known < 0 ? -1 : this.#keep(text, known);
	}

	/** The text of a number; "" for a number never given out. */
	text(number: number): string {
		if (number < 0 || number >= this.size) return '';
		if (this.size > this.#recentTexts.length && this.#recentTexts.length < MAX_RECENT) this.#growRecent();
		const recent = number & (this.#recentTexts.length - 1);
		if (this.#recentNumbers[recent] === number) return this.#recentTexts[recent] as string;
		const text = this.#decode(number === 0 ? 0 : this.#ends.get(number - 1), this.#ends.get(number));
		this.#recentNumbers[recent] = number;
		this.#recentTexts[recent] = text;
		return text;
	}

	image(prefix: string): ColumnImage[] {
		return imageOf(prefix, this.#columns);
	}

	load(prefix: string, image: ImageReader): void {
		image.load(prefix, this.#columns);
		check(this.#hashes.length === this.size, 'every text has its hash');
		check(this.size === 0 || this.#ends.get(this.size - 1) === this.#bytes.length, 'texts end where they should');
		this.#slots = new Int32Array(0);
		this.#recentNumbers.fill(-1);
		this.#known.clear();
	}

	get #columns() {
		return { bytes: this.#bytes, ends: this.#ends, hashes: this.#hashes };
	}

	#keep(text: string, number: number): number {
		if (this.#known.size >= MAX_KNOWN) this.#known.clear();
		this.#known.set(text, number);
		return number;
	}

	#growRecent(): void {
		let capacity = this.#recentTexts.length;
		while (capacity < this.size && capacity < MAX_RECENT) capacity *= 2;
		this.#recentNumbers = new Int32Array(capacity).fill(-1);
		this.#recentTexts = Array.from({ length: capacity }, () => '');
	}

	/** Writes a text into the scratch bytes and notes its hash; returns how many bytes. */
	#encode(text: string): number {
		if (text.length * 3 > this.#scratch.length) this.#scratch = new Uint8Array(text.length * 4);
		const bytes = this.#scratch;
		let to = 0;
		for (let at = 0; at < text.length; at++) {
			const unit = text.charCodeAt(at);
			if (unit < ASCII_END) bytes[to++] = unit;
			else if (unit < TWO_BYTES_END) {
				bytes[to++] = 0xc0 | (unit >> 6);
				bytes[to++] = 0x80 | (unit & 63);
			} else {
				bytes[to++] = 0xe0 | (unit >> 12);
				bytes[to++] = 0x80 | ((unit >> 6) & 63);
				bytes[to++] = 0x80 | (unit & 63);
			}
		}
		this.#hash = hashOf(bytes, to);
		return to;
	}

	#decode(start: number, end: number): string {
		const bytes = this.#bytes.values;
		const units: number[] = [];
		let text = '';
		for (let at = start; at < end;) {
			const first = bytes[at] as number;
			if (first < ASCII_END) {
				units.push(first);
				at++;
			} else if (first < 0xe0) {
				units.push(((first & 31) << 6) | ((bytes[at + 1] as number) & 63));
				at += 2;
			} else {
				units.push(((first & 15) << 12) | (((bytes[at + 1] as number) & 63) << 6) | ((bytes[at + 2] as number) & 63));
				at += 3;
			}
			if (units.length === MAX_UNITS) text += String.fromCharCode(...units.splice(0));
		}
		return text + String.fromCharCode.apply(undefined, units);
	}

	/** Where the scratch text is, or would be put. */
	#slotOf(length: number): number {
		const mask = this.#slots.length - 1;
		let slot = this.#hash & mask;
		for (let number = (this.#slots[slot] as number) - 1; number >= 0; number = (this.#slots[slot] as number) - 1) {
			if (this.#hashes.values[number] === this.#hash && this.#equals(number, length)) return slot;
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	#equals(number: number, length: number): boolean {
		const end = this.#ends.values[number] as number;
		const start = number === 0 ? 0 : (this.#ends.values[number - 1] as number);
		if (end - start !== length) return false;
		const bytes = this.#bytes.values;
		for (let at = 0; at < length; at++) if (bytes[start + at] !== this.#scratch[at]) return false;
		return true;
	}

	#rebuildSlots(): void {
		let capacity = 1024;
		while (capacity * 2 < (this.size + 1) * 3) capacity *= 2;
		const slots = new Int32Array(capacity);
		const hashes = this.#hashes.values;
		for (let number = 0; number < this.size; number++) {
			let slot = (hashes[number] as number) & (capacity - 1);
			while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
			slots[slot] = number + 1;
		}
		this.#slots = slots;
	}
}

/** Any spread will do; products stay exact in a double. */
function hashOf(bytes: Uint8Array, length: number): number {
	let hash = length;
	for (let at = 0; at < length; at++) hash = (hash * 31 + (bytes[at] as number)) | 0;
	hash = ((hash ^ (hash >>> 15)) * 40_503) | 0;
	return hash ^ (hash >>> 13);
}
