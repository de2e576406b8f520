/** What input methods report for keys they have taken. */
const IME_KEY_CODE = 229;

/** Whether a key belongs to a text being written, and is no shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
	if (event.isComposing || event.keyCode === IME_KEY_CODE) return true;
	return event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]') !== null;
}
