/**
 * Rows of equally many bytes that are found by their content: ids of operations, user actions. Two numbers per row beside
 * the bytes themselves, and no object.
 */
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { Uint8Column } from './columns.ts';
import { check, type ImageReader, imageOf, type ColumnImage } from './image.ts';

export class ByteTable {
	readonly #width: number;
	readonly #bytes = new Uint8Column();
	/** Open addressing: row + 1, 0 where free. Built when first needed after opening. */
	#slots = new Int32Array(0);
	/** What is looked for or added next; callers fill it first. */
	readonly key: Uint8Array;

	constructor(width: number) {
		this.#width = width;
		this.key = new Uint8Array(width);
	}

	get size(): number {
		return this.#bytes.length / this.#width;
	}

	/** Row that equals `key`; −1 if there is none. */
	find(): number {
		if (this.size === 0) return -1;
		if (this.#slots.length === 0) this.#rebuildSlots();
		return (this.#slots[this.#slotOf()] ?? 0) - 1;
	}

	/** Row that equals `key`, added if there was none. */
	add(): number {
		if (this.#slots.length * 3 < (this.size + 1) * 4) this.#rebuildSlots();
		const slot = this.#slotOf();
		const known = (this.#slots[slot] ?? 0) - 1;
		if (known >= 0) return known;
		const row = this.size;
		this.#bytes.append(this.key, this.#width);
		this.#slots[slot] = row + 1;
		return row;
	}

	/** Bytes of a row; a view that is valid until the next `add`. */
	row(row: number): Uint8Array {
		return this.#bytes.values.subarray(row * this.#width, (row + 1) * this.#width);
	}

	image(prefix: string): ColumnImage[] {
		return imageOf(prefix, { rows: this.#bytes });
	}

	load(prefix: string, image: ImageReader): void {
		image.load(prefix, { rows: this.#bytes });
		check(this.#bytes.length % this.#width === 0, `${prefix} has whole rows`);
		this.#slots = new Int32Array(0);
	}

	#slotOf(): number {
		const [mask, width, bytes, key] = [this.#slots.length - 1, this.#width, this.#bytes.values, this.key];
		let slot = hashAt(key, 0) & mask;
		for (let row = (this.#slots[slot] as number) - 1; row >= 0; row = (this.#slots[slot] as number) - 1) {
			let at = 0;
			for (const start = row * width; at < width && bytes[start + at] === key[at]; at++);
			if (at === width) return slot;
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	#rebuildSlots(): void {
		let capacity = 1024;
		while (capacity * 2 < (this.size + 1) * 3) capacity *= 2;
		const slots = new Int32Array(capacity);
		const bytes = this.#bytes.values;
		for (let row = 0; row < this.size; row++) {
			let slot = hashAt(bytes, row * this.#width) & (capacity - 1);
			while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
			slots[slot] = row + 1;
		}
		this.#slots = slots;
	}
}

/** The bytes are random or hashes: four of them are as good as a hash of all. */
function hashAt(bytes: Uint8Array, at: number): number {
	return (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/**
 * Writes the bits of a base64url text into `into`, those of the last character included that fill no whole byte: texts of
 * one length correspond one to one to their bytes. False if another character occurs.
 */
export function packBase64Url(text: string, into: Uint8Array): boolean {
	let [buffer, bits, to] = [0, 0, 0];
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		const value = code < 128 ? (VALUES[code] as number) : -1;
		if (value < 0) return false;
		buffer = ((buffer << 6) | value) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			into[to++] = (buffer >> bits) & 255;
		}
	}
	if (bits > 0) into[to] = (buffer << (8 - bits)) & 255;
	return true;
}

/** The text of so many characters that was packed. */
export function unpackBase64Url(bytes: Uint8Array, characters: number): string {
	return toBase64Url(bytes).slice(0, characters);
}
