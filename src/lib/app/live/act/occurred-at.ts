/** When something happened, as a person enters it: a local date and time of this device (`2026-10-12T02:10`). */
import { formatWithOffset } from '#lib/kernel/instant.ts';

/** `at` of an operation; undefined for what is no time or lies ahead of `nowMs`. */
export function occurredAt(local: string, nowMs: number): string | undefined {
	if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local)) return undefined;
	const instant = new Date(local);
	const ms = instant.getTime();
	if (Number.isNaN(ms) || ms > nowMs) return undefined;
	return formatWithOffset(ms, -instant.getTimezoneOffset());
}
