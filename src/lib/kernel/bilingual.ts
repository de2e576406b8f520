/** A text in both languages of the product; zh-CN is the source. */
export interface Bilingual {
	readonly zh: string;
	readonly en: string;
}
