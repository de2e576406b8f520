/**
 * What is half entered survives a reload, a lock and an empty battery on this device: it is kept in the browser's local
 * storage by company and area. It is nobody's record; screens say so.
 */
const PREFIX = 'suyuan.draft';

export interface KeptDraft<T> {
	/** Undefined where nothing is kept, or what is kept cannot be read. */
	load(): T | undefined;
	/** False where the browser does not keep it: the screen says so. */
	save(draft: T): boolean;
	forget(): void;
}

export function keptDraft<T>(area: string, org: string): KeptDraft<T> {
	const key = `${PREFIX}.${area}.${org}`;
	return {
		load() {
			try {
				const text = localStorage.getItem(key);
				return text === null ? undefined : (JSON.parse(text) as T);
			} catch {
				return undefined;
			}
		},
		save(draft) {
			try {
				localStorage.setItem(key, JSON.stringify(draft));
				return true;
			} catch {
				return false;
			}
		},
		forget() {
			try {
				localStorage.removeItem(key);
			} catch {
				// Nothing was kept, then.
			}
		}
	};
}
