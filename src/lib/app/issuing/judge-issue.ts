/** Drawing judged before it is done: the very gates of `stock.issued`, asked with the intention as it would be written. */
import type { GateFinding } from '#lib/engine/gates.ts';
import { localDay } from '#lib/kernel/instant.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { placesOf, type GoodsPlace } from '../goods/goods-queries.ts';
import { definitionFor } from '../live/queries/operation-form.ts';
import type { QueryContext } from '../live/queries/query.ts';

/** Kinds of place that goods are not drawn from to the line side: they are there already, or out of reach. */
const NO_STORE: readonly string[] = ['lineside', 'virtual_supplier', 'virtual_customer', 'scrap', 'transit'];

export interface Found {
	readonly finding: GateFinding;
	readonly blocks: boolean;
	readonly mode: 'block' | 'deviation' | 'warn';
}

/** What the gates say to drawing so much of a node from a place for an order. */
export function judgeIssue(context: QueryContext, wo: string, line: JsonObject): readonly Found[] {
	const { engine, day, now, site } = context;
	const definition = definitionFor(engine, 'stock.issued');
	if (!definition) return [];
	// The demo's days are those of its story, not of the clock.
	const at = localDay(now) === day ? now : `${day}T12:00:00${/(?:Z|[+-]\d{2}:\d{2})$/.exec(now)?.[0] ?? 'Z'}`;
	const role = definition.roles === 'any' ? '' : (definition.roles[0] ?? '');
	const intent = { type: 'stock.issued', data: { wo, lines: [line] }, by: '', role, at, site, signers: [] };
	return (definition.gates ?? []).flatMap((gate) => {
		const mode = engine.preset.gates[gate.id] ?? 'block';
		return gate.check(intent, engine).map((finding) => ({ finding, blocks: mode === 'block', mode }));
	});
}

/** Places of this site that material is taken from. */
export function storePlaces(context: QueryContext, node: string): readonly GoodsPlace[] {
	return placesOf(context.engine, node, context.site).filter(
		({ here, use, qty }) => here && !NO_STORE.includes(use) && !qty.startsWith('-')
	);
}
