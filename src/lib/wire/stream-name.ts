/** Names of the streams of a company (design.md §4): what a document is called on the socket, at the relay and in the store. */
import { SEGMENT_ENTRIES, MAX_STREAM_NAME } from './limits.ts';

export type Stream =
	/** Segment `segment` of the chain of device `dev`: sequence numbers 1024 k + 1 … 1024 (k + 1). */
	| { readonly kind: 'log'; readonly dev: string; readonly segment: number }
	/** A document people write together, e.g. `draft/sop/‹uid›`. */
	| { readonly kind: 'draft'; readonly draft: string; readonly id: string }
	/** Wrapped keys: `keys/‹person uid›` or `keys/‹kid›`. */
	| { readonly kind: 'keys'; readonly name: string }
	/** Who is where, ephemeral. */
	| { readonly kind: 'presence'; readonly site: string };

const DEV = /^[A-Za-z0-9_-]{22}$/;
const WORD = /^[A-Za-z0-9_-]{1,64}$/;
const NUMBER = /^(0|[1-9][0-9]{0,8})$/;

export function formatStream(stream: Stream): string {
	switch (stream.kind) {
		case 'log':
			return `log/${stream.dev}/${String(stream.segment)}`;
		case 'draft':
			return `draft/${stream.draft}/${stream.id}`;
		case 'keys':
			return `keys/${stream.name}`;
		case 'presence':
			return `presence/${stream.site}`;
	}
}

/** The stream of a name; undefined for anything that is not exactly one. */
export function parseStream(name: string): Stream | undefined {
	if (name.length > MAX_STREAM_NAME) return undefined;
	const [kind, first = '', second, ...rest] = name.split('/');
	if (rest.length > 0) return undefined;
	if (kind === 'log' && second !== undefined && DEV.test(first) && NUMBER.test(second))
		return { kind, dev: first, segment: Number(second) };
	if (kind === 'draft' && second !== undefined && WORD.test(first) && WORD.test(second)) return { kind, draft: first, id: second };
	if (second !== undefined || !WORD.test(first)) return undefined;
	if (kind === 'keys') return { kind, name: first };
	return kind === 'presence' ? { kind, site: first } : undefined;
}

/** Segment that holds a sequence number (from 1). */
export function segmentOf(seq: number): number {
	return Math.floor((seq - 1) / SEGMENT_ENTRIES);
}

/** First sequence number of a segment. */
export function firstSeqOf(segment: number): number {
	return segment * SEGMENT_ENTRIES + 1;
}
