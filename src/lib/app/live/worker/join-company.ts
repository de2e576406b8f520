/** Becoming one of a company's devices: the first entry of the own chain, proven by the invitation's one-time key. */
import { deviceStates } from '#lib/engine/authority.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { createPureSigner } from '#lib/log/ed25519.ts';
import { parseInvitationCode, proveJoin, type InvitationCode } from '#lib/log/invitation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Company } from '#lib/modules/company.ts';
import { deviceJoined } from '#lib/modules/org/index.ts';
import type { Replica } from '#lib/store/replica-port.ts';
import type { JoinFailure } from '../protocol.ts';

/** Reads a code, alone or behind the `#` of an address. */
export function readInvitation(text: string): InvitationCode | undefined {
	const trimmed = text.trim();
	return parseInvitationCode(trimmed.includes('#') ? decodeURIComponent(trimmed.slice(trimmed.indexOf('#') + 1)) : trimmed);
}

/** The invitation's entry, if it is here and may still be used. `now` in epoch milliseconds. */
export function usableInvitation(company: Company, { invite }: InvitationCode, now: number): Result<RecordedOp, JoinFailure> {
	const invited = company.log.get(invite);
	if (invited?.type !== 'device.invited') return err({ type: 'not-in-bundle' });
	const { engine } = company;
	const isUsed = engine
		.keys(deviceStates)
		.some((dev) => engine.inputs(deviceStates, dev).some(({ value }) => value.kind === 'enrolled' && value.invite === invite));
	if (isUsed) return err({ type: 'used' });
	const expires = String(invited.data['expires']);
	return (parseInstant(expires) ?? now) < now ? err({ type: 'expired', expires }) : ok(invited);
}

export interface JoinPorts {
	/** Public key of this device. */
	readonly publicKey: Uint8Array;
	/** Now, with offset. */
	readonly at: string;
	/** 128 random bits. */
	readonly cmd: string;
}

/** Records `device.joined`. The invitation's entry must be here. */
export async function recordJoin(
	replica: Replica,
	code: InvitationCode,
	invited: RecordedOp,
	ports: JoinPorts
): Promise<Result<null, JoinFailure>> {
	const pubKey = toBase64Url(ports.publicKey);
	const content = { org: replica.org, invite: code.invite, dev: replica.dev, pubKey };
	const { code: deviceCode, kind, site } = invited.data as Readonly<Record<string, string>>;
	const data = {
		pubKey,
		invite: code.invite,
		proof: await proveJoin(content, createPureSigner(code.seed)),
		code: deviceCode ?? '',
		kind: kind ?? '',
		site: site ?? ''
	};
	const recorded = await replica.record(ports.cmd, [
		{
			type: deviceJoined.type,
			tv: deviceJoined.tv,
			cls: deviceJoined.cls,
			refs: deviceJoined.refs(data),
			data,
			at: ports.at,
			site: data.site,
			by: '',
			role: ''
		}
	]);
	return recorded.ok ? ok(null) : err({ type: 'store', problem: recorded.error });
}
