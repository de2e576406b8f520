/** Which company a tab, or else the browser, had open last, so that a reload or a deep link opens it again. */
const KEY = 'suyuan.company';

export const lastCompany = {
	/** Company id; "" where none is remembered or storage is refused. */
	remembered(): string {
		return read(() => sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY));
	},

	remember(org: string): void {
		read(() => {
			sessionStorage.setItem(KEY, org);
			localStorage.setItem(KEY, org);
			return org;
		});
	},

	/** This tab begins at the start page; `""` in the tab wins over what the browser remembers. */
	forget(): void {
		read(() => {
			sessionStorage.setItem(KEY, '');
			localStorage.removeItem(KEY);
			return '';
		});
	}
} as const;

function read(work: () => string | null): string {
	try {
		return work() ?? '';
	} catch {
		// Storage refused: the start page asks.
		return '';
	}
}
