/** J and K move through the tasks of the page; Enter opens, as on every link. */
export function moveAmongTasks(event: KeyboardEvent): void {
	const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
	if (step === 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
	if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
	const links = [...document.querySelectorAll<HTMLElement>('a[data-task]')];
	const at = links.findIndex((link) => link === document.activeElement);
	const next = at < 0 ? links[step > 0 ? 0 : links.length - 1] : links[at + step];
	if (!next) return;
	event.preventDefault();
	next.focus();
}
