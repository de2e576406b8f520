/**
 * The company as it was known, kept between two questions about it. Replaying a long log takes seconds, so it is done in
 * steps between which acts have their turn: the page asks again until everything is there.
 */
import type { Engine } from '#lib/engine/engine.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { knownByDevices, PartialReplay, recordedBy, type Keep } from '#lib/modules/trace/index.ts';

/** What is asked about: everything known here, what was recorded by an instant, or what some devices knew at their newest record. */
export type Horizon =
	| { readonly kind: 'now' }
	| { readonly kind: 'as-of'; readonly at: string }
	| { readonly kind: 'known-by'; readonly devs: readonly string[] };

/** Operations looked at in one step. */
export const STEP_OPERATIONS = 4_000;
/** Replays kept: going back and forth between two must not begin anew each time. */
const KEPT_REPLAYS = 2;

const replays = new WeakMap<Engine, Map<string, PartialReplay>>();

export type Replayed =
	| { readonly kind: 'ready'; readonly engine: Engine; readonly keep: Keep }
	| { readonly kind: 'running'; readonly share: number }
	/** No such instant, or nothing of these devices is here. */
	| { readonly kind: 'nothing' };

/** Goes one step further with what the horizon shows. */
export function replayed(engine: Engine, horizon: Horizon, crypto: Crypto): Replayed {
	if (horizon.kind === 'now') return { kind: 'ready', engine, keep: () => true };
	const keep = keepOf(engine, horizon);
	if (!keep) return { kind: 'nothing' };
	const replay = replayOf(engine, keyOf(engine, horizon), () => new PartialReplay(engine, crypto, keep));
	replay.advance(STEP_OPERATIONS);
	return replay.share < 1 ? { kind: 'running', share: replay.share } : { kind: 'ready', engine: replay.engine, keep: replay.keep };
}

function keepOf(engine: Engine, horizon: Exclude<Horizon, { kind: 'now' }>): Keep | undefined {
	if (horizon.kind === 'known-by') return knownByDevices(engine, horizon.devs);
	const at = parseInstant(horizon.at);
	return at === undefined ? undefined : recordedBy(at);
}

/** What a device knew at its newest record is another thing once it has recorded more. */
function keyOf(engine: Engine, horizon: Exclude<Horizon, { kind: 'now' }>): string {
	if (horizon.kind === 'as-of') return `as-of ${horizon.at}`;
	return [...horizon.devs]
		.sort()
		.map((dev) => `${dev}@${String(engine.log.tipOf(dev)?.seq ?? 0)}`)
		.join(' ');
}

function replayOf(engine: Engine, key: string, make: () => PartialReplay): PartialReplay {
	let kept = replays.get(engine);
	if (!kept) replays.set(engine, (kept = new Map()));
	const replay = kept.get(key) ?? make();
	kept.delete(key);
	kept.set(key, replay);
	const [oldest] = kept.keys();
	if (kept.size > KEPT_REPLAYS && oldest !== undefined) kept.delete(oldest);
	return replay;
}
