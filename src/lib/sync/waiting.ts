/** Entries that arrived before their past: how many, and whose entries they wait for. */
import type { LogSet } from '#lib/log/log-set.ts';
import type { Operation } from '#lib/log/operation.ts';

export interface WaitingReport {
	readonly count: number;
	/** Up to `MAX_TOLD` of what is missing; `seq` 0 where only the id is known. */
	readonly missing: readonly { readonly dev: string; readonly seq: number }[];
}

/** Missing entries that are told one by one. */
export const MAX_TOLD = 20;
/** Waiting entries that are looked at for it. */
const MAX_LOOKED_AT = 500;
/** Characters of an entry line before its JSON. */
const JSON_START = 87;

export function waitingReport(log: Pick<LogSet, 'pendingCount' | 'pendingLines' | 'get'>): WaitingReport {
	if (log.pendingCount === 0) return NOTHING;
	const waiting = log.pendingLines().slice(0, MAX_LOOKED_AT).flatMap(operationOf);
	const here = new Set(waiting.map(({ dev, seq }) => `${dev} ${seq}`));
	const missing = new Map<string, { readonly dev: string; readonly seq: number }>();
	for (const { dev, seq, prev, heads } of waiting) {
		const needs: [string, number, string][] = Object.entries(heads).map(([other, [at, id]]) => [other, at, id]);
		if (seq > 1) needs.push([dev, seq - 1, prev]);
		for (const [other, at, id] of needs)
			if (!log.get(id) && !here.has(`${other} ${at}`)) missing.set(`${other} ${at}`, { dev: other, seq: at });
		if (missing.size >= MAX_TOLD) break;
	}
	return { count: log.pendingCount, missing: [...missing.values()].slice(0, MAX_TOLD) };
}

const NOTHING: WaitingReport = { count: 0, missing: [] };

function operationOf(line: string): Operation[] {
	try {
		return [JSON.parse(line.slice(JSON_START)) as Operation];
	} catch {
		return [];
	}
}
