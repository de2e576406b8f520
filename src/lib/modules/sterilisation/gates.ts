/** What speaks against sending a lot to the steriliser, and against releasing a load. */
import type { Gate, GateFinding } from '#lib/engine/gates.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { fromAmount, amountOf, type Amount } from '#lib/kernel/decimal.ts';
import { localDay } from '#lib/kernel/instant.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { inStock, loads, loadVerdicts, lotLoads, lotNode, lots } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';
import { documentNumbers } from '../org/index.ts';
import { blockersOf, type Blocker } from '../quality/index.ts';
import { againstRelease, loadChecks } from './load-checks.ts';

/** Of what may be wrong with a lot, what matters before it is sterilised: it is in quarantine and not sterile by nature. */
const MATTERS: readonly Blocker['code'][] = [
	'unknown-lot',
	'newer-version',
	'rejected',
	'on-hold',
	'inherited-hold',
	'expired',
	'identity'
];

/** G5 and G27: the lot may be sterilised, has not been, and goes in whole. */
export const maySterilise: Gate = {
	id: 'G27',
	check(intent, read) {
		const lines = linesOf(intent.data);
		return [...Map.groupBy(lines, ({ lot }) => lot)].flatMap(([lot, own]) => {
			const wanted = own.reduce((sum, { qty }) => sum + (amountOf(qty.value) ?? 0n), 0n);
			return findingsOf(read, lot, wanted, localDay(intent.at), String(intent.data['load']));
		});
	}
};

function findingsOf(read: Reader, lot: string, wanted: bigint, day: string, load: string): readonly GateFinding[] {
	const subject = lotNode(lot);
	const blockers = blockersOf(read, subject, 'produce', { day }).filter(({ code }) => MATTERS.includes(code));
	if (blockers.length > 0) return blockers.map(({ code, ...params }) => ({ code, subject, params: params as JsonObject }));
	const item = read.row(items, fieldText(read.row(lots, lot), 'item'));
	if (item.fields['sterile'] !== true) return [{ code: 'no-sterile-product', subject }];
	const before = read.row(lotLoads, lot).find((one) => one !== load);
	if (before !== undefined) {
		const verdict = read.row(loadVerdicts, before);
		return [
			{ code: verdict === 'open' ? 'in-a-load' : 'was-in-a-load', subject, params: { load: fieldText(read.row(loads, before), 'no') } }
		];
	}
	const there = inStock(read, lot);
	if (wanted >= there) return [];
	const unit = fieldText(item, 'unit');
	return [{ code: 'part-of-lot', subject, params: { there: fromAmount(there as Amount), wanted: fromAmount(wanted as Amount), unit } }];
}

/** G26: another load does not carry the number already. */
export const numberOfLoadFree: Gate = {
	id: 'G26',
	check(intent, read) {
		const { no, load } = intent.data;
		const taken = read.inputs(documentNumbers, `load|${String(no)}`).some(({ value }) => value.subject !== `load:${String(load)}`);
		return taken ? [{ code: 'load-number-taken', subject: `load:${String(load)}`, params: { no: String(no) } }] : [];
	}
};

/** G13: cycle in specification, indicators read, counted and negative. */
export const loadComplete: Gate = {
	id: 'G13',
	check(intent, read) {
		const load = String(intent.data['load']);
		return againstRelease(loadChecks(read, load)).map(({ code, words }) => ({
			code: `load-${code}`,
			subject: `load:${load}`,
			params: { ...words }
		}));
	}
};

interface Line {
	readonly lot: string;
	readonly qty: { readonly value: string };
}

function linesOf(data: JsonObject): readonly Line[] {
	return Array.isArray(data['lines']) ? (data['lines'] as unknown as readonly Line[]) : [];
}
