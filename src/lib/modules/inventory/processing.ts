/** Processing state of lots: the steriliser loads they went through and what was decided about them. */
import { defineView } from '#lib/engine/define-view.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { defineRegister } from '#lib/engine/register.ts';
import type { Move } from '#lib/engine/ledger.ts';
import type { MoveKind } from '#lib/engine/movement.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { OUTSIDE } from './goods.ts';

/** Steriliser loads by uid: number, contractor, specification, cycle, what came back. */
export const loads = defineRegister('loads');
export interface LoadVerdictChange {
	readonly decision: 'released' | 'rejected';
}
export const loadVerdicts = defineView<LoadVerdictChange, string>({
	name: 'loadVerdicts',
	hashed: true,
	fold(inputs, read) {
		const effective = inputs.filter(({ op }) => read.verdict(op).effective);
		return effective.some(({ value }) => value.decision === 'rejected') ? 'rejected' : effective.length > 0 ? 'released' : 'open';
	}
});
/** Loads a lot went through, by lot uid. */
export const lotLoads = defineView<{ readonly load: string }, readonly string[]>({
	name: 'lotLoads',
	hashed: true,
	fold: (inputs, read) => [...new Set(inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value.load))]
});

export interface LoadedQuantity {
	readonly load: string;
	/** Exact decimal text in the lot's stock unit. */
	readonly qty: string;
}
/** How much of a lot went into which load, by lot uid. */
export const loadedQuantities = defineView<LoadedQuantity, readonly LoadedQuantity[]>({
	name: 'loadedQuantities',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.standing(op) !== 'void').map(({ value }) => value)
});

/** Steriliser loads of a time before the system, by lot uid: what two people of quality said of goods that were there when it began. */
export const paperSterilisation = defineView<{ readonly load: string }, string>({
	name: 'paperSterilisation',
	hashed: true,
	fold: (inputs, read) => inputs.filter(({ op }) => read.verdict(op).effective).at(-1)?.value.load ?? ''
});

/** `part`: released loads hold less of the lot than there was when it was loaded, or than came to it afterwards. */
export type Sterility = 'none' | 'open' | 'part' | 'released' | 'rejected';

/**
 * What may be said of a whole lot. The safest wins: one rejected load speaks against all of it, even after its loading was
 * declared an error, and sterile it is only when every load is released and all there was of it was in them – a lot of which
 * half is sent is split first (users.md §1).
 */
export function sterilityOf(read: Reader, lot: string): Sterility {
	if (read.inputs(lotLoads, lot).some(({ value }) => read.row(loadVerdicts, value.load) === 'rejected')) return 'rejected';
	const verdicts = read.row(lotLoads, lot).map((load) => read.row(loadVerdicts, load));
	if (verdicts.length === 0) return sterileByPaper(read, lot);
	if (!verdicts.every((verdict) => verdict === 'released')) return 'open';
	const sterilised = read.row(loadedQuantities, lot).reduce((sum, { qty }) => sum + (amountOf(qty) ?? 0n), 0n);
	return mostSinceLoading(read, lot) <= sterilised ? 'released' : 'part';
}

/**
 * What was there when the system began, and was known to whoever released it, is as its papers say. What came to the lot otherwise
 * or later was in no steriliser they speak of.
 */
function sterileByPaper(read: Reader, lot: string): Sterility {
	const releases = read.inputs(paperSterilisation, lot).filter(({ op }) => read.verdict(op).effective);
	if (releases.length === 0) return 'none';
	const isCovered = ({ op, from }: Move) => from === OUTSIDE.opening && releases.some((release) => read.isBefore(op, release.op));
	const grew = read.ledger
		.movesOf(`lot:${lot}`)
		.some((move) => move.standing !== 'void' && isStock(move.to) && GROWTH.includes(move.kind) && !isCovered(move));
	return grew ? 'part' : 'released';
}

/** Movements that bring a lot new goods. */
const GROWTH: readonly MoveKind[] = ['received', 'produced', 'split', 'merged'];

const isStock = (place: string): boolean => place.startsWith('loc:');

/**
 * The most there was of a lot at once, from its first loading on. What is scrapped or shipped afterwards does not make it less: nobody
 * knows which pieces left. A count that finds more finds no new goods. What is held counts where it adds and not where it takes away.
 */
function mostSinceLoading(read: Reader, lot: string): bigint {
	const loading = new Set(read.inputs(loadedQuantities, lot).map(({ op }) => op));
	let [stock, most, isLoaded] = [0n, 0n, false];
	for (const { op, kind, qty, from, to, standing } of read.ledger.movesOf(`lot:${lot}`)) {
		if (standing === 'void') continue;
		if (!isLoaded && loading.has(op)) {
			isLoaded = true;
			most = stock;
		}
		if (isStock(from) && standing !== 'held') stock -= qty;
		if (isStock(to) && !(isLoaded && kind === 'adjusted')) stock += qty;
		if (isLoaded && stock > most) most = stock;
	}
	return most;
}

/** Quantity of a lot at locations of the company and its contractors, in millionths. */
export function inStock(read: Reader, lot: string): bigint {
	return read.ledger
		.quantitiesOf(`lot:${lot}`)
		.reduce((sum, { place, qty }) => (place.startsWith('loc:') && qty > 0n ? sum + BigInt(qty) : sum), 0n);
}
