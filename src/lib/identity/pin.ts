/**
 * Which PINs a person may choose. The PIN guards a badge that was lost or borrowed: at a terminal the unlock guard stops
 * guessing after a few attempts, so it is the favourites that have to be kept out, not every pattern.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';

export const PIN_DIGITS = 6;

/** `not-six-digits` · `too-simple`: among the first that anybody would try. */
export type PinProblem = 'not-six-digits' | 'too-simple';

const DIGITS_ONLY = /^[0-9]+$/;
/** Keypad columns, crosses and rhymes that no rule below catches. */
const FAVOURITES: ReadonlySet<string> = new Set([
	'112233',
	'223344',
	'147258',
	'258369',
	'147369',
	'159357',
	'159753',
	'201314',
	'520131',
	'521125'
]);
const CYCLE = 10;

/** Checks a PIN that is about to be set. A PIN that is merely entered needs no check: a wrong one opens nothing. */
export function checkPin(pin: string): Result<string, PinProblem> {
	if (pin.length !== PIN_DIGITS || !DIGITS_ONLY.test(pin)) return err('not-six-digits');
	const isSimple = isRun(pin) || isRepeated(pin, 1) || isRepeated(pin, 2) || isRepeated(pin, 3) || FAVOURITES.has(pin);
	return isSimple ? err('too-simple') : ok(pin);
}

/** `123456`, `987654` and those that run over the end, as `789012`. */
function isRun(pin: string): boolean {
	const steps = new Set<number>();
	for (let at = 1; at < pin.length; at++) steps.add((Number(pin[at]) - Number(pin[at - 1]) + CYCLE) % CYCLE);
	return steps.size === 1 && (steps.has(1) || steps.has(CYCLE - 1));
}

/** `000000`, `121212`, `123123`. */
function isRepeated(pin: string, length: number): boolean {
	return pin === pin.slice(0, length).repeat(PIN_DIGITS / length);
}
