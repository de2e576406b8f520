/**
 * A company opened from its image is the company: whatever the history, wherever it was cut, and whatever comes after in
 * whichever order.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewHash } from '#lib/engine/view-hash.ts';
import type { Entry } from '#lib/log/entry.ts';
import { MemoryLines } from '#lib/log/line-store.ts';
import { Company, registry, type CompanyImage } from '#lib/modules/company.ts';
import { mergedEntries, randomFrom, shuffledCausally } from './delivery.ts';
import { histories, play, THEMES } from './histories.ts';
import { crypto, replica, world } from './world.ts';

const SEED = Number(process.env['SUYUAN_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['SUYUAN_RUNS'] ?? 60);
console.log(`images: seed ${SEED}`);

/** As a store gives it back: the bytes alone, at any place of some other buffer. */
function copyOf(image: CompanyImage): CompanyImage {
	return {
		...image,
		columns: image.columns.map((column) => {
			const buffer = new Uint8Array(column.bytes.length + 3);
			buffer.set(column.bytes, 3);
			return { ...column, bytes: buffer.subarray(3) };
		})
	};
}

function linesOf(company: Company): MemoryLines {
	const lines = new MemoryLines();
	for (const op of company.log.ops) lines.append(op.line);
	return lines;
}

function takeAll(company: Company, entries: readonly Entry[]): void {
	for (const entry of entries) {
		const taken = company.ingest(entry, { signatureVerified: true });
		if (!taken.ok) throw new Error(`${taken.error.code}: ${taken.error.detail}`);
	}
}

/** What can be told apart from outside, save arrival and chain numbers. */
function stateOf({ log, engine }: Company) {
	const ids = (ops: readonly { readonly id: string }[]) => ops.map((op) => op.id).sort();
	return {
		hash: viewHash(engine, crypto),
		size: log.size,
		org: log.org,
		tips: ids(log.tips),
		forks: [...log.forks].sort((a, b) => (a.dev < b.dev ? -1 : 1)),
		pending: log.pendingCount,
		incomplete: engine.incompleteCount,
		uninterpreted: engine.uninterpreted().map(({ op, reason }) => [op.id, reason]),
		clocks: engine.clockContradictions(0).map(({ earlier, later }) => [earlier.id, later.id]),
		held: engine.heldDevices(),
		preset: engine.preset,
		ops: Object.fromEntries(
			log.ops.map((op) => [op.id, envelopeOf(op), engine.verdict(op), engine.standing(op)] as const).map(([id, ...rest]) => [id, rest])
		)
	};
}

function envelopeOf(op: Company['log']['tips'][number]) {
	const { dev, seq, n, rec, at, by, role, site, type, tv, cls, refs, cmd, cmdStart, cmdEnd } = op;
	expect(op.op).toMatchObject({ dev, seq, n, rec, at, by, role, site, type, tv, cls, refs });
	expect([cmd, seq - cmdStart + 1, cmdEnd - cmdStart + 1]).toEqual(op.op.cmd);
	return [dev, seq, cmd];
}

function restored(image: CompanyImage, lines: MemoryLines): Company {
	const company = Company.restore(crypto, image, lines);
	if (!company) throw new Error('the image was refused');
	return company;
}

test.each(Object.entries(THEMES))(
	'restored at any point and continued in any causal order, a company equals one built from scratch (%s)',
	{ timeout: 240_000 },
	async (theme, names) => {
		const from = await world();
		await fc.assert(
			fc.asyncProperty(histories(32, names, 4, theme === 'everything' ? 2 : 4), fc.nat(), async (steps, order) => {
				const random = randomFrom(order);
				const entries = shuffledCausally(mergedEntries(await play(from, steps, String(order))), random);
				// Seldom in the founding: there nothing contradicts anything yet.
				const start = random() < 0.1 ? 0 : Math.min(entries.length, from.entries.length);
				const cut = start + Math.floor(random() * (entries.length - start + 1));
				const first = replica(entries.slice(0, cut));
				if (random() < 0.5) viewHash(first.engine, crypto);
				const image = copyOf(first.image());
				const again = restored(image, linesOf(first));
				expect(again.log.heads()).toEqual(first.log.heads());
				expect(stateOf(again)).toEqual(stateOf(first));

				// What follows arrives in an order of its own; here and there the image is taken again.
				const rest = shuffledCausally(entries.slice(cut), random);
				const middle = Math.floor(random() * rest.length);
				takeAll(again, rest.slice(0, middle));
				const later = copyOf(again.image());
				for (const { name, appendOnly, bytes } of image.columns) {
					const grown = later.columns.find((column) => column.name === name);
					if (appendOnly) expect(grown?.bytes.subarray(0, bytes.length)).toEqual(bytes);
				}
				const last = restored(later, linesOf(again));
				takeAll(last, rest.slice(middle));
				takeAll(first, rest);
				takeAll(again, rest.slice(middle));
				const expected = stateOf(replica(entries));
				for (const company of [first, again, last]) expect(stateOf(company)).toEqual(expected);
			}),
			{ seed: SEED, numRuns: RUNS, endOnFailure: false }
		);
	}
);

test('an image of another program, of other lines or in pieces is refused', { timeout: 60_000 }, async () => {
	const from = await world();
	const company = replica(from.entries);
	const image = copyOf(company.image());
	expect(Company.restore(crypto, image, linesOf(company))).toBeDefined();
	expect(Company.restore(crypto, { ...image, format: 'x' }, linesOf(company))).toBeUndefined();
	expect(Company.restore(crypto, image, linesOf(replica(from.entries.slice(1, 1))))).toBeUndefined();
	const others = linesOf(replica(from.entries.slice(0, -1)));
	others.append(from.entries[3]?.line ?? '');
	expect(Company.restore(crypto, image, others)).toBeUndefined();
	for (const { name, bytes } of image.columns) {
		const without = { ...image, columns: image.columns.filter((column) => column.name !== name) };
		expect(Company.restore(crypto, without, linesOf(company)), `without ${name}`).toBeUndefined();
		if (bytes.length === 0 || name === 'ledger.low') continue;
		const torn = image.columns.map((column) => (column.name === name ? { ...column, bytes: bytes.subarray(0, -1) } : column));
		expect(Company.restore(crypto, { ...image, columns: torn }, linesOf(company)), `torn ${name}`).toBeUndefined();
	}
	expect(new Company(crypto, { definitions: registry }).image().format).toBe(image.format);
});
