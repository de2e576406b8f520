/** The data-quality board: every check with what it found, and the score. */
import { dataQuality, qualityScore, type QualityCheck } from '#lib/modules/rollout/index.ts';
import type { QueryContext } from '../live/queries/query.ts';

export interface QualityBoard {
	/** Whole per cent in order. */
	readonly score: number;
	/** Those with most defects first; those with none last. */
	readonly checks: readonly QualityCheck[];
}

function board({ engine }: QueryContext, _ask: null): QualityBoard {
	const checks = dataQuality(engine);
	return { score: qualityScore(checks), checks: [...checks].sort((a, b) => b.defects.length - a.defects.length) };
}

export const qualityQueries = { 'master.quality': board };
