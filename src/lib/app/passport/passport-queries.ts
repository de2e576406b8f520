/** The questions of the passport. What one sees first is asked first; closures and gates come after it. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { loads, splitNode } from '#lib/modules/inventory/index.ts';
import { balanceOf, type Balance } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { batchesByLot, nameSubject, unitsOf } from '../queries/subjects.ts';
import type { NamedNode, Passport } from '../views.ts';
import { abilitiesOf, type Ability } from './abilities.ts';
import { attachedTo, type Attached } from './attached.ts';
import { historyOf, type History } from './history.ts';
import type { HistoryFilter } from './history-filters.ts';
import { placesOf, type StockPlace } from './places.ts';
import { reachOf, type Reach } from './reach.ts';

export interface PassportSheet {
	readonly head: Passport;
	readonly places: readonly StockPlace[];
	/** Null of a steriliser load. */
	readonly balance: Balance | null;
	readonly attached: Attached;
	/** Of a steriliser load: what was in it, and when its cycle ran. */
	readonly load: LoadFacts | null;
}

export interface LoadFacts {
	readonly lots: readonly (NamedNode & { readonly qty: string; readonly unit: string })[];
	readonly cycleStart: string;
	readonly cycleEnd: string;
}

interface Named {
	/** Node, or a number people know. */
	readonly name: string;
}

/** The node, and the units a lot consists of; undefined for what nobody knows. */
function found({ session, engine }: QueryContext, name: string): { readonly node: string; readonly units: readonly string[] } | undefined {
	const node = name.includes(':') ? name : session.find(name)[0];
	if (node === undefined) return undefined;
	const [kind, uid] = splitNode(node);
	return { node, units: kind === 'lot' ? unitsOf(batchesByLot(engine).get(uid) ?? []) : [] };
}

function passportSheet(context: QueryContext, { name }: Named): PassportSheet | undefined {
	const { engine, session } = context;
	const what = found(context, name);
	const head = what && session.passport(what.node);
	if (!what || !head) return undefined;
	const nodes = what.units.length > 0 ? what.units : [what.node];
	const isLoad = head.kind === 'load';
	return {
		head,
		places: isLoad ? [] : placesOf(engine, nodes),
		balance: isLoad ? null : summedBalance(engine, nodes),
		attached: attachedTo(engine, what.node),
		load: isLoad ? loadFacts(engine, what.node) : null
	};
}

function passportAbilities(context: QueryContext, { name }: Named): readonly Ability[] {
	const what = found(context, name);
	if (!what) return [];
	return abilitiesOf(context, what.node, placesOf(context.engine, what.units.length > 0 ? what.units : [what.node]));
}

function passportReach(context: QueryContext, { name }: Named): Reach | undefined {
	const what = found(context, name);
	if (!what) return undefined;
	const { day, session } = context;
	return reachOf(context.engine, what.node, what.units.length > 0 ? what.units : [what.node], { day, scopes: session.scopes });
}

export interface HistoryAsk extends Named {
	readonly filter: HistoryFilter;
	readonly count: number;
}

function passportHistory(context: QueryContext, { name, ...ask }: HistoryAsk): History | undefined {
	const what = found(context, name);
	return what && historyOf(context, what.node, what.units, ask);
}

/** Of a lot, or of the units it consists of together. */
function summedBalance(engine: Engine, nodes: readonly string[]): Balance {
	const balances = nodes.map((node) => balanceOf(engine, node));
	const [first] = balances;
	if (!first || balances.length === 1) return first ?? balanceOf(engine, '');
	const sum: Record<string, string> = {};
	for (const key of Object.keys(first) as (keyof Balance)[])
		sum[key] = key === 'unit' ? first.unit : fromAmount(balances.reduce((total, one) => total + (amountOf(one[key]) ?? 0n), 0n) as Amount);
	return sum as unknown as Balance;
}

function loadFacts(engine: Engine, node: string): LoadFacts {
	const [, uid] = splitNode(node);
	const row = engine.row(loads, uid);
	const { ledger } = engine;
	const number = ledger.nodes.find(node);
	const lots: LoadFacts['lots'][number][] = [];
	for (let edge = number === undefined ? -1 : ledger.firstIn.get(number); edge >= 0; edge = ledger.nextIn.get(edge)) {
		if (ledger.edgeKindOf(edge) !== 'processed' || ledger.edgeStanding(edge) === 1) continue;
		const lot = ledger.nodes.text(ledger.edgeFrom.get(edge));
		lots.push({ ...nameSubject(engine, lot), qty: fromAmount(ledger.edgeQty.get(edge) as Amount), unit: balanceOf(engine, lot).unit });
	}
	return {
		lots: lots.sort((a, b) => (a.label < b.label ? -1 : 1)),
		cycleStart: fieldText(row, 'cycleStart'),
		cycleEnd: fieldText(row, 'cycleEnd')
	};
}

export const passportQueries = {
	'passport.sheet': passportSheet,
	'passport.abilities': passportAbilities,
	'passport.reach': passportReach,
	'passport.history': passportHistory
};
