/** What the page itself knows about this browser, before any worker looks: some browsers must not hold a company at all. */
import type { StorageFinding } from '../live-views.ts';

export interface PageSurroundings {
	readonly userAgent: string;
	/** Secure contexts have cryptography, workers and a store that lasts. */
	readonly isSecureContext: boolean;
}

export function pageFindings({ userAgent, isSecureContext }: PageSurroundings): readonly StorageFinding[] {
	const findings: StorageFinding[] = [];
	// The browser inside WeChat clears its storage as it likes (users.md §3).
	if (/MicroMessenger/i.test(userAgent)) findings.push({ code: 'wechat', severity: 'block', detail: '' });
	if (!isSecureContext) findings.push({ code: 'insecure-context', severity: 'block', detail: '' });
	return findings;
}

/** Both lists, each code once, what blocks first. */
export function allFindings(...lists: readonly (readonly StorageFinding[])[]): readonly StorageFinding[] {
	const byCode = new Map<string, StorageFinding>();
	for (const finding of lists.flat()) if (!byCode.has(finding.code)) byCode.set(finding.code, finding);
	return [...byCode.values()].sort((a, b) => Number(b.severity === 'block') - Number(a.severity === 'block'));
}
