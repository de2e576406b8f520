/** The way of a new company to its first traced lot: which steps are done, told from the log. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText, type Register } from '#lib/engine/register.ts';
import { lots } from '#lib/modules/inventory/index.ts';
import { items, partners } from '#lib/modules/master-data/index.ts';
import { ALL, company, devices, locations, sites } from '#lib/modules/org/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { FIRST_STEPS, NEWCOMER_RECORDS, type FirstStepId, type FirstSteps, type PlannedPlace } from './first-step-views.ts';

/** Kinds that goods pass through from the gate to the customer (users.md §4). */
const USUAL_PLACES: readonly (readonly [suffix: string, name: string, kind: string])[] = [
	['RCV', '收货区', 'receiving'],
	['IQC', '待检区', 'quarantine'],
	['RM', '原料合格库', 'stock'],
	['REJ', '不合格品库', 'reject'],
	['LINE', '线边', 'lineside'],
	['FGQ', '成品待放行', 'quarantine'],
	['FG', '成品合格库', 'stock'],
	['RET', '退货区', 'returns'],
	['RS', '留样室', 'retain']
];

/** Undefined for the demo company and for one that is past its beginning. */
function firstSteps({ engine, site }: QueryContext, _ask: null): FirstSteps | undefined {
	if (engine.row(company, ALL).fields['demo'] === true || engine.log.ops.length > NEWCOMER_RECORDS) return undefined;
	const has = (type: string) => engine.opsOfType(type).some((op) => engine.standing(op) !== 'void');
	const any = (register: Register) => engine.keys(register).some((uid) => engine.row(register, uid).createdBy !== '');
	const judged = has('lot.dispositioned') || has('insp.judged');
	const done: Readonly<Record<FirstStepId, boolean>> = {
		places: any(locations),
		items: any(items),
		partners: any(partners),
		receive: has('stock.received'),
		judge: judged,
		stock: has('stock.moved') || has('stock.issued'),
		'second-device': engine.keys(devices).length > 1
	};
	const [first = ''] = engine.keys(lots);
	return {
		done: FIRST_STEPS.filter((step) => done[step]),
		lot: first === '' ? '' : `lot:${first}`,
		places: done.places ? [] : placesFor(engine, site),
		site
	};
}

function placesFor(engine: Engine, site: string): readonly PlannedPlace[] {
	const code = fieldText(engine.row(sites, site), 'code');
	return USUAL_PLACES.map(([suffix, name, kind]) => ({ code: `${code}-${suffix}`, name, kind }));
}

export const firstStepQueries = { 'first.steps': firstSteps };
