import type { SyncView } from '../live/live-views.ts';
import type { TasksAsk } from './task.ts';

/** What only synchronisation knows: sites it has not heard of, records that have not left. */
export function whatSyncKnows(sync: SyncView | undefined): Pick<TasksAsk, 'silent' | 'unsent'> {
	return {
		silent: sync?.connection.kind === 'online' ? sync.staleSites : null,
		unsent:
			sync && sync.relayUrl !== '' && sync.recorded > sync.uploaded
				? { count: sync.recorded - sync.uploaded, since: sync.lastContact }
				: null
	};
}
