/**
 * Whether the record of a lot is complete enough to release it – computed from the log while the work is done, so that what is
 * missing shows during the shift and not at review (users.md §3 row 7).
 *
 * Invariants
 * 1. Every item is named, whatever its state: a reviewer sees what was looked at.
 * 2. `missing` and `waiting` stand against the release of their stage; `look` has to be read by whoever signs; `paper` is not kept
 *    in this system (yet) and is on paper.
 */
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, type Amount } from '#lib/kernel/decimal.ts';
import { localDay } from '#lib/kernel/instant.ts';
import { addDays, type PlainDate } from '#lib/kernel/plain-date.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { loads, loadVerdicts, lotLoads, lotNode, lots, paperSterilisation } from '../inventory/index.ts';
import { items } from '../master-data/index.ts';
import { orderWork, workOrders } from '../production/index.ts';
import { holdsOn, inspectionResults, inspections, judgements, planInForce, planOf, quality } from '../quality/index.ts';
import { loadIndicators } from '../sterilisation/index.ts';

export type ReleaseStage = 'production' | 'market';
export type CheckState = 'ok' | 'missing' | 'waiting' | 'look' | 'paper';
export type CheckKey =
	| 'order'
	| 'inputs'
	| 'yield'
	| 'in-process'
	| 'clearance'
	| 'labels'
	| 'sterilisation'
	| 'cycle'
	| 'indicator'
	| 'final-inspection'
	| 'holds'
	| 'expiry'
	| 'production-release';

export interface DossierCheck {
	readonly key: CheckKey;
	/** Releases it belongs to; the later one always asks for it too. */
	readonly stage: ReleaseStage;
	readonly state: CheckState;
	/** Stable code of what is the matter, for a sentence; "" where all is well. */
	readonly code: string;
	readonly words: Readonly<Record<string, string>>;
	/** What it is about, `kind:uid`. */
	readonly subjects: readonly string[];
}

export interface Dossier {
	readonly lot: string;
	/** The release it waits for; `done` once it is on the market. */
	readonly stage: ReleaseStage | 'done';
	readonly checks: readonly DossierCheck[];
}

/** Yield below this share has to be read by whoever signs; a limit of the product takes its place once master data have one. */
export const MIN_YIELD = 0.95;

const check = (
	key: CheckKey,
	stage: ReleaseStage,
	state: CheckState,
	code = '',
	words: DossierCheck['words'] = {},
	subjects: readonly string[] = []
): DossierCheck => ({ key, stage, state, code, words, subjects });

/** As of a local day, `2026-10-12`. */
export function dossierOf(read: Reader, lot: string, day: string): Dossier {
	const status = read.row(quality, lotNode(lot));
	const checks = [
		orderCheck(read, lot),
		inputCheck(read, lot),
		yieldCheck(read, lot),
		inProcessCheck(read, lot),
		clearanceCheck(read, lot),
		recordCheck(read, lot, 'labels', 'label.reconciled'),
		...sterilisationChecks(read, lot),
		holdCheck(read, lot),
		finalInspectionCheck(read, lot),
		expiryCheck(read, lot, day),
		status.productionRelease === ''
			? check('production-release', 'market', 'missing', 'not-production-released')
			: check('production-release', 'market', 'ok')
	];
	return { lot, stage: status.marketRelease !== '' ? 'done' : status.productionRelease !== '' ? 'market' : 'production', checks };
}

/** What stands against a release, first what is missing, then what is waited for. */
export function against({ checks }: Dossier, stage: ReleaseStage): readonly DossierCheck[] {
	const due = checks.filter((one) => one.stage === 'production' || stage === 'market');
	return [...due.filter(({ state }) => state === 'missing'), ...due.filter(({ state }) => state === 'waiting')];
}

function orderOf(read: Reader, lot: string): string {
	return fieldText(read.row(lots, lot), 'wo');
}

function orderCheck(read: Reader, lot: string): DossierCheck {
	const wo = orderOf(read, lot);
	if (wo === '') return check('order', 'production', 'look', 'no-order');
	const row = read.row(workOrders, wo) as unknown as { readonly fields: JsonObject };
	const no = typeof row.fields['no'] === 'string' ? row.fields['no'] : '';
	return row.fields['released'] === true
		? check('order', 'production', 'ok', '', { no }, [`wo:${wo}`])
		: check('order', 'production', 'missing', 'order-not-released', { no }, [`wo:${wo}`]);
}

/** Lots it is made of, through all steps, itself not among them. */
function upstream(read: Reader, lot: string): readonly string[] {
	const closure = read.genealogy.closure([lotNode(lot)], 'up', { throughProcesses: false, includeEnded: false });
	return closure.nodes.map((node) => read.ledger.nodes.text(node)).filter((node) => node.startsWith('lot:') && node !== lotNode(lot));
}

function inputCheck(read: Reader, lot: string): DossierCheck {
	const inputs = upstream(read, lot);
	const bad = inputs.filter((node) => read.row(quality, node).disposition !== 'released');
	if (bad.length === 0)
		return check('inputs', 'production', inputs.length > 0 ? 'ok' : 'look', inputs.length > 0 ? '' : 'no-inputs', {}, inputs);
	const numbers = bad.map((node) => fieldText(read.row(lots, node.slice('lot:'.length)), 'lotNo')).join('、');
	return check('inputs', 'production', 'missing', 'inputs-not-released', { lots: numbers }, bad);
}

function yieldCheck(read: Reader, lot: string): DossierCheck {
	const wo = orderOf(read, lot);
	const reports = read.opsOfType('op.outputReported').filter((op) => op.data['wo'] === wo && read.standing(op) === 'standing');
	if (wo === '' || reports.length === 0) return check('yield', 'production', 'look', 'no-output');
	const good = reports.reduce((sum, { data }) => sum + quantityIn(data['qty']), 0n);
	const scrap = reports.reduce((sum, { data }) => sum + scrapIn(data['scrap']), 0n);
	if (good === 0n) return check('yield', 'production', 'ok');
	const share = Number(good) / Number(good + scrap);
	const words = { share: `${(share * 100).toFixed(1)} %`, limit: `${String(MIN_YIELD * 100)} %` };
	return share < MIN_YIELD ? check('yield', 'production', 'look', 'yield-low', words) : check('yield', 'production', 'ok', '', words);
}

function quantityIn(value: unknown): bigint {
	const { value: text } = (value ?? {}) as { readonly value?: string };
	return text === undefined ? 0n : (amountOf(text) ?? (0n as Amount));
}

function scrapIn(value: unknown): bigint {
	return Array.isArray(value) ? (value as { readonly qty: unknown }[]).reduce((sum, { qty }) => sum + quantityIn(qty), 0n) : 0n;
}

/** Inspections of a lot, in the order of their requests. */
function inspectionsOf(
	read: Reader,
	lot: string
): readonly { readonly uid: string; readonly kind: string; readonly decision: string; readonly at: string }[] {
	return read
		.opsOfType('insp.created')
		.filter((op) => op.data['lot'] === lot && read.standing(op) !== 'void')
		.map((op) => {
			const uid = String(op.data['inspection']);
			return { uid, kind: fieldText(read.row(inspections, uid), 'kind'), decision: read.row(judgements, uid), at: op.at };
		});
}

function inProcessCheck(read: Reader, lot: string): DossierCheck {
	const made = upstream(read, lot)
		.map((node) => node.slice('lot:'.length))
		.filter((uid) => fieldText(read.row(lots, uid), 'origin') === 'made');
	const open = [...made, lot].filter((uid) => {
		const own = inspectionsOf(read, uid).filter(({ kind }) => kind === 'IPQC' || kind === 'FAI');
		return own.some(({ decision }) => decision !== 'accepted') || (uid !== lot && own.length === 0);
	});
	if (open.length === 0) return check('in-process', 'production', 'ok');
	const numbers = open.map((uid) => fieldText(read.row(lots, uid), 'lotNo')).join('、');
	return check('in-process', 'production', 'missing', 'in-process-open', { lots: numbers }, open.map(lotNode));
}

/** Whoever starts orders here clears the line here too; of an order that was never started here the paper is the record. */
function clearanceCheck(read: Reader, lot: string): DossierCheck {
	const wo = orderOf(read, lot);
	const work = wo === '' ? undefined : read.row(orderWork, wo);
	if (work && work.cleared !== '') return check('clearance', 'production', 'ok', '', {}, [`wo:${wo}`]);
	const isKept = wo !== '' && read.inputs(orderWork, wo).some(({ op, value }) => value.kind === 'started' && read.standing(op) !== 'void');
	return isKept
		? check('clearance', 'production', 'missing', 'clearance-missing', {}, [`wo:${wo}`])
		: check('clearance', 'production', 'paper', 'on-paper');
}

/** Records that only some companies keep here: where the program does not know the operation, the paper is the record. */
function recordCheck(read: Reader, lot: string, key: CheckKey, type: string): DossierCheck {
	const isKept = read.nameOf(type).zh !== type;
	if (!isKept) return check(key, 'production', 'paper', 'on-paper');
	const subjects = [lotNode(lot), `wo:${orderOf(read, lot)}`];
	const found = read.opsOfType(type).some((op) => read.standing(op) !== 'void' && op.refs.some((ref) => subjects.includes(ref)));
	return found ? check(key, 'production', 'ok') : check(key, 'production', 'missing', `${key}-missing`);
}

function sterilisationChecks(read: Reader, lot: string): readonly DossierCheck[] {
	if (read.row(items, fieldText(read.row(lots, lot), 'item')).fields['sterile'] !== true) return [];
	const own = read.row(lotLoads, lot);
	const verdicts = own.map((load) => ({ load, no: fieldText(read.row(loads, load), 'no'), verdict: read.row(loadVerdicts, load) }));
	const rejected = verdicts.find(({ verdict }) => verdict === 'rejected');
	const newest = verdicts.at(-1);
	const paper = read.row(paperSterilisation, lot);
	if (rejected) return [check('sterilisation', 'production', 'missing', 'load-rejected', { load: rejected.no }, [`load:${rejected.load}`])];
	if (!newest && paper !== '') return [check('sterilisation', 'production', 'paper', 'on-paper', { load: paper })];
	if (!newest) return [check('sterilisation', 'production', 'missing', 'not-sterilised')];
	const about = [`load:${newest.load}`];
	const words = { load: newest.no };
	return [
		newest.verdict === 'released'
			? check('sterilisation', 'production', 'ok', '', words, about)
			: check('sterilisation', 'production', 'missing', 'load-not-released', words, about),
		fieldText(read.row(loads, newest.load), 'cycleStart') === ''
			? check('cycle', 'production', 'missing', 'cycle-missing', words, about)
			: check('cycle', 'production', 'ok', '', words, about),
		indicatorCheck(read, newest.load, newest.no)
	];
}

function indicatorCheck(read: Reader, load: string, no: string): DossierCheck {
	return read.row(loadIndicators, load).length > 0
		? check('indicator', 'production', 'ok', '', { load: no })
		: check('indicator', 'production', 'missing', 'indicator-missing', { load: no });
}

function holdCheck(read: Reader, lot: string): DossierCheck {
	const holds = holdsOn(read, lotNode(lot));
	if (read.row(quality, lotNode(lot)).disposition === 'rejected') return check('holds', 'production', 'missing', 'rejected');
	const [first] = holds;
	return first
		? check('holds', 'production', 'missing', 'on-hold', { reason: first.hold.reason }, [first.from])
		: check('holds', 'production', 'ok');
}

function finalInspectionCheck(read: Reader, lot: string): DossierCheck {
	const finals = inspectionsOf(read, lot).filter(({ kind }) => kind === 'FQC');
	const item = fieldText(read.row(lots, lot), 'item');
	if (finals.some(({ decision }) => decision === 'rejected')) return check('final-inspection', 'market', 'missing', 'final-rejected');
	if (finals.some(({ decision }) => decision === 'accepted')) return check('final-inspection', 'market', 'ok');
	const open = finals.at(-1);
	if (!open) return check('final-inspection', 'market', 'missing', 'final-missing');
	const { plan: planUid, results } = read.row(inspectionResults, open.uid);
	const plan = planOf(read, planUid) ?? planInForce(read, item, 'FQC');
	const missing = (plan?.characteristics ?? []).filter((one) => one.periodic !== true && !results.some(({ key }) => key === one.key));
	const slow = missing.find(({ leadDays }) => leadDays !== undefined);
	if (slow) {
		const date = addDays(localDay(open.at) as PlainDate, slow.leadDays ?? 0);
		return check('final-inspection', 'market', 'waiting', 'result-waiting', { name: slow.name, date });
	}
	if (missing.length > 0)
		return check('final-inspection', 'market', 'missing', 'results-missing', { names: missing.map(({ name }) => name).join('、') });
	return check('final-inspection', 'market', 'missing', results.length > 0 ? 'final-not-judged' : 'final-missing');
}

function expiryCheck(read: Reader, lot: string, day: string): DossierCheck {
	const expiry = fieldText(read.row(lots, lot), 'expiry');
	if (expiry === '') return check('expiry', 'market', 'look', 'no-expiry');
	return expiry < day ? check('expiry', 'market', 'missing', 'expired', { expiry }) : check('expiry', 'market', 'ok', '', { expiry });
}
