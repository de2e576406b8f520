/**
 * `node tests/simulation/main.ts [--seeds N] [--from K] [--minutes M]` – plays seeds until there are enough or time is up;
 * exit 1 and the story of the first seed that fails.
 */
import { parseArgs } from 'node:util';
import { world } from '../support/test-company.ts';
import { simulate } from './simulate.ts';

// y-websocket registers one listener for every provider.
process.setMaxListeners(0);

const { values } = parseArgs({ options: { seeds: { type: 'string' }, from: { type: 'string' }, minutes: { type: 'string' } } });
const from = Number(values.from ?? 1);
const until = values.minutes === undefined ? undefined : performance.now() + Number(values.minutes) * 60_000;
const count = Number(values.seeds ?? (until === undefined ? 100 : Number.MAX_SAFE_INTEGER));

const company = await world('small', 4);
let [saved, hours, played] = [0, 0, 0];
const hasTime = () => until === undefined || performance.now() < until;
for (let seed = from; seed < from + count && hasTime(); seed++) {
	const outcome = await simulate(company, seed);
	played++;
	saved += outcome.saved;
	hours += outcome.hours;
	if (outcome.failure === undefined) continue;
	console.error(`seed ${seed}: ${outcome.failure}\n\n${outcome.story.join('\n')}`);
	process.exitCode = 1;
	break;
}
console.log(`${played} seeds, ${saved} saved operations, ${hours.toFixed(1)} hours of simulated time`);
