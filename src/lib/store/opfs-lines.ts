/**
 * The lines of a log in a file of the origin's private file system, read synchronously: a million lines cost the worker
 * their offsets (8 bytes each) and a small cache.
 *
 * The file is derived from the journal and never the only place of a line; what does not fit is thrown away and written
 * again. Two files: the lines, each ended by a newline, and the length of each in bytes.
 *
 * Invariants
 * 1. `append` never throws: the log is in the middle of accepting an entry. Where the disk refuses, lines stay in memory.
 * 2. After `flush` both files are on the disk; only lines flushed before the image was written are trusted at the next start.
 */
import { assert } from '#lib/kernel/assert.ts';
import type { LineStore } from '#lib/log/line-store.ts';

/** The part of `FileSystemSyncAccessHandle` that is used; tests put memory in its place. */
export interface SyncFile {
	getSize(): number;
	read(into: Uint8Array, options: { readonly at: number }): number;
	write(bytes: Uint8Array, options: { readonly at: number }): number;
	truncate(size: number): void;
	flush(): void;
	close(): void;
}

export interface LineFiles {
	readonly lines: SyncFile;
	readonly lengths: SyncFile;
}

/** Bytes read at once, and how many such pages are kept. */
export const PAGE_BYTES = 64 * 1024;
export const CACHED_PAGES = 128;
/** Appended bytes that are written together. */
export const BUFFER_BYTES = 256 * 1024;
const LENGTH_BYTES = 4;
const FIRST_CAPACITY = 4096;

export class OpfsLines implements LineStore {
	readonly #files: LineFiles;
	/** Where each line begins, and after the last where the next will. */
	#offsets = new Float64Array(FIRST_CAPACITY);
	#length = 0;
	/** Bytes and lines that are in the file. */
	#written = 0;
	#writtenLines = 0;
	/** What is not in the file yet. */
	#buffer = new Uint8Array(BUFFER_BYTES);
	#buffered = 0;
	#isFailing = false;
	/** By page number; a Map iterates in order of insertion, so the first is the one longest unused. */
	readonly #pages = new Map<number, Uint8Array>();
	readonly #encoder = new TextEncoder();
	readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

	/** Takes over the files with whatever whole lines they hold. */
	constructor(files: LineFiles) {
		this.#files = files;
		this.#readLengths();
	}

	get length(): number {
		return this.#length;
	}

	/** Whether the disk refused, so that lines since then are in memory only. */
	get isFailing(): boolean {
		return this.#isFailing;
	}

	append(line: string): void {
		const start = this.#written + this.#buffered;
		// A UTF-16 unit becomes at most three bytes.
		this.#reserve(line.length * 3 + 1);
		const { written } = this.#encoder.encodeInto(line, this.#buffer.subarray(this.#buffered));
		this.#buffer[this.#buffered + written] = NEWLINE;
		this.#buffered += written + 1;
		this.#note(start + written + 1);
		if (this.#buffered >= BUFFER_BYTES && !this.#isFailing) this.#drain();
	}

	/** Adds joined lines behind the others, as they are. */
	appendJoined(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		const start = this.#written + this.#buffered;
		this.#buffer.set(bytes, this.#buffered);
		this.#buffered += bytes.length;
		for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, end + 1)) this.#note(start + end + 1);
		if (this.#buffered >= BUFFER_BYTES && !this.#isFailing) this.#drain();
	}

	read(index: number): string {
		assert(index >= 0 && index < this.#length, 'only lines that were appended are read');
		return this.#decoder.decode(this.#bytes(this.#offset(index), this.#offset(index + 1) - 1));
	}

	/** Joined bytes of the lines `from` … `to` − 1. */
	joined(from: number, to: number): Uint8Array {
		assert(from >= 0 && from <= to && to <= this.#length, 'only lines that were appended are read');
		const start = this.#offset(from);
		const bytes = new Uint8Array(this.#offset(to) - start);
		const inFile = Math.min(bytes.length, Math.max(0, this.#written - start));
		const read = inFile > 0 ? this.#files.lines.read(bytes.subarray(0, inFile), { at: start }) : 0;
		assert(read === inFile, 'the file has the bytes that were written');
		const behind = start + inFile - this.#written;
		if (inFile < bytes.length) bytes.set(this.#buffer.subarray(behind, behind + bytes.length - inFile), inFile);
		return bytes;
	}

	/** Forgets all lines from `length` on. */
	truncate(length: number): void {
		assert(length <= this.#length, 'only lines that are there are forgotten');
		this.#length = length;
		if (length >= this.#writtenLines) {
			this.#buffered = this.#offset(length) - this.#written;
			return;
		}
		this.#written = this.#offset(length);
		this.#writtenLines = length;
		this.#buffered = 0;
		this.#isFailing = false;
		this.#pages.clear();
		this.#files.lines.truncate(this.#written);
		this.#files.lengths.truncate(length * LENGTH_BYTES);
	}

	/** Brings everything to the disk. False where the disk refuses. */
	flush(): boolean {
		this.#drain();
		if (this.#isFailing) return false;
		try {
			this.#files.lines.flush();
			this.#files.lengths.flush();
			return true;
		} catch {
			this.#isFailing = true;
			return false;
		}
	}

	close(): void {
		this.flush();
		this.#files.lines.close();
		this.#files.lengths.close();
	}

	#readLengths(): void {
		const { lines, lengths } = this.#files;
		const count = Math.floor(lengths.getSize() / LENGTH_BYTES);
		const bytes = new Uint8Array(count * LENGTH_BYTES);
		lengths.read(bytes, { at: 0 });
		const view = new DataView(bytes.buffer);
		const size = lines.getSize();
		let end = 0;
		for (let index = 0; index < count; index++) {
			end += view.getUint32(index * LENGTH_BYTES, true);
			if (end > size) break;
			this.#note(end);
		}
		this.#written = this.#offset(this.#length);
		this.#writtenLines = this.#length;
		lines.truncate(this.#written);
		lengths.truncate(this.#length * LENGTH_BYTES);
	}

	#note(end: number): void {
		if (this.#length + 1 >= this.#offsets.length) {
			const grown = new Float64Array(this.#offsets.length * 2);
			grown.set(this.#offsets);
			this.#offsets = grown;
		}
		this.#offsets[++this.#length] = end;
	}

	#offset(index: number): number {
		return this.#offsets[index] ?? 0;
	}

	#reserve(bytes: number): void {
		if (this.#buffered + bytes > this.#buffer.length && !this.#isFailing) this.#drain();
		if (this.#buffered + bytes <= this.#buffer.length) return;
		let capacity = this.#buffer.length;
		while (capacity < this.#buffered + bytes) capacity *= 2;
		const grown = new Uint8Array(capacity);
		grown.set(this.#buffer.subarray(0, this.#buffered));
		this.#buffer = grown;
	}

	/** Writes the buffer behind the file; leaves it in memory where that fails. */
	#drain(): void {
		if (this.#buffered === 0 || this.#isFailing) return;
		const lengths = new DataView(new ArrayBuffer((this.#length - this.#writtenLines) * LENGTH_BYTES));
		for (let index = this.#writtenLines; index < this.#length; index++)
			lengths.setUint32((index - this.#writtenLines) * LENGTH_BYTES, this.#offset(index + 1) - this.#offset(index), true);
		try {
			const { lines, lengths: file } = this.#files;
			const written = lines.write(this.#buffer.subarray(0, this.#buffered), { at: this.#written });
			const noted = file.write(new Uint8Array(lengths.buffer), { at: this.#writtenLines * LENGTH_BYTES });
			if (written < this.#buffered || noted < lengths.byteLength) return this.#fail();
		} catch {
			return this.#fail();
		}
		this.#pages.delete(Math.floor(this.#written / PAGE_BYTES));
		this.#written += this.#buffered;
		this.#writtenLines = this.#length;
		this.#buffered = 0;
		if (this.#buffer.length > BUFFER_BYTES) this.#buffer = new Uint8Array(BUFFER_BYTES);
	}

	/** The disk refused: what it took of the buffer goes again, or a line that is forgotten later would come back at the next start. */
	#fail(): void {
		this.#isFailing = true;
		try {
			this.#files.lines.truncate(this.#written);
			this.#files.lengths.truncate(this.#writtenLines * LENGTH_BYTES);
		} catch {
			// A disk that does not even give back is read at the next start as far as both files agree.
		}
	}

	/** Bytes `start` … `end` − 1, from the buffer or through the pages. A line is never in both. */
	#bytes(start: number, end: number): Uint8Array {
		if (start >= this.#written) return this.#buffer.subarray(start - this.#written, end - this.#written);
		const first = Math.floor(start / PAGE_BYTES);
		const last = Math.floor((end - 1) / PAGE_BYTES);
		const base = first * PAGE_BYTES;
		if (first === last) return this.#part(first, start - base, end - base);
		const bytes = new Uint8Array(end - start);
		for (let page = first; page <= last; page++) {
			const from = Math.max(start, page * PAGE_BYTES);
			const to = Math.min(end, (page + 1) * PAGE_BYTES);
			bytes.set(this.#part(page, from - page * PAGE_BYTES, to - page * PAGE_BYTES), from - start);
		}
		return bytes;
	}

	/** Throws where the file has lost bytes: better no line than a wrong one. */
	#part(page: number, from: number, to: number): Uint8Array {
		const bytes = this.#page(page);
		assert(to <= bytes.length, 'the file has the bytes that were written');
		return bytes.subarray(from, to);
	}

	#page(number: number): Uint8Array {
		const known = this.#pages.get(number);
		if (known) {
			if (this.#pages.size >= CACHED_PAGES) {
				this.#pages.delete(number);
				this.#pages.set(number, known);
			}
			return known;
		}
		const whole = new Uint8Array(PAGE_BYTES);
		const read = this.#files.lines.read(whole, { at: number * PAGE_BYTES });
		const page = whole.subarray(0, read);
		if (this.#pages.size >= CACHED_PAGES) for (const [oldest] of this.#pages) if (this.#pages.delete(oldest)) break;
		this.#pages.set(number, page);
		return page;
	}
}

const NEWLINE = 10;
