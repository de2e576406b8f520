import { Dexie } from 'dexie';
import { expect, test } from 'vitest';
import { problemOf, StoreFailure } from './problem-of.ts';

const dom = (name: string): DOMException => new DOMException('what the browser says', name);

test.each([
	[dom('QuotaExceededError'), 'quota'],
	[new Dexie.AbortError('aborted', dom('QuotaExceededError')), 'quota'],
	[new Dexie.BulkError('2 of 2 failed', [dom('QuotaExceededError'), dom('AbortError')] as never), 'quota'],
	[dom('VersionError'), 'newer-version'],
	[new Dexie.MissingAPIError(), 'unavailable'],
	[dom('SecurityError'), 'unavailable'],
	[new Dexie.OpenFailedError(new Error('no reason')), 'unavailable'],
	[new Dexie.OpenFailedError(dom('UnknownError')), 'lost'],
	[new Dexie.DatabaseClosedError(), 'lost'],
	[dom('InvalidStateError'), 'lost'],
	[dom('AbortError'), 'lost'],
	[dom('ConstraintError'), 'damaged'],
	[dom('NotReadableError'), 'damaged'],
	[new TypeError('a bug'), 'failed'],
	['text', 'failed'],
	[undefined, 'failed'],
	[new StoreFailure('not-the-writer', 'x'), 'not-the-writer'],
	[new Error('outer', { cause: new StoreFailure('damaged', 'x') }), 'damaged']
])('%s is %s', (error, code) => {
	expect(problemOf(error).code).toBe(code);
});

test('the detail quotes every error on the way, one line each, and the lines are handed on', () => {
	const error = new Error('outer\nmore', { cause: dom('QuotaExceededError') });
	expect(problemOf(error, ['line'])).toEqual({
		code: 'quota',
		detail: 'Error: outer ← QuotaExceededError: what the browser says',
		unsaved: ['line']
	});
});

test('errors that wrap one another for ever end', () => {
	const error = new Error('a');
	error.cause = new Error('b', { cause: error });
	expect(problemOf(error).code).toBe('failed');
});
