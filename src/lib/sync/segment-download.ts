/**
 * Catching up by whole segments over HTTP, in the order in which they keep little waiting. Lines go to the replica in
 * batches, so the app works on what is there; what is there is not fetched again.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { SegmentInfo } from '#lib/wire/admission.ts';
import { SEGMENT_ENTRIES } from '#lib/wire/limits.ts';
import { firstSeqOf } from '#lib/wire/stream-name.ts';
import { problemOf, type AdmissionClient, type RelayProblem } from './admission-client.ts';
import { TRANSFER_TIMEOUT_MS } from './http.ts';

/** Segments on the way at the same time. */
export const PARALLEL_DOWNLOADS = 4;
/** More segments than this in a list are no company of ours (a million operations are about two thousand). */
export const MAX_LISTED_SEGMENTS = 100_000;

export interface Progress {
	readonly done: number;
	readonly total: number;
}

/** A stretch of a chain that is wanted. */
export interface Wanted {
	readonly dev: string;
	readonly from: number;
	readonly to: number;
}

/** Error of the receiving side: what it is, is its own business. */
export type Deliver<E> = (lines: readonly string[]) => Promise<Result<unknown, E>>;

const DEV = /^[A-Za-z0-9_-]{22}$/;

/** All segments the relay has. */
export async function listSegments(relay: AdmissionClient): Promise<Result<readonly SegmentInfo[], RelayProblem>> {
	const answer = await relay.call({ method: 'GET', path: '/segments', timeoutMs: TRANSFER_TIMEOUT_MS });
	if (!answer.ok) return answer;
	if (answer.value.status !== 200) return err(problemOf(answer.value));
	try {
		const list: unknown = JSON.parse(answer.value.text);
		if (Array.isArray(list) && list.length <= MAX_LISTED_SEGMENTS && list.every(isSegmentInfo)) return ok(list);
	} catch {
		// The same as a list of something else.
	}
	return err({ code: 'relay-failed', detail: 'the list of segments is none' });
}

/** The lines of one segment as the relay has them; none if it does not have it. */
async function fetchSegment(relay: AdmissionClient, dev: string, segment: number): Promise<Result<readonly string[], RelayProblem>> {
	const answer = await relay.call({ method: 'GET', path: `/segments/${dev}/${String(segment)}`, timeoutMs: TRANSFER_TIMEOUT_MS });
	if (!answer.ok) return answer;
	if (answer.value.status === 404) return ok([]);
	return answer.value.status === 200 ? ok(linesIn(answer.value.text)) : err(problemOf(answer.value));
}

/** The relay's branch of a chain by segments, from the newest back to one that begins like ours; oldest first. */
export async function fetchBranch(
	relay: AdmissionClient,
	dev: string,
	newest: number,
	isOurs: (seq: number, line: string) => boolean
): Promise<Result<readonly (readonly string[])[], RelayProblem>> {
	const segments: (readonly string[])[] = [];
	for (let segment = newest; segment >= 0; segment--) {
		const lines = await fetchSegment(relay, dev, segment);
		if (!lines.ok) return lines;
		segments.unshift(lines.value);
		const [first] = lines.value;
		if (first !== undefined && isOurs(firstSeqOf(segment), first)) break;
	}
	return ok(segments);
}

/** Lines each ended by a newline; an unended rest was cut off on the way and is left to the next attempt. */
export function linesIn(text: string): readonly string[] {
	return text.split('\n').slice(0, -1);
}

export interface DownloadOptions<E> {
	readonly relay: AdmissionClient;
	readonly wanted: readonly Wanted[];
	readonly deliver: Deliver<E>;
	readonly onProgress: (progress: Progress) => void;
	readonly isStopped: () => boolean;
}

/** Fetches the segments that hold what is wanted. Lines before the wanted ones in a segment are skipped by number. */
export async function downloadSegments<E>(options: DownloadOptions<E>): Promise<Result<void, RelayProblem | E>> {
	const { relay, deliver, onProgress, isStopped } = options;
	const list = await listSegments(relay);
	if (!list.ok) return list;
	const wanted = new Map(options.wanted.map((stretch) => [stretch.dev, stretch]));
	const plan = list.value.filter((info) => wantedIn(info, wanted.get(info.dev)) > 0);
	const total = plan.reduce((sum, info) => sum + wantedIn(info, wanted.get(info.dev)), 0);
	let done = 0;
	onProgress({ done, total });
	const coming: { readonly info: SegmentInfo; readonly lines: Promise<Result<readonly string[], RelayProblem>> }[] = [];
	for (let next = 0; next < plan.length || coming.length > 0;) {
		for (; coming.length < PARALLEL_DOWNLOADS && next < plan.length; next++) {
			const info = plan[next];
			if (info) coming.push({ info, lines: fetchSegment(relay, info.dev, info.segment) });
		}
		const first = coming.shift();
		if (!first) break;
		const lines = await first.lines;
		if (isStopped()) return ok(undefined);
		if (!lines.ok) return lines;
		const from = wanted.get(first.info.dev)?.from ?? 1;
		const missing = lines.value.slice(Math.max(0, from - firstSeqOf(first.info.segment)));
		const delivered = await deliver(missing);
		if (!delivered.ok) return delivered;
		done += Math.min(missing.length, wantedIn(first.info, wanted.get(first.info.dev)));
		onProgress({ done, total });
		if (isStopped()) return ok(undefined);
	}
	return ok(undefined);
}

/** How many of the wanted entries a segment holds. */
function wantedIn({ dev, segment, count }: SegmentInfo, wanted: Wanted | undefined): number {
	if (!wanted || wanted.dev !== dev) return 0;
	const first = Math.max(firstSeqOf(segment), wanted.from);
	const last = Math.min(firstSeqOf(segment) + count - 1, wanted.to);
	return Math.max(0, last - first + 1);
}

function isSegmentInfo(value: unknown): value is SegmentInfo {
	if (typeof value !== 'object' || value === null) return false;
	const { dev, segment, count, firstN, lastN } = value as Record<string, unknown>;
	const isCount = (number: unknown, least: number) => typeof number === 'number' && Number.isSafeInteger(number) && number >= least;
	return (
		typeof dev === 'string' &&
		DEV.test(dev) &&
		isCount(segment, 0) &&
		isCount(count, 1) &&
		Number(count) <= SEGMENT_ENTRIES &&
		isCount(firstN, 1) &&
		isCount(lastN, 1)
	);
}
