/** Processing state of lots: the steriliser loads they went through and what was decided about them. */
import { defineView } from '#lib/engine/define-view.ts';
import { defineRegister } from '#lib/engine/register.ts';

/** Steriliser loads by uid: number, contractor, cycle. */
export const loads = defineRegister('loads');
export interface LoadVerdictChange {
	readonly decision: 'released' | 'rejected';
}
export const loadVerdicts = defineView<LoadVerdictChange, string>({
	name: 'loadVerdicts',
	hashed: true,
	fold(inputs, read) {
		const effective = inputs.filter(({ op }) => read.verdict(op).effective);
		return effective.some(({ value }) => value.decision === 'rejected') ? 'rejected' : effective.length > 0 ? 'released' : 'open';
	}
});
/** Loads a lot went through, by lot uid. */
export const lotLoads = defineView<{ readonly load: string }, readonly string[]>({
	name: 'lotLoads',
	hashed: true,
	fold: (inputs, read) => [...new Set(inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value.load))]
});
