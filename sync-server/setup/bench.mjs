// `npm run bench -- --moves 100000 [--json]`: the benchmarks of tests/bench on the project's own Node.
import { spawnSync } from 'node:child_process';
import { environment, findNode, installDependencies, root } from './setup.mjs';

const HEAP_MB = 16_000;

installDependencies();
const node = findNode();
const { status } = spawnSync(node, [`--max-old-space-size=${HEAP_MB}`, 'tests/bench/run.ts', ...process.argv.slice(2)], {
	cwd: root,
	env: environment(node),
	stdio: 'inherit'
});
process.exit(status ?? 1);
