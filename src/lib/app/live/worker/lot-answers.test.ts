import { describe, expect, it } from 'vitest';
import type { LotRow } from '../../views.ts';
import { FIRST_STEP_MS, LotAnswers, REST, STEP_MS, STORE_AFTER_MS, WORTH_STORING_MS, type LotBasis, type LotPorts } from './lot-answers.ts';

/** A log that grows, a clock that is moved by what is computed, timers that run when told. */
class Terminal {
	size = 1;
	day = '2026-11-26';
	now = 0;
	/** Milliseconds that each of the steps takes. */
	stepMs = 1;
	steps = 3;
	made = 0;
	readonly store = new Map<string, readonly LotRow[]>();
	readonly timers: { readonly at: number; readonly run: () => void }[] = [];
	readonly rests: number[] = [];
	pauses = 0;
	/** Called at each pause. */
	onPause = (): void => undefined;

	readonly ports: LotPorts = {
		basis: () => ({ size: this.size, day: this.day }),
		steps: () => this.#list(),
		stored: async (basis) => this.store.get(JSON.stringify(basis)),
		store: async (basis, rows) => void this.store.set(JSON.stringify(basis), rows),
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

	*#list(): Generator<void, readonly LotRow[]> {
		this.made++;
		const { size } = this;
		for (let step = 0; step < this.steps; step++) {
			this.now += this.stepMs;
			yield;
		}
		return rowsOf(size);
	}
}

/** One row that names the log it was made from. */
function rowsOf(size: number): readonly LotRow[] {
	return [{ id: `lot:${String(size)}` } as LotRow];
}

const key = (basis: LotBasis) => JSON.stringify(basis);

describe('the list of all lots', () => {
	it('is made once for a log, and anew when that has grown', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		expect(await Promise.all([lots.rows(), lots.rows()])).toEqual([rowsOf(1), rowsOf(1)]);
		expect(await lots.rows()).toEqual(rowsOf(1));
		expect(terminal.made).toBe(1);
		terminal.size = 2;
		expect(await lots.rows()).toEqual(rowsOf(2));
		expect(terminal.made).toBe(2);
	});

	it('gives others a turn after each step that was long enough, not before', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		terminal.stepMs = FIRST_STEP_MS - 1;
		terminal.steps = 1;
		await lots.rows();
		expect(terminal.pauses).toBe(0);
		terminal.size = 2;
		terminal.stepMs = STEP_MS;
		terminal.steps = 3;
		await lots.rows();
		expect(terminal.pauses).toBe(3);
		const slow = new Terminal();
		slow.stepMs = FIRST_STEP_MS;
		await new LotAnswers(slow.ports).rows();
		expect(slow.pauses).toBe(3);
	});

	it('asked while one is made from a shorter log, answers with the next', async () => {
		const terminal = new Terminal();
		terminal.stepMs = FIRST_STEP_MS;
		const lots = new LotAnswers(terminal.ports);
		let second: Promise<readonly LotRow[]> | undefined;
		terminal.onPause = () => {
			if (second) return;
			terminal.size = 5;
			second = lots.rows();
		};
		expect(await lots.rows()).toEqual(rowsOf(1));
		expect(await second).toEqual(rowsOf(5));
	});

	it('rests between two for as long as they are dear', async () => {
		const terminal = new Terminal();
		terminal.stepMs = STEP_MS;
		const lots = new LotAnswers(terminal.ports);
		await lots.rows();
		expect(terminal.rests).toEqual([]);
		terminal.size = 2;
		await lots.rows();
		expect(terminal.rests[0]).toBe(STEP_MS * terminal.steps * REST);
	});

	it('is made anew on another day', async () => {
		const terminal = new Terminal();
		const lots = new LotAnswers(terminal.ports);
		await lots.rows();
		terminal.day = '2026-11-27';
		await lots.rows();
		expect(terminal.made).toBe(2);
	});
});

describe('for the next start', () => {
	it('is stored when nothing was recorded for a while, if it was dear', async () => {
		const terminal = new Terminal();
		terminal.stepMs = WORTH_STORING_MS / terminal.steps;
		await new LotAnswers(terminal.ports).rows();
		expect(terminal.store.size).toBe(0);
		terminal.timers[0]?.run();
		expect([...terminal.store.keys()]).toEqual([key({ size: 1, day: terminal.day })]);
		const next = new Terminal();
		next.store.set(key({ size: 1, day: next.day }), rowsOf(77));
		expect(await new LotAnswers(next.ports).rows()).toEqual(rowsOf(77));
		expect(next.made).toBe(0);
	});

	it('is not stored if it was cheap, or if the log has grown', async () => {
		const cheap = new Terminal();
		cheap.stepMs = (WORTH_STORING_MS - 1) / cheap.steps;
		const cheapLots = new LotAnswers(cheap.ports);
		await cheapLots.rows();
		expect(cheap.timers).toEqual([]);
		await cheapLots.close();
		expect(cheap.store.size).toBe(0);
		const grown = new Terminal();
		grown.stepMs = WORTH_STORING_MS;
		await new LotAnswers(grown.ports).rows();
		grown.size = 2;
		grown.timers[0]?.run();
		expect(grown.store.size).toBe(0);
	});

	it('is stored at once when the company is closed', async () => {
		const terminal = new Terminal();
		terminal.stepMs = WORTH_STORING_MS;
		const lots = new LotAnswers(terminal.ports);
		const asked = lots.rows();
		await lots.close();
		expect(await asked).toEqual(rowsOf(1));
		expect([...terminal.store.values()]).toEqual([rowsOf(1)]);
		expect(terminal.timers).toEqual([]);
	});

	it('of another log or day is not used', async () => {
		const terminal = new Terminal();
		terminal.store.set(key({ size: 2, day: terminal.day }), rowsOf(88));
		terminal.store.set(key({ size: 1, day: '2026-11-25' }), rowsOf(99));
		expect(await new LotAnswers(terminal.ports).rows()).toEqual(rowsOf(1));
	});
});
