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

function matcher(engine: Engine, filter: LogFilter): (op: RecordedOp) => boolean {
	const words = filter.text
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	return (op) => {
		const day = op.at.slice(0, DAY_LENGTH);
		return (
			(filter.type === '' || op.type === filter.type) &&
			(filter.device === '' || op.dev === filter.device) &&
			(filter.person === '' || op.by === filter.person || (op.op.signs ?? []).some(({ person }) => person === filter.person)) &&
			(filter.since === '' || day >= filter.since) &&
			(filter.until === '' || day <= filter.until) &&
			hasMark(engine, op, filter.mark) &&
			(words.length === 0 || hasWords(engine, op, words))
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

function hasWords(engine: Engine, op: RecordedOp, words: readonly string[]): boolean {
	const { zh, en } = labelOf(engine, op);
	const names = op.refs.map((subject) => nameSubject(engine, subject).label);
	// Values as they stand in the record: what somebody wrote there is found, whatever its field is called.
	const text = [zh, en, op.type, personName(engine, op.by), ...names, JSON.stringify(op.data)].join('\n').toLowerCase();
	return words.every((word) => text.includes(word));
}
