import { expect, test } from 'vitest';
import { proposeRelayCode, relayCodeProblem } from './relay-code.ts';

test('a relay gets the first free code', () => {
	expect(proposeRelayCode([])).toBe('R1');
	expect(proposeRelayCode(['R1', 'A1', 'R2'])).toBe('R3');
	expect(proposeRelayCode('123456789ABCDEFGHJKLMNPQRSTUVWXYZ'.split('').map((digit) => `R${digit}`))).toBe('');
});

test('a code is two capital letters or digits that nobody has', () => {
	expect(relayCodeProblem('R1', [])).toBeUndefined();
	expect(relayCodeProblem('R1', ['R1'])).toBe('taken');
	for (const code of ['', 'R', 'R12', 'r1', '中1', 'R ']) expect(relayCodeProblem(code, []), code).toBe('wrong');
});
