/**
 * How far own entries have come: recorded (on this disk) · uploaded (on the relay's disk) · received (by other devices).
 * Pure. Each step is claimed only where somebody said so who must know, or where an entry proves it.
 */
import type { LogSet } from '#lib/log/log-set.ts';
import type { DeviceContact, Heads } from '#lib/wire/messages.ts';
import type { Known } from './differences.ts';
import type { RelayView } from './relay-view.ts';

/** Newest entry of a chain that the relay has, of our branch; 0 if none is known to be there. */
export function uploadedSeq(dev: string, known: Known, relay: Pick<RelayView, 'head' | 'taken'>): number {
	const taken = relay.taken(dev);
	const takenSeq = taken && known.idAt(dev, taken[0]) === taken[1] ? taken[0] : 0;
	return Math.max(takenSeq, agreedSeq(dev, relay.head(dev), known));
}

/**
 * Newest entry of `dev`'s chain that another device has: by its own word to the relay, or because one of its entries was
 * written knowing it.
 */
export function receivedSeq(dev: string, by: string, sources: ReceiptSources): number {
	const stated = agreedSeq(dev, sources.stated(by)?.[dev], sources.known);
	return Math.max(stated, knownBySeq(dev, by, sources.log));
}

export interface ReceiptSources {
	readonly known: Known;
	readonly log: Pick<LogSet, 'tipOf' | 'causality'>;
	/** What a device told the relay it holds. */
	readonly stated: (by: string) => Heads | undefined;
}

/** What every device said it holds, by device. */
export function statementsOf(devices: readonly DeviceContact[]): (dev: string) => Heads | undefined {
	const heads = new Map(devices.map((device) => [device.dev, device.heads]));
	return (dev) => heads.get(dev);
}

/** A statement about a chain counts where the entry it names is ours: of another branch it says nothing about ours. */
function agreedSeq(dev: string, head: readonly [number, string] | undefined, known: Known): number {
	return head && known.idAt(dev, head[0]) === head[1] ? head[0] : 0;
}

function knownBySeq(dev: string, by: string, log: ReceiptSources['log']): number {
	const own = log.tipOf(dev);
	const tip = log.tipOf(by);
	return own && tip ? log.causality.knows(tip, own.chain) : 0;
}
