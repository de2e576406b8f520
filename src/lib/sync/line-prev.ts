/** Characters of an entry line before its JSON: 86 of signature and one space. */
const JSON_START = 87;

/** `prev` of a line; undefined for what is no entry. */
export function prevOf(line: string): unknown {
	try {
		return (JSON.parse(line.slice(JSON_START)) as { readonly prev?: unknown }).prev;
	} catch {
		return undefined;
	}
}
