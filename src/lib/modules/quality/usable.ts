/**
 * May this lot or unit be used, here, for this, today – and if not, why not. Every axis that speaks against it is named;
 * no single state hides another (domain.md §3.1.3).
 */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { unjudgeable } from '#lib/engine/unjudgeable.ts';
import { items } from '../master-data/index.ts';
import { identify, lotNumbers, lots, overlappingSerials, sterilityOf } from '../inventory/index.ts';
import { locations } from '../org/index.ts';
import { holdsOn, quality } from './views.ts';

export type Purpose = 'produce' | 'ship';

export type Blocker =
	| {
			readonly code:
				| 'unknown-lot'
				| 'newer-version'
				| 'quarantine'
				| 'rejected'
				| 'conditional'
				| 'not-market-released'
				| 'not-sterile'
				| 'sterilisation-rejected';
	  }
	| { readonly code: 'on-hold' | 'inherited-hold'; readonly hold: string; readonly reason: string; readonly from: string }
	| { readonly code: 'expired'; readonly expiry: string }
	| { readonly code: 'wrong-location'; readonly kind: string }
	| { readonly code: 'identity'; readonly rivals: readonly string[] }
	| { readonly code: 'negative-stock' };

const UNUSABLE_LOCATIONS: readonly string[] = ['receiving', 'quarantine', 'reject', 'returns', 'retain', 'contractor'];

export interface UseOptions {
	/** Local day of the use, `2026-10-12`. */
	readonly day: string;
	/** Location the goods are taken from, if known. */
	readonly location?: string;
}

/** What speaks against using a node; empty when it may be used. */
export function blockersOf(read: Reader, node: string, purpose: Purpose, { day, location }: UseOptions): readonly Blocker[] {
	const identity = identify(read, node);
	if (!identity.row || identity.row.createdBy === '') return [{ code: 'unknown-lot' }];
	const found: Blocker[] = [];
	const claimed = itemsClaimed(read, identity);
	const isAny = (field: string, value: string | boolean) => claimed.some((item) => wasSaid(read, item, field, value));
	const subjects =
		identity.kind === 'unit'
			? [node, `batch:${node.slice(5, node.lastIndexOf('-'))}`, ...(identity.lot ? [`lot:${identity.lot}`] : [])]
			: [node];
	if (subjects.some((subject) => read.row(unjudgeable, subject) > 0)) found.push({ code: 'newer-version' });

	const status = qualityOf(read, subjects);
	if (status.disposition !== 'released') found.push({ code: status.disposition });
	for (const subject of subjects)
		for (const { hold, from } of holdsOn(read, subject))
			found.push({ code: from === subject ? 'on-hold' : 'inherited-hold', hold: hold.hold, reason: hold.reason, from });

	const expiry = fieldText(identity.row, 'expiry');
	if (expiry !== '' && expiry < day) found.push({ code: 'expired', expiry });
	if (identity.lot !== '' && isAny('sterile', true)) {
		const sterility = sterilityOf(read, identity.lot);
		if (sterility === 'rejected') found.push({ code: 'sterilisation-rejected' });
		else if (sterility !== 'released') found.push({ code: 'not-sterile' });
	}
	if (purpose === 'ship' && status.marketRelease === '' && isAny('class', 'finished')) found.push({ code: 'not-market-released' });

	const rivals = identityRivals(read, node);
	if (rivals.length > 0) found.push({ code: 'identity', rivals });
	if (location !== undefined) {
		const kind = fieldText(read.row(locations, location), 'kind');
		if (UNUSABLE_LOCATIONS.includes(kind)) found.push({ code: 'wrong-location', kind });
		if (read.ledger.quantitiesOf(node).some((cell) => cell.place === `loc:${location}` && cell.qty < 0n))
			found.push({ code: 'negative-stock' });
	}
	return found;
}

/**
 * Every item somebody said it is. As a rule that is one; where two creations of the same uid disagree, what either of them asks for
 * is asked for, whichever of them stands: a creation that is held or declared an error must not take a release or a load out of the way.
 */
function itemsClaimed(read: Reader, { kind, lot, item }: ReturnType<typeof identify>): readonly string[] {
	if (kind === 'load' || lot === '') return [item];
	const said = read.inputs(lots, lot).flatMap(({ value }) => (typeof value.fields['item'] === 'string' ? [value.fields['item']] : []));
	return [...new Set([item, ...said])];
}

/** Whether an item has, or was ever said to have, a property. Revoking the device that wrote it must not make goods shippable. */
function wasSaid(read: Reader, item: string, field: string, value: string | boolean): boolean {
	return read.row(items, item).fields[field] === value || read.inputs(items, item).some((input) => input.value.fields[field] === value);
}

/** Status of a unit is that of its lot unless something was decided about the unit itself. */
function qualityOf(read: Reader, subjects: readonly string[]) {
	const own = read.row(quality, subjects[0] ?? '');
	if (subjects.length === 1 || own.disposition !== 'quarantine') return own;
	const lot = subjects.find((subject) => subject.startsWith('lot:'));
	return lot ? read.row(quality, lot) : read.row(quality, subjects[1] ?? '');
}

/** Other lots or units that carry the same identity and have not been told apart (C3, C4). */
export function identityRivals(read: Reader, node: string): readonly string[] {
	const identity = identify(read, node);
	if (identity.kind === 'lot') {
		const origin = identity.row ? fieldText(identity.row, 'origin') : '';
		return read
			.row(lotNumbers, identity.number)
			.filter((lot) => lot !== identity.lot)
			.map((lot) => `lot:${lot}`)
			.filter((other) => {
				const rival = identify(read, other);
				return (
					rival.item === identity.item &&
					rival.number === identity.number &&
					rival.row !== undefined &&
					fieldText(rival.row, 'origin') === origin
				);
			});
	}
	return identity.kind === 'unit' ? overlappingSerials(read, node) : [];
}
