/**
 * What was released on paper before the system began 期初放行. Its records are on paper, so nothing of the dossier can be asked for; what
 * can be asked is that the lot is one of the opening stock, that nothing speaks against it here, and that two people answer for it.
 */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { optional, ref, text } from '#lib/engine/fields.ts';
import type { Gate } from '#lib/engine/gates.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { localDay } from '#lib/kernel/instant.ts';
import { lotNode, lots, paperSterilisation } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';
import { holdsOn, lotUnknownTo, quality } from '../quality/index.ts';

/** Whether everything ever said of a lot's creation is that it came with the opening stock. */
export function isOpeningLot(read: Reader, lot: string): boolean {
	const creations = read.inputs(lots, lot).filter(({ value }) => value.create === true);
	return creations.length > 0 && creations.every(({ value }) => value.fields['origin'] === 'opening');
}

/** G22 for a lot whose record is on paper. */
const paperRelease: Gate = {
	id: 'G22',
	check({ data, at }, read) {
		const lot = String(data['lot']);
		const row = read.row(lots, lot);
		const finding = (code: string, params: Readonly<Record<string, string>> = {}) => ({
			code: `dossier-${code}`,
			subject: lotNode(lot),
			params
		});
		const expiry = fieldText(row, 'expiry');
		const [hold] = holdsOn(read, lotNode(lot));
		const isSterile = read.row(items, fieldText(row, 'item')).fields['sterile'] === true;
		return [
			...(isOpeningLot(read, lot) ? [] : [finding('not-opening')]),
			...(read.row(quality, lotNode(lot)).disposition === 'rejected' ? [finding('rejected')] : []),
			...(hold ? [finding('on-hold', { reason: hold.hold.reason })] : []),
			...(expiry !== '' && expiry < localDay(at) ? [finding('expired', { expiry })] : []),
			...(isSterile && typeof data['steriliserLoad'] !== 'string' ? [finding('paper-load-missing')] : [])
		];
	}
};

export const paperReleased = defineOperation({
	type: 'release.paperReleased',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'released',
	roles: ['AR', 'QH'],
	// Whoever answers for quality, and somebody who knew the paper.
	signerRoles: ['AR', 'QH', 'QA', 'OWN'],
	labels: { zh: '期初放行(凭纸质放行单)', en: 'Released on paper before' },
	fields: {
		lot: ref('lot', ['批', 'Lot']),
		paper: text(['纸质放行单号', 'Number of the paper release']),
		steriliserLoad: optional(text(['灭菌批号', 'Steriliser load']))
	},
	refs: (data) => [lotNode(data.lot)],
	gates: [paperRelease],
	precondition: (data, op, read) => (isOpeningLot(read, data.lot) ? lotUnknownTo(data.lot, op, read) : [op.id]),
	apply({ lot, steriliserLoad }, fx) {
		fx.put(quality.put(lotNode(lot), { kind: 'production-released' }));
		fx.put(quality.put(lotNode(lot), { kind: 'market-released' }));
		fx.put(quality.put(lotNode(lot), { kind: 'disposition', decision: 'released' }));
		if (steriliserLoad !== undefined) fx.put(paperSterilisation.put(lot, { load: steriliserLoad }));
	}
});
