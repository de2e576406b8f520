/**
 * The modulo-10 check digit of GTIN, SSCC, GLN and the other numeric GS1 keys
 * (GS1 General Specifications, 7.9.1): from the right, digits weigh 3, 1, 3, 1 …
 */
import { assert } from './assert.ts';

const GTIN_LENGTHS = [8, 12, 13, 14];
const GTIN_LENGTH = 14;

/** The digit that completes `payload`, a key without its check digit. Other characters than digits are a bug. */
export function gs1CheckDigit(payload: string): string {
	assert(/^\d+$/.test(payload), 'a check digit is computed over digits');
	let sum = 0;
	for (let fromRight = 0; fromRight < payload.length; fromRight++) {
		const digit = payload.charCodeAt(payload.length - 1 - fromRight) - 0x30;
		sum += fromRight % 2 === 0 ? 3 * digit : digit;
	}
	return String((10 - (sum % 10)) % 10);
}

/** True for digits whose last one is the check digit of the others. */
export function hasGs1CheckDigit(key: string): boolean {
	return /^\d{2,}$/.test(key) && gs1CheckDigit(key.slice(0, -1)) === key.slice(-1);
}

/** A GTIN of 8, 12, 13 or 14 digits in the 14 digits of AI 01; undefined if its length or check digit is wrong. */
export function toGtin14(text: string): string | undefined {
	return GTIN_LENGTHS.includes(text.length) && hasGs1CheckDigit(text) ? text.padStart(GTIN_LENGTH, '0') : undefined;
}
