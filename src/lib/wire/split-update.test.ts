import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { splitUpdate } from './split-update.ts';

const BOUND = 2000;

/** A document several people wrote in, deleted from and typed long things into. */
function written(choices: readonly (readonly [author: number, at: number, text: string])[]): Y.Doc {
	const authors = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
	for (const [author, at, text] of choices) {
		const doc = authors[author];
		if (!doc) continue;
		const body = doc.getText('body');
		if (text === '' && body.length > 0) body.delete(at % body.length, 1);
		else body.insert(body.length === 0 ? 0 : at % body.length, text);
		for (const other of authors) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
	}
	return authors[0] ?? new Y.Doc();
}

test('parts are within the bound and make the same document in any order', () => {
	const choice = fc.tuple(fc.nat(2), fc.nat(500), fc.oneof(fc.constant(''), fc.string({ maxLength: 300 }), fc.constant('溯源'.repeat(40))));
	fc.assert(
		fc.property(fc.array(choice, { minLength: 1, maxLength: 60 }), fc.nat(), (choices, turn) => {
			const doc = written(choices);
			const parts = splitUpdate(Y.encodeStateAsUpdate(doc), BOUND);
			// One piece above the bound: what was typed in one go without a pause.
			fc.pre(parts !== undefined);
			if (!parts) return;
			for (const part of parts) expect(part.length).toBeLessThanOrEqual(BOUND);
			const first = parts.length === 0 ? 0 : turn % parts.length;
			const copy = new Y.Doc();
			for (const part of [...parts.slice(first), ...parts.slice(0, first)].reverse()) Y.applyUpdate(copy, part);
			expect(copy.getText('body').toJSON()).toBe(doc.getText('body').toJSON());
			expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc));
		}),
		{ numRuns: 60 }
	);
});

test('one piece of content above the bound cannot be split', () => {
	const doc = new Y.Doc();
	doc.getText('body').insert(0, 'x'.repeat(BOUND));
	expect(splitUpdate(Y.encodeStateAsUpdate(doc), BOUND)).toBeUndefined();
	expect(splitUpdate(Y.encodeStateAsUpdate(doc), BOUND * 2)).toHaveLength(2);
});
