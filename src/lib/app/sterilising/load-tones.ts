/** How stages of a load look, wherever one is shown. */
import type { LoadStage } from '#lib/modules/sterilisation/index.ts';
import type { Tone } from '#lib/ui/tone.ts';

export const STAGE_TONE: Readonly<Record<LoadStage, Tone>> = {
	away: 'draft',
	papers: 'quarantine',
	verdict: 'quarantine',
	released: 'released',
	rejected: 'rejected'
};
