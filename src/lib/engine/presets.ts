/**
 * Presets (users.md §0.1, §2): complete, explained sets of gate modes, signature counts and separations. A company picks
 * one at its founding; five separations are hard for everybody and cannot be switched off by any preset.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export type PresetId = 'micro' | 'small' | 'contract';

/** block: refused, or a fact is recorded with "already happened" · deviation: allowed, deviation recorded · warn: noted. */
export type GateMode = 'block' | 'deviation' | 'warn';

/** Pairs of acts on one subject that must be by two persons. */
export type Separation =
	| 'inspect-release'
	| 'production-quality'
	| 'author-approver'
	| 'nonconformity-review'
	| 'payment-approval'
	| 'tester-judge'
	| 'picker-checker'
	| 'self-grant';

/** Hard for everybody (users.md §0.2), plus: nobody grants himself a role (domain.md §3.9). */
export const HARD_SEPARATIONS: readonly Separation[] = [
	'inspect-release',
	'production-quality',
	'author-approver',
	'nonconformity-review',
	'payment-approval',
	'self-grant'
];

export interface Preset {
	readonly id: PresetId;
	readonly labels: Bilingual;
	readonly gates: Readonly<Record<string, GateMode>>;
	readonly separations: readonly Separation[];
	/** Distinct signers per operation type where this preset asks for fewer than the definition's maximum. */
	readonly signers: Readonly<Record<string, number>>;
	/** An exact scan replaces the second person where the check is identity or count. */
	readonly scanVerifies: boolean;
}

const GATES = { G5: 'block', G6: 'warn', G7: 'block', G18: 'block', G28: 'block' } as const;

export const PRESETS: Readonly<Record<PresetId, Preset>> = {
	micro: {
		id: 'micro',
		labels: { zh: '微型(≤10 人)', en: 'Micro (up to 10 people)' },
		gates: GATES,
		separations: HARD_SEPARATIONS,
		signers: {
			'hold.lifted': 1,
			'lineClearance.done': 1,
			'recall.closed': 1,
			'recall.decided': 2,
			'recallDrill.completed': 1,
			'release.marketReleased': 1,
			'steril.loadReleased': 1,
			'workMaster.released': 2
		},
		scanVerifies: true
	},
	small: {
		id: 'small',
		labels: { zh: '小型(11–50 人)', en: 'Small (11 to 50 people)' },
		gates: GATES,
		separations: [...HARD_SEPARATIONS, 'tester-judge', 'picker-checker'],
		signers: {},
		scanVerifies: true
	},
	contract: {
		id: 'contract',
		labels: { zh: '受托生产', en: 'Contract manufacture' },
		gates: GATES,
		separations: [...HARD_SEPARATIONS, 'tester-judge', 'picker-checker'],
		signers: {},
		scanVerifies: false
	}
};

export function presetOf(id: unknown): Preset {
	return typeof id === 'string' && id in PRESETS ? PRESETS[id as PresetId] : PRESETS.micro;
}
