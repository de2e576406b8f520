import { webcrypto } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { KeyRecord } from '#lib/identity/key-record.ts';
import { createFounderKey, type PersonKeyPorts, type UnlockedPerson } from '#lib/identity/person-key.ts';
import { readSealed } from '#lib/identity/sealed-field.ts';
import { toHex, utf8 } from '#lib/kernel/bytes.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { isSealed } from '#lib/log/sealed.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { newUid, Terminal, type Person } from '#lib/modules/authoring.ts';
import { partnerContactRecorded, partnerCreated } from '#lib/modules/master-data/index.ts';
import { sealedOf, sealRequest } from './seal-request.ts';

const AT = '2026-09-01T08:30:00+08:00';
const crypto = createPureCrypto();
const random = seededRandom('contacts', crypto);
const authoring = { crypto, random, createSigner: createPureSigner, app: 'test' };
const ports: PersonKeyPorts = {
	subtle: webcrypto.subtle as SubtleCrypto,
	random,
	createSigner: createPureSigner,
	derive: async ({ pin, badgeSecret, salt }) => crypto.sha256(utf8(pin + toHex(badgeSecret) + toHex(salt)))
};
const PHONE = '0519-0000 1234';

let terminal: Terminal;
let partner: string;
const keys = new Map<string, KeyRecord>();
const people = new Map<string, { readonly person: Person; readonly unlocked: UnlockedPerson }>();

function enrol(name: string, roles: Person['roles']): Person {
	const uid = newUid(authoring);
	const { unlocked } = unwrap(createFounderKey(ports, uid, '402917'));
	const person: Person = { uid, name, roles, signer: unlocked.signer };
	people.set(name, { person, unlocked });
	return person;
}

const of = (name: string) => {
	const found = people.get(name);
	if (!found) throw new Error(name);
	return found;
};

async function seal(by: string, data: Record<string, string>, cmd: string) {
	const [sealed] = await sealRequest(
		{
			engine: terminal.company.engine,
			ports,
			place: { org: terminal.company.log.org, dev: terminal.dev, cmd },
			by: of(by).person.uid,
			put: (record) => Promise.resolve(void keys.set(record.kid, record))
		},
		[{ type: 'partner.contactRecorded', data }]
	);
	return sealed?.data ?? {};
}

async function read(op: string, name: string) {
	const items = await sealedOf(terminal.company.engine, [op], (kid) => Promise.resolve(keys.get(kid)));
	const opened = await Promise.all(
		items.map(
			async ({ field, value, place, record }) =>
				[field, await readSealed(ports, value, place, record, of(name).unlocked.agreement)] as const
		)
	);
	return Object.fromEntries(opened.map(([field, result]) => [field, result.ok ? result.value : result.error]));
}

beforeAll(async () => {
	const founders = [enrol('老板', ['OWN', 'IT']), enrol('仓管', ['WH']), enrol('法规', ['RA'])];
	const site = { code: 'A', name: '一厂', kind: 'factory' } as const;
	({ terminal } = await Terminal.found(authoring, { name: '示例公司', preset: 'micro', founders, site, deviceCode: '01', at: AT }));
	partner = newUid(authoring);
	const by = of('老板').person;
	await terminal.do(partnerCreated, { partner, code: 'C1', name: '示例客户', kind: 'customer' }, { by, at: AT, signers: [by] });
});

it('a contact is recorded as ciphertext that those who have to call can read, and nobody else', async () => {
	const cmd = newUid(authoring);
	const data = await seal('老板', { partner, contact: '示例联系人', phone: PHONE }, cmd);
	expect(data['partner']).toBe(partner);
	expect([data['contact'], data['phone']].every((value) => value !== undefined && isSealed(value))).toBe(true);
	const op = await terminal.do(partnerContactRecorded, data as never, { by: of('老板').person, at: AT, cmd });
	expect(op.line).not.toContain('1234');
	expect(await read(op.id, '老板')).toEqual({ contact: '示例联系人', phone: PHONE });
	expect(await read(op.id, '法规')).toEqual({ contact: '示例联系人', phone: PHONE });
	expect(await read(op.id, '仓管')).toEqual({ contact: 'not-entitled', phone: 'not-entitled' });
});

it('whoever entered it can read it again, whatever the role', async () => {
	const cmd = newUid(authoring);
	const data = await seal('仓管', { partner, contact: '另一人', phone: PHONE }, cmd);
	const value = data['contact'];
	if (value === undefined || !isSealed(value)) throw new Error('not sealed');
	const place = { org: terminal.company.log.org, dev: terminal.dev, cmd, path: '/contact' };
	expect(await readSealed(ports, value, place, keys.get(value.kid), of('仓管').unlocked.agreement)).toEqual({ ok: true, value: '另一人' });
});

it('what the field does not accept stays as it is, for the judgement to name it', async () => {
	const before = keys.size;
	expect(await seal('老板', { partner, contact: '' }, newUid(authoring))).toEqual({ partner, contact: '' });
	expect(keys.size).toBe(before);
});
