/** Lays graphs out away from the page's thread: a closure of thousands of cards must not hold up a scan. */
import { layeredLayout } from './layered-layout.ts';
import type { LayoutRequest } from './layout-off-thread.ts';

addEventListener('message', ({ data: { id, nodes, edges, spacing } }: MessageEvent<LayoutRequest>) => {
	postMessage({ id, places: layeredLayout(nodes, edges, spacing) });
});
