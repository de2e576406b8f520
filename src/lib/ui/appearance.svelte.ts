/** Theme and density of the page, kept in this browser. `static/theme.js` applies the same keys before the first paint. */
const THEME_KEY = 'suyuan.theme';
const DENSITY_KEY = 'suyuan.density';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['compact', 'normal', 'touch'] as const;
export type Density = (typeof DENSITIES)[number];

/** Height of a list row in pixels, as `--row` in app.css; virtual lists compute with it. */
export const ROW_HEIGHT_PX: Readonly<Record<Density, number>> = { compact: 28, normal: 36, touch: 48 };

class Appearance {
	#theme = $state<Theme>(readTheme());
	#density = $state<Density>(readDensity());

	get theme(): Theme {
		return this.#theme;
	}

	get density(): Density {
		return this.#density;
	}

	get rowHeightPx(): number {
		return ROW_HEIGHT_PX[this.#density];
	}

	chooseTheme(theme: Theme): void {
		this.#theme = theme;
		store(THEME_KEY, theme);
		this.#applyTheme();
	}

	chooseDensity(density: Density): void {
		this.#density = density;
		store(DENSITY_KEY, density);
		document.documentElement.dataset['density'] = density;
	}

	/** Follows the system while the user has chosen nothing else; returns the clean-up. */
	followSystem(): () => void {
		const system = matchMedia('(prefers-color-scheme: dark)');
		const onchange = (): void => {
			this.#applyTheme();
		};
		system.addEventListener('change', onchange);
		// The system may have changed between the first paint and now.
		onchange();
		return () => {
			system.removeEventListener('change', onchange);
		};
	}

	#applyTheme(): void {
		const dark = this.#theme === 'dark' || (this.#theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
		document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
	}
}

export const appearance = new Appearance();

function readTheme(): Theme {
	return THEMES.find((theme) => theme === read(THEME_KEY)) ?? 'system';
}

function readDensity(): Density {
	const wanted = read(DENSITY_KEY) ?? (typeof document === 'undefined' ? null : document.documentElement.dataset['density']);
	return DENSITIES.find((density) => density === wanted) ?? 'normal';
}

function read(key: string): string | null {
	if (typeof localStorage === 'undefined') return null;
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}

function store(key: string, value: string): void {
	try {
		localStorage.setItem(key, value);
	} catch {
		// Storage refused (private mode): the choice lasts as long as the page.
	}
}
