/** A UTC instant in this device's time zone, `2026-10-12 13:00`: deadlines are kept by the wall clock. */
export function localTime(utc: string): string {
	const instant = new Date(utc);
	if (Number.isNaN(instant.getTime())) return utc;
	const two = (part: number) => String(part).padStart(2, '0');
	const day = `${String(instant.getFullYear())}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
	return `${day} ${two(instant.getHours())}:${two(instant.getMinutes())}`;
}
