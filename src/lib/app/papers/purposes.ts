import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { PRINT_PURPOSES, type PrintPurpose } from '#lib/modules/papers/index.ts';

export const PURPOSES = Object.keys(PRINT_PURPOSES) as readonly PrintPurpose[];

export function purposeWords(purpose: string): Bilingual {
	if (!Object.hasOwn(PRINT_PURPOSES, purpose)) return { zh: purpose, en: purpose };
	const [zh, en] = PRINT_PURPOSES[purpose as PrintPurpose];
	return { zh, en };
}
