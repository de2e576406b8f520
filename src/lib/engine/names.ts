/** Some of a log's texts, numbered from 0 without holes: nodes and places of the ledger, which have columns of their own. */
import { Int32Column } from '#lib/log/columns.ts';
import { checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { Texts } from '#lib/log/texts.ts';

export class Names {
	readonly #texts: Texts;
	/** By number: the text's number in the log. */
	readonly #text = new Int32Column();
	/** By the text's number in the log: the number here + 1, 0 for none. */
	#numbers = new Int32Array(0);

	constructor(texts: Texts) {
		this.#texts = texts;
	}

	get size(): number {
		return this.#text.length;
	}

	/** Number of a name, given out on first sight. */
	number(name: string): number {
		const text = this.#texts.number(name);
		const known = this.#numbers[text] ?? 0;
		if (known > 0) return known - 1;
		const number = this.#text.push(text);
		this.#note(text, number);
		return number;
	}

	/** Number of a name seen before, or undefined. */
	find(name: string): number | undefined {
		const text = this.#texts.find(name);
		const known = text < 0 ? 0 : (this.#numbers[text] ?? 0);
		return known > 0 ? known - 1 : undefined;
	}

	/** The name of a number; "" for a number never given out. */
	text(number: number): string {
		return number < 0 || number >= this.size ? '' : this.#texts.text(this.#text.get(number));
	}

	image(prefix: string): ColumnImage[] {
		return imageOf(prefix, { text: this.#text });
	}

	load(prefix: string, image: ImageReader): void {
		image.load(prefix, { text: this.#text });
		checkRange(this.#text, 0, this.#texts.size, 'names are texts');
		this.#numbers = new Int32Array(this.#texts.size);
		for (let number = 0; number < this.size; number++) this.#numbers[this.#text.get(number)] = number + 1;
	}

	#note(text: number, number: number): void {
		if (text >= this.#numbers.length) {
			const grown = new Int32Array(Math.max(this.#texts.size, text + 1) + (this.#numbers.length >> 1) + 16);
			grown.set(this.#numbers);
			this.#numbers = grown;
		}
		this.#numbers[text] = number + 1;
	}
}
