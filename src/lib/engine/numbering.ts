/**
 * Numbers that cannot collide offline (design.md §3): every device has a two-character code unique in the company, and
 * each device counts its own sequence. No blocks, no allocation, no meeting needed.
 */
import { assert } from '#lib/kernel/assert.ts';

/** Pieces a pattern may name: `{type}{site}{yyMM}{device}{seq:4}`. */
export interface NumberParts {
	readonly type?: string;
	readonly product?: string;
	readonly line?: string;
	readonly site?: string;
	/** Production day or document day, `2026-09-12`. */
	readonly day: string;
	/** The writing device's code. */
	readonly device: string;
	/** The device's own running number within the pattern's period. */
	readonly seq: number;
}

export const DOCUMENT_PATTERN = '{type}{site}{yyMM}{device}{seq:4}';
export const LOT_PATTERN = '{product}{yyMMdd}{line}{device}{seq:2}';
export const MAX_NUMBER_LENGTH = 20;

/** Formats a number; throws on a pattern piece that does not exist (a configuration bug, caught when it is approved). */
export function formatNumber(pattern: string, parts: NumberParts): string {
	const text = pattern.replace(/\{([A-Za-z]+)(?::(\d+))?\}/g, (_, piece: string, width: string | undefined) => {
		switch (piece) {
			case 'yyMMdd':
				return parts.day.slice(2, 4) + parts.day.slice(5, 7) + parts.day.slice(8, 10);
			case 'yyMM':
				return parts.day.slice(2, 4) + parts.day.slice(5, 7);
			case 'seq':
				return String(parts.seq).padStart(Number(width ?? 1), '0');
			case 'type':
			case 'product':
			case 'line':
			case 'site':
			case 'device':
				return parts[piece] ?? '';
			default:
				throw new Error(`number pattern has no piece {${piece}}`);
		}
	});
	// AI(10) and AI(21) hold 20 characters (GS1 General Specifications §3.4, §3.5).
	assert(text.length <= MAX_NUMBER_LENGTH, `number ${text} is longer than ${MAX_NUMBER_LENGTH} characters`);
	return text;
}
