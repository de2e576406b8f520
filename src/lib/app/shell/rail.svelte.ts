/** Which area the shown page belongs to, and whether the rail shows names beside its icons; the latter is kept in this browser. */
import { innerWidth } from 'svelte/reactivity/window';
import type { AreaId } from './areas.ts';

const KEY = 'suyuan.rail';

/** Below this width the rail is narrow unless it was opened by hand. */
const WIDE_FROM_PX = 1200;

class Rail {
	#area = $state<AreaId | undefined>(undefined);
	#choice = $state(read());

	/** Undefined on pages outside any area. */
	get area(): AreaId | undefined {
		return this.#area;
	}

	get isNarrow(): boolean {
		return this.#choice === '' ? (innerWidth.current ?? WIDE_FROM_PX) < WIDE_FROM_PX : this.#choice === 'narrow';
	}

	enter(area: AreaId): () => void {
		this.#area = area;
		return () => {
			if (this.#area === area) this.#area = undefined;
		};
	}

	toggle(): void {
		this.#choice = this.isNarrow ? 'wide' : 'narrow';
		try {
			localStorage.setItem(KEY, this.#choice);
		} catch {
			// Storage refused (private mode): the choice lasts as long as the page.
		}
	}
}

export const rail = new Rail();

function read(): '' | 'narrow' | 'wide' {
	if (typeof localStorage === 'undefined') return '';
	try {
		const value = localStorage.getItem(KEY);
		return value === 'narrow' || value === 'wide' ? value : '';
	} catch {
		return '';
	}
}
