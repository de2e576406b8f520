/** Characters of `2026-10-12`. */
const DAY_LENGTH = 10;

/** A UTC instant in this device's time zone, `2026-10-12 13:00`: deadlines are kept by the wall clock. */
export function localTime(utc: string): string {
	const instant = new Date(utc);
	if (Number.isNaN(instant.getTime())) return utc;
	const two = (part: number) => String(part).padStart(2, '0');
	const day = `${String(instant.getFullYear())}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
	return `${day} ${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/**
 * When something was recorded, as short as it can be told: the hour (`13:00`) if it was on the day of `nowMs`, else `2026-10-12 13:00`.
 * Both days are those of this device's wall clock: by UTC an early shift in China would still be in yesterday.
 *
 * @param at - ISO instant with its offset
 * @param nowMs - milliseconds since the epoch
 */
export function hourOrDay(at: string, nowMs: number): string {
	const text = localTime(at);
	const today = localTime(new Date(nowMs).toISOString()).slice(0, DAY_LENGTH);
	return text.startsWith(today) ? text.slice(DAY_LENGTH + 1) : text;
}
