const SECOND_MS = 1000;

/** Now in epoch milliseconds, once a second while `on`. Called while a component is created. */
export function useNow(on: () => boolean): { readonly ms: number } {
	let ms = $state(Date.now());
	$effect(() => {
		if (!on()) return;
		ms = Date.now();
		const timer = setInterval(() => (ms = Date.now()), SECOND_MS);
		return () => clearInterval(timer);
	});
	return {
		get ms() {
			return ms;
		}
	};
}
