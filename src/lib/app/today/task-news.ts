/** What is new since the last look: tasks that appeared, and tasks that became overdue meanwhile. */
import type { TaskView } from './task.ts';

/** By key, whether it was overdue. */
export type SeenTasks = ReadonlyMap<string, boolean>;

export interface TaskNews {
	readonly appeared: readonly TaskView[];
	readonly nowOverdue: readonly TaskView[];
	readonly seen: SeenTasks;
}

/** Of a person's own tasks. Without an earlier look everything is known already: nobody is told what the page shows anyway. */
export function taskNews(before: SeenTasks | undefined, own: readonly TaskView[]): TaskNews {
	const seen = new Map(own.map(({ key, overdue }) => [key, overdue]));
	if (!before) return { appeared: [], nowOverdue: [], seen };
	return {
		appeared: own.filter(({ key }) => !before.has(key)),
		nowOverdue: own.filter(({ key, overdue }) => overdue && before.get(key) === false),
		seen
	};
}
