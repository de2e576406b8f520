/**
 * Turns a log into truth: contributions into rows, decisions into verdicts, movements into stock and genealogy.
 *
 * Invariants
 * 1. Every answer is a pure function of the set of accepted operations; arrival order only decides what is computed when.
 * 2. Operations of one user action count together, once all of them are here.
 * 3. The engine writes no operation, ever.
 * 4. What it holds for every operation is in append-only columns; objects exist only for what was asked for.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { assert } from '#lib/kernel/assert.ts';
import type { Position } from '#lib/log/causality.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import type { ColumnImage, ImageReader } from '#lib/log/image.ts';
import type { LogSet } from '#lib/log/log-set.ts';
import type { OpClass } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { Actions } from './actions.ts';
import { AppliedOps } from './applied-ops.ts';
import { Authority } from './authority.ts';
import { Clocks } from './clocks.ts';
import { Contributions } from './contributions.ts';
import type { OperationDefinition } from './define-operation.ts';
import type { Finding, Rule } from './define-rule.ts';
import type { AnyView, Input, View } from './define-view.ts';
import { Effectiveness } from './effectiveness.ts';
import { Genealogy } from './genealogy.ts';
import { Ledger } from './ledger.ts';
import { heldDevices, marksOf, NO_MARKS, standingBy, standingsBy, type HeldDevice, type Marks } from './marks.ts';
import { Meanings } from './meaning.ts';
import { Cell, Source, Tracker } from './memo.ts';
import { presetOf, type Preset } from './presets.ts';
import type { Reader, ReasonCode, Standing, Verdict } from './reader.ts';
import type { Registry } from './registry.ts';
import { Rows } from './rows.ts';
import { Uninterpreted } from './uninterpreted.ts';

export interface EngineOptions {
	readonly log: LogSet;
	readonly registry: Registry;
	readonly crypto: Crypto;
	/** Item of a lot or unit node, for certainty (domain.md §3.5); from the module that defines lots. */
	readonly itemOf: (read: Reader, node: string) => string;
}

export class Engine implements Reader {
	readonly registry: Registry;
	readonly #log: LogSet;
	readonly #tracker = new Tracker();
	readonly #meanings: Meanings;
	readonly #contributions: Contributions;
	readonly #rows: Rows;
	readonly #authority: Authority;
	readonly #effectiveness: Effectiveness;
	/** By arrival number. */
	readonly #verdicts = new Map<number, Cell<Verdict>>();
	readonly #findings = new Map<Rule, Cell<readonly Finding[]>>();
	readonly #ledger: Ledger;
	readonly #genealogy: Genealogy;
	readonly #ledgerSource = new Source();
	readonly #forkSource = new Source();
	readonly #marks: Cell<Marks>;
	/** What the ledger was told last. */
	#appliedMarks: Marks = NO_MARKS;
	#forkVersion = 0;
	readonly #applied: AppliedOps;
	readonly #clocks: Clocks;
	readonly #uninterpreted: Uninterpreted;
	/** By action: its parts so far, without the last. */
	readonly #incomplete = new Map<number, readonly RecordedOp[]>();
	readonly #actions: Actions;
	#preset: Preset = presetOf('micro');

	constructor({ log, registry, crypto, itemOf }: EngineOptions) {
		this.#log = log;
		this.#actions = new Actions(log);
		this.registry = registry;
		this.#meanings = new Meanings(registry);
		const opAt = (index: number) => {
			const op = log.opAt(index);
			assert(op, 'columns name operations of the log');
			return op;
		};
		const compare = (a: number, b: number) => log.table.compare(a, b);
		this.#contributions = new Contributions(log.table.texts);
		this.#rows = new Rows({
			reader: this,
			tracker: this.#tracker,
			contributions: this.#contributions,
			opAt,
			compare,
			valueOf: (op, ordinal) => this.#meanings.valueOf(op, ordinal)
		});
		this.#applied = new AppliedOps(log, this.#tracker);
		this.#clocks = new Clocks(log, this.#tracker);
		this.#uninterpreted = new Uninterpreted(log, this.#tracker);
		this.#ledger = new Ledger({ texts: log.table.texts, opAt, compare });
		this.#genealogy = new Genealogy(this.#ledger, (node) => itemOf(this, node));
		this.#marks = new Cell(this.#tracker, 'marks', () => marksOf(this, this.#heldDevices()));
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
			dataProblem: (op) => this.#uninterpreted.reasonOf(op),
			isHeld: (op) => this.#isHeld(op)
		});
	}

	/** Takes over one operation the log has accepted; order of arrival does not matter beyond causality. */
	add(op: RecordedOp): void {
		if (this.#forkVersion !== this.#log.forkVersion) {
			this.#forkVersion = this.#log.forkVersion;
			this.#forkSource.changed();
		}
		if (this.#applied.has(op)) return;
		if (op.cmdStart === op.cmdEnd) return this.#apply(op);
		const waiting = this.#incomplete.get(op.action) ?? [];
		if (op.seq !== op.cmdEnd) {
			if (!waiting.includes(op)) this.#incomplete.set(op.action, [...waiting, op]);
			return;
		}
		// Two branches of a fork may share the beginning of an action; it is applied once.
		for (const part of this.#actions.endingIn(op, waiting) ?? []) if (!this.#applied.has(part)) this.#apply(part);
		const left = waiting.filter((part) => !this.#applied.has(part));
		if (left.length > 0) this.#incomplete.set(op.action, left);
		else this.#incomplete.delete(op.action);
	}

	/** Operations whose user action never arrived completely; they count for nothing until it does. */
	get incompleteCount(): number {
		return this.#incomplete.size;
	}

	/** All columns. */
	image(): ColumnImage[] {
		return [
			...this.#applied.image(),
			...this.#uninterpreted.image(),
			...this.#clocks.image(),
			...this.#contributions.image(),
			...this.#ledger.image(),
			...this.#effectiveness.image()
		];
	}

	/**
	 * Takes over an image made over the log as it is, into an engine that is still empty. Throws `ImageProblem` if it does
	 * not fit; then this engine is of no use.
	 */
	load(image: ImageReader): void {
		const { size } = this.#log;
		const left = this.#applied.load(image);
		this.#uninterpreted.load(image);
		this.#clocks.load(image);
		this.#contributions.load(image, size);
		this.#ledger.load(image, size);
		this.#effectiveness.load(image, size);
		const genesis = this.#log.opAt(0);
		if (genesis && this.#applied.has(genesis) && !this.#uninterpreted.reasonOf(genesis)) this.#preset = presetOf(genesis.data['preset']);
		this.#forkVersion = this.#log.forkVersion;
		// Parts of actions that were not complete, and what the image was quicker than.
		for (const index of left) {
			const op = this.#log.opAt(index);
			if (op) this.add(op);
		}
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

	keysWithSeveral<C, R>(view: View<C, R>): readonly string[] {
		return this.#rows.keysWithSeveral(view as AnyView);
	}

	verdict(op: RecordedOp): Verdict {
		let cell = this.#verdicts.get(op.index);
		if (!cell) this.#verdicts.set(op.index, (cell = new Cell(this.#tracker, `verdict of ${op.type}`, () => this.#judge(op))));
		return cell.value;
	}

	standing(op: RecordedOp): Standing {
		return standingBy(this.#marks.value, op);
	}

	/** Ids of the error declarations that make an operation void. */
	voidedBy(op: RecordedOp): readonly string[] {
		return this.#marks.value.void.get(op.id) ?? [];
	}

	op(id: string): RecordedOp | undefined {
		return this.#log.get(id);
	}

	opsOfType(type: string): readonly RecordedOp[] {
		return this.#applied.ofType(type);
	}

	get decisions(): readonly RecordedOp[] {
		return this.#applied.decisions;
	}

	findings(rule: Rule): readonly Finding[] {
		let cell = this.#findings.get(rule);
		if (!cell) this.#findings.set(rule, (cell = new Cell(this.#tracker, `findings of ${rule.id}`, () => rule.find(this))));
		return cell.value;
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
			this.#appliedMarks = marks;
			this.#ledger.mark(standingsBy(marks, this.#log));
			this.#genealogy.standingChanged();
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

	heldFrom(dev: string): HeldDevice | undefined {
		return this.#marks.value.held.get(dev);
	}

	uninterpreted(): readonly { readonly op: RecordedOp; readonly reason: ReasonCode }[] {
		return this.#uninterpreted.all();
	}

	heldDevices(): readonly { readonly dev: string; readonly seq: number; readonly ops: readonly string[]; readonly forked: boolean }[] {
		return [...this.#marks.value.held]
			.map(([dev, { seq, ops }]) => ({ dev, seq, ops, forked: this.#log.forks.some((fork) => fork.dev === dev && fork.seq === seq) }))
			.sort((a, b) => (a.dev < b.dev ? -1 : 1));
	}

	clockContradictions(toleranceMs: number): readonly { readonly earlier: RecordedOp; readonly later: RecordedOp }[] {
		return this.#clocks.contradictions(toleranceMs);
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
		this.#applied.add(op);
		this.#clocks.add(op);
		const { contributions, moves, edges, problem } = this.#meanings.of(op);
		if (problem) this.#uninterpreted.add(op, problem);
		else if (op.n === 1) this.#preset = presetOf(op.data['preset']);
		for (const [ordinal, { view, key, value }] of contributions.entries()) this.#rows.add(view, key, op, ordinal, value);
		if (moves.length + edges.length === 0) return;
		// A declared error or a held device may already be known when a fact arrives late.
		if (this.#appliedMarks.void.size + this.#appliedMarks.held.size > 0) this.#appliedMarks = NO_MARKS;
		this.#ledger.append(op.index, moves, edges);
		this.#ledgerSource.changed();
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

	#heldDevices(): ReadonlyMap<string, HeldDevice> {
		this.#tracker.note(this.#forkSource);
		return heldDevices(this.#log.forks, this, (op) => this.#authority.authorised(op));
	}
}
