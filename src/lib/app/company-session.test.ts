import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#lib/kernel/bytes.ts';
import type { BundleHeader } from '#lib/log/bundle.ts';
import type { Signer } from '#lib/log/crypto.ts';
import { decodeEntry, entryId } from '#lib/log/entry.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { signBundleHeader } from '#lib/modules/authoring.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { CompanySession } from './company-session.ts';
import { ALL_RECORDS, type LogFilter } from './log/log-filter.ts';
import { openLog } from './open-log.ts';

const RAW = 'L-RMMB-260902-01';
const ports = { crypto: createPureCrypto(), clock: () => 0, today: () => '2026-10-12' };
let office: Uint8Array;
let chengdu: Uint8Array;
let officeSigner: Signer;

function opened(): CompanySession {
	const log = openLog(office, ports.crypto);
	if (!log.ok) throw new Error(log.error.detail);
	return new CompanySession(ports, log.value.company, log.value.header.exportedAt);
}

beforeAll(async () => {
	const crypto = createPureCrypto();
	const demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
	office = await demo.office.exportBundle('test', demo.doing('P20', '2026-10-12T11:00', 'P20'));
	officeSigner = demo.office.signer;
	chengdu = await demo.chengdu.exportBundle('test', demo.doing('P18', '2026-10-12T11:05', 'P18'));
});

describe('an opened company', () => {
	it('lists lots with stock per site, and serial units under their lot', () => {
		const lots = opened().lots();
		expect(lots.find((row) => row.number === 'MK260911')).toMatchObject({
			item: 'FG-MK-01',
			total: '27800',
			onHand: [
				{ site: 'CD', qty: '7000' },
				{ site: 'CZ', qty: '20800' }
			]
		});
		expect(lots.find((row) => row.number === 'OX260910')?.serials).toEqual({ first: 'CM26090001', last: 'CM26090500', count: 500 });
	});

	it('answers T1: consignees, what is left, and a balance without remainder', () => {
		const view = opened().trace(RAW, { direction: 'down' });
		expect(view?.consignees.map(({ party, lot, qty }) => [party, lot, qty])).toEqual([
			['C01', 'MK260909', '12000'],
			['C02', 'MK260909', '20000'],
			['C02', 'MK260910', '18000'],
			['C03', 'MK260911', '8000'],
			['C04', 'MK260909', '4000'],
			['C04', 'MK260911', '3000']
		]);
		expect(view?.balance).toMatchObject({ received: '120', consumed: '85.5', onHand: '34.5', unexplained: '0' });
		expect(view?.totals.find(({ item }) => item === 'FG-MK-01')).toMatchObject({
			made: '156000',
			shipped: '65000',
			sampled: '800',
			unexplained: '0',
			sites: [
				{ site: 'CD', qty: '9800' },
				{ site: 'CZ', qty: '80400' }
			]
		});
	});

	it('answers T3 from a scanned UDI: both origins', () => {
		const session = opened();
		const [node = ''] = session.find('(01)06901234567892(10)MK260912');
		const origins = session
			.trace(node, { direction: 'up' })
			?.nodes.filter(({ item }) => item === 'RM-MB')
			.map(({ label }) => label);
		expect(origins).toEqual([RAW, 'L-RMMB-260905-01']);
	});

	it('traces a lot of serial units through its units', () => {
		const view = opened().trace('OX260910', { direction: 'both' });
		expect(view?.nodes.filter(({ kind }) => kind === 'unit')).toHaveLength(500);
		expect(view?.nodes.filter(({ direction, kind }) => kind === 'lot' && direction === 'up')).toHaveLength(2);
		expect(view?.balance).toMatchObject({ made: '500', scrapped: '3', shipped: '239', unexplained: '0' });
	});

	it('says why a recalled lot may not be shipped', () => {
		const passport = opened().passport('MK260911');
		expect(passport?.ship.map(({ code }) => code)).toContain('inherited-hold');
		expect(passport?.marks).toContainEqual({ kind: 'recall', drill: false });
		expect(passport?.recalls[0]?.consignees.some(({ added }) => added)).toBe(false);
	});

	it('knows no passport for a number it never saw', () => {
		expect(opened().passport('MK999999')).toBeUndefined();
		expect(opened().passport('unit:nothing-1')).toBeUndefined();
		const [last = ''] = opened().find('CM26090500');
		expect(opened().passport(last)?.number).toBe('CM26090500');
		expect(opened().passport(last.replace(/-500$/, '-501'))).toBeUndefined();
	});
});

describe('merging Chengdu', () => {
	it('adds C05 after the decision and opens two exceptions', () => {
		const log = openLog(office, ports.crypto);
		if (!log.ok) throw new Error(log.error.detail);
		const { company } = log.value;
		const session = new CompanySession(ports, company, '');
		const before = session.situation();
		let added = 0;
		for (const line of new TextDecoder().decode(chengdu).trimEnd().split('\n').slice(1)) {
			const entry = decodeEntry(line, ports.crypto);
			if (entry.ok && company.ingest(entry.value).ok && company.log.size > 0) added++;
		}
		const arrived = session.arrivedSince(before, added);
		expect(arrived).toMatchObject({ consignees: ['C05 成都民营医院'], company: { openExceptions: 2 } });
		expect(arrived.raised.map(({ code }) => code).sort()).toEqual(['RECALL_SCOPE_GREW', 'USED_WHILE_HELD']);
		const late = session.passport(RAW)?.recalls[0]?.consignees.filter((row) => row.added);
		expect(late?.map(({ party, added: addition }) => [party, addition?.qty, addition?.device])).toEqual([['C05', '1500', 'D1']]);
		expect(session.situation().open.size).toBe(before.open.size + 2);
		expect(session.arrivedSince(session.situation(), 0).raised).toEqual([]);
	});
});

describe('refuses', () => {
	const open = (bytes: Uint8Array) => {
		const log = openLog(bytes, ports.crypto);
		return log.ok ? 'opened' : log.error.code;
	};
	it('what is no bundle, newer, cut off or changed', () => {
		const text = new TextDecoder().decode(office);
		expect(open(utf8('hello\n'))).toBe('not-a-bundle');
		expect(open(new Uint8Array())).toBe('not-a-bundle');
		expect(open(utf8(text.replace('"v":1}', '"v":2}')))).toBe('newer');
		expect(open(utf8(text.slice(0, -200)))).toBe('damaged');
		expect(open(utf8(text.trimEnd().split('\n').slice(0, -1).join('\n')))).toBe('damaged');
		expect(open(utf8(text.replace('"12000"', '"12001"')))).toBe('damaged');
		expect(open(utf8(text.replace('"exportedAt":"2026', '"exportedAt":"2027')))).toBe('damaged');
		expect(open(office)).toBe('opened');
	});

	it('an entry whose past is not in the file', () => {
		const orphan = new TextDecoder().decode(chengdu).trimEnd().split('\n').at(-1) ?? '';
		expect(open(utf8(`${new TextDecoder().decode(office)}${orphan}\n`))).toBe('damaged');
	});

	it('a newest entry its device did not sign, even under a genuine header', async () => {
		const lines = new TextDecoder().decode(office).trimEnd().split('\n');
		const ofOffice = (line: string) => (JSON.parse(line.slice(87)) as { readonly type: string }).type === 'export.packaged';
		const forge = (line: string) => `${line.startsWith('A') ? 'B' : 'A'}${line.slice(1)}`;
		const forged = lines.map((line, index) => (index > 0 && ofOffice(line) ? forge(line) : line));
		const tip = forged.find((line, index) => index > 0 && ofOffice(line)) ?? '';
		const { org, exportedAt, heads, by } = JSON.parse((lines[0] ?? '').slice(87)) as BundleHeader;
		const header = await signBundleHeader(
			{ org, exportedAt, heads: { ...heads, [by]: [heads[by]?.[0] ?? 0, entryId(utf8(tip), ports.crypto)] }, by },
			officeSigner
		);
		expect(tip).not.toBe('');
		expect(open(utf8(`${[header, ...forged.slice(1)].join('\n')}\n`))).toBe('damaged');
	});

	it('narrows its log to what is looked for', () => {
		const session = opened();
		const all = session.log({ from: 0, count: 10_000 });
		const ask = (part: Partial<LogFilter>) => session.log({ from: 0, count: 10_000, filter: { ...ALL_RECORDS, ...part } });
		expect(all.found).toBe(all.total);
		const decided = ask({ type: 'recall.decided' });
		expect(decided.lines.map(({ type }) => type)).toEqual(['recall.decided']);
		expect(decided.total).toBe(all.total);
		// A number is found in what a record is about and in what stands in it, whatever the case.
		const about = ask({ text: RAW.toLowerCase() });
		expect(about.found).toBeGreaterThan(5);
		expect(about.found).toBeLessThan(all.total);
		expect(ask({ text: `${RAW} recall.decided` }).found).toBe(1);
		const signed = ask({ mark: 'signed' });
		expect(signed.lines.every(({ signers }) => signers.length > 0)).toBe(true);
		expect(signed.found).toBe(all.lines.filter(({ signers }) => signers.length > 0).length);
		expect(ask({ mark: 'late' }).lines.every(({ late }) => late)).toBe(true);
		expect(ask({ since: '2026-10-12', until: '2026-10-12' }).lines.every(({ at }) => at.startsWith('2026-10-12'))).toBe(true);
		expect(ask({ since: '2026-10-12' }).found + ask({ until: '2026-10-11' }).found).toBe(all.total);
		const byDevice = all.devices.map(({ value }) => ask({ device: value }).found);
		expect(byDevice.reduce((sum, found) => sum + found, 0)).toBe(all.total);
		// Who signed is looked for like who did it.
		const [signer] = decided.lines[0]?.signers ?? [];
		const person = all.persons.find(({ label }) => label === signer?.name)?.value ?? '';
		expect(ask({ person, type: 'recall.decided' }).found).toBe(1);
		expect(ask({ text: 'no such words' })).toMatchObject({ found: 0, lines: [], total: all.total });
	});
});
