/**
 * What several sources of tasks need: stock by lot, how far each lot got, orders under way, who holds which role. Each part
 * is remembered until an operation changes what it read, so asking again after every record costs next to nothing.
 */
import { grants } from '#lib/engine/authority.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { findExceptions, type Exception } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations, persons } from '#lib/modules/org/index.ts';
import { holdsOn } from '#lib/modules/quality/index.ts';
import { itemNameOf } from '../queries/subjects.ts';
import { lotStages, type LotStage } from './lot-stage.ts';
import { openOrders, type OpenOrder } from './open-orders.ts';
import type { Matter } from './task.ts';

export interface StockPlace {
	/** `loc:<uid>` or `transit:<uid>`. */
	readonly place: string;
	/** Location uid, site uid and kind; "" in transit. */
	readonly location: string;
	readonly site: string;
	readonly kind: string;
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
		this.itemOf = (item) => ({ code: fieldText(engine.row(items, item), 'code'), name: itemNameOf(engine, item) });
		this.#stock = engine.derive('today: stock by lot', () => stockByLot(engine));
		this.#orders = engine.derive('today: open orders', () => openOrders(engine));
		this.#needing = engine.derive('today: orders by material', () => ordersByMaterial(this.orders));
		this.#exceptions = engine.derive('today: exceptions', () => findExceptions(engine.registry.rules, engine));
		this.#holders = engine.derive('today: holders of roles', () => holdersOf(engine));
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

/** Serial units count for the lot they belong to. */
function stockByLot(engine: Engine): readonly LotStock[] {
	const byLot = new Map<string, Map<string, bigint>>();
	for (const { node, cells } of engine.ledger.onHand()) {
		const { lot } = identify(engine, node);
		if (lot === '') continue;
		let places = byLot.get(lot);
		if (!places) byLot.set(lot, (places = new Map()));
		for (const { place, qty } of cells) places.set(place, (places.get(place) ?? 0n) + qty);
	}
	const found: LotStock[] = [];
	for (const [lot, byPlace] of byLot) {
		const places = [...byPlace].filter(([, qty]) => qty > 0n).map(([place, qty]) => placeOf(engine, place, qty));
		const total = places.reduce((sum, { qty }) => sum + qty, 0n);
		if (total <= 0n) continue;
		places.sort((a, b) => (a.qty > b.qty ? -1 : a.qty < b.qty ? 1 : a.place < b.place ? -1 : 1));
		found.push({ lot, total, places, stage: engine.row(lotStages, lot), held: holdsOn(engine, `lot:${lot}`).length > 0 });
	}
	return found.sort((a, b) => (a.lot < b.lot ? -1 : 1));
}

function placeOf(engine: Engine, place: string, qty: bigint): StockPlace {
	if (!place.startsWith('loc:')) return { place, location: '', site: '', kind: '', qty };
	const location = place.slice(4);
	const row = engine.row(locations, location);
	return { place, location, site: fieldText(row, 'site'), kind: fieldText(row, 'kind'), qty };
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
