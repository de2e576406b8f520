/**
 * Turns a log into truth: contributions into rows, decisions into verdicts, movements into stock and genealogy.
 *
 * Invariants
 * 1. Every answer is a pure function of the set of accepted operations; arrival order only decides what is computed when.
 * 2. Operations of one user action count together, once all of them are here.
 * 3. The engine writes no operation, ever.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { Position } from '#lib/log/causality.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import type { OpClass, Operation } from '#lib/log/operation.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Actions } from './actions.ts';
import { Authority, deviceStates } from './authority.ts';
import { natureOf, type OperationDefinition } from './define-operation.ts';
import type { AnyView, Contribution, Input, View } from './define-view.ts';
import { Effectiveness, errorDeclarations, ratifications, restrictions } from './effectiveness.ts';
import { collectEffects, fitsEnvelope } from './effects.ts';
import { checkFields } from './fields.ts';
import { Genealogy } from './genealogy.ts';
import { Ledger } from './ledger.ts';
import { Cell, Source, Tracker } from './memo.ts';
import { presetOf, type Preset } from './presets.ts';
import type { Reader, ReasonCode, Standing, Verdict } from './reader.ts';
import type { Registry } from './registry.ts';
import { Rows } from './rows.ts';
import { unjudgeable } from './unjudgeable.ts';

interface Marks {
	readonly void: ReadonlyMap<string, readonly string[]>;
	readonly held: ReadonlyMap<string, { readonly seq: number; readonly ops: readonly string[] }>;
	readonly accepted: ReadonlySet<string>;
}

export interface EngineOptions {
	readonly log: LogSet;
	readonly registry: Registry;
	readonly crypto: Crypto;
	/** Item of a lot or unit node, for certainty (domain.md §3.5); from the module that defines lots. */
	readonly itemOf: (read: Reader, node: string) => string;
}

const NO_MARKS: Marks = { void: new Map(), held: new Map(), accepted: new Set() };

export class Engine implements Reader {
	readonly registry: Registry;
	readonly #log: LogSet;
	readonly #tracker = new Tracker();
	readonly #rows: Rows;
	readonly #authority: Authority;
	readonly #effectiveness: Effectiveness;
	readonly #verdicts = new Map<string, Cell<Verdict>>();
	readonly #ledger = new Ledger();
	readonly #genealogy: Genealogy;
	readonly #ledgerSource = new Source();
	readonly #forkSource = new Source();
	readonly #marks: Cell<Marks>;
	#appliedMarks: Marks = NO_MARKS;
	#forkVersion = 0;
	readonly #byType = new Map<string, { readonly source: Source; readonly ops: RecordedOp[] }>();
	readonly #decisions: RecordedOp[] = [];
	readonly #decisionSource = new Source();
	/** Operations recorded earlier than one they directly knew, and by how much. */
	readonly #backward: { readonly earlier: RecordedOp; readonly later: RecordedOp; readonly by: number }[] = [];
	readonly #clockSource = new Source();
	readonly #problems = new Map<string, ReasonCode>();
	readonly #problemSource = new Source();
	readonly #incomplete = new Map<string, RecordedOp[]>();
	readonly #actions: Actions;
	#preset: Preset = presetOf('micro');

	constructor({ log, registry, crypto, itemOf }: EngineOptions) {
		this.#log = log;
		this.#actions = new Actions(log);
		this.registry = registry;
		this.#rows = new Rows(this, this.#tracker);
		this.#genealogy = new Genealogy(this.#ledger, (node) => itemOf(this, node));
		this.#marks = new Cell(this.#tracker, 'marks', () => this.#computeMarks());
		const ports = {
			inputs: <C, R>(view: View<C, R>, key: string) => this.inputs(view, key),
			isKnownTo: (a: RecordedOp, b: RecordedOp) => this.isKnownTo(a, b),
			definitionOf: (op: RecordedOp) => this.definitionOf(op),
			op: (id: string) => this.op(id)
		};
		this.#authority = new Authority({ ...ports, isSigned: (decision, horizon) => this.#effectiveness.isSigned(decision, horizon) });
		const engine = this;
		this.#effectiveness = new Effectiveness({
			...ports,
			crypto,
			get preset() {
				return engine.#preset;
			},
			reader: this,
			authority: this.#authority,
			dataProblem: (op) => this.#problems.get(op.id),
			isHeld: (op) => this.#isHeld(op)
		});
	}

	/** Takes over one operation the log has accepted; order of arrival does not matter beyond causality. */
	add(op: RecordedOp): void {
		if (this.#forkVersion !== this.#log.forkVersion) {
			this.#forkVersion = this.#log.forkVersion;
			this.#forkSource.changed();
		}
		if (op.cmdStart === op.cmdEnd) return this.#apply(op);
		const key = `${op.dev} ${op.cmd}`;
		if (op.seq !== op.cmdEnd) {
			const waiting = this.#incomplete.get(key);
			if (waiting) waiting.push(op);
			else this.#incomplete.set(key, [op]);
			return;
		}
		const action = this.#actions.endingIn(op, this.#incomplete.get(key) ?? []);
		if (!action) return;
		this.#incomplete.delete(key);
		// Two branches of a fork may share the beginning of an action; it is applied once.
		for (const part of action) if (part === op || !this.#typeList(part.type).ops.includes(part)) this.#apply(part);
	}

	/** Operations whose user action never arrived completely; they count for nothing until it does. */
	get incompleteCount(): number {
		return this.#incomplete.size;
	}

	definitionOf(op: RecordedOp): OperationDefinition | undefined {
		return this.registry.operation(op.type, op.tv);
	}

	isKnownTo(a: RecordedOp, b: RecordedOp): boolean {
		return this.#actions.isKnownTo(a, b);
	}

	// --- Reader ---------------------------------------------------------------------------------------------------

	row<C, R>(view: View<C, R>, key: string): R {
		return this.#rows.row(view, key);
	}

	inputs<C, R>(view: View<C, R>, key: string): readonly Input<C>[] {
		return this.#rows.inputs(view, key);
	}

	keys<C, R>(view: View<C, R>): readonly string[] {
		return this.#rows.keys(view as AnyView);
	}

	verdict(op: RecordedOp): Verdict {
		let cell = this.#verdicts.get(op.id);
		if (!cell) this.#verdicts.set(op.id, (cell = new Cell(this.#tracker, `verdict of ${op.type}`, () => this.#judge(op))));
		return cell.value;
	}

	standing(op: RecordedOp): Standing {
		const marks = this.#marks.value;
		if (marks.void.has(op.id)) return 'void';
		return isHeldBy(marks, op) && !marks.accepted.has(op.id) ? 'held' : 'standing';
	}

	/** Ids of the error declarations that make an operation void. */
	voidedBy(op: RecordedOp): readonly string[] {
		return this.#marks.value.void.get(op.id) ?? [];
	}

	op(id: string): RecordedOp | undefined {
		return this.#log.get(id);
	}

	opsOfType(type: string): readonly RecordedOp[] {
		const entry = this.#typeList(type);
		this.#tracker.note(entry.source);
		return entry.ops;
	}

	get decisions(): readonly RecordedOp[] {
		this.#tracker.note(this.#decisionSource);
		return this.#decisions;
	}

	classOf(op: RecordedOp): OpClass {
		return this.definitionOf(op)?.cls ?? op.cls;
	}

	nameOf(type: string): Bilingual {
		return this.registry.operations.find((definition) => definition.type === type)?.labels ?? { zh: type, en: type };
	}

	isBefore(a: Position, b: Position): boolean {
		return this.#log.isBefore(a, b);
	}

	isConcurrent(a: Position, b: Position): boolean {
		return this.#log.causality.isConcurrent(a, b);
	}

	get ledger(): Ledger {
		this.#tracker.note(this.#ledgerSource);
		const marks = this.#marks.value;
		if (marks !== this.#appliedMarks) {
			const nothing = isEmpty(marks) && isEmpty(this.#appliedMarks);
			this.#appliedMarks = marks;
			if (!nothing) {
				this.#ledger.mark((op) => this.standing(op));
				this.#genealogy.standingChanged();
			}
		}
		return this.#ledger;
	}

	get genealogy(): Genealogy {
		void this.ledger;
		return this.#genealogy;
	}

	get preset(): Preset {
		return this.#preset;
	}

	heldFrom(dev: string): { readonly seq: number; readonly ops: readonly string[] } | undefined {
		return this.#marks.value.held.get(dev);
	}

	uninterpreted(): readonly { readonly op: RecordedOp; readonly reason: ReasonCode }[] {
		this.#tracker.note(this.#problemSource);
		return [...this.#problems]
			.flatMap(([id, reason]) => {
				const op = this.op(id);
				return op ? [{ op, reason }] : [];
			})
			.sort((a, b) => compareOrder(a.op, b.op));
	}

	heldDevices(): readonly { readonly dev: string; readonly seq: number; readonly ops: readonly string[]; readonly forked: boolean }[] {
		return [...this.#marks.value.held]
			.map(([dev, { seq, ops }]) => ({ dev, seq, ops, forked: this.#log.forks.some((fork) => fork.dev === dev && fork.seq === seq) }))
			.sort((a, b) => (a.dev < b.dev ? -1 : 1));
	}

	clockContradictions(toleranceMs: number): readonly { readonly earlier: RecordedOp; readonly later: RecordedOp }[] {
		this.#tracker.note(this.#clockSource);
		return this.#backward
			.filter(({ by }) => by > toleranceMs)
			.sort((a, b) => compareOrder(a.later, b.later) || compareOrder(a.earlier, b.earlier));
	}

	/** A computed value of the caller's own that follows the log like a row does. */
	derive<T>(name: string, compute: () => T): Cell<T> {
		return new Cell(this.#tracker, name, compute);
	}

	get log(): LogSet {
		return this.#log;
	}

	// --- applying ---------------------------------------------------------------------------------------------------

	#apply(op: RecordedOp): void {
		insertOrdered(this.#typeList(op.type).ops, op);
		this.#typeList(op.type).source.changed();
		if (op.cls === 'D') {
			insertOrdered(this.#decisions, op);
			this.#decisionSource.changed();
		}
		const whole = op.op;
		this.#compareClocks(op, whole);
		const definition = this.definitionOf(op);
		const { data } = whole;
		if (!definition) {
			this.#problems.set(op.id, 'newer-version');
			this.#problemSource.changed();
			this.#contribute(
				op,
				op.refs.map((subject) => unjudgeable.put(subject, true))
			);
			return;
		}
		const fits = checkFields(definition.fields, data).length === 0 && fitsEnvelope(definition, op, data);
		const effects = fits ? collectEffects(definition, data, op) : undefined;
		if (!effects) {
			this.#problems.set(op.id, 'malformed');
			this.#problemSource.changed();
			return;
		}
		if (op.n === 1) this.#preset = presetOf(data['preset']);
		const contributions = [...effects.contributions];
		if (op.cls === 'D' && natureOf(definition, data) === 'restricting')
			for (const subject of op.refs) contributions.push(restrictions.put(subject, true));
		this.#contribute(op, contributions);
		if (effects.moves.length + effects.edges.length > 0) {
			// A declared error or a held device may already be known when a fact arrives late.
			this.#appliedMarks = isEmpty(this.#appliedMarks) ? this.#appliedMarks : NEVER_APPLIED;
			this.#ledger.append(op, effects.moves, effects.edges);
			this.#ledgerSource.changed();
		}
	}

	#compareClocks(op: RecordedOp, { prev, heads }: Operation): void {
		const own = parseInstant(op.rec) ?? 0;
		for (const id of [prev, ...Object.values(heads).map(([, head]) => head)]) {
			const known = this.#log.get(id);
			if (!known) continue;
			const by = (parseInstant(known.rec) ?? 0) - own;
			if (by <= 0) continue;
			this.#backward.push({ earlier: known, later: op, by });
			this.#clockSource.changed();
		}
	}

	#contribute(op: RecordedOp, contributions: readonly Contribution[]): void {
		for (const { view, key, value } of contributions) this.#rows.add(view, key, { op, value });
	}

	#typeList(type: string): { readonly source: Source; readonly ops: RecordedOp[] } {
		let entry = this.#byType.get(type);
		if (!entry) this.#byType.set(type, (entry = { source: new Source(), ops: [] }));
		return entry;
	}

	#judge(op: RecordedOp): Verdict {
		const verdict = this.#effectiveness.judge(op);
		if (!verdict.effective || op.cls === 'D') return verdict;
		const voidedBy = this.voidedBy(op);
		return voidedBy.length === 0 ? verdict : { effective: false, reasons: [{ code: 'void', ops: voidedBy }] };
	}

	#isHeld(op: RecordedOp): boolean {
		const held = this.#heldDevices().get(op.dev);
		return held !== undefined && op.seq >= held.seq;
	}

	#heldDevices(): Map<string, { seq: number; ops: readonly string[] }> {
		this.#tracker.note(this.#forkSource);
		const held = new Map<string, { seq: number; ops: readonly string[] }>();
		for (const fork of this.#log.forks) held.set(fork.dev, { seq: fork.seq, ops: fork.ids });
		for (const dev of this.keys(deviceStates))
			for (const { op, value } of this.inputs(deviceStates, dev)) {
				if (value.kind !== 'revoked' || !this.#authority.authorised(op)) continue;
				const before = held.get(dev);
				if (!before || value.lastTrustedSeq + 1 < before.seq) held.set(dev, { seq: value.lastTrustedSeq + 1, ops: [op.id] });
			}
		return held;
	}

	/** Error declarations speak about facts, observations, plans and master data; a decision is undone by its contrary. */
	#computeMarks(): Marks {
		const voided = new Map<string, readonly string[]>();
		for (const target of this.keys(errorDeclarations)) {
			if (this.op(target)?.cls === 'D') continue;
			const by = this.inputs(errorDeclarations, target).filter(({ op }) => this.verdict(op).effective);
			if (by.length > 0)
				voided.set(
					target,
					by.map(({ op }) => op.id)
				);
		}
		const accepted = new Set<string>();
		for (const target of this.keys(ratifications))
			if (this.inputs(ratifications, target).some(({ op }) => this.verdict(op).effective)) accepted.add(target);
		return { void: voided, held: this.#heldDevices(), accepted };
	}
}

const NEVER_APPLIED: Marks = { void: new Map(), held: new Map(), accepted: new Set() };

function isEmpty(marks: Marks): boolean {
	return marks !== NEVER_APPLIED && marks.void.size === 0 && marks.held.size === 0;
}

function isHeldBy(marks: Marks, op: RecordedOp): boolean {
	const held = marks.held.get(op.dev);
	return held !== undefined && op.seq >= held.seq;
}

function insertOrdered(ops: RecordedOp[], op: RecordedOp): void {
	let at = ops.length;
	while (at > 0 && compareOrder(ops[at - 1] as RecordedOp, op) > 0) at--;
	ops.splice(at, 0, op);
}
