/** A page of the whole log, newest first, narrowed to what somebody looks for, and the chains it consists of. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { devices, errorDeclared } from '#lib/modules/org/index.ts';
import { describeOperation, deviceCode, isLate, labelOf, newestFirst, personName } from '../queries/operations.ts';
import { nameSubject } from '../queries/subjects.ts';
import type { ChainView, OperationLine } from '../views.ts';
import { ALL_RECORDS, narrowedBy, type LogFilter } from './log-filter.ts';

export interface LogAsk {
	/** Lines left out from the newest on. */
	readonly from: number;
	readonly count: number;
	readonly filter?: LogFilter;
}

interface Choice {
	readonly value: string;
	readonly label: string;
}

export interface LogPage {
	/** Records in the log. */
	readonly total: number;
	/** Records that fit the filter. */
	readonly found: number;
	readonly lines: readonly OperationLine[];
	readonly chains: readonly ChainView[];
	/** What there is to narrow to, in no order of its own: how names are sorted is a matter of the reader's language. */
	readonly persons: readonly Choice[];
	readonly devices: readonly Choice[];
	readonly types: readonly { readonly value: string; readonly label: Bilingual }[];
}

const DAY_LENGTH = '2026-10-12'.length;

/** Answers a page. A text is looked for last: it costs the names of everything a record touches. */
export function logPage(engine: Engine, { from, count, filter = ALL_RECORDS }: LogAsk): LogPage {
	const ops = newestFirst([...engine.log.ops]);
	const found = narrowedBy(filter) === 0 ? ops : ops.filter(matcher(engine, filter));
	return {
		total: ops.length,
		found: found.length,
		lines: found.slice(from, from + count).map((op) => describeOperation(engine, op)),
		chains: engine.log.tips.map((tip) => {
			const row = engine.row(devices, tip.dev);
			return {
				dev: tip.dev,
				device: fieldText(row, 'code'),
				site: nameSubject(engine, `site:${fieldText(row, 'site')}`).label,
				seq: tip.seq,
				id: tip.id,
				rec: tip.rec
			};
		}),
		persons: choices(new Set(ops.map(({ by }) => by)), (person) => personName(engine, person)),
		devices: choices(new Set(ops.map(({ dev }) => dev)), (dev) => deviceCode(engine, dev)),
		types: [...new Map(ops.map((op) => [op.type, op])).values()].map((op) => ({ value: op.type, label: labelOf(engine, op) }))
	};
}

function choices(values: ReadonlySet<string>, nameOf: (value: string) => string): readonly Choice[] {
	return [...values].filter((value) => value !== '').map((value) => ({ value, label: nameOf(value) }));
}

/** Local day of an operation; written anew for each, so asked only where days matter. */
const dayOf = (op: RecordedOp): string => op.at.slice(0, DAY_LENGTH);

function matcher(engine: Engine, filter: LogFilter): (op: RecordedOp) => boolean {
	const words = filter.text
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	const hasWords = wordMatcher(engine, words);
	return (op) => {
		return (
			(filter.type === '' || op.type === filter.type) &&
			(filter.device === '' || op.dev === filter.device) &&
			(filter.person === '' || op.by === filter.person || (op.op.signs ?? []).some(({ person }) => person === filter.person)) &&
			(filter.since === '' || dayOf(op) >= filter.since) &&
			(filter.until === '' || dayOf(op) <= filter.until) &&
			hasMark(engine, op, filter.mark) &&
			(words.length === 0 || hasWords(op))
		);
	};
}

function hasMark(engine: Engine, op: RecordedOp, mark: LogFilter['mark']): boolean {
	switch (mark) {
		case 'signed':
			return (op.op.signs ?? []).length > 0;
		case 'late':
			return isLate(engine, op);
		case 'corrections':
			return op.type === errorDeclared.type;
		case 'void':
			return engine.standing(op) === 'void';
		case 'ineffective':
			return !engine.verdict(op).effective;
		default:
			return true;
	}
}

/** A word as it stands in JSON. */
const written = (word: string): string => JSON.stringify(word).slice(1, -1);

/**
 * Whether all words stand somewhere in what a record says. Names of what it touches are put together once for each thing, and a
 * record is only taken apart where its kind, person and names do not have the words already: of a hundred thousand records most
 * touch the same few hundred things.
 */
function wordMatcher(engine: Engine, words: readonly string[]): (op: RecordedOp) => boolean {
	const kinds = new Map<string, string>();
	const names = new Map<string, string>();
	const known = (cache: Map<string, string>, key: string, make: () => string): string => {
		let text = cache.get(key);
		if (text === undefined) cache.set(key, (text = make().toLowerCase()));
		return text;
	};
	const kindOf = (op: RecordedOp) =>
		known(kinds, op.type, () => {
			const { zh, en } = labelOf(engine, op);
			return [zh, en, op.type].join('\n');
		});
	const nameOf = (subject: string) => known(names, subject, () => nameSubject(engine, subject).label);
	return (op) => {
		let missing = words.filter((word) => !kindOf(op).includes(word));
		if (missing.length > 0)
			missing = missing.filter((word) => !known(names, `by ${op.by}`, () => personName(engine, op.by)).includes(word));
		if (missing.length > 0) missing = missing.filter((word) => !op.refs.some((subject) => nameOf(subject).includes(word)));
		if (missing.length === 0) return true;
		// The line as received holds the data word for word: without the word it need not be taken apart.
		const line = op.line.toLowerCase();
		if (!missing.every((word) => line.includes(written(word)))) return false;
		// Values as they stand in the record: what somebody wrote there is found, whatever its field is called.
		const data = JSON.stringify(op.data).toLowerCase();
		return missing.every((word) => data.includes(written(word)));
	};
}
