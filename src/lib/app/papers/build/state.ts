import type { Disposition } from '#lib/modules/quality/index.ts';
import type { Cell, PaperState } from '../paper.ts';

/** 黄 待检 · 绿 合格 · 红 不合格: what the shop floor goes by. */
const WORDS: Readonly<Record<Disposition, { readonly state: PaperState; readonly zh: string; readonly en: string }>> = {
	quarantine: { state: 'quarantine', zh: '待检', en: 'Quarantine' },
	conditional: { state: 'quarantine', zh: '有条件放行', en: 'Conditional' },
	released: { state: 'released', zh: '合格', en: 'Released' },
	rejected: { state: 'rejected', zh: '不合格', en: 'Rejected' }
};

export function stateOf(disposition: Disposition): Cell {
	const { state, zh, en } = WORDS[disposition];
	return { kind: 'state', state, words: { zh, en } };
}
