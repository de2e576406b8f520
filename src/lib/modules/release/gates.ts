/** G22: the record is complete enough to release. What only whoever signs can weigh is shown to them, not judged here. */
import type { Gate } from '#lib/engine/gates.ts';
import { localDay } from '#lib/kernel/instant.ts';
import { lotNode } from '../inventory/index.ts';
import { against, dossierOf, type CheckKey, type ReleaseStage } from './dossier.ts';

/** Items without which no release may be written, by stage; the others are for the reviewer's eyes. */
const HARD: Readonly<Record<ReleaseStage, readonly CheckKey[]>> = {
	production: ['holds'],
	market: ['holds', 'sterilisation', 'final-inspection', 'expiry', 'production-release']
};

export const dossierComplete = (stage: ReleaseStage): Gate => ({
	id: 'G22',
	check(intent, read) {
		const lot = String(intent.data['lot']);
		return against(dossierOf(read, lot, localDay(intent.at)), stage)
			.filter(({ key }) => HARD[stage].includes(key))
			.map(({ code, words }) => ({ code: `dossier-${code}`, subject: lotNode(lot), params: { ...words } }));
	}
});
