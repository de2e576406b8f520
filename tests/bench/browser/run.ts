/**
 * Start, record, join, catch-up and memory in a real browser with the built application and a real relay:
 * `node tests/bench/browser/run.ts --ops 10000,100000 [--json]`. Needs `npm run build` and `CHROMIUM`.
 */
import { parseArgs } from 'node:util';
import { show, type Figure } from './figures.ts';
import { firstDevice, secondDevice } from './rows.ts';
import { isBuilt, openBenchSite } from './site.ts';

const { values } = parseArgs({ options: { ops: { type: 'string', default: '10000' }, json: { type: 'boolean', default: false } } });
if (!isBuilt()) throw new Error('there is no built application: npm run build');

const figures: Figure[] = [];
let smallStartMs: number | undefined;
for (const size of [0, ...values.ops.split(',').map(Number)]) {
	const site = await openBenchSite(size);
	const add = (figure: Omit<Figure, 'ops'>) => {
		figures.push({ ...figure, ops: site.ops });
		if (!values.json) console.log(show({ ...figure, ops: site.ops }));
	};
	const { profile, startMs } = await firstDevice(site, smallStartMs, add);
	try {
		smallStartMs ??= startMs;
		if (size > 0) await secondDevice(site, profile, add);
	} finally {
		await profile.remove();
		await site.close();
	}
}
if (values.json) console.log(JSON.stringify({ figures }));
