import { beforeAll, expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { stockMoved } from '#lib/modules/inventory/index.ts';
import { errorDeclared } from '#lib/modules/org/index.ts';
import { ALL_RECORDS, type LogFilter } from './log-filter.ts';
import { logPage } from './log-query.ts';

const crypto = createPureCrypto();
const ALL = 10_000;
let demo: DemoCompany;
let moved = '';

const engine = () => demo.floor.company.engine;
const page = (filter: Partial<LogFilter> = {}) => logPage(engine(), { from: 0, count: ALL, filter: { ...ALL_RECORDS, ...filter } });
const types = (filter: Partial<LogFilter>) => [...new Set(page(filter).lines.map(({ type }) => type))].sort();

beforeAll(async () => {
	demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
	const goods = { lot: demo.uid('MB260910'), qty: demo.qty('1', '只'), from: demo.uid('CZ-WIP'), to: demo.uid('CZ-REJ') };
	moved = (await demo.floor.do(stockMoved, { ...goods, reason: '见"破角"照片' }, demo.doing('P15', '2026-10-12T11:05'))).id;
	await demo.floor.do(errorDeclared, { target: moved, reason: '扫错' }, demo.doing('P15', '2026-10-12T11:06', 'P15'));
});

it('without a filter every record is there, the newest first, in portions', () => {
	const all = page();
	expect([all.found, all.lines.length]).toEqual([all.total, all.total]);
	expect(all.lines[0]?.type).toBe('op.errorDeclared');
	expect(logPage(engine(), { from: 1, count: 2 }).lines.map(({ id }) => id)).toEqual(all.lines.slice(1, 3).map(({ id }) => id));
});

it('words are looked for in kind, person, names of what is touched, and content – all of them, in any case', () => {
	expect(types({ text: '送灭菌 EO-260927-b' })).toContain('steril.loaded');
	expect(page({ text: 'mb260910' }).lines.map(({ id }) => id)).toContain(moved);
	expect(page({ text: '郑洁 移库' }).found).toBeGreaterThan(5);
	expect(types({ text: 'BI-260801' })).toEqual(['steril.biRecorded']);
	expect(page({ text: '郑洁 没有这个词' }).found).toBe(0);
	// A quote stands otherwise in the line than on the screen.
	expect(page({ text: '"破角"' }).lines.map(({ id }) => id)).toEqual([moved]);
});

it('days are those of the event, both included', () => {
	const days = (filter: Partial<LogFilter>) => new Set(page(filter).lines.map(({ at }) => at.slice(0, 10)));
	expect(days({ since: '2026-10-10', until: '2026-10-11' })).toEqual(new Set(['2026-10-10', '2026-10-11']));
	expect([...days({ since: '2026-10-12' })]).toEqual(['2026-10-12']);
	expect(page({ until: '2026-01-01' }).found).toBe(0);
});

it('a person is whoever recorded or signed; a device and a type are exactly that', () => {
	const quality = demo.person('P02').uid;
	expect(page({ person: quality }).lines.every(({ by, signers }) => by === '周敏' || signers.some(({ name }) => name === '周敏'))).toBe(
		true
	);
	expect(page({ person: quality }).lines.some(({ by }) => by !== '周敏')).toBe(true);
	expect(new Set(page({ device: demo.floor.dev }).lines.map(({ device }) => device)).size).toBe(1);
	expect(types({ type: 'stock.moved' })).toEqual(['stock.moved']);
});

it('marks narrow to what became of a record or how it was made', () => {
	expect(page({ mark: 'signed' }).lines.every(({ signers }) => signers.length > 0)).toBe(true);
	expect(page({ mark: 'void' }).lines.map(({ id }) => id)).toEqual([moved]);
	expect(types({ mark: 'corrections' })).toEqual(['op.errorDeclared']);
	expect(page({ mark: 'late' }).lines.every(({ late }) => late)).toBe(true);
	expect(page({ mark: 'ineffective' }).lines.every(({ ineffective }) => ineffective.length > 0)).toBe(true);
});
