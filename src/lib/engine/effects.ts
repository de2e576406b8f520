/** What one operation does, by its definition: collected before anything of it counts. */
import { assert } from '#lib/kernel/assert.ts';
import { amountOf, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { EffectSink, OperationDefinition } from './define-operation.ts';
import type { Contribution } from './define-view.ts';
import type { StoredQuantity } from './fields.ts';
import type { EdgeEffect, EdgeKind, MoveEffect, MoveKind } from './movement.ts';

/** Contributions, movements and edges of one operation together; a range of serial units makes some for each. */
export const MAX_EFFECTS = 200_000;

export interface Effects {
	readonly contributions: readonly Contribution[];
	readonly moves: readonly MoveEffect[];
	readonly edges: readonly EdgeEffect[];
}

/** Thrown inside this file only, to leave a definition's `apply`. */
const TOO_MANY = new Error(`more than ${MAX_EFFECTS} effects`);

/** Runs a definition's `apply`; undefined if it does more than one operation may. */
export function collectEffects(definition: OperationDefinition, data: JsonObject, op: RecordedOp): Effects | undefined {
	const contributions: Contribution[] = [];
	const moves: MoveEffect[] = [];
	const edges: EdgeEffect[] = [];
	let left = MAX_EFFECTS;
	const count = () => {
		if (--left < 0) throw TOO_MANY;
	};
	const at = parseInstant(op.at) ?? 0;
	const sink: EffectSink = {
		at,
		put: (contribution) => {
			count();
			contributions.push(contribution);
		},
		move: (kind: MoveKind, node, qty, from, to) => {
			count();
			moves.push({ kind, node, qty: amountIn(qty), from, to, at });
		},
		edge: (kind: EdgeKind, from, to, qty) => {
			count();
			edges.push({ kind, from, to, qty: amountIn(qty) });
		}
	};
	try {
		definition.apply(data, sink, op);
	} catch (problem) {
		if (problem === TOO_MANY) return undefined;
		throw problem;
	}
	return { contributions, moves, edges };
}

/**
 * Whether class and subjects are those of the definition. A decision that calls itself a fact would stand without
 * authority, and one that hides its subjects could not be contested.
 */
export function fitsEnvelope(definition: OperationDefinition, op: RecordedOp, data: JsonObject): boolean {
	if (op.cls !== definition.cls) return false;
	if (op.cls !== 'D') return true;
	const refs = definition.refs(data);
	return refs.length === op.refs.length && refs.every((subject, index) => subject === op.refs[index]);
}

function amountIn(qty: StoredQuantity | Amount): Amount {
	if (typeof qty === 'bigint') return qty;
	const amount = amountOf((qty as StoredQuantity).value);
	assert(amount !== undefined, 'quantities are checked before they are folded');
	return amount;
}
