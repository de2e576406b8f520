/** Entries brought by HTTP: any order that keeps chains in sequence, other branches kept as evidence, every line answered for. */
import type { Scope, Delivered } from '#lib/wire/admission.ts';
import type { Visitor } from '../admission/admission-desk.ts';
import type { Refusal } from './append-check.ts';
import type { CompanyLog } from './company-log.ts';

export interface DeliveryPorts {
	readonly log: CompanyLog;
	readonly settled: () => Promise<boolean>;
	/** Lets others have their turn. */
	readonly turn: () => Promise<void>;
}

const LINES_PER_TURN = 100;
/** Refusals told one by one; a delivery of garbage is not worth a longer answer. */
export const MAX_TOLD_REFUSALS = 1000;

export async function deliver(
	lines: readonly Uint8Array[],
	visitor: Visitor,
	scope: Scope,
	{ log, settled, turn }: DeliveryPorts
): Promise<Delivered | 'storage-failed'> {
	let [stored, duplicates] = [0, 0];
	const refused: { line: number; code: string; detail: string }[] = [];
	const rounds = new Set<Promise<boolean>>();
	for (const [index, line] of lines.entries()) {
		if (index > 0 && index % LINES_PER_TURN === 0) await turn();
		const taken = log.take(line, scope === 'join' ? visitor.invite : undefined);
		if (!taken.ok) {
			if (refused.length < MAX_TOLD_REFUSALS) refused.push({ line: index + 1, ...told(taken.error) });
			continue;
		}
		if (taken.value.isNew) stored++;
		else duplicates++;
		rounds.add(settled());
	}
	return (await Promise.all(rounds)).every(Boolean) ? { stored, duplicates, refused } : 'storage-failed';
}

function told({ code, detail }: Refusal): { readonly code: string; readonly detail: string } {
	return { code, detail };
}
