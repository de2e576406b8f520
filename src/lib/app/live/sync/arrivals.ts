/** What deliveries from elsewhere brought that somebody must see, kept until it was seen. */
import type { MergeSummary } from '../../views.ts';

/** Records arrive all day; only exceptions and new consignees interrupt anybody. */
export function mattersToPeople({ raised, consignees }: MergeSummary): boolean {
	return raised.length > 0 || consignees.length > 0;
}

/** Both deliveries as one, so that a quiet one does not wipe out a loud one nobody has read. */
export function withArrival(unread: MergeSummary | undefined, next: MergeSummary): MergeSummary | undefined {
	if (!mattersToPeople(next)) return unread;
	if (!unread) return next;
	const known = new Set(unread.raised.map(({ explanation }) => explanation.zh));
	return {
		added: unread.added + next.added,
		company: next.company,
		raised: [...unread.raised, ...next.raised.filter(({ explanation }) => !known.has(explanation.zh))],
		consignees: [...new Set([...unread.consignees, ...next.consignees])]
	};
}
