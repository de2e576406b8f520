/**
 * What several sources of tasks need: stock by lot, how far each lot got, orders under way, who holds which role. Each part
 * is remembered until the log grows, and made of rows that are remembered by themselves, so asking again costs little.
 */
import { grants } from '#lib/engine/authority.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import { restrictions } from '#lib/engine/effectiveness.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { findExceptions, type Exception } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify, lotNode } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations, persons } from '#lib/modules/org/index.ts';
import { inheritedHolds, quality } from '#lib/modules/quality/index.ts';
import { itemNameOf } from '../queries/subjects.ts';
import { Lately } from './lately.ts';
import { lotStages, type LotStage } from './lot-stage.ts';
import { openOrders, type OpenOrder } from './open-orders.ts';
import type { Matter } from './task.ts';

export interface StockPlace {
	/** `loc:<uid>` or `transit:<uid>`. */
	readonly place: string;
	/** Site uid, kind and code of the location; "" in transit. */
	readonly site: string;
	readonly kind: string;
	readonly code: string;
	readonly qty: bigint;
}

/** A lot with something in stock. */
export interface LotStock {
	readonly lot: string;
	readonly total: bigint;
	readonly places: readonly StockPlace[];
	readonly stage: LotStage;
	/** On hold itself or through what it is made of. */
	readonly held: boolean;
}

export interface Facts {
	/** Lots with stock, ascending by uid. */
	readonly stock: readonly LotStock[];
	readonly orders: readonly OpenOrder[];
	/** Numbers of open orders by the item (uid) they need. */
	readonly ordersNeeding: ReadonlyMap<string, readonly string[]>;
	readonly exceptions: readonly Exception[];
	/** Persons who hold a role, with their names. */
	readonly holders: ReadonlyMap<Role, readonly Holder[]>;
	readonly itemOf: (item: string) => NonNullable<Matter['item']>;
}

export interface Holder {
	readonly person: string;
	readonly name: string;
}

class EngineFacts implements Facts {
	readonly itemOf: Facts['itemOf'];
	readonly #stock: { readonly value: readonly LotStock[] };
	readonly #orders: { readonly value: readonly OpenOrder[] };
	readonly #needing: { readonly value: ReadonlyMap<string, readonly string[]> };
	readonly #exceptions: { readonly value: readonly Exception[] };
	readonly #holders: { readonly value: ReadonlyMap<Role, readonly Holder[]> };

	constructor(engine: Engine) {
		const named = new Lately(engine, () => new Map<string, NonNullable<Matter['item']>>());
		this.itemOf = (item) => {
			const names = named.value;
			let name = names.get(item);
			if (!name) names.set(item, (name = { code: fieldText(engine.row(items, item), 'code'), name: itemNameOf(engine, item) }));
			return name;
		};
		this.#stock = new Lately(engine, () => stockByLot(engine));
		this.#orders = new Lately(engine, () => openOrders(engine));
		this.#needing = new Lately(engine, () => ordersByMaterial(this.orders));
		this.#exceptions = engine.derive('today: exceptions', () => findExceptions(engine.registry.rules, engine));
		this.#holders = new Lately(engine, () => holdersOf(engine));
	}

	get stock(): readonly LotStock[] {
		return this.#stock.value;
	}

	get orders(): readonly OpenOrder[] {
		return this.#orders.value;
	}

	get ordersNeeding(): ReadonlyMap<string, readonly string[]> {
		return this.#needing.value;
	}

	get exceptions(): readonly Exception[] {
		return this.#exceptions.value;
	}

	get holders(): ReadonlyMap<Role, readonly Holder[]> {
		return this.#holders.value;
	}
}

const known = new WeakMap<Engine, Facts>();

/** The facts of a company, one set for each engine. */
export function factsOf(engine: Engine): Facts {
	let facts = known.get(engine);
	if (!facts) known.set(engine, (facts = new EngineFacts(engine)));
	return facts;
}

/** Serial units count for the lot they belong to. One row is looked up for each lot: a long log has many. */
function stockByLot(engine: Engine): readonly LotStock[] {
	const byLot = new Map<string, Map<string, bigint>>();
	for (const { node, cells } of engine.ledger.onHand()) {
		const lot = node.startsWith('lot:') ? node.slice('lot:'.length) : identify(engine, node).lot;
		if (lot === '') continue;
		let places = byLot.get(lot);
		if (!places) byLot.set(lot, (places = new Map()));
		for (const { place, qty } of cells) places.set(place, (places.get(place) ?? 0n) + qty);
	}
	const located = new Map<string, Omit<StockPlace, 'qty'>>();
	const inherited = engine.row(inheritedHolds, 'all');
	const restricted = new Set(engine.keys(restrictions));
	const found: LotStock[] = [];
	for (const [lot, byPlace] of byLot) {
		let total = 0n;
		const places: StockPlace[] = [];
		for (const [place, qty] of byPlace) {
			if (qty <= 0n) continue;
			let known = located.get(place);
			if (!known) located.set(place, (known = placeOf(engine, place)));
			places.push({ ...known, qty });
			total += qty;
		}
		if (total <= 0n) continue;
		places.sort((a, b) => (a.qty > b.qty ? -1 : a.qty < b.qty ? 1 : a.place < b.place ? -1 : 1));
		const node = lotNode(lot);
		const held = inherited.has(node) || (restricted.has(node) && engine.row(quality, node).holds.length > 0);
		found.push({ lot, total, places, stage: engine.row(lotStages, lot), held });
	}
	return found.sort((a, b) => (a.lot < b.lot ? -1 : 1));
}

function placeOf(engine: Engine, place: string): Omit<StockPlace, 'qty'> {
	if (!place.startsWith('loc:')) return { place, site: '', kind: '', code: '' };
	const row = engine.row(locations, place.slice('loc:'.length));
	return { place, site: fieldText(row, 'site'), kind: fieldText(row, 'kind'), code: fieldText(row, 'code') };
}

function ordersByMaterial(orders: readonly OpenOrder[]): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, string[]>();
	for (const order of orders)
		for (const item of order.materials) {
			const list = found.get(item);
			if (list) list.push(order.no);
			else found.set(item, [order.no]);
		}
	return found;
}

function holdersOf(engine: Engine): ReadonlyMap<Role, readonly Holder[]> {
	const found = new Map<Role, Holder[]>();
	for (const person of engine.keys(persons))
		for (const role of engine.row(grants, person) as readonly Role[]) {
			const holder = { person, name: fieldText(engine.row(persons, person), 'name') };
			const list = found.get(role);
			if (list) list.push(holder);
			else found.set(role, [holder]);
		}
	return found;
}
