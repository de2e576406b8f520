/** The tasks of whoever is logged in, asked once for the whole page: the start page shows them, the navigation counts them. */
import type { TasksAnswer } from './tasks.ts';

class TaskWatch {
	#answer = $state.raw<TasksAnswer | undefined>(undefined);
	/** Uid of the person the answer is for; "" for nobody. */
	#person = $state('');

	get answer(): TasksAnswer | undefined {
		return this.#answer;
	}

	get person(): string {
		return this.#person;
	}

	/** How many tasks wait for the person logged in. */
	get count(): number {
		return this.#answer?.counts.mine ?? 0;
	}

	heard(person: string, answer: TasksAnswer | undefined): void {
		this.#person = person;
		this.#answer = answer;
	}
}

export const taskWatch = new TaskWatch();
