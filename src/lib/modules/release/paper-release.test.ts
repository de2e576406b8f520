/** Goods that were released on paper before the system began. */
import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { Doing } from '../authoring.ts';
import type { DemoCompany } from '../demo/demo-company.ts';
import { tellDemoStory } from '../demo/tell-demo-story.ts';
import { lotCreated, sterilityOf, stockOpened, stockReceived } from '../inventory/index.ts';
import { blockersOf, holdPlaced, lotDispositioned } from '../quality/index.ts';
import { dossierOf, paperReleased, releaseRevoked } from './index.ts';

const crypto = createPureCrypto();
const DAY = '2026-10-12';
let demo: DemoCompany;
let minute = 0;
let serial = 0;

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
});

const read = () => demo.office.company.engine;
function doing(code: Parameters<DemoCompany['doing']>[0], ...signers: Parameters<DemoCompany['doing']>[0][]): Doing {
	minute++;
	return demo.doing(
		code,
		`${DAY}T${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
		...signers
	);
}

/** Masks that lay in store when the system began. */
async function openingLot(more: { readonly origin?: 'opening' | 'made'; readonly expiry?: string } = {}): Promise<string> {
	const number = `MK-OPEN-${String(++serial)}`;
	const lot = demo.name(number);
	const { origin = 'opening', expiry = '2028-01-01' } = more;
	await demo.office.do(lotCreated, { lot, item: demo.uid('FG-MK-01'), lotNo: number, origin, expiry }, doing('P15'));
	await demo.office.do(stockOpened, { lot, qty: demo.qty(2000, '只'), location: demo.uid('CZ-FG') }, doing('P15', 'P15', 'P18'));
	return lot;
}

const release = (lot: string, steriliserLoad?: string) => ({ lot, paper: 'FX-2026-031', ...(steriliserLoad ? { steriliserLoad } : {}) });
const releasing = () => doing('P02', 'P02', 'P03');
const blockers = (lot: string) =>
	blockersOf(read(), `lot:${lot}`, 'ship', { day: DAY, location: demo.uid('CZ-FG') }).map(({ code }) => code);
async function refused(data: ReturnType<typeof release>): Promise<readonly string[]> {
	const attempt = await demo.office.attempt([{ definition: paperReleased, data }], releasing());
	if (attempt.ok) return [];
	return 'findings' in attempt.error
		? (attempt.error.findings as readonly { readonly code: string }[]).map(({ code }) => code)
		: [attempt.error.type];
}

it('may be shipped once two people answer for the paper, and not before', async () => {
	const lot = await openingLot();
	expect([blockers(lot), sterilityOf(read(), lot)]).toEqual([['quarantine', 'not-sterile', 'not-market-released'], 'none']);
	await demo.office.do(paperReleased, release(lot, 'EO-250301-A'), releasing());
	expect([blockers(lot), sterilityOf(read(), lot)]).toEqual([[], 'released']);
	expect(dossierOf(read(), lot, DAY)).toMatchObject({ stage: 'done' });
	expect(dossierOf(read(), lot, DAY).checks).toContainEqual(
		expect.objectContaining({ key: 'sterilisation', state: 'paper', words: { load: 'EO-250301-A' } })
	);
	await demo.office.do(releaseRevoked, { lot, reason: '放行单有误' }, doing('P02', 'P02'));
	expect(blockers(lot)).toEqual(['quarantine', 'not-market-released']);
});

it('is refused for what was made here, without the load of a sterile product, expired, held or rejected', async () => {
	expect(await refused(release(await openingLot({ origin: 'made' }), 'EO-1'))).toEqual(['dossier-not-opening']);
	expect(await refused(release(await openingLot()))).toEqual(['dossier-paper-load-missing']);
	expect(await refused(release(await openingLot({ expiry: '2026-10-11' }), 'EO-1'))).toEqual(['dossier-expired']);
	const held = await openingLot();
	await demo.office.do(
		holdPlaced,
		{ hold: demo.name('hold of opening'), targets: [`lot:${held}`], scope: 'self', cause: 'material', reason: '破袋' } as never,
		doing('P03', 'P03')
	);
	expect(await refused(release(held, 'EO-1'))).toEqual(['dossier-on-hold']);
	const rejected = await openingLot();
	await demo.office.do(lotDispositioned, { lot: rejected, decision: 'rejected', basis: '试验' }, doing('P03', 'P03'));
	expect(await refused(release(rejected, 'EO-1'))).toEqual(['dossier-rejected']);
});

it('has no effect on a lot somebody says was made here, whoever signs it and whatever program wrote it', async () => {
	const made = await openingLot({ origin: 'made' });
	await demo.office.do(paperReleased, release(made, 'EO-1'), { ...releasing(), unchecked: true });
	expect(blockers(made)).toEqual(['quarantine', 'not-sterile', 'not-market-released']);
	const claimed = await openingLot();
	await demo.office.do(paperReleased, release(claimed, 'EO-1'), releasing());
	expect(blockers(claimed)).toEqual([]);
	// A second creation of the same uid, as a cloned device would write it.
	await demo.office.do(
		lotCreated,
		{ lot: claimed, item: demo.uid('FG-MK-01'), lotNo: 'MK-OTHER', origin: 'made', expiry: '2028-01-01' },
		{ ...doing('P06'), unchecked: true }
	);
	expect(blockers(claimed)).toContain('not-market-released');
});

it('covers what was there when it was signed: goods that come to the lot later are in no steriliser the paper speaks of', async () => {
	const lot = await openingLot();
	await demo.office.do(paperReleased, release(lot, 'EO-1'), releasing());
	await demo.office.do(stockReceived, { lot, qty: demo.qty(5, '只'), to: demo.uid('CZ-FG') }, { ...doing('P15'), unchecked: true });
	expect([sterilityOf(read(), lot), blockers(lot)]).toEqual(['part', ['not-sterile']]);
	const mixed = await openingLot();
	await demo.office.do(stockReceived, { lot: mixed, qty: demo.qty(5, '只'), to: demo.uid('CZ-FG') }, { ...doing('P15'), unchecked: true });
	await demo.office.do(paperReleased, release(mixed, 'EO-1'), releasing());
	expect(sterilityOf(read(), mixed)).toBe('part');
	const later = await openingLot();
	await demo.office.do(paperReleased, release(later, 'EO-1'), releasing());
	await demo.office.do(stockOpened, { lot: later, qty: demo.qty(5, '只'), location: demo.uid('CZ-FG') }, doing('P15', 'P15', 'P18'));
	expect([sterilityOf(read(), later), blockers(later)]).toEqual(['part', ['not-sterile']]);
});
