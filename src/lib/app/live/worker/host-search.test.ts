import { beforeAll, expect, test } from 'vitest';
import { linesOf } from '#lib/log/bundle.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { Company } from '#lib/modules/company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { MemorySearchStorage, type SearchStorage } from '#lib/search/search-storage.ts';
import { HostSearch, MAX_HITS } from './host-search.ts';
import { CompanySession } from '../../company-session.ts';

const crypto = createPureCrypto();
let lines: readonly Uint8Array[];

beforeAll(async () => {
	const demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
	lines = [...linesOf(await demo.office.exportBundle('test', demo.doing('P20', '2026-10-12T11:00', 'P20')))].slice(1);
});

function grow(company: Company, from: number, to: number): void {
	for (const line of lines.slice(from, to)) {
		const entry = decodeEntry(line, crypto);
		if (!entry.ok || !company.ingest(entry.value, { signatureVerified: true }).ok) throw new Error('the demo is sound');
	}
}

function searchOf(company: Company, storage: SearchStorage = new MemorySearchStorage()): HostSearch {
	return new HostSearch(company, storage, () => Promise.resolve());
}

/** Codes of what is found, in order. */
async function found(company: Company, search: HostSearch, text: string): Promise<readonly string[]> {
	const session = new CompanySession({ crypto, clock: () => 0, today: () => '2026-10-12' }, company, '');
	return (await search.find(text)).map((subject) =>
		subject.startsWith('lot:') ? (session.passport(subject)?.number ?? '') : (subject.split(':')[0] ?? '')
	);
}

test('lots are found by words of their item and their supplier, in any order, and by their numbers first', async () => {
	const company = new Company(crypto);
	grow(company, 0, lines.length);
	const search = searchOf(company);
	expect(await found(company, search, '')).toEqual([]);
	expect((await found(company, search, 'L-RMMB-260902-01'))[0]).toBe('L-RMMB-260902-01');
	expect(await found(company, search, '熔喷')).toContain('L-RMMB-260902-01');
	expect(await found(company, search, '仓管')).not.toContain('L-RMMB-260902-01');
	expect(await found(company, search, '没有这样的东西')).toEqual([]);
	expect((await search.find('a')).length).toBeLessThanOrEqual(MAX_HITS);
});

test('what was recorded since, and new names of old things, are found without beginning anew', async () => {
	const storage = new MemorySearchStorage();
	const company = new Company(crypto);
	const half = Math.floor(lines.length / 3);
	grow(company, 0, half);
	await searchOf(company, storage).find('x');
	grow(company, half, lines.length);
	const continued = searchOf(company, storage);
	const anew = searchOf(company);
	for (const text of ['熔喷', 'MK2609', '口罩', '常州', '成都', 'L-RMMB', 'C05', '血氧仪'])
		expect([...(await continued.find(text))].sort(), text).toEqual([...(await anew.find(text))].sort());
});

test('a store that fails does not keep anybody from searching', async () => {
	const company = new Company(crypto);
	grow(company, 0, lines.length);
	const broken = new MemorySearchStorage();
	broken.save = () => Promise.reject(new Error('full'));
	expect(await searchOf(company, broken).find('熔喷')).not.toEqual([]);
});
