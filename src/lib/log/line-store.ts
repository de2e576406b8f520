/**
 * Where the lines of a log are kept: by arrival number, exactly as received. The log reads them when somebody asks for
 * the content of an operation; between two such moments they need not be in memory.
 */
import { assert } from '#lib/kernel/assert.ts';

export interface LineStore {
	/** How many lines there are. */
	readonly length: number;
	/** Adds a line behind the others; its index is the former `length`. */
	append(line: string): void;
	/** The line at an index below `length`; another index is a bug and throws. Must be quick: folds read by the thousand. */
	read(index: number): string;
}

/** Lines in memory: tests, the command line, bundles that are only looked at. */
export class MemoryLines implements LineStore {
	readonly #lines: string[] = [];

	get length(): number {
		return this.#lines.length;
	}

	append(line: string): void {
		this.#lines.push(line);
	}

	read(index: number): string {
		const line = this.#lines[index];
		assert(line !== undefined, 'only lines that were appended are read');
		return line;
	}
}
