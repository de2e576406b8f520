/** What the list of lots can be narrowed to by state. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { RecallScopes } from '../queries/state-marks.ts';
import type { LotRecord } from './lot-index.ts';

export type LotState = 'recall' | 'hold' | 'quarantine' | 'conditional' | 'rejected' | 'released' | 'expired';

export interface StateFilter {
	readonly id: LotState;
	readonly label: Bilingual;
	readonly tone: Tone;
	readonly test: (record: Pick<LotRecord, 'uid' | 'disposition' | 'held' | 'expiry'>, day: string, scopes: RecallScopes) => boolean;
}

export const LOT_STATES: readonly StateFilter[] = [
	{ id: 'recall', label: { zh: '召回中', en: 'In recall' }, tone: 'rejected', test: ({ uid }, _day, scopes) => scopes.has(`lot:${uid}`) },
	{ id: 'hold', label: { zh: '冻结', en: 'On hold' }, tone: 'hold', test: ({ held }) => held },
	{
		id: 'quarantine',
		label: { zh: '待检', en: 'Quarantine' },
		tone: 'quarantine',
		test: ({ disposition }) => disposition === 'quarantine'
	},
	{
		id: 'conditional',
		label: { zh: '紧急放行', en: 'Conditional' },
		tone: 'quarantine',
		test: ({ disposition }) => disposition === 'conditional'
	},
	{ id: 'rejected', label: { zh: '不合格', en: 'Rejected' }, tone: 'rejected', test: ({ disposition }) => disposition === 'rejected' },
	{ id: 'released', label: { zh: '合格', en: 'Accepted' }, tone: 'released', test: ({ disposition }) => disposition === 'released' },
	{ id: 'expired', label: { zh: '已过期', en: 'Expired' }, tone: 'rejected', test: ({ expiry }, day) => expiry !== '' && expiry < day }
];
