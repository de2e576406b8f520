/** What a company has already, in the form tables are read against. */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText, type Register, type RegisterRow } from '#lib/engine/register.ts';
import { unitOf, type Unit, type UnitCode } from '#lib/kernel/unit.ts';
import { lotNode, lotNumbers, lots } from '../inventory/index.ts';
import { items, partners } from '../master-data/index.ts';
import { locations, sites } from '../org/index.ts';
import { quality } from '../quality/index.ts';
import type { ImportedItem, ImportedLocation, ImportedPartner, KnownEntities } from './entities.ts';

export function knownEntities(read: Reader): KnownEntities {
	const known = <T>(register: Register, of: (uid: string, row: RegisterRow) => T | undefined): readonly T[] =>
		read.keys(register).flatMap((uid) => {
			const row = read.row(register, uid);
			const entity = row.createdBy === '' ? undefined : of(uid, row);
			return entity === undefined ? [] : [entity];
		});
	const siteList = known(sites, (uid, row) => ({ uid, code: fieldText(row, 'code') }));
	const siteOf = new Map(siteList.map((site) => [site.uid, site]));
	return {
		lotOf: (item, lotNo) => {
			const uid = read.row(lotNumbers, lotNo).find((lot) => fieldText(read.row(lots, lot), 'item') === item.uid);
			if (uid === undefined) return undefined;
			const isOpening = fieldText(read.row(lots, uid), 'origin') === 'opening';
			return { uid, undecided: isOpening && read.inputs(quality, lotNode(uid)).length === 0 };
		},
		sites: siteList,
		items: known(items, (uid, row): ImportedItem => {
			const unit = unitOf(fieldText(row, 'unit')) ?? unitOfFirm(fieldText(row, 'unit'));
			const days = row.fields['shelfLifeDays'];
			return {
				uid,
				code: fieldText(row, 'code'),
				nameZh: fieldText(row, 'nameZh'),
				nameEn: fieldText(row, 'nameEn'),
				class: fieldText(row, 'class') as ImportedItem['class'],
				track: fieldText(row, 'track') as ImportedItem['track'],
				unit,
				qualityClass: fieldText(row, 'qualityClass') as ImportedItem['qualityClass'],
				shelfLifeDays: typeof days === 'number' ? days : undefined,
				sterile: row.fields['sterile'] === true
			};
		}),
		partners: known(partners, (uid, row): ImportedPartner => ({
			uid,
			code: fieldText(row, 'code'),
			name: fieldText(row, 'name'),
			kind: fieldText(row, 'kind') as ImportedPartner['kind'],
			uscc: fieldText(row, 'uscc')
		})),
		locations: known(locations, (uid, row): ImportedLocation | undefined => {
			const site = siteOf.get(fieldText(row, 'site'));
			if (!site) return undefined;
			const kind = fieldText(row, 'kind') as ImportedLocation['kind'];
			return { uid, code: fieldText(row, 'code'), name: fieldText(row, 'name'), site, kind };
		})
	};
}

/** A unit only this firm knows counts by itself: nothing is converted to it, and its item is not created a second time. */
function unitOfFirm(code: string): Unit {
	return { code: code as UnitCode, name: { zh: code, en: code }, dimension: `count:${code}`, toBase: { num: 1n, den: 1n }, aliases: [] };
}
