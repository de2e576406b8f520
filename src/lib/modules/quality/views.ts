/** Quality status of lots and units: disposition, holds and releases are separate axes (domain.md §3.4 E). */
import { defineView } from '#lib/engine/define-view.ts';
import { restrictions } from '#lib/engine/effectiveness.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';

export type Disposition = 'quarantine' | 'released' | 'conditional' | 'rejected';
export type HoldScope = 'self' | 'descendants';

export type QualityChange =
	| { readonly kind: 'disposition'; readonly decision: Disposition }
	| { readonly kind: 'production-released' | 'market-released' | 'release-revoked' }
	| { readonly kind: 'hold'; readonly hold: string; readonly scope: HoldScope; readonly cause: string; readonly reason: string }
	| { readonly kind: 'lift'; readonly holds: readonly string[] };

export interface Hold {
	readonly hold: string;
	readonly scope: HoldScope;
	readonly cause: string;
	readonly reason: string;
	/** Id of the operation that placed it. */
	readonly placedBy: string;
}

export interface QualityRow {
	readonly disposition: Disposition;
	/** Ids of the operations behind the two releases; "" if not released. */
	readonly productionRelease: string;
	readonly marketRelease: string;
	/** Holds placed on this subject itself and not lifted. */
	readonly holds: readonly Hold[];
}

/** By subject: `lot:<uid>` or `unit:<uid>`. */
export const quality = defineView<QualityChange, QualityRow>({
	name: 'quality',
	hashed: true,
	fold(inputs, read) {
		let disposition: Disposition = 'quarantine';
		let productionRelease = '';
		let marketRelease = '';
		let rejections: RecordedOp[] = [];
		const placed: { readonly hold: Hold; readonly lifted: boolean }[] = [];
		const effective = inputs.filter(({ op }) => read.verdict(op).effective);
		for (const { op, value } of effective) {
			switch (value.kind) {
				case 'disposition':
					// A rejected lot comes back only through a quarantine that knew of the rejection, never by a release alone or by a
					// decision that happens to sort later (domain.md §3.4 E, §4.1.2).
					if (value.decision === 'rejected') rejections.push(op);
					else if (value.decision === 'quarantine') rejections = rejections.filter((rejection) => !read.isBefore(rejection, op));
					disposition = rejections.length > 0 ? 'rejected' : value.decision;
					break;
				case 'production-released':
					productionRelease = op.id;
					break;
				case 'market-released':
					marketRelease = op.id;
					break;
				case 'release-revoked':
					productionRelease = '';
					marketRelease = '';
					break;
				case 'hold': {
					// A lift removes only holds in its past: holds are an add-wins set.
					const lifted = effective.some(
						(lift) => lift.value.kind === 'lift' && lift.value.holds.includes(value.hold) && read.isBefore(op, lift.op)
					);
					placed.push({
						hold: { hold: value.hold, scope: value.scope, cause: value.cause, reason: value.reason, placedBy: op.id },
						lifted
					});
					break;
				}
				case 'lift':
					break;
			}
		}
		return { disposition, productionRelease, marketRelease, holds: placed.filter((one) => !one.lifted).map((one) => one.hold) };
	}
});

/** A hold that reaches a node through what it is made of. */
export interface InheritedHold {
	readonly hold: Hold;
	/** Node the hold was placed on. */
	readonly from: string;
}

/**
 * Nodes under a hold with scope *descendants*, each with the holds that reach it. Computed by closure over the genealogy,
 * error-declared edges included: an error declaration never removes an inherited hold, only a lift does (design.md §3).
 */
export const inheritedHolds = defineView<never, ReadonlyMap<string, readonly InheritedHold[]>>({
	name: 'inheritedHolds',
	hashed: false,
	fold(_inputs, read) {
		const reached = new Map<string, InheritedHold[]>();
		// A hold is a restricting decision on its subjects.
		for (const subject of read.keys(restrictions))
			for (const hold of read.row(quality, subject).holds) {
				if (hold.scope !== 'descendants') continue;
				for (const node of descendants(read, subject, hold.cause)) {
					if (node === subject) continue;
					const list = reached.get(node);
					if (list) list.push({ hold, from: subject });
					else reached.set(node, [{ hold, from: subject }]);
				}
			}
		return reached;
	}
});

/** Everything a cause at `start` may have reached, the start included. */
export function descendants(read: Reader, start: string, cause: string): readonly string[] {
	const closure = read.genealogy.closure([start], 'down', { throughProcesses: cause === 'process', includeEnded: true });
	return closure.nodes.map((node) => read.ledger.nodes.text(node));
}

/** All holds on a node: its own, and those it inherits. */
export function holdsOn(read: Reader, node: string): readonly InheritedHold[] {
	return [...read.row(quality, node).holds.map((hold) => ({ hold, from: node })), ...(read.row(inheritedHolds, 'all').get(node) ?? [])];
}
