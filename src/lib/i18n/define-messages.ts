import { locale } from './locale.svelte.ts';
import { createMessages, type Dictionaries, type Message, type MessageFunctions } from './messages.ts';

/**
 * Messages in the language of the page.
 *
 * @example
 * const zh = { expiresSoon: '即将过期', received: (p: { lot: string }) => `已收货 ${p.lot}` } as const;
 * const en = { expiresSoon: 'Expires soon', received: (p) => `Received ${p.lot}` } satisfies Messages<typeof zh>;
 * export const m = defineMessages({ 'zh-CN': zh, en });
 */
export function defineMessages<const T extends Readonly<Record<string, Message>>>(dictionaries: Dictionaries<T>): MessageFunctions<T> {
	return createMessages(dictionaries, () => locale.current);
}
