/** Where the boxes of the small graph stand: the start in the middle, what it is made of before it, what it went into after it. */
import type { ReachLevels, ReachNode } from './reach.ts';

export interface Box {
	/** "" is the start. */
	readonly id: string;
	readonly node: ReachNode | undefined;
	readonly x: number;
	readonly y: number;
}

export interface Line {
	readonly key: string;
	readonly path: string;
	readonly certain: boolean;
}

export interface MiniGraphShape {
	readonly width: number;
	readonly height: number;
	readonly boxes: readonly Box[];
	readonly lines: readonly Line[];
}

export interface BoxSize {
	readonly width: number;
	readonly height: number;
	/** Between levels, and between boxes of a level. */
	readonly gap: number;
	readonly between: number;
}

/** Upstream before, downstream after: `across` from left to right, `down` from top to bottom. */
export function miniLayout(up: ReachLevels, down: ReachLevels, way: 'across' | 'down', size: BoxSize): MiniGraphShape {
	const start: readonly (readonly (ReachNode | undefined)[])[] = [[undefined]];
	const ranks = [...up.toReversed(), ...start, ...down];
	const [along, aside] = way === 'across' ? [size.width, size.height] : [size.height, size.width];
	const widest = Math.max(...ranks.map((rank) => rank.length));
	const asideTotal = widest * aside + (widest - 1) * size.between;
	const boxes = ranks.flatMap((rank, level) => {
		const own = rank.length * aside + (rank.length - 1) * size.between;
		return rank.map((node, index): Box => {
			const main = level * (along + size.gap);
			const cross = (asideTotal - own) / 2 + index * (aside + size.between);
			return { id: node?.id ?? '', node, x: way === 'across' ? main : cross, y: way === 'across' ? cross : main };
		});
	});
	const alongTotal = ranks.length * along + (ranks.length - 1) * size.gap;
	const byId = new Map(boxes.map((box) => [box.id, box]));
	const line = (from: Box, to: Box, certain: boolean): Line => ({
		key: `${from.id} ${to.id}`,
		path: curve(from, to, way, size),
		certain
	});
	const lines = (levels: ReachLevels, isUp: boolean) =>
		levels.flat().flatMap((node) =>
			node.links.flatMap((near) => {
				const [own, other] = [byId.get(node.id), byId.get(near)];
				if (!own || !other) return [];
				return [isUp ? line(own, other, node.certain) : line(other, own, node.certain)];
			})
		);
	return {
		width: way === 'across' ? alongTotal : asideTotal,
		height: way === 'across' ? asideTotal : alongTotal,
		boxes,
		lines: [...lines(up, true), ...lines(down, false)]
	};
}

function curve(from: Box, to: Box, way: 'across' | 'down', { width, height, gap }: BoxSize): string {
	const bend = gap / 2;
	if (way === 'across') {
		const [x1, y1, x2, y2] = [from.x + width, from.y + height / 2, to.x, to.y + height / 2];
		return `M${String(x1)} ${String(y1)}C${String(x1 + bend)} ${String(y1)} ${String(x2 - bend)} ${String(y2)} ${String(x2)} ${String(y2)}`;
	}
	const [x1, y1, x2, y2] = [from.x + width / 2, from.y + height, to.x + width / 2, to.y];
	return `M${String(x1)} ${String(y1)}C${String(x1)} ${String(y1 + bend)} ${String(x2)} ${String(y2 - bend)} ${String(x2)} ${String(y2)}`;
}

/** As much of a name as fits into `room` halves of a Han character; what is left out is an ellipsis. */
export function shortName(name: string, room: number): string {
	const wide = (character: string) => (/[\u2e80-\uffef]/.test(character) ? 2 : 1);
	const characters = Array.from(name);
	let taken = 0;
	const end = characters.findIndex((character) => (taken += wide(character)) > room);
	return end < 0
		? name
		: `${characters
				.slice(0, Math.max(0, end - 1))
				.join('')
				.trimEnd()}…`;
}
