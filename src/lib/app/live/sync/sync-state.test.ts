import { expect, test } from 'vitest';
import type { SyncView } from '../live-views.ts';
import { secondsUntil, syncState } from './sync-state.ts';

const view = (more: Partial<SyncView>): SyncView => ({
	relayUrl: 'https://relay.example.cn',
	connection: { kind: 'online' },
	recorded: 10,
	uploaded: 10,
	receivedBy: 2,
	otherDevices: 3,
	progress: null,
	photos: { waiting: 0, bytes: 0, sent: 0 },
	waiting: { count: 0, missingFrom: [] },
	refused: [],
	lastContact: '',
	behindOwnChain: false,
	staleSites: [],
	...more
});

test('uploaded only when nothing is open', () => {
	expect(syncState(view({}))).toEqual({ kind: 'uploaded', received: 2, others: 3 });
	expect(syncState(view({ uploaded: 9 }))).toEqual({ kind: 'uploading', open: 1 });
});

test('photos that wait are said once every record is there, and never before', () => {
	const photos = { waiting: 2, bytes: 900, sent: 1 };
	expect(syncState(view({ photos }))).toEqual({ kind: 'photos', waiting: 2 });
	expect(syncState(view({ photos, uploaded: 9 }))).toEqual({ kind: 'uploading', open: 1 });
	expect(syncState(view({ photos, connection: { kind: 'connecting' } })).kind).toBe('connecting');
});

test('a relay that forgot nothing more than it has: never a negative number of records', () => {
	expect(syncState(view({ connection: { kind: 'connecting' }, uploaded: 11 }))).toEqual({ kind: 'connecting', open: 0 });
});

test('off line, what is open is said, with the next attempt', () => {
	const connection = { kind: 'waiting', retryAt: 5000, reason: 'unreachable' } as const;
	expect(syncState(view({ connection, uploaded: 4 }))).toEqual({ kind: 'waiting', retryAt: 5000, open: 6 });
	expect(syncState(view({ connection: { kind: 'none' } }))).toEqual({ kind: 'no-relay' });
});

test('the most pressing thing wins', () => {
	const refused = { kind: 'refused', problem: 'unknown-device', detail: '' } as const;
	expect(syncState(view({ connection: refused, behindOwnChain: true })).kind).toBe('behind');
	expect(syncState(view({ connection: refused, progress: { done: 1, total: 2 } })).kind).toBe('refused');
	expect(syncState(view({ progress: { done: 1, total: 4 } }))).toEqual({ kind: 'downloading', share: 0.25 });
	expect(syncState(view({ progress: { done: 4, total: 4 } })).kind).toBe('uploaded');
});

test('never more devices than there are', () => {
	expect(syncState(view({ receivedBy: 3, otherDevices: 2 }))).toMatchObject({ received: 2, others: 2 });
});

test('seconds until the next attempt', () => {
	expect(secondsUntil(10_001, 9000)).toBe(2);
	expect(secondsUntil(10_000, 9000)).toBe(1);
	expect(secondsUntil(9000, 9000)).toBe(0);
	expect(secondsUntil(1, 9000)).toBe(0);
});
