import { expect, test } from 'vitest';
import { checkPin, PIN_DIGITS } from './pin.ts';

test('six digits, neither more nor fewer, and nothing but digits', () => {
	expect(checkPin('402917')).toEqual({ ok: true, value: '402917' });
	for (const pin of ['40291', '4029173', '', '40291a', '40291 ', '-02917', '４０２９１７', '1e5.00']) {
		expect(checkPin(pin), pin).toEqual({ ok: false, error: 'not-six-digits' });
	}
	expect(PIN_DIGITS).toBe(6);
});

test.each(['000000', '999999', '123456', '654321', '789012', '210987', '121212', '808080', '123123', '112233', '147258', '520131'])(
	'%s is too simple',
	(pin) => {
		expect(checkPin(pin)).toEqual({ ok: false, error: 'too-simple' });
	}
);

test.each(['123457', '100000', '121213', '123124', '135791'])('%s is one step beside a simple one and allowed', (pin) => {
	expect(checkPin(pin).ok).toBe(true);
});
