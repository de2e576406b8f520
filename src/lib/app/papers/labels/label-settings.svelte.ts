/** How labels are printed at this device; remembered in this browser, because a printer stands at a place. */
import { isLabelSize, RESOLUTIONS, type LabelSize, type Resolution } from './label-sizes.ts';

const KEY = 'suyuan.labels';

interface Stored {
	readonly size: LabelSize;
	/** `roll`: one label a page on label stock; `sheet`: many on A4, cut afterwards. */
	readonly carrier: 'roll' | 'sheet';
	readonly dpi: Resolution;
	/** `matrix`: Data Matrix and QR; `linear`: GS1-128 and Code 128 for guns that read lines only. */
	readonly codes: 'matrix' | 'linear';
}

const DEFAULT: Stored = { size: '60x40', carrier: 'roll', dpi: 203, codes: 'matrix' };

class LabelSettings {
	#value = $state.raw<Stored>(stored());

	get value(): Stored {
		return this.#value;
	}

	change(part: Partial<Stored>): void {
		this.#value = { ...this.#value, ...part };
		try {
			localStorage.setItem(KEY, JSON.stringify(this.#value));
		} catch {
			// Storage refused: the choice lasts as long as the page.
		}
	}
}

function stored(): Stored {
	if (typeof localStorage === 'undefined') return DEFAULT;
	try {
		const value = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Stored>;
		return {
			size: isLabelSize(value.size) ? value.size : DEFAULT.size,
			carrier: value.carrier === 'sheet' ? 'sheet' : 'roll',
			dpi: RESOLUTIONS.find((one) => one === value.dpi) ?? DEFAULT.dpi,
			codes: value.codes === 'linear' ? 'linear' : 'matrix'
		};
	} catch {
		return DEFAULT;
	}
}

export const labelSettings = new LabelSettings();
