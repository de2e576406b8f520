import type { Bilingual } from '#lib/kernel/bilingual.ts';

/** Ends of a command: done; the answer is "no" or something is wrong with the data; the command was not understood. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command could not do what was asked, for the person who typed it. */
export interface CliProblem {
	readonly exit: ExitCode;
	readonly message: Bilingual;
	/** Machine-readable details, for `--json`. */
	readonly details?: Readonly<Record<string, unknown>>;
}

export function failure(zh: string, en: string, details?: CliProblem['details']): CliProblem {
	return { exit: EXIT.failed, message: { zh, en }, ...(details ? { details } : {}) };
}

export function usage(zh: string, en: string): CliProblem {
	return { exit: EXIT.usage, message: { zh, en } };
}
