import { describe, expect, it } from 'vitest';
import type { LotSnapshot } from '../../lots/lot-index.ts';
import { FIRST_STEP_MS, LotAnswers, REST, STEP_MS, STORE_AFTER_MS, type LotPorts } from './lot-answers.ts';

/** A log that grows, a clock that is moved by what is computed, timers that run when told. */
class Terminal {
	logSize = 1;
	now = 0;
	/** Milliseconds that each of the steps takes. */
	stepMs = 1;
	steps = 3;
	updateSteps = 0;
	made = 0;
	updates = 0;
	/** Whether what was recorded can be told from the operations alone. */
	canUpdate = true;
	stored: LotSnapshot | undefined;
	readonly timers: { readonly at: number; readonly run: () => void }[] = [];
	readonly rests: number[] = [];
	pauses = 0;
	/** Called at each pause. */
	onPause = (): void => undefined;
	seen = 0;

	readonly ports: LotPorts;

	constructor() {
		const terminal = this;
		this.ports = {
			size: () => this.logSize,
			index: {
				get seen() {
					return terminal.seen;
				},
				update: () => (this.canUpdate ? this.#update() : undefined),
				rebuild: () => this.#rebuild(),
				snapshot: () => snapshotOf(this.seen),
				restore: ({ seen }) => {
					if (seen > this.logSize) return false;
					this.seen = seen;
					return true;
				}
			},
			stored: async () => this.stored,
			store: async (snapshot) => void (this.stored = snapshot),
			clock: () => this.now,
			schedule: (ms, run) => {
				if (ms === STORE_AFTER_MS) {
					const timer = { at: this.now + ms, run };
					this.timers.push(timer);
					return () => void this.timers.splice(this.timers.indexOf(timer), 1);
				}
				this.rests.push(ms);
				queueMicrotask(run);
				return () => undefined;
			},
			pause: async () => {
				this.pauses++;
				this.onPause();
			}
		};
	}

	*#update(): Generator<void, void> {
		this.updates++;
		const { logSize } = this;
		for (let step = 0; step < this.updateSteps; step++) {
			this.now += this.stepMs;
			yield;
		}
		this.seen = logSize;
	}

	*#rebuild(): Generator<void, void> {
		this.made++;
		const { logSize } = this;
		for (let step = 0; step < this.steps; step++) {
			this.now += this.stepMs;
			yield;
		}
		this.seen = logSize;
	}
}

const snapshotOf = (seen: number): LotSnapshot => ({ records: [], seen, moves: 0, edges: 0 });

describe('what the list of lots is made from', () => {
	it('is made once, and brought up to date when the log has grown', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		await Promise.all([lots.ready(), lots.ready()]);
		expect([terminal.made, terminal.updates]).toEqual([1, 0]);
		terminal.logSize = 2;
		await lots.ready();
		expect([terminal.made, terminal.updates, terminal.seen]).toEqual([1, 1, 2]);
	});

	it('is made anew where the operations alone do not tell', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		await lots.ready();
		terminal.canUpdate = false;
		terminal.logSize = 2;
		await lots.ready();
		expect([terminal.made, terminal.seen]).toEqual([2, 2]);
	});

	it('gives others a turn after each step that was long enough, not before', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		terminal.stepMs = FIRST_STEP_MS - 1;
		terminal.steps = 1;
		await lots.ready();
		expect(terminal.pauses).toBe(0);
		terminal.canUpdate = false;
		terminal.logSize = 2;
		terminal.stepMs = STEP_MS;
		terminal.steps = 3;
		await lots.ready();
		expect(terminal.pauses).toBe(3);
	});

	it('gives them a turn during a long catch-up too, and none is needed for one record', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		await lots.ready();
		terminal.logSize = 2;
		await lots.ready();
		expect(terminal.pauses).toBe(0);
		terminal.logSize = 900;
		terminal.stepMs = STEP_MS;
		terminal.updateSteps = 4;
		await lots.ready();
		expect(terminal.pauses).toBe(4);
	});

	it('asked while it is being made from a shorter log, waits until it knows the longer', async () => {
		const terminal = new Terminal();
		terminal.stepMs = FIRST_STEP_MS;
		const lots = new LotAnswers(terminal.ports);
		let second: Promise<void> | undefined;
		terminal.onPause = () => {
			if (second) return;
			terminal.logSize = 5;
			second = lots.ready();
		};
		await lots.ready();
		await second;
		expect(terminal.seen).toBe(5);
	});

	it('rests between being made anew twice', async () => {
		const terminal = new Terminal();
		terminal.canUpdate = false;
		terminal.stepMs = 40;
		const lots = new LotAnswers(terminal.ports);
		await lots.ready();
		terminal.logSize = 2;
		await lots.ready();
		expect(terminal.rests).toEqual([120 * REST]);
	});

	it('is stored after a while and when closed, and taken over at the next start', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		await lots.ready();
		expect(terminal.timers).toHaveLength(1);
		terminal.logSize = 3;
		await lots.ready();
		expect(terminal.timers).toHaveLength(1);
		await lots.close();
		expect(terminal.stored).toEqual(snapshotOf(3));
		const again = new LotAnswers(terminal.ports);
		terminal.seen = 0;
		terminal.logSize = 4;
		await again.ready();
		expect([terminal.made, terminal.seen]).toEqual([1, 4]);
	});

	it('does not take over what another log left', async () => {
		const terminal = new Terminal();
		terminal.stored = snapshotOf(9);
		await new LotAnswers(terminal.ports).ready();
		expect(terminal.made).toBe(1);
	});
});
