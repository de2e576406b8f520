/** Master data of a plan as operations: the same whether a company is founded from spreadsheets or added to. */
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { Fields } from '#lib/engine/fields.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { itemCreated, partnerCreated } from '../master-data/index.ts';
import { locationDefined, siteRegistered } from '../org/index.ts';
import { workMasterReleased } from '../production/index.ts';
import type { ImportedBomLine, ImportPlan } from './entities.ts';

export interface MasterAct {
	readonly definition: OperationSpec<Fields>;
	readonly data: JsonObject;
}

/** What a company does with the tables it gave: sites before their locations, items before what is made of them. */
export function masterActs(plan: Pick<ImportPlan, 'sites' | 'locations' | 'partners' | 'items'>): readonly MasterAct[] {
	const act = <F extends Fields>(definition: OperationSpec<F>, data: JsonObject): MasterAct => ({
		definition: definition as unknown as OperationSpec<Fields>,
		data
	});
	return [
		...plan.sites.map(({ uid, code }) => act(siteRegistered, { uid, code, name: code, kind: 'warehouse' })),
		...plan.locations.map(({ uid, site, code, kind, name }) =>
			act(locationDefined, { uid, site: site.uid, code, kind, ...(name ? { name } : {}) })
		),
		...plan.partners.map(({ uid, code, name, kind, uscc }) =>
			act(partnerCreated, { partner: uid, code, name, kind, ...(uscc ? { uscc } : {}) })
		),
		...plan.items.map(({ uid, code, nameZh, nameEn, class: itemClass, track, unit, qualityClass, shelfLifeDays, sterile }) =>
			act(itemCreated, {
				item: uid,
				code,
				nameZh,
				...(nameEn ? { nameEn } : {}),
				class: itemClass,
				track,
				unit: unit.code,
				qualityClass,
				...(shelfLifeDays === undefined ? {} : { shelfLifeDays }),
				...(sterile ? { sterile } : {})
			})
		)
	];
}

/** Material lines of a work master, per one piece of the product. */
export function bomLines(bom: readonly ImportedBomLine[]): readonly JsonObject[] {
	return bom.map(({ component, qtyPer, unit, critical }) => ({ item: component.uid, per: '1', qty: { value: qtyPer, unit }, critical }));
}

/** Lines of a work master, and what its hash is taken of: product and lines, whatever the revision is called. */
export function workMasterContent(product: string, lines: readonly JsonObject[]): JsonObject {
	return { product, lines: [...lines] };
}

export interface WorkMasterDraft {
	readonly master: string;
	/** Uid and code of the product. */
	readonly item: string;
	readonly code: string;
	readonly rev: string;
	readonly lines: readonly JsonObject[];
}

export function workMasterAct({ master, item, rev, lines }: WorkMasterDraft, hash: string): MasterAct {
	return { definition: workMasterReleased as unknown as OperationSpec<Fields>, data: { master, item, rev, hash, lines: [...lines] } };
}
