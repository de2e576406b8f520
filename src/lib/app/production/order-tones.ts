import type { Tone } from '#lib/ui/tone.ts';
import type { MaterialState, OrderState } from './production-views.ts';

export const STATE_TONE: Readonly<Record<OrderState, Tone>> = {
	planned: 'draft',
	released: 'accent',
	running: 'released',
	paused: 'hold',
	done: 'draft'
};

export const MATERIAL_TONE: Readonly<Record<MaterialState, Tone>> = {
	ready: 'released',
	part: 'quarantine',
	none: 'rejected',
	unknown: 'draft'
};
