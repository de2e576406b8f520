/** Items, partners, sites with their locations, and work masters: what everything else refers to. */
import type { OperationDefinition } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText, type Register, type RegisterRow } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { asciiLower } from '#lib/kernel/text.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import { workMasters } from '#lib/modules/production/index.ts';
import { definitionFor } from '../live/queries/operation-form.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { personName } from '../queries/operations.ts';
import { MASTER_KINDS, type MasterFact, type MasterKind, type MasterList, type MasterPart, type MasterRow } from './master-views.ts';

/** Which operation makes an entry, and which of its fields are shown elsewhere on the row. */
const SOURCES: Readonly<Record<MasterKind, { readonly register: Register; readonly type: string; readonly kindField: string }>> = {
	items: { register: items, type: 'item.created', kindField: 'class' },
	partners: { register: partners, type: 'partner.created', kindField: 'kind' },
	places: { register: sites, type: 'site.registered', kindField: 'kind' },
	masters: { register: workMasters, type: 'workMaster.released', kindField: '' }
};
const SHOWN_ELSEWHERE: readonly string[] = ['code', 'name', 'nameZh', 'nameEn', 'item', 'partner', 'uid', 'lines', 'master', 'hash'];

function masterList({ engine }: QueryContext, { kind, text }: { readonly kind: MasterKind; readonly text: string }): MasterList {
	const words = asciiLower(text)
		.split(/\s+/)
		.filter((word) => word !== '');
	const all = rowsOf(engine, kind);
	return {
		rows: all.filter((row) => words.every((word) => hayOf(row).includes(word))),
		counts: Object.fromEntries(MASTER_KINDS.map((one) => [one, keysOf(engine, SOURCES[one].register).length])) as Record<MasterKind, number>
	};
}

function hayOf({ code, name, facts, parts }: MasterRow): string {
	const texts = [code, name.zh, name.en, ...facts.map(({ value }) => value.zh), ...parts.flatMap((part) => [part.code, part.name])];
	return asciiLower(texts.join('\n'));
}

function keysOf(engine: Engine, register: Register): readonly string[] {
	return engine.keys(register).filter((uid) => engine.row(register, uid).createdBy !== '');
}

function rowsOf(engine: Engine, kind: MasterKind): readonly MasterRow[] {
	const { register, type, kindField } = SOURCES[kind];
	const definition = definitionFor(engine, type);
	return keysOf(engine, register)
		.map((uid) => {
			const row = engine.row(register, uid);
			const made = engine.op(row.createdBy);
			return {
				uid,
				...namesOf(engine, kind, row),
				kind: kindField === '' ? both(fieldText(row, 'rev')) : choiceText(definition, kindField, fieldText(row, kindField)),
				facts: factsOf(definition, row, kindField),
				by: personName(engine, made?.by ?? ''),
				at: made?.at ?? '',
				parts: partsOf(engine, kind, uid, row)
			};
		})
		.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.at < b.at ? 1 : -1));
}

function namesOf(engine: Engine, kind: MasterKind, row: RegisterRow): { readonly code: string; readonly name: Bilingual } {
	const own = kind === 'masters' ? engine.row(items, fieldText(row, 'item')) : row;
	const zh = fieldText(own, kind === 'partners' || kind === 'places' ? 'name' : 'nameZh');
	return { code: fieldText(own, 'code'), name: { zh, en: fieldText(own, 'nameEn') || zh } };
}

const both = (text: string): Bilingual => ({ zh: text, en: text });

function choiceText(definition: OperationDefinition | undefined, field: string, value: string): Bilingual {
	return definition?.fields[field]?.choices?.[value] ?? both(value);
}

function factsOf(definition: OperationDefinition | undefined, row: RegisterRow, kindField: string): readonly MasterFact[] {
	return Object.entries(definition?.fields ?? {}).flatMap(([name, field]): MasterFact[] => {
		const value = row.fields[name];
		if (value === undefined || value === '' || name === kindField || SHOWN_ELSEWHERE.includes(name)) return [];
		if (typeof value === 'boolean') return [{ label: field.label, value: value ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' } }];
		if (typeof value !== 'string' && typeof value !== 'number') return [];
		return [{ label: field.label, value: choiceText(definition, name, String(value)) }];
	});
}

function partsOf(engine: Engine, kind: MasterKind, uid: string, row: RegisterRow): readonly MasterPart[] {
	if (kind === 'places') {
		const definition = definitionFor(engine, 'location.defined');
		return keysOf(engine, locations)
			.map((location) => ({ uid: location, row: engine.row(locations, location) }))
			.filter(({ row: one }) => fieldText(one, 'site') === uid)
			.map(({ uid: location, row: one }) => ({
				uid: location,
				code: fieldText(one, 'code'),
				name: fieldText(one, 'name'),
				kind: choiceText(definition, 'kind', fieldText(one, 'kind'))
			}))
			.sort((a, b) => (a.code < b.code ? -1 : 1));
	}
	const lines = kind === 'masters' && Array.isArray(row.fields['lines']) ? (row.fields['lines'] as unknown as readonly MaterialLine[]) : [];
	return lines.map(({ item, per, qty }) => ({
		uid: item,
		code: fieldText(engine.row(items, item), 'code'),
		name: fieldText(engine.row(items, item), 'nameZh'),
		kind: both(per === '1' ? `${qty.value} ${qty.unit}` : `${qty.value} ${qty.unit} / ${per}`)
	}));
}

interface MaterialLine {
	readonly item: string;
	readonly per: string;
	readonly qty: { readonly value: string; readonly unit: string };
}

export const masterQueries = { 'master.list': masterList };
