import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../live-views.ts';
import { freeDeviceCode, inviteProblems } from './invite-draft.ts';

function device(code: string, state = 'enrolled'): DeviceView {
	return {
		dev: code,
		code,
		kind: 'office',
		site: 's',
		siteCode: 'CZ',
		state,
		own: false,
		seq: 1,
		lastRecord: '',
		lastContact: '',
		online: false,
		missingOurs: null,
		held: []
	};
}

describe('an invitation before it is made', () => {
	it('needs a code of two characters, in any case and width, and a site', () => {
		expect(inviteProblems({ code: 'ｂ1', site: 's' }, [])).toEqual({});
		expect(inviteProblems({ code: 'B', site: 's' }, [])).toEqual({ code: 'device-code' });
		expect(inviteProblems({ code: 'B12', site: '' }, [])).toEqual({ code: 'device-code', site: 'site' });
	});

	it('refuses a code that any device ever had', () => {
		expect(inviteProblems({ code: 'b1', site: 's' }, [device('B1', 'retired')])).toEqual({ code: 'taken' });
	});

	it('proposes the first free code and no letter that reads as a digit', () => {
		expect(freeDeviceCode([])).toBe('A1');
		expect(freeDeviceCode([device('A1'), device('B1')])).toBe('C1');
		expect(freeDeviceCode('ABCDEFGH'.split('').map((letter) => device(`${letter}1`)))).toBe('J1');
	});

	it('proposes nothing when all are used', () => {
		const all = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.split('').flatMap((letter) => '123456789'.split('').map((digit) => device(letter + digit)));
		expect(freeDeviceCode(all)).toBe('');
		expect(freeDeviceCode(all.slice(1))).toBe('A1');
	});
});
