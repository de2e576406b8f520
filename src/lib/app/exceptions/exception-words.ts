/** Risk and state of an exception in words and tones. */
import type { Tone } from '#lib/ui/tone.ts';
import type { InboxEntry } from './exception-queries.ts';
import { m } from './messages.ts';
import type { Risk } from './risk.ts';

const RISK_TONES: Readonly<Record<Risk, Tone>> = { critical: 'rejected', high: 'quarantine', normal: 'draft' };

export function riskChip(risk: Risk): { readonly tone: Tone; readonly label: string } {
	return { tone: RISK_TONES[risk], label: { critical: m.critical, high: m.high, normal: m.normal }[risk]() };
}

export function statusChip({ status }: InboxEntry): { readonly tone: Tone; readonly label: string } {
	switch (status) {
		case 'acknowledged':
			return { tone: 'accent', label: m.statusAcknowledged() };
		case 'reopened':
			return { tone: 'rejected', label: m.statusReopened() };
		case 'condition-gone':
			return { tone: 'released', label: m.statusGone() };
		case 'closed':
			return { tone: 'released', label: m.statusClosed() };
		default:
			return { tone: 'quarantine', label: m.statusOpen() };
	}
}
