import { expect, test } from 'vitest';
import { formatInvitationCode } from '#lib/log/invitation.ts';
import { invitationAddress, readInvitationText } from './invitation-text.ts';

const org = 'o'.repeat(43);
const code = formatInvitationCode({ org, invite: 'i'.repeat(43), seed: new Uint8Array(32).fill(7) });
const relay = 'https://relay.example.cn:8443';

test('a code alone, broken over lines as messages do', () => {
	expect(readInvitationText(` ${code.slice(0, 40)}\n ${code.slice(40)} `)).toEqual({ code, org, relayUrl: '' });
});

test('an address is read back as it was made, also under a path and percent-encoded', () => {
	expect(readInvitationText(invitationAddress(code, relay))).toEqual({ code, org, relayUrl: relay });
	expect(readInvitationText(`${relay}/suyuan/join/#${encodeURIComponent(code)}`)).toEqual({ code, org, relayUrl: `${relay}/suyuan` });
	expect(readInvitationText(`#${code}`)).toEqual({ code, org, relayUrl: '' });
	expect(readInvitationText(`${relay}/elsewhere#${code}`)?.relayUrl).toBe('');
});

test('without a relay the code stands alone', () => {
	expect(invitationAddress(code, '')).toBe(code);
});

test('what is cut off, empty or something else is none', () => {
	for (const text of ['', '#', code.slice(0, -1), `${code}A`, 'SYB1-ABCD', `${relay}/join#%E0%A4%A`])
		expect(readInvitationText(text)).toBeUndefined();
});
