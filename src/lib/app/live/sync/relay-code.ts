/** The device code a relay gets: it numbers nothing, but is a device like any other. */

const CODE = /^[0-9A-Z]{2}$/;
const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The first free code of the form R1, R2 …; "" if there is none. */
export function proposeRelayCode(taken: readonly string[]): string {
	for (const digit of DIGITS) if (!taken.includes(`R${digit}`)) return `R${digit}`;
	return '';
}

export function relayCodeProblem(code: string, taken: readonly string[]): 'wrong' | 'taken' | undefined {
	if (!CODE.test(code)) return 'wrong';
	return taken.includes(code) ? 'taken' : undefined;
}
