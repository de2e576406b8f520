/**
 * The state of a flow that is worked by scans: what was scanned last and what became of it, and the recording of what was
 * done, with refusals, "already happened" and signatures on the way. One for each flow screen, made by the screen.
 */
import type { JsonObject } from '#lib/log/operation.ts';
import type { ActDone, ActProblem, ActRequest, SignatureInput } from '../live/acts.ts';
import { formsToSign, signingPlan } from '../live/act/signing-plan.ts';
import { newCommandId } from '../live/command-id.ts';
import { company } from '../live/open-company.svelte.ts';
import { unlockPrompt } from '../live/session/unlock-prompt.svelte.ts';
import { giveFeedback, type FeedbackTone } from '../scan/feedback.ts';

/** The band under the title: large enough to be read at arm's length. */
export interface Band {
	readonly tone: FeedbackTone;
	readonly title: string;
	/** Why, and what to do instead. */
	readonly text: string;
}

/** One line of the last scans. */
export interface ScanEntry {
	readonly id: number;
	readonly tone: FeedbackTone;
	/** What was scanned, as people call it. */
	readonly label: string;
	/** What it did, or why not. */
	readonly note: string;
	/** Takes it back while nothing is recorded; undefined where there is nothing to take back. */
	readonly undo?: (() => void) | undefined;
}

/** Shown; earlier ones are in the log or nowhere. */
export const MAX_SCANS_SHOWN = 5;

export interface Submission {
	/** One user action: counts all or none. */
	readonly operations: readonly { readonly type: string; readonly data: JsonObject }[];
	/** What is about to be recorded, for the signing dialog and the confirmation: 收货 L-RMMB-260902-01. */
	readonly title: string;
	/** Names of what the data refer to, by `kind:uid`. */
	readonly names?: Readonly<Record<string, string>>;
	/** When it happened, if not now. */
	readonly at?: string;
	/** Said in the band once it is recorded. */
	readonly done: string;
	readonly ondone?: (done: ActDone) => void;
}

interface Pending extends Submission {
	/** The same for every attempt, so that it counts once. */
	readonly cmd: string;
}

export class Flow {
	#band = $state.raw<Band | undefined>(undefined);
	#scans = $state.raw<readonly ScanEntry[]>([]);
	#pending = $state.raw<Pending | undefined>(undefined);
	#problem = $state.raw<ActProblem | undefined>(undefined);
	#signing = $state(false);
	#busy = $state(false);
	#why: string | undefined;
	#nextId = 1;

	get band(): Band | undefined {
		return this.#band;
	}

	get scans(): readonly ScanEntry[] {
		return this.#scans;
	}

	/** What is being recorded and met a problem, or waits for signatures. */
	get pending(): Submission | undefined {
		return this.#pending;
	}

	get problem(): ActProblem | undefined {
		return this.#problem;
	}

	/** Whether the signing dialog is shown; it closes itself. */
	get signing(): boolean {
		return this.#signing;
	}

	set signing(open: boolean) {
		this.#signing = open;
	}

	get busy(): boolean {
		return this.#busy;
	}

	/** A scan did what it should. */
	ok(label: string, note: string, undo?: () => void): void {
		this.#say('ok', label, note, undo);
	}

	/** It counts, but somebody should look: scanned before, expires soon, more than the records know of. */
	warn(label: string, note: string, undo?: () => void): void {
		this.#say('warn', label, note, undo);
	}

	/** It does not count; `note` says why and what to take instead. */
	refuse(label: string, note: string): void {
		this.#say('refused', label, note);
	}

	dismiss(): void {
		this.#band = undefined;
	}

	/** Takes the newest scan back that can be. False if there is none. */
	undoLast(): boolean {
		const entry = this.#scans.find(({ undo }) => undo !== undefined);
		if (entry) this.undo(entry);
		return entry !== undefined;
	}

	undo(entry: ScanEntry): void {
		entry.undo?.();
		this.#scans = this.#scans.filter(({ id }) => id !== entry.id);
		this.#band = undefined;
	}

	/**
	 * Records. True once it is on this disk; false when somebody has to log in or sign first, or it was refused – then
	 * `problem` says why, and the same submission goes on from there.
	 */
	async submit(submission: Submission): Promise<boolean> {
		if (this.#busy) return false;
		if (!company.session) {
			unlockPrompt.ask();
			return false;
		}
		this.#problem = undefined;
		this.#why = undefined;
		this.#pending = { ...submission, cmd: newCommandId() };
		return this.#attempt();
	}

	/** It happened although a gate says no (facts only). */
	async submitAnyway(why: string): Promise<boolean> {
		this.#why = why;
		this.#problem = undefined;
		return this.#attempt();
	}

	/** From the signing dialog: what stood against it, if anything did. */
	async sign(signatures: readonly SignatureInput[]): Promise<ActProblem | undefined> {
		await this.#send(signatures);
		return this.#problem;
	}

	abandon(): void {
		this.#pending = undefined;
		this.#problem = undefined;
		this.#signing = false;
		this.#why = undefined;
	}

	async #attempt(): Promise<boolean> {
		const { pending, session } = { pending: this.#pending, session: company.session };
		if (!pending || !session) return false;
		this.#busy = true;
		const forms = await Promise.all([...new Set(pending.operations.map(({ type }) => type))].map((type) => company.ask('form', { type })));
		const { count } = signingPlan(
			formsToSign(
				forms.filter((form) => form !== undefined),
				pending.operations
			)
		);
		if (count === 0) return this.#send([]);
		// A gate says no before anybody types a PIN.
		const judged = await company.ask('prepare', { request: this.#request(pending), by: session.person, signers: [] });
		this.#busy = false;
		if (judged.ok || (judged.error.type === 'refused' && judged.error.refusal.type === 'signatures-missing')) this.#signing = true;
		else this.#fail(judged.error);
		return false;
	}

	async #send(signatures: readonly SignatureInput[]): Promise<boolean> {
		const pending = this.#pending;
		if (!pending) return false;
		this.#busy = true;
		const done = await company.act({ ...this.#request(pending), signatures }).finally(() => (this.#busy = false));
		if (!done.ok) {
			this.#fail(done.error);
			return false;
		}
		this.abandon();
		// What is recorded cannot be taken back here any more: corrections are new records.
		this.#scans = this.#scans.map(({ undo: _undo, ...entry }) => entry);
		this.#band = { tone: 'ok', title: pending.title, text: pending.done };
		giveFeedback('ok');
		pending.ondone?.(done.value);
		return true;
	}

	#request({ cmd, operations, at }: Pending): Omit<ActRequest, 'signatures'> {
		return {
			cmd,
			operations,
			...(at === undefined ? {} : { at }),
			...(this.#why === undefined ? {} : { alreadyHappened: this.#why })
		};
	}

	#fail(problem: ActProblem): void {
		if (problem.type === 'no-session') unlockPrompt.ask();
		this.#problem = problem;
		giveFeedback('refused');
	}

	#say(tone: FeedbackTone, label: string, note: string, undo?: () => void): void {
		this.#band = { tone, title: label, text: note };
		this.#scans = [{ id: this.#nextId++, tone, label, note, undo }, ...this.#scans].slice(0, MAX_SCANS_SHOWN);
		giveFeedback(tone);
	}
}
