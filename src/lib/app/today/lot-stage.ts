/** How far a lot got between arriving or being made and being free to use: what it waits for next. */
import { defineView } from '#lib/engine/define-view.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant, type EpochMs } from '#lib/kernel/instant.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { loadVerdicts, lotLoads, lotNode, lots } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { inspectionHands, inspections, judgements, quality, type Disposition } from '#lib/modules/quality/index.ts';
import { DAY_MS, offsetOf } from './rules.ts';

export type LotWait =
	/** Nobody inspected it yet. */
	| 'inspect'
	/** Results are there, the judgement is not. */
	| 'judge'
	| 'disposition'
	| 'sterilise'
	/** In a steriliser load without verdict. */
	| 'load'
	| 'production-release'
	| 'market-release'
	/** Nothing: it is released, rejected, or beyond these steps. */
	| 'nothing';

export interface LotStage {
	readonly wait: LotWait;
	/** Since when. */
	readonly since: EpochMs;
	readonly number: string;
	/** Item uid, its class, stock unit. */
	readonly item: string;
	readonly itemClass: string;
	readonly unit: string;
	readonly sterile: boolean;
	readonly expiry: string;
	/** Since when it exists. */
	readonly created: EpochMs;
	/** End of its last good day, by the clock of the place it was recorded at; 0 without expiry. */
	readonly expiresAt: EpochMs;
	readonly disposition: Disposition;
	/** Instant of the newest decision about it; 0 without any. */
	readonly decidedAt: EpochMs;
	readonly marketReleased: boolean;
	/** Who tested it: they neither judge nor release. */
	readonly testers: readonly string[];
	/** What the next inspection is called: `IQC`, `IPQC`, `FQC`. */
	readonly inspection: string;
}

/** By lot uid; each is remembered by itself, so that one record makes one lot be looked at again. */
export const lotStages = defineView<never, LotStage>({
	name: 'today.lotStages',
	hashed: false,
	fold: (_inputs, read, lot) => stageOf(read, lot)
});

function stageOf(read: Reader, lot: string): LotStage {
	const row = read.row(lots, lot);
	const item = fieldText(row, 'item');
	const itemRow = read.row(items, item);
	const itemClass = fieldText(itemRow, 'class');
	const status = read.row(quality, lotNode(lot));
	const hands = read.inputs(inspectionHands, lotNode(lot)).filter(({ op }) => read.verdict(op).effective);
	const made = fieldText(row, 'origin') === 'made' || fieldText(row, 'origin') === 'split';
	const finished = itemClass === 'finished';
	// Its record is on paper: what it waits for is that somebody answers for that.
	const opening = finished && fieldText(row, 'origin') === 'opening';
	const sterile = itemRow.fields['sterile'] === true;
	const creation = read.op(row.createdBy);
	const created = timeOf(creation);
	const common = {
		created,
		expiresAt: endOfDay(fieldText(row, 'expiry'), creation?.at ?? ''),
		number: fieldText(row, 'lotNo') || lot,
		item,
		itemClass,
		unit: fieldText(itemRow, 'unit'),
		sterile,
		expiry: fieldText(row, 'expiry'),
		disposition: status.disposition,
		decidedAt: Math.max(0, ...read.inputs(quality, lotNode(lot)).map(({ op }) => timeOf(op))),
		marketReleased: status.marketRelease !== '',
		testers: [...new Set(hands.filter(({ value }) => value.part === 'tested').map(({ op }) => op.by))],
		inspection: finished && (made || opening) ? 'FQC' : made ? 'IPQC' : 'IQC'
	};
	const waits = (wait: LotWait, since: EpochMs): LotStage => ({ wait, since, ...common });
	if (row.createdBy === '' || status.disposition === 'rejected' || status.disposition === 'conditional') return waits('nothing', created);
	if (opening) return waits(status.marketRelease === '' ? 'market-release' : 'nothing', created);
	if (!finished || !made) {
		if (status.disposition === 'released') return waits('nothing', created);
		return inspected(read, hands, '', created, waits) ?? waits('disposition', lastOf(hands, 'judged'));
	}
	if (status.marketRelease !== '') return waits('nothing', created);
	let from = created;
	if (sterile) {
		const verdicts = read.row(lotLoads, lot).map((load) => ({ load, verdict: read.row(loadVerdicts, load) }));
		if (verdicts.length === 0) return waits('sterilise', created);
		const released = verdicts.find(({ verdict }) => verdict === 'released');
		if (!released) return waits(verdicts.some(({ verdict }) => verdict === 'open') ? 'load' : 'nothing', created);
		from = Math.max(created, ...read.inputs(loadVerdicts, released.load).map(({ op }) => timeOf(op)));
	}
	if (status.productionRelease !== '') return waits('market-release', timeOf(read.op(status.productionRelease)));
	return inspected(read, hands, 'FQC', from, waits) ?? waits('production-release', Math.max(from, lastOf(hands, 'judged')));
}

type Hands = readonly { readonly op: RecordedOp; readonly value: { readonly part: 'tested' | 'judged'; readonly inspection: string } }[];

/** What inspection still lacks; undefined once one (of the kind, if given) is judged. */
function inspected(
	read: Reader,
	hands: Hands,
	kind: string,
	since: EpochMs,
	waits: (wait: LotWait, since: EpochMs) => LotStage
): LotStage | undefined {
	const own = hands.filter(({ value }) => kind === '' || fieldText(read.row(inspections, value.inspection), 'kind') === kind);
	if (own.some(({ value }) => read.row(judgements, value.inspection) !== 'open')) return undefined;
	return own.some(({ value }) => value.part === 'tested') ? waits('judge', lastOf(own, 'tested')) : waits('inspect', since);
}

function lastOf(hands: Hands, part: 'tested' | 'judged'): EpochMs {
	return Math.max(0, ...hands.filter(({ value }) => value.part === part).map(({ op }) => timeOf(op)));
}

function endOfDay(date: string, at: string): EpochMs {
	const start = date === '' ? undefined : parseInstant(`${date}T00:00:00${offsetOf(at)}`);
	return start === undefined ? 0 : start + DAY_MS;
}

function timeOf(op: RecordedOp | undefined): EpochMs {
	return op ? (parseInstant(op.at) ?? 0) : 0;
}
