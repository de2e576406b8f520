/** The log by segments, for devices that fetch it over HTTP. */
import type { SegmentInfo } from '#lib/wire/admission.ts';
import { SEGMENT_ENTRIES } from '#lib/wire/limits.ts';
import { firstSeqOf, segmentOf } from '#lib/wire/stream-name.ts';
import type { Storage } from '../storage/storage.ts';
import type { CompanyLog } from './company-log.ts';

const LINES_PER_PORTION = 128;

export function segmentInfos(log: CompanyLog, storage: Storage): readonly SegmentInfo[] {
	const infos: SegmentInfo[] = [];
	for (const { dev } of log.chains) {
		const tip = log.committed(dev);
		if (tip === 0) continue;
		for (let segment = 0; segment <= segmentOf(tip); segment++) {
			const first = firstSeqOf(segment);
			const last = Math.min(tip, first + SEGMENT_ENTRIES - 1);
			infos.push({
				dev,
				segment,
				count: last - first + 1,
				firstN: storage.entryAt(dev, 0, first)?.n ?? 0,
				lastN: storage.entryAt(dev, 0, last)?.n ?? 0
			});
		}
	}
	return infos.sort((a, b) => a.firstN - b.firstN || (a.dev < b.dev ? -1 : 1));
}

/** Undefined if there is no such segment. */
export function segmentLines(
	log: CompanyLog,
	dev: string,
	segment: number
): { readonly lines: Iterable<readonly Uint8Array[]>; readonly isFull: boolean } | undefined {
	const first = firstSeqOf(segment);
	const last = Math.min(log.committed(dev), first + SEGMENT_ENTRIES - 1);
	if (last < first) return undefined;
	return { isFull: last === first + SEGMENT_ENTRIES - 1, lines: portions(log, dev, first, last) };
}

/** Entries of other branches of forked chains, in order of arrival. */
export function* rivalLines(storage: Storage): Generator<readonly Uint8Array[]> {
	for (let after = 0; ;) {
		const rivals = storage.rivalsAfter(after, LINES_PER_PORTION);
		const newest = rivals.at(-1);
		if (!newest) return;
		yield rivals.map((rival) => rival.line);
		after = newest.arrival;
	}
}

function* portions(log: CompanyLog, dev: string, first: number, last: number): Generator<readonly Uint8Array[]> {
	for (let from = first; from <= last; from += LINES_PER_PORTION) yield log.lines(dev, from, Math.min(last, from + LINES_PER_PORTION - 1));
}
