/** Questions about papers: what there is, one paper with its hash and its trail, and whether a printed hash still holds. */
import type { Engine } from '#lib/engine/engine.ts';
import { asciiLower } from '#lib/kernel/text.ts';
import { handSignatures, paperKey, paperPrints } from '#lib/modules/papers/index.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { paperCode } from '../scan/codes.ts';
import { BUILDERS } from './build/builders.ts';
import { personName } from './build/lookup.ts';
import { contentHash } from './content-hash.ts';
import { PAPER_KINDS } from './kinds.ts';
import type { Built, Paper, PaperEntry } from './paper.ts';

/** Newest papers of each kind on the overview; of one kind, or when searching. */
export const RECENT_EACH = 4;
export const RECENT_ONE = 200;
/** How many of a kind are looked through for a word. */
const SEARCHED = 2000;

export interface PaperGroup {
	readonly kind: string;
	readonly entries: readonly PaperEntry[];
}

/** `kind` "" for all of them; `text` narrows by number and what it is about. */
function listPapers(context: QueryContext, { kind, text }: { readonly kind: string; readonly text: string }): readonly PaperGroup[] {
	const wanted = asciiLower(text.trim());
	const shown = kind === '' ? RECENT_EACH : RECENT_ONE;
	return PAPER_KINDS.filter((one) => kind === '' || one.kind === kind).map((one) => {
		const entries = BUILDERS[one.kind]?.list(context, wanted === '' ? shown : SEARCHED) ?? [];
		const matching =
			wanted === '' ? entries : entries.filter(({ number, about }) => asciiLower(`${number} ${about.zh} ${about.en}`).includes(wanted));
		return { kind: one.kind, entries: matching.slice(0, shown) };
	});
}

export interface PrintLine {
	/** When, who, how many copies, for what; of which content. */
	readonly at: string;
	readonly by: string;
	readonly copies: number;
	readonly purpose: string;
	readonly mode: string;
	readonly controlled: boolean;
	readonly reason: string;
	readonly hash: string;
}

export interface HandSigned {
	readonly at: string;
	readonly by: string;
	readonly hash: string;
	readonly signers: readonly { readonly part: string; readonly name: string }[];
	readonly hasPhoto: boolean;
}

export type PaperAnswer =
	| { readonly outcome: 'unknown' }
	| (Extract<Built, { outcome: 'refused' }> & { readonly prints: readonly PrintLine[] })
	| {
			readonly outcome: 'paper';
			readonly paper: Paper;
			/** Of what is recorded now. */
			readonly hash: string;
			/** What the paper's code says. */
			readonly code: string;
			readonly prints: readonly PrintLine[];
			readonly handSigned: readonly HandSigned[];
	  };

function onePaper(context: QueryContext, { kind, id }: { readonly kind: string; readonly id: string }): PaperAnswer {
	const built = Object.hasOwn(BUILDERS, kind) ? BUILDERS[kind]?.build(context, id) : undefined;
	if (!built || built.outcome === 'unknown') return { outcome: 'unknown' };
	const { engine } = context;
	const prints = printsOf(engine, kind, id);
	if (built.outcome === 'refused') return { ...built, prints };
	const hash = contentHash(engine.log.org, built.paper);
	return { ...built, hash, code: paperCode(kind, id, hash), prints, handSigned: handSignedOf(engine, kind, id) };
}

function printsOf(engine: Engine, kind: string, id: string): readonly PrintLine[] {
	return engine.row(paperPrints, paperKey(kind, id)).map(({ op, hash, copies, purpose, mode, controlled }) => {
		const recorded = engine.op(op);
		return {
			at: recorded?.at ?? '',
			by: personName(engine, recorded?.by ?? ''),
			copies,
			purpose,
			mode,
			controlled,
			reason: String(recorded?.data['reason'] ?? ''),
			hash
		};
	});
}

function handSignedOf(engine: Engine, kind: string, id: string): readonly HandSigned[] {
	return engine.row(handSignatures, paperKey(kind, id)).map(({ op, hash }) => {
		const recorded = engine.op(op);
		const signers = recorded?.data['signers'];
		return {
			at: recorded?.at ?? '',
			by: personName(engine, recorded?.by ?? ''),
			hash,
			signers: Array.isArray(signers) ? (signers as unknown as HandSigned['signers']) : [],
			hasPhoto: typeof recorded?.data['photo'] === 'string'
		};
	});
}

export const paperQueries = { 'papers.list': listPapers, 'papers.paper': onePaper };
