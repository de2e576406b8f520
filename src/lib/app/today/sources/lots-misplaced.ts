/** Goods that are not where their state belongs: released ones still in quarantine, rejected ones still among the good. */
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { lotNode } from '#lib/modules/inventory/index.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

const WAITING_PLACES: readonly string[] = ['quarantine', 'receiving'];
const REJECT_PLACES: readonly string[] = ['reject', 'returns', 'retain', ''];

export const lotsMisplaced: TaskSource = {
	name: 'lots misplaced',
	find: ({ stock, itemOf }) =>
		stock.flatMap((one): Matter[] => {
			const { lot, stage, places } = one;
			const free = stage.itemClass === 'finished' ? stage.marketReleased : stage.disposition === 'released';
			const kind = stage.disposition === 'rejected' ? 'segregate' : free && !one.held ? 'put-away' : undefined;
			if (!kind) return [];
			return places
				.filter((place) => (kind === 'put-away' ? WAITING_PLACES.includes(place.kind) : !REJECT_PLACES.includes(place.kind)))
				.map((place): Matter => {
					const since = Math.max(stage.decidedAt, stage.created);
					return {
						...PLAIN,
						key: `${kind}|${lotNode(lot)}|${place.place}`,
						kind,
						since,
						due: dueAfter(kind, since),
						roles: ['WH'],
						site: place.site,
						subject: { id: lotNode(lot), label: stage.number },
						item: itemOf(stage.item),
						qty: fromAmount(place.qty as Amount),
						unit: stage.unit,
						words: { place: place.code },
						node: lotNode(lot)
					};
				});
		})
};
