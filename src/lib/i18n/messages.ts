/**
 * Texts in both languages without any reactivity: usable from the page, a worker and the command line alike.
 * zh-CN is the source; `en` must have the same keys with the same parameters, which the compiler checks.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export type { Bilingual } from '#lib/kernel/bilingual.ts';

/** The languages of the product, the first being the default. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'zh-CN';

/** A message is a text, or a function of named parameters giving one. */
export type Message = string | ((parameters: never) => string);

/** The shape a translation of `T` must have: every key, texts for texts, functions of the same parameters for functions. */
export type Messages<T extends Readonly<Record<string, Message>>> = {
	readonly [K in keyof T]: T[K] extends (parameters: infer P) => string ? (parameters: P) => string : string;
};

/** What a user of the messages calls: `m.save()` or `m.received({ lot })`. */
export type MessageFunctions<T extends Readonly<Record<string, Message>>> = {
	readonly [K in keyof T]: T[K] extends (parameters: infer P) => string ? (parameters: P) => string : () => string;
};

export interface Dictionaries<T extends Readonly<Record<string, Message>>> {
	readonly 'zh-CN': T;
	readonly en: Messages<T>;
}

export function isLocale(value: unknown): value is Locale {
	return value === 'zh-CN' || value === 'en';
}

/**
 * The text of `text` in `locale`.
 *
 * @example pick('en', { zh: '批次', en: 'Lot' }) // 'Lot'
 */
export function pick(locale: Locale, text: Bilingual): string {
	return locale === 'en' ? text.en : text.zh;
}

/**
 * Turns dictionaries into functions that ask `currentLocale` at every call, so a reactive source makes the texts reactive.
 * Pages use `defineMessages` of `define-messages.ts`, which passes the application's locale.
 */
export function createMessages<const T extends Readonly<Record<string, Message>>>(
	dictionaries: Dictionaries<T>,
	currentLocale: () => Locale
): MessageFunctions<T> {
	const functions = Object.keys(dictionaries['zh-CN']).map((key) => [
		key,
		(parameters: never) => {
			const message: Message | undefined = dictionaries[currentLocale()][key];
			return typeof message === 'function' ? message(parameters) : message;
		}
	]);
	return unsafeAsMessageFunctions<T>(Object.fromEntries(functions));
}

/** The one cast of this module: the object was built with one function for each key of `T`. */
function unsafeAsMessageFunctions<T extends Readonly<Record<string, Message>>>(functions: unknown): MessageFunctions<T> {
	return functions as MessageFunctions<T>;
}
