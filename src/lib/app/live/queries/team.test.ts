import { beforeEach, describe, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { newPerson, Terminal, type Doing, type Person } from '#lib/modules/authoring.ts';
import { exportPackaged, personSeparated, roleGranted, roleRevoked } from '#lib/modules/org/index.ts';
import { MAX_RECENT_SHOWN, recentRecords } from './devices.ts';
import { listPeople } from './people.ts';

const crypto = createPureCrypto();
let terminal: Terminal;
let owner: Person;
let quality: Person;
let minute = 0;

/** A minute after the last act, both founders signing. */
function doing(): Doing {
	minute++;
	const at = `2026-03-01T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00+08:00`;
	return { by: owner, at, signers: [owner, quality] };
}

const rolesOf = (person: Person) => listPeople(terminal.company.engine, []).find((one) => one.person === person.uid)?.roles ?? [];
const windowsOf = (person: Person, role: string) =>
	rolesOf(person)
		.filter(({ code }) => code === role)
		.map(({ validFrom, validTo }) => `${validFrom}…${validTo}`);

beforeEach(async () => {
	const ports = { crypto, random: seededRandom('team', crypto), createSigner: createPureSigner, app: 'test' };
	owner = newPerson(ports, '甲', ['OWN', 'IT']);
	quality = newPerson(ports, '乙', ['QH']);
	minute = 0;
	({ terminal } = await Terminal.found(ports, {
		name: '试验公司',
		preset: 'small',
		founders: [owner, quality],
		site: { code: 'CZ', name: '常州', kind: 'factory' },
		deviceCode: 'A1',
		at: '2026-03-01T08:00:00+08:00'
	}));
});

async function grant(role: 'WH' | 'QC', validity: { readonly validFrom?: string; readonly validTo?: string } = {}): Promise<void> {
	await terminal.do(roleGranted, { person: quality.uid, role, ...validity }, doing());
}

describe('when a role of a person counts', () => {
	it('is without limit where it was granted so, at the founding too', async () => {
		await grant('WH');
		expect(windowsOf(quality, 'QH')).toEqual(['…']);
		expect(windowsOf(quality, 'WH')).toEqual(['…']);
	});

	it('is the newest of limited grants, of this role alone', async () => {
		await grant('WH', { validTo: '2026-06-30' });
		await grant('QC', { validTo: '2026-05-31' });
		await grant('WH', { validFrom: '2026-07-01', validTo: '2026-12-31' });
		expect(windowsOf(quality, 'WH')).toEqual(['2026-07-01…2026-12-31']);
		expect(windowsOf(quality, 'QC')).toEqual(['…2026-05-31']);
	});

	it('is without limit while a grant without limit stands, whatever came after', async () => {
		await grant('WH');
		await grant('WH', { validTo: '2026-06-30' });
		expect(windowsOf(quality, 'WH')).toEqual(['…']);
	});

	it('begins anew after a revocation', async () => {
		await grant('WH');
		await terminal.do(roleRevoked, { person: quality.uid, role: 'WH', reason: '转岗' }, doing());
		expect(windowsOf(quality, 'WH')).toEqual([]);
		await grant('WH', { validTo: '2026-06-30' });
		expect(windowsOf(quality, 'WH')).toEqual(['…2026-06-30']);
	});

	it('ends with leaving', async () => {
		await terminal.do(personSeparated, { person: quality.uid, reason: '离职' }, doing());
		expect(rolesOf(quality)).toEqual([]);
	});
});

describe('the newest records of a device', () => {
	it('come newest first, with who and when, down to the founding', async () => {
		await grant('WH');
		expect(recentRecords(terminal.company.engine, terminal.dev)).toMatchObject([
			{ seq: 2, by: '甲', label: { en: 'Role granted' }, at: '2026-03-01T08:01:00+08:00' },
			{ seq: 1, label: { en: 'Company founded' } }
		]);
		expect(recentRecords(terminal.company.engine, 'nobody')).toEqual([]);
	});

	it('are at most so many', async () => {
		for (let count = 1; count < MAX_RECENT_SHOWN; count++) await terminal.do(exportPackaged, { purpose: '备份' }, doing());
		expect(recentRecords(terminal.company.engine, terminal.dev)).toHaveLength(MAX_RECENT_SHOWN);
		await terminal.do(exportPackaged, { purpose: '备份' }, doing());
		const shown = recentRecords(terminal.company.engine, terminal.dev);
		expect(shown).toHaveLength(MAX_RECENT_SHOWN);
		expect(shown.at(-1)?.seq).toBe(2);
	});
});
