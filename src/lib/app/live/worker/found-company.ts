/** Founding a company on this device: its genesis, signed by the founders and by the device's own key. */
import { createFounderKey, type FounderKey, type PersonKeyPorts } from '#lib/identity/person-key.ts';
import { formatBadge } from '#lib/identity/badge.ts';
import { toBase64Url, toHex, utf8 } from '#lib/kernel/bytes.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { ChainWriter } from '#lib/log/chain-writer.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { LogSet } from '#lib/log/log-set.ts';
import { orgInitialised } from '#lib/modules/org/index.ts';
import type { WrappedPersonKey } from '#lib/identity/wrapped-person-key.ts';
import type { DeviceKey } from '#lib/store/device-key.ts';
import type { NewCompany } from '../protocol.ts';

export interface FoundingPorts extends PersonKeyPorts {
	readonly crypto: Crypto;
	readonly app: string;
	/** Epoch milliseconds. */
	readonly now: () => number;
	/** Now, with offset. */
	readonly at: string;
}

export interface Founded {
	/** The genesis entry. */
	readonly line: string;
	readonly org: string;
	readonly wraps: readonly WrappedPersonKey[];
	readonly badges: readonly { readonly name: string; readonly badge: string }[];
	/** Text of the recovery key. */
	readonly recovery: string;
}

/** Error: index of the founder whose PIN may not be used. */
export async function foundCompany(company: NewCompany, key: DeviceKey, ports: FoundingPorts): Promise<Result<Founded, number>> {
	const uid = () => toBase64Url(ports.random(16));
	const founders: { readonly person: string; readonly name: string; readonly roles: readonly string[]; readonly key: FounderKey }[] = [];
	for (const [index, founder] of company.founders.entries()) {
		const person = uid();
		const made = createFounderKey(ports, person, founder.pin);
		if (!made.ok) return err(index);
		founders.push({ person, name: founder.name, roles: founder.roles, key: made.value });
	}
	const recoverySeed = ports.random(32);
	const site = uid();
	const data = {
		name: company.name,
		...(company.uscc === '' ? {} : { uscc: company.uscc }),
		preset: company.preset,
		device: { pubKey: toBase64Url(key.publicKey), code: company.deviceCode, kind: 'personal', site, uid: uid() },
		founders: founders.map(({ person, name, roles, key: { unlocked } }) => ({
			person,
			name,
			roles,
			key: toBase64Url(unlocked.signer.publicKey)
		})),
		recoveryKey: toBase64Url(ports.createSigner(recoverySeed).publicKey),
		site: { uid: site, code: company.site.code, name: company.site.name, kind: company.site.kind },
		random: uid()
	};
	const shown = toBase64Url(ports.crypto.sha256(utf8(canonicalize({ template: 'founding/1', locale: 'zh-CN', values: data }))));
	const writer = new ChainWriter(new LogSet(ports.crypto), key, {
		crypto: ports.crypto,
		now: ports.now,
		formatInstant: formatUtc,
		app: ports.app
	});
	const [first] = founders;
	const [genesis] = await writer.append(uid(), [
		{
			type: orgInitialised.type,
			tv: orgInitialised.tv,
			cls: orgInitialised.cls,
			refs: orgInitialised.refs(data as never),
			data,
			at: ports.at,
			site,
			by: first?.person ?? '',
			role: first?.roles[0] ?? 'OWN',
			signers: founders.map(({ person, roles, key: { unlocked } }) => ({
				signer: unlocked.signer,
				person,
				role: roles[0] ?? 'OWN',
				meaning: 'approved',
				method: 'badge+pin',
				shown
			}))
		}
	]);
	if (!genesis) throw new Error('a fresh log takes its genesis');
	const wraps = await Promise.all(founders.map(({ key: { wrap } }) => wrap(genesis.id)));
	return ok({
		line: genesis.line,
		org: genesis.id,
		wraps,
		badges: founders.map(({ name, key: { badgeSecret } }) => ({ name, badge: formatBadge(badgeSecret) })),
		recovery: recoveryText(recoverySeed)
	});
}

/** Hexadecimal in groups of four: what can be read from paper and typed without mistakes. */
function recoveryText(seed: Uint8Array): string {
	return toHex(seed).match(/.{4}/g)?.join(' ') ?? '';
}
