/** Keeping a company in this browser that was not here: founded, joined, the demo, or somebody else's to look at. */
import { fieldText } from '#lib/engine/register.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { formatInvitationCode } from '#lib/log/invitation.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { Company } from '#lib/modules/company.ts';
import { ALL, company as companyRegister } from '#lib/modules/org/index.ts';
import { createDeviceKey, type DeviceKey } from '#lib/store/device-key.ts';
import { createForeign, createReplica } from '#lib/store/open-replica.ts';
import { CompanyRegistry, type KnownCompany } from '#lib/store/registry.ts';
import { writeSettings } from '#lib/store/company-settings.ts';
import type { StoredReplica } from '#lib/store/stored-replica.ts';
import type { StoreProblem } from '#lib/store/store-problem.ts';
import { AdmissionClient } from '#lib/sync/admission-client.ts';
import { normalizeRelayUrl } from '#lib/sync/relay-url.ts';
import { createPureSigner } from '#lib/log/ed25519.ts';
import type { InvitationCode } from '#lib/log/invitation.ts';
import type { SegmentInfo } from '#lib/wire/admission.ts';
import type { JoinFailure } from '../protocol.ts';
import { crypto, random, storePorts, syncPorts } from './environment.ts';

/** Settings of the app written with a new company. */
interface Settings {
	readonly relay?: string;
	readonly joining?: InvitationCode;
	readonly demoKeys?: Readonly<Record<string, string>>;
}

export interface Kept {
	readonly lines: readonly string[];
	readonly name: string;
	readonly demo: boolean;
	readonly settings: Settings;
	readonly key: DeviceKey;
}

/** Companies of this browser, newest first. */
export async function knownCompanies(): Promise<readonly KnownCompany[]> {
	const registry = await CompanyRegistry.open(storePorts());
	if (!registry.ok) return [];
	const all = await registry.value.list();
	registry.value.close();
	return all.ok ? [...all.value].sort((a, b) => (a.lastOpened < b.lastOpened ? 1 : -1)) : [];
}

/** A key for this device in one company. */
export function newDeviceKey(): Promise<DeviceKey> {
	return createDeviceKey({ crypto, random, ...(globalThis.crypto.subtle ? { subtle: globalThis.crypto.subtle } : {}) });
}

/** Writes the company to disk; the caller then opens it like any other. */
export async function keepOwn(kept: Kept): Promise<Result<string, StoreProblem>> {
	const { lines, key, name, demo, settings } = kept;
	const created = await createReplica({ lines, key, name, demo, relay: settings.relay ?? '' }, storePorts());
	return created.ok ? finish(created.value.replica, settings) : created;
}

export async function keepForeign(company: Company): Promise<Result<string, StoreProblem>> {
	const created = await createForeign({ lines: linesOf(company), ...nameOf(company) }, storePorts());
	return created.ok ? finish(created.value.replica, {}) : created;
}

export function linesOf(company: Company): readonly string[] {
	const { table, size } = company.log;
	return Array.from({ length: size }, (_, index) => table.lines.read(index));
}

export function nameOf(company: Company): { readonly name: string; readonly demo: boolean } {
	const row = company.engine.row(companyRegister, ALL);
	return { name: fieldText(row, 'name'), demo: row.fields['demo'] === true };
}

/** From the relay just enough to begin with: the segment that holds the genesis. The rest comes by synchronisation. */
export async function firstLines(url: string, code: InvitationCode): Promise<Result<readonly string[], JoinFailure>> {
	const normal = normalizeRelayUrl(url);
	if (!normal.ok) return err({ type: 'relay', failure: { code: normal.error, detail: url } });
	const signer = createPureSigner(code.seed);
	const relay = new AdmissionClient(syncPorts, normal.value, () => ({
		kind: 'joining',
		org: code.org,
		invite: code.invite,
		sign: signer.sign
	}));
	const listed = await relay.call({ method: 'GET', path: '/segments' });
	if (!listed.ok) return err({ type: 'relay', failure: listed.error });
	const first = (JSON.parse(listed.value.text) as readonly SegmentInfo[]).find(({ firstN }) => firstN === 1);
	if (!first) return err({ type: 'relay', failure: { code: 'relay-failed', detail: 'the relay has no founding entry' } });
	const segment = await relay.call({ method: 'GET', path: `/segments/${first.dev}/${String(first.segment)}` });
	if (!segment.ok) return err({ type: 'relay', failure: segment.error });
	return ok(segment.value.text.split('\n').slice(0, -1));
}

/** The demo's keys, as far as they have the expected form. */
export function readDemoKeys(keys: JsonObject): {
	readonly people: Readonly<Record<string, string>>;
	readonly invitations: readonly { readonly code: string; readonly site: string; readonly text: string }[];
} {
	return keys as never;
}

async function finish(replica: StoredReplica, { relay, joining, demoKeys }: Settings): Promise<Result<string, StoreProblem>> {
	const written = await writeSettings(replica.database, {
		...(relay ? { relay } : {}),
		...(joining ? { joining: formatInvitationCode(joining) } : {}),
		...(demoKeys ? { demoKeys } : {})
	});
	await replica.close();
	return written.ok ? ok(replica.org) : written;
}
