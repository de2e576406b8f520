import type { LayoutEdge, LayoutNode, Position, Spacing } from './layered-layout.ts';

export interface LayoutRequest {
	readonly id: number;
	readonly nodes: readonly LayoutNode[];
	readonly edges: readonly LayoutEdge[];
	readonly spacing: Spacing;
}

type Places = ReadonlyMap<string, Position>;

/** One worker for all graphs of the page, started with the first. */
let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, (places: Places) => void>();

/** The same as `layeredLayout`, computed by a worker. Plain nodes and edges only: they are copied. */
export function layoutOffThread(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[], spacing: Spacing): Promise<Places> {
	worker ??= start();
	const id = ++asked;
	const request: LayoutRequest = { id, nodes, edges: edges.map(({ from, to }) => ({ from, to })), spacing };
	worker.postMessage(request);
	return new Promise((resolve) => waiting.set(id, resolve));
}

function start(): Worker {
	const started = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module', name: 'layout' });
	started.addEventListener('message', ({ data: { id, places } }: MessageEvent<{ id: number; places: Places }>) => {
		waiting.get(id)?.(places);
		waiting.delete(id);
	});
	return started;
}
