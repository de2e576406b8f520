/** G5 usable, G6 first expiring first out: asked wherever goods leave stock. */
import type { Gate, GateFinding, Intent } from '#lib/engine/gates.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { localDay } from '#lib/kernel/instant.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { identify, lotNode, lots, nodesOf, type Goods } from '../inventory/index.ts';
import { locations } from '../org/index.ts';
import { blockersOf, type Purpose } from './usable.ts';

type Line = Goods & { readonly from?: string };

function linesOf(intent: Intent): readonly Line[] {
	const lines = intent.data['lines'];
	return (Array.isArray(lines) ? lines : [intent.data]) as unknown as readonly Line[];
}

function usable(purpose: Purpose): Gate {
	return {
		id: 'G5',
		check(intent, read) {
			const findings: GateFinding[] = [];
			for (const line of linesOf(intent))
				for (const { node } of nodesOf(line))
					for (const blocker of blockersOf(read, node, purpose, {
						day: localDay(intent.at),
						...(line.from ? { location: line.from } : {})
					})) {
						const { code, ...params } = blocker;
						findings.push({
							code,
							subject: node,
							params: { ...(params as JsonObject), instead: alternatives(read, node, purpose, intent) }
						});
					}
			return findings;
		}
	};
}

export const usableForProduction = usable('produce');
export const usableForShipping = usable('ship');

/** Lots of the same item at the same site that may be used instead, soonest expiry first (wording 20). */
function alternatives(read: Reader, node: string, purpose: Purpose, intent: Intent): readonly string[] {
	const { item } = identify(read, node);
	return usableLots(read, item, purpose, intent)
		.filter((lot) => lotNode(lot) !== node)
		.slice(0, 3);
}

function usableLots(read: Reader, item: string, purpose: Purpose, intent: Intent): readonly string[] {
	const day = localDay(intent.at);
	const atSite = (node: string) =>
		read.ledger
			.quantitiesOf(node)
			.some(
				(cell) =>
					cell.qty > 0n && cell.place.startsWith('loc:') && fieldText(read.row(locations, cell.place.slice(4)), 'site') === intent.site
			);
	return read
		.keys(lots)
		.filter(
			(lot) =>
				fieldText(read.row(lots, lot), 'item') === item &&
				atSite(lotNode(lot)) &&
				blockersOf(read, lotNode(lot), purpose, { day }).length === 0
		)
		.sort((a, b) => compareExpiry(read, a, b));
}

/** Soonest expiry first; lots without one last; then by uid, so that everybody sees the same order. */
function compareExpiry(read: Reader, a: string, b: string): number {
	const [first, second] = [a, b].map((lot) => fieldText(read.row(lots, lot), 'expiry') || '9999-12-31');
	return first === second ? (a < b ? -1 : 1) : (first ?? '') < (second ?? '') ? -1 : 1;
}

/** G6 FEFO: a lot that expires sooner is usable here. */
export const fefo: Gate = {
	id: 'G6',
	check(intent, read) {
		const findings: GateFinding[] = [];
		for (const line of linesOf(intent)) {
			if (line.lot === undefined) continue;
			const expiry = fieldText(read.row(lots, line.lot), 'expiry');
			const purpose: Purpose = intent.type.startsWith('shipment') ? 'ship' : 'produce';
			const [soonest] = usableLots(read, identify(read, lotNode(line.lot)).item, purpose, intent);
			if (soonest === undefined || soonest === line.lot) continue;
			const sooner = fieldText(read.row(lots, soonest), 'expiry');
			if (sooner !== '' && (expiry === '' || sooner < expiry))
				findings.push({ code: 'sooner-expiry', subject: lotNode(line.lot), params: { instead: [soonest], expiry: sooner } });
		}
		return findings;
	}
};
