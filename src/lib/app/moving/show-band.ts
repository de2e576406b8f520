/** Brings the band of a flow back into sight: on a phone the buttons are a long way below it. */
import { tick } from 'svelte';

export async function showBand(): Promise<void> {
	await tick();
	document.querySelector('[data-band]')?.scrollIntoView({ block: 'center' });
}
