/**
 * GS1 element strings: what a barcode on a pack, box or pallet says.
 *
 * Forms read
 *   bracketed    (01)06901234567892(17)281231(10)MK260909     as printed under a code and as decoders return it
 *   raw          ]d2 01069012345678921728123110MK260909␝21…    as scanned: symbology identifier, FNC1 as ␝ (0x1D)
 *
 * Invariants
 * 1. Every value returned has been checked: length, character set, check digit, date (gs1-ai.ts).
 * 2. Raw text without a symbology identifier, a leading FNC1 or any 0x1D could as well be a typed lot number
 *    ("10ABC"); it is read only if it starts with a key whose check digit is right, or if the caller knows that it
 *    was scanned.
 * 3. All or nothing: a problem anywhere refuses the whole string, half a label would be trusted as a whole one.
 * 4. Formatting and parsing are inverse.
 * Which AIs must accompany each other is not judged: one label may spread over several codes.
 */
import { aiRuleAt, AI_RULES, isInCharset, type AiComponent, type AiRule } from './gs1-ai.ts';
import { hasGs1CheckDigit } from './gs1-check-digit.ts';
import { isGs1DateText } from './gs1-date.ts';
import { err, ok, type Result } from './result.ts';
import { foldWidth, trim } from './text.ts';

export interface Gs1Element {
	/** Application identifier, two to four digits. */
	readonly ai: string;
	readonly value: string;
}

export interface ElementString {
	readonly elements: readonly Gs1Element[];
}

export interface Gs1Problem {
	readonly code:
		| 'empty'
		| 'too-long'
		| 'not-an-element-string'
		| 'unknown-ai'
		| 'wrong-length'
		| 'wrong-character'
		| 'wrong-check-digit'
		| 'impossible-date'
		| 'contradicting-ai'
		| 'qualifier-order';
	/** The application identifier concerned, where one was recognised. */
	readonly ai?: string;
}

export interface ElementStringOptions {
	/** The text came from a scanner, so it is no typed lot number even without a symbology identifier. */
	readonly isScanned?: boolean;
}

/** Longer than anything a symbology holds (Data Matrix: 3116 digits). */
export const MAX_ELEMENT_STRING_LENGTH = 4_096;

/** FNC1 as a character in scanned data. */
export const GROUP_SEPARATOR = '\u001d';

/** GS1-128, GS1 Data Matrix, GS1 QR Code, GS1 DataBar, GS1 DotCode. */
const SYMBOLOGY_IDENTIFIERS = [']C1', ']d2', ']Q3', ']e0', ']J1'];
/** What keyboard-wedge scanners and decoders show instead of 0x1D; none can occur in a value but '<GS>', which none does. */
const SEPARATOR_SUBSTITUTES = /\u241d|\u00e8|\{GS\}|<GS>|\\x1[dD]|\\u001[dD]|\^/g;
/** Keys that may begin an unmarked raw string; each has a check digit to tell it from a lot number. */
const LEADING_KEYS = ['00', '01', '02'];

/**
 * Reads an element string in either form.
 * @example parseElementString('(01)06901234567892(10)A1') has the elements 01 and 10
 */
export function parseElementString(text: string, { isScanned = false }: ElementStringOptions = {}): Result<ElementString, Gs1Problem> {
	if (text.length > MAX_ELEMENT_STRING_LENGTH) return err({ code: 'too-long' });
	const folded = trim(foldWidth(text));
	if (folded === '') return err({ code: 'empty' });
	if (folded.startsWith('(')) return parseBracketed(folded);
	const identifier = SYMBOLOGY_IDENTIFIERS.find((known) => folded.startsWith(known)) ?? '';
	const data = folded.slice(identifier.length).replace(SEPARATOR_SUBSTITUTES, GROUP_SEPARATOR);
	const isMarked = isScanned || identifier !== '' || data.startsWith(GROUP_SEPARATOR) || folded.includes(GROUP_SEPARATOR);
	return isMarked || startsWithKey(data) ? parseRaw(data) : err({ code: 'not-an-element-string' });
}

/** What is wrong with a value of an AI; undefined if nothing. For labels about to be made as well as codes read. */
export function elementProblem({ ai, value }: Gs1Element): Gs1Problem | undefined {
	const rule = AI_RULES.get(ai);
	if (rule === undefined) return { code: 'unknown-ai' };
	let rest = value;
	for (const component of rule.components) {
		if (rest === '' && component.isOptional) break;
		const part = rest.slice(0, component.maxLength);
		rest = rest.slice(component.maxLength);
		const code = componentProblem(component, part);
		if (code !== undefined) return { code, ai };
	}
	return rest === '' ? undefined : { code: 'wrong-length', ai };
}

/**
 * The string of elements: 'bracketed' for people (a bracket inside a value is escaped as '\('), 'raw' for encoders
 * (without the leading FNC1, with 0x1D between elements where one is needed).
 * Elements have passed `elementProblem`.
 */
export function formatElementString({ elements }: ElementString, form: 'bracketed' | 'raw' = 'bracketed'): string {
	if (form === 'bracketed') return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
	return elements
		.map(({ ai, value }, index) => {
			const needsSeparator = index < elements.length - 1 && AI_RULES.get(ai)?.isPredefined !== true;
			return ai + value + (needsSeparator ? GROUP_SEPARATOR : '');
		})
		.join('');
}

/** The value of an AI, or undefined if the string does not carry it. */
export function elementValue({ elements }: ElementString, ai: string): string | undefined {
	return elements.find((element) => element.ai === ai)?.value;
}

/** Checks every element and drops exact repetitions; the same AI with two values contradicts itself. */
export function checkedElements(elements: readonly Gs1Element[]): Result<ElementString, Gs1Problem> {
	const valuesByAi = new Map<string, string>();
	for (const element of elements) {
		const problem = elementProblem(element);
		if (problem !== undefined) return err(problem);
		const known = valuesByAi.get(element.ai);
		if (known !== undefined && known !== element.value) return err({ code: 'contradicting-ai', ai: element.ai });
		valuesByAi.set(element.ai, element.value);
	}
	return ok({ elements: Array.from(valuesByAi, ([ai, value]) => ({ ai, value })) });
}

function parseBracketed(text: string): Result<ElementString, Gs1Problem> {
	const elements: Gs1Element[] = [];
	let at = 0;
	while (at < text.length) {
		const rule = bracketedAiAt(text, at);
		if (rule === undefined) return err({ code: 'unknown-ai' });
		const start = at + rule.ai.length + 2;
		at = start;
		while (at < text.length && bracketedAiAt(text, at) === undefined) at += text[at] === '\\' ? 2 : 1;
		elements.push({ ai: rule.ai, value: trim(text.slice(start, at).replaceAll('\\(', '(')) });
	}
	return checkedElements(elements);
}

/** Only brackets around a known AI open an element: decoders leave brackets inside a lot number unescaped. */
function bracketedAiAt(text: string, at: number): AiRule | undefined {
	if (text[at] !== '(') return undefined;
	const rule = aiRuleAt(text, at + 1);
	return rule !== undefined && text[at + 1 + rule.ai.length] === ')' ? rule : undefined;
}

function parseRaw(data: string): Result<ElementString, Gs1Problem> {
	const elements: Gs1Element[] = [];
	let at = data.startsWith(GROUP_SEPARATOR) ? 1 : 0;
	while (at < data.length) {
		const rule = aiRuleAt(data, at);
		if (rule === undefined) return err({ code: 'unknown-ai' });
		const start = at + rule.ai.length;
		const separator = data.indexOf(GROUP_SEPARATOR, start);
		const end = separator < 0 ? data.length : separator;
		const stop = rule.isPredefined ? Math.min(end, start + predefinedLength(rule)) : end;
		elements.push({ ai: rule.ai, value: data.slice(start, stop) });
		// A separator after a predefined length is superfluous but allowed.
		at = stop === separator ? stop + 1 : stop;
	}
	return checkedElements(elements);
}

function startsWithKey(data: string): boolean {
	const rule = aiRuleAt(data, 0);
	if (rule === undefined || !LEADING_KEYS.includes(rule.ai)) return false;
	const key = data.slice(rule.ai.length, rule.ai.length + predefinedLength(rule));
	return key.length === predefinedLength(rule) && hasGs1CheckDigit(key);
}

function predefinedLength(rule: AiRule): number {
	return rule.components.reduce((sum, { maxLength }) => sum + maxLength, 0);
}

function componentProblem({ charset, check, minLength }: AiComponent, part: string): Gs1Problem['code'] | undefined {
	if (part.length < minLength) return 'wrong-length';
	if (!isInCharset(part, charset)) return 'wrong-character';
	if (check === 'check-digit') return hasGs1CheckDigit(part) ? undefined : 'wrong-check-digit';
	if (check !== undefined && !isGs1DateText(part, check === 'date')) return 'impossible-date';
	return undefined;
}
