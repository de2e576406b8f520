/**
 * GS1 Application Identifiers that labels of goods, logistic units, places and assets carry.
 *
 * Invariants
 * 1. Each row equals the GS1 Barcode Syntax Dictionary's row for that AI (lengths, character sets, check digits,
 *    dates, whether a separator is needed); a test compares the whole table with it.
 * 2. An AI that is not listed is unknown: its length cannot be guessed, so nothing after it could be read safely.
 */

/** N digits · X character set 82 (ASCII without $ @ # [ ] ^ ` { | } ~ \ and space). */
export type Gs1Charset = 'N' | 'X';

export interface AiComponent {
	readonly charset: Gs1Charset;
	readonly minLength: number;
	readonly maxLength: number;
	/** 'date' is YYMMDD, with DD = 00 for the end of the month. */
	readonly check?: 'check-digit' | 'date' | 'strict-date';
	readonly isOptional?: true;
}

export interface AiRule {
	readonly ai: string;
	readonly title: string;
	/** Of predefined length: needs no separator after it. */
	readonly isPredefined: boolean;
	readonly components: readonly AiComponent[];
}

const digits = (length: number, check?: NonNullable<AiComponent['check']>): AiComponent => ({
	charset: 'N',
	minLength: length,
	maxLength: length,
	...(check === undefined ? {} : { check })
});
const digitsUpTo = (maxLength: number): AiComponent => ({ charset: 'N', minLength: 1, maxLength });
const textUpTo = (maxLength: number): AiComponent => ({ charset: 'X', minLength: 1, maxLength });
const optional = (component: AiComponent): AiComponent => ({ ...component, isOptional: true });

const predefined = (ai: string, title: string, component: AiComponent): AiRule => ({
	ai,
	title,
	isPredefined: true,
	components: [component]
});
const separated = (ai: string, title: string, ...components: AiComponent[]): AiRule => ({ ai, title, isPredefined: false, components });

const LAST_MEASURE_DECIMALS = 5;

/** A measure's fourth digit is its number of decimals: 3102 is kilograms with two. */
const measures = (stem: string, title: string): readonly AiRule[] =>
	Array.from({ length: LAST_MEASURE_DECIMALS + 1 }, (_, decimals) => predefined(`${stem}${decimals}`, title, digits(6)));

const RULES: readonly AiRule[] = [
	predefined('00', 'SSCC', digits(18, 'check-digit')),
	predefined('01', 'GTIN', digits(14, 'check-digit')),
	predefined('02', 'CONTENT', digits(14, 'check-digit')),
	separated('10', 'BATCH/LOT', textUpTo(20)),
	predefined('11', 'PROD DATE', digits(6, 'date')),
	predefined('12', 'DUE DATE', digits(6, 'date')),
	predefined('13', 'PACK DATE', digits(6, 'date')),
	predefined('15', 'BEST BEFORE or BEST BY', digits(6, 'date')),
	predefined('16', 'SELL BY', digits(6, 'date')),
	predefined('17', 'USE BY or EXPIRY', digits(6, 'date')),
	predefined('20', 'VARIANT', digits(2)),
	separated('21', 'SERIAL', textUpTo(20)),
	separated('22', 'CPV', textUpTo(20)),
	separated('235', 'TPX', textUpTo(28)),
	separated('240', 'ADDITIONAL ID', textUpTo(30)),
	separated('241', 'CUST. PART No.', textUpTo(30)),
	separated('242', 'MTO VARIANT', digitsUpTo(6)),
	separated('243', 'PCN', textUpTo(20)),
	separated('250', 'SECONDARY SERIAL', textUpTo(30)),
	separated('251', 'REF. TO SOURCE', textUpTo(30)),
	separated('253', 'GDTI', digits(13, 'check-digit'), optional(textUpTo(17))),
	separated('254', 'GLN EXTENSION COMPONENT', textUpTo(20)),
	separated('30', 'VAR. COUNT', digitsUpTo(8)),
	...measures('310', 'NET WEIGHT (kg)'),
	...measures('311', 'LENGTH (m)'),
	...measures('312', 'WIDTH (m)'),
	...measures('313', 'HEIGHT (m)'),
	...measures('314', 'AREA (m²)'),
	...measures('315', 'NET VOLUME (l)'),
	...measures('316', 'NET VOLUME (m³)'),
	...measures('330', 'GROSS WEIGHT (kg)'),
	separated('37', 'COUNT', digitsUpTo(8)),
	separated('400', 'ORDER NUMBER', textUpTo(30)),
	separated('401', 'GINC', textUpTo(30)),
	separated('402', 'GSIN', digits(17, 'check-digit')),
	separated('403', 'ROUTE', textUpTo(30)),
	predefined('410', 'SHIP TO LOC', digits(13, 'check-digit')),
	predefined('411', 'BILL TO', digits(13, 'check-digit')),
	predefined('412', 'PURCHASE FROM', digits(13, 'check-digit')),
	predefined('413', 'SHIP FOR LOC', digits(13, 'check-digit')),
	predefined('414', 'LOC No.', digits(13, 'check-digit')),
	predefined('415', 'PAY TO', digits(13, 'check-digit')),
	predefined('416', 'PROD/SERV LOC', digits(13, 'check-digit')),
	predefined('417', 'PARTY', digits(13, 'check-digit')),
	separated('420', 'SHIP TO POST', textUpTo(20)),
	separated('421', 'SHIP TO POST', digits(3), textUpTo(9)),
	separated('422', 'ORIGIN', digits(3)),
	separated('7006', 'FIRST FREEZE DATE', digits(6, 'strict-date')),
	separated('710', 'NHRN PZN', textUpTo(20)),
	separated('711', 'NHRN CIP', textUpTo(20)),
	separated('712', 'NHRN CN', textUpTo(20)),
	separated('713', 'NHRN DRN', textUpTo(20)),
	separated('714', 'NHRN AIM', textUpTo(20)),
	separated('715', 'NHRN NDC', textUpTo(20)),
	separated('716', 'NHRN AIC', textUpTo(20)),
	separated('7240', 'PROTOCOL', textUpTo(20)),
	separated('8002', 'CMT No.', textUpTo(20)),
	separated('8004', 'GIAI', textUpTo(30)),
	separated('8005', 'PRICE PER UNIT', digits(6)),
	separated('8012', 'VERSION', textUpTo(20)),
	separated('8017', 'GSRN - PROVIDER', digits(18, 'check-digit')),
	separated('8018', 'GSRN - RECIPIENT', digits(18, 'check-digit')),
	separated('8020', 'REF No.', textUpTo(25)),
	separated('90', 'INTERNAL', textUpTo(30)),
	...Array.from({ length: 9 }, (_, index) => separated(`9${index + 1}`, 'INTERNAL', textUpTo(90)))
];

/** Every AI this product reads, by its digits. */
export const AI_RULES: ReadonlyMap<string, AiRule> = new Map(RULES.map((rule) => [rule.ai, rule]));

const AI_LENGTHS = [2, 3, 4] as const;

/** The AI that begins at `at`; no AI is the beginning of another, so the first match is the only one. */
export function aiRuleAt(text: string, at: number): AiRule | undefined {
	for (const length of AI_LENGTHS) {
		const rule = AI_RULES.get(text.slice(at, at + length));
		if (rule !== undefined) return rule;
	}
	return undefined;
}

const SET_82_PUNCTUATION = '!"%&\'()*+,-./:;<=>?_';

/** True where every character belongs to the set. */
export function isInCharset(text: string, charset: Gs1Charset): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code >= 0x30 && code <= 0x39) continue;
		if (charset === 'N') return false;
		const isLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
		if (!isLetter && !SET_82_PUNCTUATION.includes(text.charAt(at))) return false;
	}
	return true;
}
