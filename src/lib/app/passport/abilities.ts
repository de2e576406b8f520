/**
 * What may be done with a lot or unit now, and what not: the very gates that are asked when somebody does it, asked with the intention
 * as it would be written. Nothing here knows a rule of its own (domain.md §6.1).
 */
import type { Engine } from '#lib/engine/engine.ts';
import type { GateFinding } from '#lib/engine/gates.ts';
import { fieldText } from '#lib/engine/register.ts';
import { localDay } from '#lib/kernel/instant.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { identify, sterilityOf } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { quality } from '#lib/modules/quality/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { definitionFor } from '../live/queries/operation-form.ts';
import type { StockPlace } from './places.ts';

export type AbilityKey = 'issue' | 'ship' | 'sterilise' | 'production-release' | 'market-release' | 'move';

export interface AbilityPlace {
	readonly code: string;
	readonly site: string;
	readonly qty: string;
}

export interface Ability {
	readonly key: AbilityKey;
	/** `warned`: it may be done, and something is said against it. */
	readonly verdict: 'may' | 'warned' | 'not';
	/** Where it may be taken from; empty where the place does not matter. */
	readonly from: readonly AbilityPlace[];
	/** What speaks against it, at the place where least does. */
	readonly findings: readonly GateFinding[];
}

interface Intention {
	readonly key: AbilityKey;
	/** Operations whose gates decide. */
	readonly types: readonly string[];
	/** Gates that judge the goods; those that compare them with an order have nothing to compare with here. Undefined: all. */
	readonly gates?: readonly string[];
	/** The act, from a place where the goods lie; undefined without goods. */
	readonly data: (place: StockPlace | undefined) => JsonObject | undefined;
	/** Asked at every place where some of it lies. */
	readonly isPlaced: boolean;
}

/** Places asked one by one, those with most first; further ones are of the same kind in practice. */
const MAX_PLACES = 4;
const GOODS_GATES: readonly string[] = ['G5', 'G6'];

export function abilitiesOf(context: QueryContext, node: string, places: readonly StockPlace[]): readonly Ability[] {
	const { engine } = context;
	const identity = identify(engine, node);
	if (identity.kind !== 'lot' && identity.kind !== 'unit') return [];
	const here = places.filter(({ location, qty }) => location !== '' && !qty.startsWith('-'));
	return intentionsOf(engine, node).flatMap((intention): Ability[] => {
		if (!intention.isPlaced) return [judged(context, intention, undefined)];
		const asked = here.slice(0, MAX_PLACES).map((place) => ({ place, ability: judged(context, intention, place) }));
		const best = ['may', 'warned', 'not'].flatMap((verdict) => asked.filter(({ ability }) => ability.verdict === verdict))[0];
		if (!best) return [];
		const from = asked
			.filter(({ ability }) => best.ability.verdict !== 'not' && ability.verdict === best.ability.verdict)
			.map(({ place: { code, site, qty } }) => ({ code, site, qty }));
		return [{ ...best.ability, from }];
	});
}

function judged(context: QueryContext, intention: Intention, place: StockPlace | undefined): Ability {
	const { engine, day, now } = context;
	const found: { readonly finding: GateFinding; readonly blocks: boolean }[] = [];
	const asked = new Set<unknown>();
	for (const type of intention.types) {
		const definition = definitionFor(engine, type);
		const data = intention.data(place);
		if (!definition || !data) continue;
		const role = definition.roles === 'any' ? '' : (definition.roles[0] ?? '');
		// The demo's days are those of its story, not of the clock.
		const at = localDay(now) === day ? now : `${day}T12:00:00${/(?:Z|[+-]\d{2}:\d{2})$/.exec(now)?.[0] ?? 'Z'}`;
		for (const gate of definition.gates ?? []) {
			if (asked.has(gate) || (intention.gates && !intention.gates.includes(gate.id))) continue;
			asked.add(gate);
			const blocks = (engine.preset.gates[gate.id] ?? 'block') === 'block';
			const findings = gate.check({ type, data, by: '', role, at, site: place?.siteUid ?? context.site, signers: [] }, engine);
			found.push(...findings.map((finding) => ({ finding, blocks })));
		}
	}
	const verdict = found.some(({ blocks }) => blocks) ? 'not' : found.length > 0 ? 'warned' : 'may';
	return { key: intention.key, verdict, from: [], findings: found.map(({ finding }) => finding) };
}

function intentionsOf(engine: Engine, node: string): readonly Intention[] {
	const { item, lot, kind } = identify(engine, node);
	const row = engine.row(items, item);
	const unit = fieldText(row, 'unit');
	const isFinished = fieldText(row, 'class') === 'finished';
	const goods = (place: StockPlace | undefined) => goodsOf(node, unit, place);
	const line = (place: StockPlace | undefined): JsonObject | undefined => {
		const what = goods(place);
		return what && place ? { lines: [{ ...what, from: place.location }] } : undefined;
	};
	const intentions: Intention[] = [
		isFinished
			? { key: 'ship', types: ['shipment.picked', 'shipment.shipped'], gates: GOODS_GATES, data: line, isPlaced: true }
			: { key: 'issue', types: ['stock.issued'], gates: GOODS_GATES, data: line, isPlaced: true }
	];
	if (kind === 'lot' && isFinished) {
		const status = engine.row(quality, node);
		const next = status.productionRelease === '' ? 'production-release' : status.marketRelease === '' ? 'market-release' : undefined;
		const type = next === 'production-release' ? 'release.productionReleased' : 'release.marketReleased';
		if (next) intentions.push({ key: next, types: [type], data: () => ({ lot }), isPlaced: false });
	}
	if (kind === 'lot' && row.fields['sterile'] === true && ['none', 'part'].includes(sterilityOf(engine, lot)))
		intentions.push({
			key: 'sterilise',
			types: ['steril.loaded'],
			data: line,
			isPlaced: true
		});
	intentions.push({
		key: 'move',
		types: ['stock.moved'],
		data: (place) => {
			const what = goods(place);
			return what && place ? { ...what, from: place.location } : undefined;
		},
		isPlaced: true
	});
	return intentions;
}

/** The goods of a line: all of a lot that lies there, or the one unit. */
function goodsOf(node: string, unit: string, place: StockPlace | undefined): JsonObject | undefined {
	const uid = node.slice(node.indexOf(':') + 1);
	if (node.startsWith('lot:')) return { lot: uid, qty: { value: place?.qty ?? '1', unit } };
	const dash = uid.lastIndexOf('-');
	const number = Number(uid.slice(dash + 1));
	return { batch: uid.slice(0, dash), first: number, last: number };
}
