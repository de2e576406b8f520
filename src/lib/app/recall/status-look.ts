/** How a recall's state is shown: tone and word. */
import type { Tone } from '#lib/ui/tone.ts';
import { m } from './messages.ts';
import type { RecallSheet } from './recall-follow-up.ts';

export function statusLook({ status, drill }: Pick<RecallSheet, 'status' | 'drill'>): { readonly tone: Tone; readonly label: string } {
	if (drill) return { tone: 'draft', label: m.drillDone() };
	switch (status) {
		case 'signal':
			return { tone: 'quarantine', label: m.statusSignal() };
		case 'assessed':
			return { tone: 'quarantine', label: m.statusAssessed() };
		case 'decided':
			return { tone: 'rejected', label: m.statusDecided() };
		case 'closed':
			return { tone: 'released', label: m.statusClosed() };
	}
}
