/** Codes out of the bytes of a serial scanner: each ends with CR, LF or both. Pure. */

/** More without an end is noise, not a code. */
export const MAX_CODE_LENGTH = 4096;

export class CodeLines {
	#rest = '';

	/** Codes completed by these characters. */
	add(text: string): readonly string[] {
		const parts = `${this.#rest}${text}`.split(/[\r\n]+/);
		this.#rest = (parts.pop() ?? '').slice(0, MAX_CODE_LENGTH);
		return parts.filter((part) => part !== '' && part.length <= MAX_CODE_LENGTH);
	}
}
