import { DEFAULT_LOCALE, isLocale, pick, type Bilingual, type Locale } from './messages.ts';

/** `static/theme.js` reads the same key before the first paint. */
const STORAGE_KEY = 'suyuan.locale';

/** The language of the page, kept in this browser; reading `current` in a template subscribes to it. */
class LocaleSetting {
	#current = $state<Locale>(stored());

	get current(): Locale {
		return this.#current;
	}

	/** Switches language everywhere at once, also `html lang`, which picks the Han glyphs. */
	choose(locale: Locale): void {
		this.#current = locale;
		if (typeof document === 'undefined') return;
		document.documentElement.lang = locale;
		try {
			localStorage.setItem(STORAGE_KEY, locale);
		} catch {
			// Storage refused (private mode): the choice lasts as long as the page.
		}
	}
}

export const locale = new LocaleSetting();

/** A bilingual text in the language of the page. */
export function localized(text: Bilingual): string {
	return pick(locale.current, text);
}

function stored(): Locale {
	if (typeof localStorage === 'undefined') return DEFAULT_LOCALE;
	try {
		const value = localStorage.getItem(STORAGE_KEY);
		return isLocale(value) ? value : DEFAULT_LOCALE;
	} catch {
		return DEFAULT_LOCALE;
	}
}
