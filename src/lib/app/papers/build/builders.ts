/** Who builds which kind of paper; the keys are those of `kinds.ts`. Runs in the worker only. */
import type { PaperBuilder } from './builder.ts';
import { bincard } from './bincard.ts';
import { recall, sterilhandover, sterilorder } from './contract.ts';
import { inbound, receipt, request } from './incoming.ts';
import { inspection, report } from './inspection.ts';
import { card, clearance, issue, order, returned } from './production.ts';
import { finished, release } from './release.ts';
import { delivery, outbound } from './shipping.ts';

export const BUILDERS: Readonly<Record<string, PaperBuilder>> = {
	receipt,
	request,
	inspection,
	report,
	inbound,
	order,
	issue,
	returned,
	card,
	clearance,
	release,
	finished,
	outbound,
	delivery,
	bincard,
	sterilorder,
	sterilhandover,
	recall
};
