/** Keeps the screen on while the board is shown, as far as the browser lets; returns the clean-up. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | undefined;
	let ended = false;
	async function hold(): Promise<void> {
		if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		try {
			const held = await navigator.wakeLock.request('screen');
			if (ended) await held.release();
			else lock = held;
		} catch {
			// Refused, for instance on battery: the television's own settings decide then.
		}
	}
	// The browser lets go when the page is hidden.
	const onvisible = (): void => void hold();
	document.addEventListener('visibilitychange', onvisible);
	void hold();
	return () => {
		ended = true;
		document.removeEventListener('visibilitychange', onvisible);
		void lock?.release();
	};
}
