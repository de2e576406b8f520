import type { Engine } from '#lib/engine/engine.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { CompanySession } from '../../company-session.ts';
import type { Block, Built, Paper, PaperEntry } from '../paper.ts';
import { paperKind } from '../kinds.ts';
import { companyName } from './lookup.ts';

export interface BuildContext {
	readonly engine: Engine;
	readonly session: CompanySession;
	readonly day: string;
}

/** Content of one kind of paper, and what there is of it. */
export interface PaperBuilder {
	readonly build: (context: BuildContext, id: string) => Built;
	/** Newest first; a kind that has thousands stops at `limit`. */
	readonly list: (context: BuildContext, limit: number) => readonly PaperEntry[];
}

export const UNKNOWN: Built = { outcome: 'unknown' };

export interface PaperParts {
	readonly kind: string;
	readonly id: string;
	readonly subject: string;
	readonly number: string;
	readonly blocks: readonly Block[];
	readonly title?: Bilingual;
	readonly workCode?: string;
	readonly isVoid?: boolean;
}

export function paperOf({ engine }: BuildContext, parts: PaperParts): Built {
	const { kind, id, subject, number, blocks, title, workCode = '', isVoid = false } = parts;
	const paper: Paper = {
		kind,
		id,
		subject,
		number,
		company: companyName(engine),
		title: title ?? titleOf(kind),
		blocks,
		workCode,
		isVoid
	};
	return { outcome: 'paper', paper };
}

export function titleOf(kind: string): Bilingual {
	return paperKind(kind)?.title ?? { zh: kind, en: kind };
}

/** The newest operations of a type that yield an entry, newest first. */
export function newestOf(
	engine: Engine,
	types: readonly string[],
	limit: number,
	entry: (op: RecordedOp) => PaperEntry | undefined
): readonly PaperEntry[] {
	const found: PaperEntry[] = [];
	const seen = new Set<string>();
	for (const type of types) {
		const ops = engine.opsOfType(type);
		for (let at = ops.length - 1, taken = 0; at >= 0 && taken < limit; at--) {
			const op = ops[at];
			if (!op || engine.standing(op) === 'void') continue;
			const one = entry(op);
			if (!one || seen.has(one.id)) continue;
			seen.add(one.id);
			found.push(one);
			taken++;
		}
	}
	return found.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit);
}
