import { taskWatch } from '../today/task-watch.svelte.ts';
import type { CompanySummary } from '../views.ts';
import type { AreaId } from './areas.ts';

/** What waits in an area, for its badge in the navigation; reactive where it is read. */
export function areaBadge(area: AreaId, summary: CompanySummary): number {
	if (area === 'today') return taskWatch.count;
	return area === 'exceptions' ? summary.openExceptions : 0;
}
