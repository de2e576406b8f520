/**
 * `suyuan` in the browser's console: what a person on the telephone can be asked to type, and what end-to-end tests use to
 * look behind the screens. It can do what the page can do, and no more: signing needs a badge and a PIN here too.
 *
 * @example await suyuan.ask('viewHash')
 */
import { company } from './open-company.svelte.ts';
import type { Questions, Topic } from './protocol.ts';

export interface SupportConsole {
	/** One question of protocol.ts to the worker. */
	ask<T extends Topic>(topic: T, ask?: Questions[T]['ask']): Promise<Questions[T]['answer']>;
	/** What the page knows about synchronisation. */
	sync(): unknown;
}

export function offerSupportConsole(): void {
	const support: SupportConsole = {
		ask: (topic, ask) => company.ask(topic, ask as never),
		sync: () => company.sync
	};
	Object.assign(globalThis, { suyuan: support });
}
