/** The GS1 element string of a label (AI 01 where known, else 240; 10, 11, 17, 21, 30, 310n). */
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
	/** Net weight of this handling unit in kilograms; absent where it is not weighed. */
	readonly netKg?: string;
}

/** A serial number of AI 21 has no more characters. */
export const MAX_SERIAL = 20;
/** Six digits of AI 310n, of which up to so many behind the point. */
const MEASURE_DIGITS = 6;
const MAX_DECIMALS = 5;

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
	const net = netWeight(label.netKg ?? '');
	if (net) add(net.ai, net.value);
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

/** `9.85` is AI 3102 with 000985; undefined for what six digits cannot hold. */
function netWeight(kg: string): Gs1Element | undefined {
	const [, whole = '', decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(kg) ?? [];
	const digits = whole + decimals;
	if (whole === '' || decimals.length > MAX_DECIMALS || BigInt(digits) >= 10n ** BigInt(MEASURE_DIGITS)) return undefined;
	return { ai: `310${String(decimals.length)}`, value: digits.padStart(MEASURE_DIGITS, '0').slice(-MEASURE_DIGITS) };
}
