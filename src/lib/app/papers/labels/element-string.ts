/** The GS1 element string of a label (AI 01 where known, else 240; 10, 11, 17, 21, 30). */
import { formatGs1Date } from '#lib/kernel/gs1-date.ts';
import { checkedElements, formatElementString, type Gs1Element } from '#lib/kernel/gs1.ts';
import { parsePlainDate } from '#lib/kernel/plain-date.ts';

export interface LabelIdentity {
	/** Device identifier; "" where none is recorded. */
	readonly gtin: string;
	readonly itemCode: string;
	readonly lot: string;
	readonly serial: string;
	readonly mfgDate: string;
	readonly expiry: string;
	/** Pieces in this handling unit, a whole number; "" where it is not one. */
	readonly count: string;
}

/**
 * Fixed-length elements first, so that fewer separators are needed. Undefined where something cannot be written in GS1's
 * characters, e.g. a lot number with Han characters.
 */
export function elementStringOf(label: LabelIdentity): string | undefined {
	const elements: Gs1Element[] = [];
	const add = (ai: string, value: string) => {
		if (value !== '') elements.push({ ai, value });
	};
	add('01', label.gtin);
	add('11', gs1Date(label.mfgDate));
	add('17', gs1Date(label.expiry));
	add('10', label.lot);
	add('21', label.serial);
	if (label.gtin === '') add('240', label.itemCode);
	if (/^\d{1,8}$/.test(label.count)) add('30', label.count);
	const checked = checkedElements(elements);
	if (!checked.ok || elements.length === 0) return undefined;
	const text = formatElementString(checked.value);
	// The encoder knows no escaped brackets.
	return text.includes('\\(') ? undefined : text;
}

function gs1Date(date: string): string {
	const parsed = parsePlainDate(date);
	return parsed.ok ? formatGs1Date(parsed.value) : '';
}
