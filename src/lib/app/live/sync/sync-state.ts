/** Where this device stands with the others, in one word: what the pill says. The most pressing thing wins. */
import type { SyncView } from '../live-views.ts';

export type SyncState =
	/** Records nothing more: its own chain goes further elsewhere. */
	| { readonly kind: 'behind' }
	/** The relay does not let this device in. */
	| { readonly kind: 'refused' }
	| { readonly kind: 'downloading'; readonly share: number }
	| { readonly kind: 'no-relay' }
	| { readonly kind: 'connecting'; readonly open: number }
	| { readonly kind: 'waiting'; readonly retryAt: number; readonly open: number }
	| { readonly kind: 'uploading'; readonly open: number }
	/** Every record is at the relay; photos of some are not yet. */
	| { readonly kind: 'photos'; readonly waiting: number }
	/** Everything is at the relay; `received` of `others` devices have it. */
	| { readonly kind: 'uploaded'; readonly received: number; readonly others: number };

export function syncState(sync: SyncView): SyncState {
	const { connection, progress } = sync;
	const open = Math.max(0, sync.recorded - sync.uploaded);
	if (sync.behindOwnChain) return { kind: 'behind' };
	if (connection.kind === 'refused') return { kind: 'refused' };
	if (progress && progress.total > 0 && progress.done < progress.total)
		return { kind: 'downloading', share: progress.done / progress.total };
	switch (connection.kind) {
		case 'none':
			return { kind: 'no-relay' };
		case 'connecting':
			return { kind: 'connecting', open };
		case 'waiting':
			return { kind: 'waiting', retryAt: connection.retryAt, open };
		case 'online':
			if (open === 0 && sync.photos.waiting > 0) return { kind: 'photos', waiting: sync.photos.waiting };
			return open > 0 ? { kind: 'uploading', open } : { kind: 'uploaded', received: receivedBy(sync), others: sync.otherDevices };
	}
}

/** Devices that have everything; those that have left since are not counted twice. */
export function receivedBy({ receivedBy: received, otherDevices }: SyncView): number {
	return Math.min(received, otherDevices);
}

const SECOND_MS = 1000;

/** Whole seconds until the next attempt; 0 once it is due. */
export function secondsUntil(retryAt: number, nowMs: number): number {
	return Math.max(0, Math.ceil((retryAt - nowMs) / SECOND_MS));
}
