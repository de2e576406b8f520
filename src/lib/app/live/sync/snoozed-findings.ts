/** Warnings about the browser that were read: said again after a while, for what they warn of does not go away. */
import type { StorageFinding } from '#lib/store/storage-health.ts';

/** When each was read, by code, in epoch milliseconds. */
export type Snoozes = Readonly<Record<string, number>>;

const DAY_MS = 24 * 3_600_000;
export const SNOOZE_MS = 7 * DAY_MS;

export function snooze(snoozes: Snoozes, { code }: StorageFinding, nowMs: number): Snoozes {
	return { ...snoozes, [code]: nowMs };
}

/** What blocks recording is never put off. A clock that was set back ends the rest. */
export function snoozed(snoozes: Snoozes, { code, severity }: StorageFinding, nowMs: number): boolean {
	const readAt = snoozes[code];
	return severity === 'warn' && readAt !== undefined && nowMs >= readAt && nowMs - readAt < SNOOZE_MS;
}
