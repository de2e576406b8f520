/** What waits for inspection and disposition, and one inspection as a sheet to fill in. */
import type { Engine } from '#lib/engine/engine.ts';
import { DOCUMENT_PATTERN } from '#lib/engine/numbering.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { localDay } from '#lib/kernel/instant.ts';
import { addDays, type PlainDate } from '#lib/kernel/plain-date.ts';
import { isCounted, unitOf } from '#lib/kernel/unit.ts';
import { lotNode, lots } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { locations } from '#lib/modules/org/index.ts';
import {
	holdsOn,
	inspectionResults,
	inspections,
	judgements,
	planInForce,
	planOf,
	resolveSampling,
	type Characteristic,
	type InspectionPlan
} from '#lib/modules/quality/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { nextNumber } from '../next-number.ts';
import { companyTime } from '../today/company-clock.ts';
import { lotStages } from '../today/lot-stage.ts';
import { dueAfter } from '../today/rules.ts';
import type {
	InspectionLists,
	InspectionSheetView,
	LotHead,
	SheetCharacteristic,
	WaitingDisposition,
	WaitingInspection
} from './inspection-views.ts';

/** Inspections by lot uid, in the order of their creation. */
function inspectionsByLot(engine: Engine): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, string[]>();
	for (const { data } of engine.opsOfType('insp.created')) {
		const [lot, inspection] = [String(data['lot']), String(data['inspection'])];
		const list = found.get(lot);
		if (!list) found.set(lot, [inspection]);
		else if (!list.includes(inspection)) list.push(inspection);
	}
	return found;
}

function inspectionLists(context: QueryContext, _ask: null): InspectionLists {
	const { engine } = context;
	const byLot = inspectionsByLot(engine);
	const waiting: WaitingInspection[] = [];
	const disposing: WaitingDisposition[] = [];
	for (const lot of engine.keys(lots)) {
		const stage = engine.row(lotStages, lot);
		if (stage.wait !== 'inspect' && stage.wait !== 'judge' && stage.wait !== 'disposition') continue;
		const head = headOf(engine, lot);
		if (head.qty === '0') continue;
		const own = byLot.get(lot) ?? [];
		if (stage.wait === 'disposition') {
			const judged = own.filter((inspection) => engine.row(judgements, inspection) !== 'open');
			const rejected = judged.find((inspection) => engine.row(judgements, inspection) === 'rejected');
			disposing.push({
				...head,
				no: fieldText(engine.row(inspections, rejected ?? judged.at(-1) ?? ''), 'no'),
				decision: rejected === undefined ? 'accepted' : 'rejected',
				since: stage.since,
				due: dueAfter('disposition', stage.since),
				testers: stage.testers,
				holds: holdsOn(engine, head.node).length
			});
			continue;
		}
		const inspection = own.findLast((uid) => engine.row(judgements, uid) === 'open') ?? '';
		const kind = fieldText(engine.row(inspections, inspection), 'kind') || stage.inspection;
		waiting.push({
			...head,
			inspection,
			no: fieldText(engine.row(inspections, inspection), 'no'),
			kind,
			wait: stage.wait === 'judge' ? 'judge' : 'test',
			since: stage.since,
			due: dueAfter(stage.wait, stage.since),
			hasPlan: planInForce(engine, stage.item, kind) !== undefined
		});
	}
	const byDue = (a: { readonly due: number }, b: { readonly due: number }) => a.due - b.due;
	return { waiting: waiting.sort(byDue), disposing: disposing.sort(byDue), now: companyTime(context).ms };
}

function headOf(engine: Engine, lot: string): LotHead {
	const row = engine.row(lots, lot);
	const item = fieldText(row, 'item');
	const itemRow = engine.row(items, item);
	const zh = fieldText(itemRow, 'nameZh');
	const total = stockOf(engine, lot).reduce((sum, { qty }) => sum + qty, 0n);
	return {
		node: lotNode(lot),
		lot,
		number: fieldText(row, 'lotNo'),
		supplierLot: fieldText(row, 'supplierLot'),
		item: {
			uid: item,
			code: fieldText(itemRow, 'code'),
			name: { zh, en: fieldText(itemRow, 'nameEn') || zh },
			unit: fieldText(itemRow, 'unit')
		},
		qty: fromAmount(total as Amount)
	};
}

function stockOf(engine: Engine, lot: string) {
	return engine.ledger.quantitiesOf(lotNode(lot)).filter(({ qty, place }) => qty > 0n && place.startsWith('loc:'));
}

interface SheetQuestion {
	/** Lot uid; or "" with an inspection. */
	readonly lot: string;
	readonly inspection: string;
}

function inspectionSheet(context: QueryContext, ask: SheetQuestion): InspectionSheetView | undefined {
	const { engine } = context;
	const lot = ask.lot === '' ? fieldText(engine.row(inspections, ask.inspection), 'lot') : ask.lot;
	if (lot === '' || engine.row(lots, lot).createdBy === '') return undefined;
	const own = inspectionsByLot(engine).get(lot) ?? [];
	const inspection = ask.inspection === '' ? (own.findLast((uid) => engine.row(judgements, uid) === 'open') ?? '') : ask.inspection;
	const head = headOf(engine, lot);
	const stage = engine.row(lotStages, lot);
	const row = engine.row(inspections, inspection);
	const kind = fieldText(row, 'kind') || stage.inspection;
	const recorded = engine.row(inspectionResults, inspection);
	// What was tested by one revision is judged by it, whatever is released meanwhile.
	const plan = planOf(engine, recorded.plan) ?? planInForce(engine, head.item.uid, kind);
	const places = stockOf(engine, lot).toSorted((a, b) => (a.qty > b.qty ? -1 : 1));
	const place = places[0]?.place.slice('loc:'.length) ?? '';
	const samples = engine.opsOfType('insp.sampleTaken').filter(({ data }) => inspection !== '' && data['inspection'] === inspection);
	const sampled = samples.reduce(
		(sum, { data }) => sum + (amountOf((data['qty'] as { value: string } | undefined)?.value ?? '') ?? 0n),
		0n
	);
	const began = engine.op(row.createdBy)?.at ?? context.now;
	return {
		...head,
		inspection,
		no: fieldText(row, 'no'),
		nextNo: nextNumber(
			context,
			DOCUMENT_PATTERN,
			{ type: 'J' },
			engine.opsOfType('insp.created').map(({ data }) => String(data['no']))
		),
		kind,
		plan: plan ? { uid: plan.uid, no: plan.no, rev: plan.rev } : null,
		due: characteristics(plan, (one) => one.periodic !== true).map((one): SheetCharacteristic => ({
			one,
			sampling: resolveSampling(one, lotSizeOf(head, sampled)),
			recorded: recorded.results.find(({ key }) => key === one.key) ?? null,
			ready: one.leadDays === undefined ? '' : addDays(localDay(began) as PlainDate, one.leadDays)
		})),
		periodic: characteristics(plan, (one) => one.periodic === true).map(({ name }) => name),
		free: recorded.results.filter(({ key }) => key === undefined),
		decision: engine.row(judgements, inspection) as InspectionSheetView['decision'],
		testersMayNotJudge: engine.preset.separations.includes('tester-judge'),
		testers: stage.testers,
		place,
		placeName: `${fieldText(engine.row(locations, place), 'code')} ${fieldText(engine.row(locations, place), 'name')}`.trim(),
		sampled: fromAmount(sampled as Amount)
	};
}

function characteristics(plan: InspectionPlan | undefined, fits: (one: Characteristic) => boolean): readonly Characteristic[] {
	return plan?.characteristics.filter(fits) ?? [];
}

/** Number of pieces of a counted item, samples included; undefined for what is weighed or measured. */
function lotSizeOf({ item, qty }: LotHead, sampled: bigint): number | undefined {
	const unit = unitOf(item.unit);
	if (!unit || !isCounted(unit)) return undefined;
	return Number(((amountOf(qty) ?? 0n) + sampled) / 1_000_000n);
}

export const inspectionQueries = { 'inspection.lists': inspectionLists, 'inspection.sheet': inspectionSheet };
