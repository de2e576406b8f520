// `npm run docs`: the documents that are derived from the definitions.
import { spawnSync } from 'node:child_process';
import { environment, findNode, installDependencies, root } from './setup.mjs';

installDependencies();
const node = findNode();
const { status } = spawnSync(node, ['tests/tools/write-catalogue.ts'], { cwd: root, env: environment(node), stdio: 'inherit' });
process.exit(status ?? 1);
