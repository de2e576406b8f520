/** Two releases 生产放行 / 上市放行, and their revocation. */
import { defineOperation, type SeparationCheck } from '#lib/engine/define-operation.ts';
import { optional, ref, text } from '#lib/engine/fields.ts';
import { dossierComplete } from './gates.ts';
import { lotNode } from '../inventory/index.ts';
import { paperReleased } from './paper-release.ts';
import { inspectionHands, lotUnknownTo, quality } from '../quality/index.ts';

const lot = ref('lot', ['批', 'Lot']);
const fields = { lot, dossier: optional(text(['批记录哈希', 'Batch record hash'])), basis: optional(text(['依据', 'Basis'])) };

/** 检验 ≠ 放行: whoever tested the lot does not release it (users.md §0.2). */
const inspectRelease: SeparationCheck = {
	separation: 'inspect-release',
	from: (data, op, read) =>
		read
			.inputs(inspectionHands, lotNode(String(data['lot'])))
			.filter((input) => input.value.part === 'tested' && read.isBefore(input.op, op))
			.map((input) => input.op)
};

export const productionReleased = defineOperation({
	type: 'release.productionReleased',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'released',
	roles: ['AR', 'QH'],
	labels: { zh: '生产放行', en: 'Production released' },
	fields,
	refs: (data) => [lotNode(data.lot)],
	separations: [inspectRelease],
	gates: [dossierComplete('production')],
	precondition: (data, op, read) => lotUnknownTo(data.lot, op, read),
	apply(data, fx) {
		fx.put(quality.put(lotNode(data.lot), { kind: 'production-released' }));
	}
});

export const marketReleased = defineOperation({
	type: 'release.marketReleased',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'released',
	roles: ['AR', 'QH'],
	labels: { zh: '上市放行', en: 'Market released' },
	fields,
	refs: (data) => [lotNode(data.lot)],
	separations: [inspectRelease],
	gates: [dossierComplete('market')],
	// 上市放行 needs an earlier 生产放行 of the same lot (办法 Art. 34).
	precondition: (data, op, read) =>
		read.inputs(quality, lotNode(data.lot)).some((input) => input.value.kind === 'production-released' && read.isBefore(input.op, op))
			? lotUnknownTo(data.lot, op, read)
			: [op.id],
	apply(data, fx) {
		fx.put(quality.put(lotNode(data.lot), { kind: 'market-released' }));
		fx.put(quality.put(lotNode(data.lot), { kind: 'disposition', decision: 'released' }));
	}
});

export const releaseRevoked = defineOperation({
	type: 'release.revoked',
	tv: 1,
	cls: 'D',
	nature: 'restricting',
	level: 'S',
	roles: ['QH', 'AR'],
	labels: { zh: '撤销放行', en: 'Release revoked' },
	fields: { lot, reason: text(['原因', 'Reason']) },
	refs: (data) => [lotNode(data.lot)],
	apply(data, fx) {
		fx.put(quality.put(lotNode(data.lot), { kind: 'release-revoked' }));
		fx.put(quality.put(lotNode(data.lot), { kind: 'disposition', decision: 'quarantine' }));
	}
});

export const releaseOperations = [productionReleased, marketReleased, releaseRevoked, paperReleased];
