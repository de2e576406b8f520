/**
 * Budgets of design.md §9: `npm run bench -- [--moves 100000] [--ops 10000,100000] [--json]`.
 * `--moves` is the size for what needs no store, `--ops` the sizes for what needs a browser (browser/run.ts); "" leaves it out.
 * Every figure has a reference measured in the same run, so that ratios survive a change of machine.
 */
import { parseArgs } from 'node:util';
import { createHash } from 'node:crypto';
import { browserFigures } from './browser/child.ts';
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { linesOf } from '#lib/log/bundle.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { Company } from '#lib/modules/company.ts';
import { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { generateMovements } from '#lib/modules/demo/generate-movements.ts';
import { benchImage } from './image.ts';
import { benchTrace } from './trace.ts';
import { median, timed, type Budget } from './measure.ts';

const { values } = parseArgs({
	options: {
		moves: { type: 'string', default: '10000' },
		ops: { type: 'string', default: '10000' },
		json: { type: 'boolean', default: false }
	}
});
const moves = Number(values.moves);
const crypto = createNodeCrypto();
const say = (text: string) => values.json || process.stderr.write(`${text}\n`);

say(`generating ${moves} movements …`);
const demo = await DemoCompany.found({ crypto, random: seededRandom('bench', crypto), createSigner: createNodeSigner, app: 'bench' });
const [writeMs] = await timed(() => generateMovements(demo, { moves, seed: 20261012 }));
const ops = demo.floor.company.log.ops.length;
say(`  ${ops} operations written, signed and folded in ${(writeMs / 1000).toFixed(1)} s`);
const bundle = await demo.floor.exportBundle('bench', demo.doing('P15', '2027-01-04T10:00'));

const budgets: Budget[] = [];
const add = (name: string, value: number, unit: string, limit: number) =>
	budgets.push({ name, value: Number(value.toPrecision(4)), unit, limit, holds: value <= limit });

const reference = median(3, () => {
	for (const line of linesOf(bundle)) {
		createHash('sha256').update(line).digest();
		JSON.parse(Buffer.from(line.buffer, line.byteOffset + line.indexOf(32) + 1, line.length - line.indexOf(32) - 1).toString());
	}
});
const verification = median(3, () => verifyBundle(bundle, crypto));
const report = verifyBundle(bundle, crypto);
if (!report.ok) throw new Error(`the generated log does not verify: ${JSON.stringify(report.problems[0])}`);
add('verify whole bundle (chains, head signatures, e-signatures)', verification / reference, '× SHA-256 + JSON.parse', 1.5);
say(`  verify ${verification.toFixed(0)} ms, reference ${reference.toFixed(0)} ms`);

const company = new Company(crypto);
const [openMs] = await timed(() => {
	const lines = linesOf(bundle);
	lines.next();
	for (const line of lines) {
		const entry = decodeEntry(line, crypto);
		if (entry.ok) company.ingest(entry.value, { signatureVerified: true });
	}
});
say(`  decoded, ingested and folded in ${(openMs / 1000).toFixed(1)} s (${Math.round((ops / openMs) * 1000)} ops/s)`);

const everything = () => {
	let cells = 0;
	for (const { cells: found } of company.engine.ledger.onHand()) cells += found.length;
	return cells;
};
everything();
add('stock on hand, everything', median(7, everything), 'ms', 50);
for (const budget of benchTrace(company)) budgets.push(budget);
const image = benchImage(company);
budgets.push(...image.budgets);
say(`  restored: ${JSON.stringify(image.opened)}`);

const [late] = await timed(() => {
	const terminal = demo.floor.company;
	return terminal.engine.ledger.lowPoints();
});
say(`  low points of every cell ${late.toFixed(0)} ms (first time)`);
say(`  heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB, resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`);

if (!values.json)
	for (const { name, value, unit, limit, holds } of budgets)
		console.log(`${holds ? 'holds ' : 'FAILS '} ${name}: ${value} ${unit} (limit ${limit})`);

const figures = values.ops === '' ? [] : browserFigures(values.ops, values.json);
if (values.json) console.log(JSON.stringify({ moves, ops, budgets, figures }));
