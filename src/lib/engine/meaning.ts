/** What an operation means by the definitions of this program: its effects, or why it has none. A function of the operation alone. */
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { natureOf, type OperationDefinition } from './define-operation.ts';
import type { Contribution } from './define-view.ts';
import { restrictions } from './effectiveness.ts';
import { collectEffects, fitsEnvelope, type Effects } from './effects.ts';
import { checkFields } from './fields.ts';
import type { ReasonCode } from './reader.ts';
import type { Registry } from './registry.ts';
import { unjudgeable } from './unjudgeable.ts';

export type UninterpretedReason = Extract<ReasonCode, 'newer-version' | 'malformed'>;

export interface Meaning extends Effects {
	/** Why it could not be interpreted. */
	readonly problem: UninterpretedReason | undefined;
}

/** Lists of contributions kept: rows of one lot are folded from the same few operations. Power of two. */
const KEPT = 256;
/** Longer lists are kept one at a time: a range of serial units makes thousands. */
const MAX_KEPT_LENGTH = 64;

export class Meanings {
	readonly #registry: Registry;
	readonly #keptOps: (RecordedOp | undefined)[] = Array.from({ length: KEPT + 1 }, () => undefined);
	readonly #kept: (readonly Contribution[])[] = Array.from({ length: KEPT + 1 }, () => []);

	constructor(registry: Registry) {
		this.#registry = registry;
	}

	/** Checks and interprets an operation that arrived. */
	of(op: RecordedOp): Meaning {
		const definition = this.#registry.operation(op.type, op.tv);
		if (!definition) return { contributions: concerned(op), moves: [], edges: [], problem: 'newer-version' };
		const { data } = op;
		const fits = checkFields(definition.fields, data).length === 0 && fitsEnvelope(definition, op, data);
		const effects = fits ? effectsOf(definition, op) : undefined;
		return effects ? { ...effects, problem: undefined } : { contributions: [], moves: [], edges: [], problem: 'malformed' };
	}

	/** One of the contributions of an operation that was interpreted before. */
	valueOf(op: RecordedOp, ordinal: number): unknown {
		const slot = op.index & (KEPT - 1);
		if (this.#keptOps[slot] === op) return this.#kept[slot]?.[ordinal]?.value;
		if (this.#keptOps[KEPT] === op) return this.#kept[KEPT]?.[ordinal]?.value;
		const definition = this.#registry.operation(op.type, op.tv);
		const contributions = (definition ? effectsOf(definition, op)?.contributions : concerned(op)) ?? [];
		const place = contributions.length > MAX_KEPT_LENGTH ? KEPT : slot;
		this.#keptOps[place] = op;
		this.#kept[place] = contributions;
		return contributions[ordinal]?.value;
	}
}

function concerned(op: RecordedOp): readonly Contribution[] {
	return op.refs.map((subject) => unjudgeable.put(subject, true));
}

function effectsOf(definition: OperationDefinition, op: RecordedOp): Effects | undefined {
	const { data } = op;
	const effects = collectEffects(definition, data, op);
	if (!effects || op.cls !== 'D' || natureOf(definition, data) !== 'restricting') return effects;
	return { ...effects, contributions: [...effects.contributions, ...op.refs.map((subject) => restrictions.put(subject, true))] };
}
