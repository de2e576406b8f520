/** What waits for release with what is missing, and the dossier of one lot; others may ask for it too. */
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode, lots } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import {
	against,
	dossierOf,
	isOpeningLot,
	type CheckKey,
	type Dossier,
	type DossierCheck,
	type ReleaseStage
} from '#lib/modules/release/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { lotStages } from '../today/lot-stage.ts';

export interface ReleaseRow {
	readonly lot: string;
	readonly node: string;
	readonly number: string;
	readonly item: Bilingual;
	readonly qty: string;
	readonly unit: string;
	readonly stage: ReleaseStage;
	/** Of the opening stock: its record is on paper. */
	readonly opening: boolean;
	/** What stands against the release it waits for. */
	readonly against: readonly DossierCheck[];
}

export interface DossierView extends ReleaseRow {
	readonly dossier: Dossier;
	/** Who tested it: may not release it. */
	readonly testers: readonly string[];
	/** Open exceptions about it. */
	readonly exceptions: readonly string[];
}

/** What stands in this system also of a lot whose record is on paper. */
const ON_PAPER_TOO: readonly CheckKey[] = ['holds', 'expiry'];

function rowOf({ engine, day }: QueryContext, lot: string): ReleaseRow {
	const row = engine.row(lots, lot);
	const item = engine.row(items, fieldText(row, 'item'));
	const zh = fieldText(item, 'nameZh');
	const dossier = dossierOf(engine, lot, day);
	const opening = isOpeningLot(engine, lot);
	const stage = dossier.stage === 'production' && !opening ? 'production' : 'market';
	const total = engine.ledger.quantitiesOf(lotNode(lot)).reduce((sum, { qty, place }) => (place.startsWith('loc:') ? sum + qty : sum), 0n);
	return {
		lot,
		node: lotNode(lot),
		number: fieldText(row, 'lotNo'),
		item: { zh, en: fieldText(item, 'nameEn') || zh },
		qty: fromAmount(total as Amount),
		unit: fieldText(item, 'unit'),
		stage,
		opening,
		against: against(dossier, stage).filter(({ key }) => !opening || ON_PAPER_TOO.includes(key))
	};
}

/** Finished lots made here and not on the market: from their first output on, so that what is missing shows during the shift. */
function releaseList(context: QueryContext, _ask: null): readonly ReleaseRow[] {
	const { engine } = context;
	return engine
		.keys(lots)
		.filter((lot) => {
			const stage = engine.row(lotStages, lot);
			return stage.itemClass === 'finished' && stage.wait !== 'nothing' && stage.inspection === 'FQC';
		})
		.map((lot) => rowOf(context, lot))
		.sort((a, b) => a.against.length - b.against.length || (a.number < b.number ? -1 : 1));
}

interface DossierQuestion {
	/** Lot uid. */
	readonly lot: string;
}

function releaseDossier(context: QueryContext, { lot }: DossierQuestion): DossierView | undefined {
	const { engine, day, session } = context;
	if (lot === '' || engine.row(lots, lot).createdBy === '') return undefined;
	const row = rowOf(context, lot);
	const dossier = dossierOf(engine, lot, day);
	return {
		...row,
		dossier: row.opening ? { ...dossier, checks: dossier.checks.filter(({ key }) => ON_PAPER_TOO.includes(key)) } : dossier,
		testers: engine.row(lotStages, lot).testers,
		exceptions: session
			.exceptions()
			.filter(
				({ status, subjects }) => status !== 'closed' && status !== 'condition-gone' && subjects.some(({ id }) => id === lotNode(lot))
			)
			.map(({ key }) => key)
	};
}

export const releaseQueries = { 'release.list': releaseList, 'release.dossier': releaseDossier };
