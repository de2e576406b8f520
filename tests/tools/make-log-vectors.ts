/**
 * Writes tests/vectors/log-v1. Run once for a format version: `node tests/tools/make-log-vectors.ts`. Bytes of a released
 * version never change; should this ever write something else, it is the program that is wrong.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNodeCrypto, createNodeSigner } from '../../src/cli/node-crypto.ts';
import { makeLogVectors } from './log-vectors.ts';

const folder = join(import.meta.dirname, '../vectors/log-v1');
const { story, bundle, alterations } = await makeLogVectors(createNodeCrypto(), createNodeSigner);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'story.json'), `${JSON.stringify(story, undefined, '\t')}\n`);
writeFileSync(join(folder, 'bundle.txt'), bundle);
writeFileSync(
	join(folder, 'alterations.json'),
	`[\n${alterations.map((alteration) => `\t${JSON.stringify(alteration)}`).join(',\n')}\n]\n`
);
