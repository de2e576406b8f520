/** Questions of the recall screens. */
import { recallStart } from './recall-find.ts';
import { recallList, recallSheet } from './recall-follow-up.ts';
import { recallScope } from './recall-scope.ts';

export const recallQueries = {
	'recall.start': recallStart,
	'recall.scope': recallScope,
	'recall.sheet': recallSheet,
	'recall.list': recallList
};
