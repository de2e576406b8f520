/** Which readings are asked for: those of the specification, else the usual four without limits. */
import { limitText, type CycleLimit } from '#lib/modules/sterilisation/limits.ts';
import { localized } from '#lib/i18n/locale.svelte.ts';
import { CYCLE_PARAMETERS } from './cycle-parameters.ts';
import type { LoadView } from './load-views.ts';

export interface AskedReading extends CycleLimit {
	/** `45–55`; "" where there is no limit. */
	readonly text: string;
}

export function limitsOf({ spec }: LoadView): readonly AskedReading[] {
	if (spec && spec.limits.length > 0)
		return spec.limits.map((limit) => ({ ...limit, text: [limitText(limit), limit.unit ?? ''].filter((part) => part !== '').join(' ') }));
	return CYCLE_PARAMETERS.map(({ key, name, unit }) => ({ key, name: localized(name), unit, text: '' }));
}
