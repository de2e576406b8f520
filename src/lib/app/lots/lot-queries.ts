/** Questions about single lots of the list. */
import { lots } from '#lib/modules/inventory/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { lotRow } from '../queries/lot-list.ts';
import { batchesByLot } from '../queries/subjects.ts';
import type { LotRow } from '../views.ts';

/** Rows of some lots by uid, in the order asked for; those that are not there are left out. */
function someLots({ engine, session, day }: QueryContext, { uids }: { readonly uids: readonly string[] }): readonly LotRow[] {
	const context = { day, scopes: session.scopes, batches: batchesByLot(engine) };
	return uids.filter((uid) => engine.row(lots, uid).createdBy !== '').map((uid) => lotRow(engine, uid, context));
}

export const lotQueries = { 'lots.some': someLots };
