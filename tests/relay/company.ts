/** A small company written by real terminals, for tests of the relay. */
import { randomBytes } from 'node:crypto';
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { formatUtc } from '#lib/kernel/instant.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { decodeEntry, entryMessage, sealEntry } from '#lib/log/entry.ts';
import { formatInvitationCode } from '#lib/log/invitation.ts';
import type { Signer } from '#lib/log/crypto.ts';
import { newPerson, newUid, Terminal, type AuthoringPorts, type Person } from '#lib/modules/authoring.ts';
import { deviceInvited, deviceRevoked, locationDefined } from '#lib/modules/org/index.ts';

export const crypto = createNodeCrypto();
export const ports: AuthoringPorts = { crypto, random: (bytes) => randomBytes(bytes), createSigner: createNodeSigner, app: 'test' };
const HOUR_MS = 3_600_000;

/** Now, as operations write it; invitations are good until an hour from now. */
export const now = (): string => formatUtc(Date.now());
const later = (): string => formatUtc(Date.now() + HOUR_MS);

export interface TestCompany {
	readonly first: Terminal;
	readonly owner: Person;
	readonly quality: Person;
	readonly org: string;
	readonly site: string;
}

export async function foundCompany(): Promise<TestCompany> {
	const [owner, quality] = [newPerson(ports, '老板', ['OWN', 'IT']), newPerson(ports, '管代', ['QH'])];
	const { terminal: first } = await Terminal.found(ports, {
		name: '某公司',
		preset: 'micro',
		founders: [owner, quality],
		site: { code: 'CZ', name: '工厂', kind: 'factory' },
		deviceCode: 'A1',
		at: now()
	});
	return { first, owner, quality, org: first.company.log.org, site: first.site };
}

/** An invitation as its QR code carries it; the entry is on the inviting terminal's chain. */
export async function inviteBy(company: TestCompany, options: { kind: string; code: string; expires?: string; signed?: boolean }) {
	const seed = new Uint8Array(randomBytes(32));
	const signer = createNodeSigner(seed);
	const invited = await company.first.do(
		deviceInvited,
		{
			device: newUid(ports),
			inviteKey: toBase64Url(signer.publicKey),
			kind: options.kind,
			site: company.site,
			code: options.code,
			expires: options.expires ?? later()
		},
		{
			by: company.owner,
			at: now(),
			...(options.signed === false ? { unchecked: true } : { signers: [company.owner] })
		}
	);
	return { code: formatInvitationCode({ org: company.org, invite: invited.id, seed }), invite: invited.id, signer };
}

/** A further device that joined with the company's knowledge. */
export function addDevice(company: TestCompany, code: string): Promise<Terminal> {
	return company.first.invite({ code, site: company.site, kind: 'personal', by: company.owner, at: later() });
}

/** One small act on a device. */
export async function act(terminal: Terminal, company: TestCompany, times = 1): Promise<void> {
	for (let time = 0; time < times; time++)
		await terminal.do(
			locationDefined,
			{ uid: newUid(ports), site: company.site, code: `L${String(time)}`, name: '货架', kind: 'stock' },
			{ by: company.owner, at: now() }
		);
}

export async function revoke(company: TestCompany, dev: string, options: { signed?: boolean } = {}): Promise<void> {
	await company.first.do(
		deviceRevoked,
		{ dev, reason: '丢失', lastTrustedSeq: 1 },
		{
			by: company.owner,
			role: 'OWN',
			at: now(),
			...(options.signed === false ? { unchecked: true } : { signers: [company.owner, company.quality] })
		}
	);
}

export function linesOf(terminal: Terminal, dev = terminal.dev): readonly string[] {
	return terminal.company.log.linesOf(dev, 1, terminal.company.log.tipOf(dev)?.seq ?? 0);
}

/** What a copy of a device's profile would have written after entry `after`: the same acts under other commands. */
export async function rivalHistory(terminal: Terminal, after: number): Promise<readonly string[]> {
	const rival: string[] = [];
	let prev: string | undefined;
	for (const line of linesOf(terminal).slice(after)) {
		const entry = decodeEntry(line, crypto);
		if (!entry.ok) throw new Error(entry.error.detail);
		const { op } = entry.value;
		const other = { ...op, cmd: [newUid(ports), 1, 1] as const, prev: prev ?? op.prev };
		const sealed = sealEntry(other, await terminal.signer.sign(entryMessage(canonicalize(other))), crypto);
		rival.push(sealed.line);
		prev = sealed.id;
	}
	return rival;
}

/** Every line a terminal knows, in causal order. */
export function allLines(terminal: Terminal): readonly string[] {
	return terminal.company.log.ops.map((op) => op.line);
}

export interface Identity {
	readonly dev: string;
	readonly invite: string;
	readonly signer: Signer;
}

export const identityOf = (terminal: Terminal): Identity => ({ dev: terminal.dev, invite: '', signer: terminal.signer });
