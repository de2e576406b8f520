import { describe, expect, it } from 'vitest';
import { createNodeCrypto, createNodeSigner } from '../../cli/node-crypto.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { deviceIdOf } from './device-id.ts';
import { formatInvitationCode, parseInvitationCode, proveJoin, verifyJoin } from './invitation.ts';
import type { Operation } from './operation.ts';

const crypto = createNodeCrypto();
const id = (byte: number) => toBase64Url(new Uint8Array(32).fill(byte));
const seed = new Uint8Array(32).fill(4);
const inviteSigner = createNodeSigner(seed);
const device = createNodeSigner(new Uint8Array(32).fill(5));
const pubKey = toBase64Url(device.publicKey);
const dev = deviceIdOf(device.publicKey, crypto);
const invitation = { id: id(2), type: 'device.invited', data: { inviteKey: toBase64Url(inviteSigner.publicKey) } };

async function joined(parts: object = {}, data: object = {}): Promise<Operation> {
	const proof = await proveJoin({ org: id(1), invite: id(2), dev, pubKey }, inviteSigner);
	return { org: id(1), dev, type: 'device.joined', data: { pubKey, invite: id(2), proof, ...data }, ...parts } as unknown as Operation;
}

describe('joining', () => {
	it('is proven by the one-time key, for this company, invitation and device only', async () => {
		expect(verifyJoin(await joined(), invitation, crypto)).toBe(true);
		const other = createNodeSigner(new Uint8Array(32).fill(6));
		for (const wrong of [
			await joined({ org: id(9) }),
			await joined({ dev: deviceIdOf(other.publicKey, crypto) }),
			await joined({ dev: deviceIdOf(other.publicKey, crypto) }, { pubKey: toBase64Url(other.publicKey) }),
			await joined({}, { invite: id(3) }),
			await joined({}, { proof: toBase64Url(new Uint8Array(64)) }),
			await joined({}, { proof: 7 })
		])
			expect(verifyJoin(wrong, invitation, crypto)).toBe(false);
		expect(verifyJoin(await joined(), { ...invitation, type: 'note.added' }, crypto)).toBe(false);
		expect(verifyJoin(await joined(), { ...invitation, id: id(3) }, crypto)).toBe(false);
	});

	it('travels as a code', () => {
		const code = { org: id(1), invite: id(2), seed };
		const text = formatInvitationCode(code);
		expect(text).toHaveLength(145);
		expect(parseInvitationCode(text)).toEqual(code);
		for (const bad of [
			'',
			text.slice(0, -1),
			`${text}.x`,
			text.replace(':1.', ':2.'),
			text.replace('suyuan-join', 'other'),
			`suyuan-join:1.${id(1)}.${id(2)}.AAAA`
		])
			expect(parseInvitationCode(bad)).toBeUndefined();
	});
});
