import { expect, it } from 'vitest';
import { taskNews } from './task-news.ts';
import type { TaskView } from './task.ts';

const task = (key: string, overdue = false) => ({ key, overdue }) as TaskView;
const keys = (tasks: readonly TaskView[]) => tasks.map(({ key }) => key);

it('the first look is no news; later what appeared and what became overdue is', () => {
	const first = taskNews(undefined, [task('a'), task('b')]);
	expect([first.appeared, first.nowOverdue]).toEqual([[], []]);
	const second = taskNews(first.seen, [task('a', true), task('c', true)]);
	expect(keys(second.appeared)).toEqual(['c']);
	expect(keys(second.nowOverdue)).toEqual(['a']);
	const third = taskNews(second.seen, [task('a', true), task('b')]);
	expect(keys(third.appeared)).toEqual(['b']);
	expect(keys(third.nowOverdue)).toEqual([]);
});
