/** From PIN and badge to an erased price, through a real log: what the parts are for. */
import { webcrypto } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import { assert } from '#lib/kernel/assert.ts';
import { fromUtf8, toHex, utf8 } from '#lib/kernel/bytes.ts';
import { unwrap } from '#lib/kernel/result.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { placeOf, sealedPaths, type SealedValue } from '#lib/log/sealed.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { newUid, Terminal, type Person } from '#lib/modules/authoring.ts';
import { registry } from '#lib/modules/company.ts';
import { partnerCreated, partnerTermsRecorded } from '#lib/modules/master-data/index.ts';
import { eraseKey, wrapDataKey } from './key-record.ts';
import { createFounderKey, unwrapPersonKey, type PersonKeyPorts } from './person-key.ts';
import { createDataKey, readSealed, sealField } from './sealed-field.ts';

const AT = '2026-09-01T08:30:00+08:00';
const PIN = '402917';
const TERMS = '月结 60 天，含运费';
const crypto = createPureCrypto();
const random = seededRandom('terms', crypto);
const authoring = { crypto, random, createSigner: createPureSigner, app: 'test' };
const ports: PersonKeyPorts = {
	subtle: webcrypto.subtle as SubtleCrypto,
	random,
	createSigner: createPureSigner,
	derive: async ({ pin, badgeSecret, salt }) => crypto.sha256(utf8(pin + toHex(badgeSecret) + toHex(salt)))
};

let buyer: Person;
let badgeSecret: Uint8Array;
let terminal: Terminal;
let partner: string;
/** The stream `keys/…`. */
const keys = new Map<string, unknown>();

beforeAll(async () => {
	const uid = newUid(authoring);
	const founder = unwrap(createFounderKey(ports, uid, PIN));
	badgeSecret = founder.badgeSecret;
	buyer = { uid, name: '示例采购', roles: ['OWN', 'IT', 'PU'], signer: founder.unlocked.signer };
	const site = { code: 'A', name: '一厂', kind: 'factory' } as const;
	({ terminal } = await Terminal.found(authoring, {
		name: '示例公司',
		preset: 'micro',
		founders: [buyer],
		site,
		deviceCode: '01',
		at: AT
	}));
	keys.set(uid, await founder.wrap(terminal.company.log.org));
	partner = newUid(authoring);
	await terminal.do(partnerCreated, { partner, code: 'S1', name: '示例供应商', kind: 'supplier' }, { by: buyer, at: AT, signers: [buyer] });
});

async function seal(cmd: string, path: string, plain: string): Promise<SealedValue> {
	const dataKey = createDataKey(ports);
	keys.set(
		dataKey.kid,
		unwrap(await wrapDataKey(ports, dataKey.kid, dataKey.key, [{ person: buyer.uid, publicKey: buyer.signer.publicKey }]))
	);
	return unwrap(await sealField(ports, plain, dataKey, { org: terminal.company.log.org, dev: terminal.dev, cmd, path }));
}

async function recordTerms(): Promise<RecordedOp> {
	const cmd = newUid(authoring);
	const data = { partner, validFrom: '2026-10-01', price: await seal(cmd, '/price', '12.50 CNY'), terms: await seal(cmd, '/terms', TERMS) };
	return terminal.do(partnerTermsRecorded, data, { by: buyer, role: 'PU', at: AT, signers: [buyer], cmd });
}

async function read(op: RecordedOp, path: string, from = path) {
	const value = op.data[from.slice(1)] as SealedValue;
	const { agreement } = unwrap(
		await unwrapPersonKey(ports, { org: terminal.company.log.org, person: buyer.uid }, keys.get(buyer.uid), { pin: PIN, badgeSecret })
	);
	return readSealed(ports, value, placeOf(op.op, path), keys.get(value.kid), agreement);
}

test('written, brought to another device, read with badge and PIN, erased – and the log verifies all along', async () => {
	const op = await recordTerms();
	expect(sealedPaths(op.data)).toEqual(['/price', '/terms']);

	const other = await terminal.invite({ code: '02', site: terminal.site, kind: 'shared', by: buyer, at: AT });
	const received = other.company.log.get(op.id);
	assert(received, 'the invitation brings everything known');
	expect(received.line).toBe(op.line);
	expect(await read(received, '/price')).toEqual({ ok: true, value: '12.50 CNY' });
	expect(await read(received, '/terms')).toEqual({ ok: true, value: TERMS });

	const before = await terminal.exportBundle('备份', { by: buyer, at: AT, signers: [buyer] });
	const { kid } = op.data['terms'] as SealedValue;
	keys.set(kid, eraseKey(kid));
	expect(await read(received, '/terms')).toEqual({ ok: false, error: 'erased' });
	expect(await read(received, '/price'), 'each value has its own key').toEqual({ ok: true, value: '12.50 CNY' });

	const after = await terminal.exportBundle('备份', { by: buyer, at: AT, signers: [buyer] });
	const report = verifyBundle(after, crypto, { org: terminal.company.log.org, allSignatures: true, against: before });
	expect(report.problems).toEqual([]);
	expect(report.ok).toBe(true);
	expect(fromUtf8(after)).toContain(op.line);
	expect(fromUtf8(after)).not.toContain(TERMS);
});

test('a value copied to another action or field of the same device does not open', async () => {
	const first = await recordTerms();
	const copied = await terminal.do(
		partnerTermsRecorded,
		{ partner, validFrom: '2026-11-01', price: first.data['price'] as SealedValue, terms: first.data['price'] as SealedValue },
		{ by: buyer, role: 'PU', at: AT, signers: [buyer] }
	);
	expect((await read(first, '/price')).ok).toBe(true);
	expect(await read(copied, '/price')).toEqual({ ok: false, error: 'damaged' });
	expect(await read(first, '/terms', '/price')).toEqual({ ok: false, error: 'damaged' });
});

test('clear text in a sealed field is refused when written', async () => {
	const data = { partner, validFrom: '2026-10-01', price: '12.50 CNY', terms: TERMS };
	const refused = await terminal.attempt([{ definition: partnerTermsRecorded, data }], { by: buyer, role: 'PU', at: AT, signers: [buyer] });
	expect(refused).toMatchObject({
		ok: false,
		error: {
			problems: [
				{ path: 'price', code: 'not-sealed' },
				{ path: 'terms', code: 'not-sealed' }
			]
		}
	});
});

test('what a person enters is checked by the field that is sealed', () => {
	const { sealed, kind, optional } = partnerTermsRecorded.fields.price;
	expect([kind, optional, sealed?.as, sealed?.clear('', 'price'), sealed?.clear('12.50', 'price')]).toEqual([
		'text',
		true,
		'commercial',
		[{ path: 'price', code: 'empty' }],
		[]
	]);
});

test('terms change no view: the company looks the same with and without them', async () => {
	const before = viewHash(terminal.company.engine, crypto);
	await recordTerms();
	expect(viewHash(terminal.company.engine, crypto)).toBe(before);
});

test('no operation with sealed fields contributes anything, whatever it holds', () => {
	const sealing = registry.operations.filter(({ fields }) => Object.values(fields).some((field) => field.sealed));
	expect(sealing.map(({ type }) => type)).toEqual(['partner.termsRecorded', 'partner.contactRecorded']);
	const data = { partner: 'p', validFrom: '2026-10-01', terms: {} };
	const contributed: unknown[] = [];
	const note = (...parts: unknown[]) => void contributed.push(parts);
	for (const definition of sealing) definition.apply(data as never, { at: 0, put: note, move: note, edge: note }, undefined as never);
	expect(contributed).toEqual([]);
});
