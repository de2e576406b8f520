/** The child of image.ts: opens the company in a folder and prints what that took. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeCrypto } from '../../src/cli/node-crypto.ts';
import { findExceptions } from '#lib/engine/exceptions.ts';
import { Company } from '#lib/modules/company.ts';
import { OpfsLines } from '#lib/store/opfs-lines.ts';
import { fileAt, type Manifest, type Opened } from './image.ts';
import { timed } from './measure.ts';

const folder = process.argv[2] ?? '';
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
const lines = new OpfsLines({ lines: fileAt(join(folder, 'lines')), lengths: fileAt(join(folder, 'lengths')) });
const read = () =>
	manifest.columns.map(({ name, appendOnly }, index) => ({
		name,
		appendOnly,
		bytes: readFileSync(join(folder, `column-${String(index)}`))
	}));
let columns = read();
const crypto = createNodeCrypto();
const collect = globalThis.gc ?? (() => undefined);

collect();
const before = process.memoryUsage();
const [restoreMs, restored] = await timed(() => Company.restore(crypto, { ...manifest, columns }, lines));
if (!restored) throw new Error('the image was refused');
const company = restored;
columns = [];
collect();
const after = process.memoryUsage();
const { engine } = company;
const [firstTraceMs] = await timed(() => engine.genealogy.closure([engine.ledger.nodes.text(0)], 'down'));
const [stockMs] = await timed(() => [...engine.ledger.onHand()].length);
const [exceptionsMs] = await timed(() => findExceptions(engine.registry.rules, engine));
const [exceptionsAgainMs] = await timed(() => findExceptions(engine.registry.rules, engine));
collect();
const opened: Opened = {
	restoreMs,
	heapMb: (after.heapUsed - before.heapUsed) / 1e6,
	buffersMb: after.arrayBuffers / 1e6,
	firstTraceMs,
	stockMs,
	exceptionsMs,
	exceptionsAgainMs,
	heapAfterMb: (process.memoryUsage().heapUsed - before.heapUsed) / 1e6
};
console.log(JSON.stringify(opened));
