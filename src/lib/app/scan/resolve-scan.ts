/** From a scanned text to what it names in this company, with everything the label says besides. */
import { fieldText, type Register } from '#lib/engine/register.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { measureOf } from '#lib/kernel/gs1-measure.ts';
import { elementValue, parseElementString, type ElementString } from '#lib/kernel/gs1.ts';
import { identify, loads, receipts } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations, sites } from '#lib/modules/org/index.ts';
import { workOrders } from '#lib/modules/production/index.ts';
import { inspections } from '#lib/modules/quality/index.ts';
import { salesOrders } from '#lib/modules/sales/index.ts';
import { findByNumber } from '#lib/modules/trace/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { parseOwnCode, type DocumentKind, type ScanAction } from './codes.ts';

export interface ScannedItem {
	readonly uid: string;
	readonly code: string;
	readonly name: Bilingual;
	readonly unit: string;
	readonly class: string;
}

/** What a GS1 label says besides naming the goods; "" where it does not say. */
export interface LabelFacts {
	/** AI 01, the device identifier. */
	readonly gtin: string;
	/** AI 10, AI 21, AI 240. */
	readonly lotNo: string;
	readonly serial: string;
	readonly itemCode: string;
	/** AI 11 and 17 as `YYMMDD` (day 00: end of month). */
	readonly mfgDate: string;
	readonly expiry: string;
	/** AI 30 or 37. */
	readonly count: string;
	/** AI 310n, net weight in kg. */
	readonly netKg: string;
}

export type Resolved =
	| {
			readonly kind: 'lot';
			/** `lot:<uid>`. */
			readonly node: string;
			readonly lot: string;
			readonly number: string;
			readonly item: ScannedItem;
			readonly label: LabelFacts;
	  }
	| {
			readonly kind: 'unit';
			/** `unit:<batch>-<number>`. */
			readonly node: string;
			readonly batch: string;
			readonly index: number;
			readonly number: string;
			/** Uid of its lot; "" if it has none. */
			readonly lot: string;
			readonly item: ScannedItem;
			readonly label: LabelFacts;
	  }
	| {
			readonly kind: 'location';
			readonly uid: string;
			readonly code: string;
			readonly name: string;
			/** `stock`, `quarantine`, `reject`, … */
			readonly use: string;
			readonly siteCode: string;
	  }
	| { readonly kind: 'document'; readonly document: DocumentKind; readonly uid: string; readonly no: string }
	| { readonly kind: 'action'; readonly action: ScanAction }
	/** A printed paper of ours, with the hash that stands on it. */
	| { readonly kind: 'paper'; readonly paper: string; readonly id: string; readonly hash: string }
	| { readonly kind: 'item'; readonly item: ScannedItem }
	/** The number names several things: a person chooses. */
	| { readonly kind: 'several'; readonly nodes: readonly string[] }
	/** A proper GS1 label of goods this company does not know yet: what a delivery brings. */
	| { readonly kind: 'foreign'; readonly label: LabelFacts; readonly item: ScannedItem | null }
	| { readonly kind: 'unknown' };

const REGISTERS: Readonly<Partial<Record<DocumentKind, Register>>> = {
	wo: workOrders as unknown as Register,
	load: loads,
	receipt: receipts,
	inspection: inspections,
	so: salesOrders
};

interface ScanQuestion {
	readonly text: string;
	/** The thing a person chose among several that carry the number. */
	readonly node?: string;
}

function resolveScan({ engine }: QueryContext, { text, node: chosen }: ScanQuestion): Resolved {
	const code = text.trim();
	const own = parseOwnCode(code);
	if (own?.kind === 'action' || own?.kind === 'paper') return own;
	if (own?.kind === 'location') return locationOf(engine, own.uid) ?? { kind: 'unknown' };
	if (own?.kind === 'document') return documentOf(engine, own.document, own.uid) ?? { kind: 'unknown' };

	const elements = parseElementString(code);
	const label = elements.ok ? factsOf(elements.value) : NO_FACTS;
	if (chosen !== undefined) return goodsOf(engine, chosen, label);
	const itemCode = label.itemCode === '' ? undefined : label.itemCode;
	const numbered = findByNumber(engine, code, itemCode);
	const nodes = numbered.length > 0 ? numbered : cartonLots(engine, label, itemCode);
	if (nodes.length > 1) return { kind: 'several', nodes };
	const [node] = nodes;
	if (node !== undefined) return goodsOf(engine, node, label);

	const typed = typedCode(engine, code);
	if (typed) return typed;
	if (!elements.ok) return { kind: 'unknown' };
	const item = engine.keys(items).find((uid) => label.itemCode !== '' && fieldText(engine.row(items, uid), 'code') === label.itemCode);
	return { kind: 'foreign', label, item: item === undefined ? null : scannedItem(engine, item) };
}

/** A carton of a lot carries a number of its own in AI 21: it names the lot where the item has no serial numbers. */
function cartonLots(read: Reader, { lotNo, serial }: LabelFacts, itemCode: string | undefined): readonly string[] {
	if (lotNo === '' || serial === '') return [];
	return findByNumber(read, lotNo, itemCode).filter(
		(node) => node.startsWith('lot:') && fieldText(read.row(items, identify(read, node).item), 'track') === 'lot'
	);
}

const NO_FACTS: LabelFacts = { gtin: '', lotNo: '', serial: '', itemCode: '', mfgDate: '', expiry: '', count: '', netKg: '' };

function factsOf(elements: ElementString): LabelFacts {
	const value = (ai: string) => elementValue(elements, ai) ?? '';
	return {
		gtin: value('01') || value('02'),
		lotNo: value('10'),
		serial: value('21'),
		itemCode: value('240'),
		mfgDate: value('11'),
		expiry: value('17'),
		count: value('30') || value('37'),
		netKg: elements.elements.map((element) => (element.ai.startsWith('310') ? measureOf(element)?.value : undefined)).find(Boolean) ?? ''
	};
}

function goodsOf(read: Reader, node: string, label: LabelFacts): Resolved {
	const identity = identify(read, node);
	if (identity.kind === 'load')
		return { kind: 'document', document: 'load', uid: node.slice('load:'.length), no: fieldText(read.row(loads, node.slice(5)), 'no') };
	const item = scannedItem(read, identity.item);
	if (identity.kind === 'lot') return { kind: 'lot', node, lot: identity.lot, number: identity.number, item, label };
	const uid = node.slice('unit:'.length);
	const dash = uid.lastIndexOf('-');
	return {
		kind: 'unit',
		node,
		batch: uid.slice(0, dash),
		index: Number(uid.slice(dash + 1)),
		number: identity.number,
		lot: identity.lot,
		item,
		label
	};
}

export function scannedItem(read: Reader, uid: string): ScannedItem {
	const row = read.row(items, uid);
	const zh = fieldText(row, 'nameZh');
	return {
		uid,
		code: fieldText(row, 'code'),
		name: { zh, en: fieldText(row, 'nameEn') || zh },
		unit: fieldText(row, 'unit'),
		class: fieldText(row, 'class')
	};
}

function locationOf(read: Reader, uid: string): Resolved | undefined {
	const row = read.row(locations, uid);
	if (row.createdBy === '') return undefined;
	return {
		kind: 'location',
		uid,
		code: fieldText(row, 'code'),
		name: fieldText(row, 'name'),
		use: fieldText(row, 'kind'),
		siteCode: fieldText(read.row(sites, fieldText(row, 'site')), 'code')
	};
}

function documentOf(read: Reader, document: DocumentKind, uid: string): Resolved | undefined {
	const register = REGISTERS[document];
	if (!register) return { kind: 'document', document, uid, no: '' };
	const row = read.row(register, uid);
	return row.createdBy === '' ? undefined : { kind: 'document', document, uid, no: fieldText(row, 'no') };
}

/** Codes people type because the label is torn: of a location, an item, an order. */
function typedCode(read: Reader, code: string): Resolved | undefined {
	if (code === '') return undefined;
	const located = read.keys(locations).filter((uid) => fieldText(read.row(locations, uid), 'code') === code);
	const [location] = located;
	if (location !== undefined && located.length === 1) return locationOf(read, location);
	const item = read.keys(items).find((uid) => fieldText(read.row(items, uid), 'code') === code);
	if (item !== undefined) return { kind: 'item', item: scannedItem(read, item) };
	for (const [document, register] of [
		['wo', workOrders],
		['so', salesOrders]
	] as const) {
		const order = read.keys(register).find((uid) => fieldText(read.row(register, uid), 'no') === code);
		if (order !== undefined) return documentOf(read, document, order);
	}
	return undefined;
}

export const scanQueries = { 'scan.resolve': resolveScan };
