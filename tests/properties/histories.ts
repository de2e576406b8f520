/**
 * Random small histories: legal and illegal acts on several devices that see each other only now and then, with clocks
 * that are wrong, data that is malformed, signatures that are copied, and a device that exists twice.
 *
 * A history is a list of small integers (so that fast-check can shrink it), played by `play`.
 */
import fc from 'fast-check';
import {
	lotCreated,
	lotRelabelled,
	sampleTaken,
	stockAdjusted,
	stockMoved,
	stockReceived,
	transferDispatched,
	transferReceived,
	unitCommissioned
} from '#lib/modules/inventory/index.ts';
import {
	approvalGiven,
	approvalRejected,
	approvalRequested,
	cosigned,
	deviceReinstated,
	deviceRevoked,
	deviceSuspended,
	errorDeclared,
	exceptionAcknowledged,
	exceptionResolved,
	personKeyAdded,
	personSeparated,
	ratified,
	roleGranted,
	roleRevoked
} from '#lib/modules/org/index.ts';
import { componentInstalled, componentRemoved, materialConsumed, outputReported } from '#lib/modules/production/index.ts';
import { sterilLoaded, sterilLoadRejected, sterilLoadReleased } from '#lib/modules/sterilisation/index.ts';
import { holdLifted, holdPlaced, inspectionJudged, inspectionResult, lotDispositioned } from '#lib/modules/quality/index.ts';
import { recallAssessed, recallDecided } from '#lib/modules/recall/index.ts';
import { marketReleased, productionReleased, releaseRevoked } from '#lib/modules/release/index.ts';
import { returnReceived, shipmentChecked, shipmentPicked, shipmentShipped } from '#lib/modules/sales/index.ts';
import { findExceptions } from '#lib/engine/exceptions.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Person, Terminal } from '#lib/modules/authoring.ts';
import { device, devices, entriesOf, pieces, uid, type Who, type World } from './world.ts';

/** Kind of act, device, and three choices it makes. */
export type Step = readonly [kind: number, device: number, a: number, b: number, c: number];

interface Stage {
	readonly world: World;
	readonly terminals: Terminal[];
	readonly seed: string;
	time: number;
}

interface Turn {
	readonly stage: Stage;
	readonly terminal: Terminal;
	readonly a: number;
	readonly b: number;
	readonly c: number;
}

const pick = <T>(list: readonly T[], index: number): T => {
	const found = list[index % list.length];
	if (found === undefined) throw new Error('nothing to pick from');
	return found;
};

const WHO: readonly Who[] = ['own', 'qh', 'qa', 'qa2', 'qc', 'pm', 'wh', 'wh2', 'op'];
export const LOTS = ['m1', 'm2', 'p1', 'p2', 'p3'].map((name) => uid(`lot ${name}`));
export const BATCHES = ['b1', 'b2'].map((name) => uid(`batch ${name}`));
const HOLDS = ['h1', 'h2', 'h3'].map((name) => uid(name));
const LOADS = ['l1', 'l2'].map((name) => uid(name));
const ORDER = uid('wo');

const lotAt = (index: number) => pick(LOTS, index);
const nodeAt = (index: number) => (index % 7 === 6 ? `load:${pick(LOADS, index)}` : `lot:${lotAt(index)}`);

/** Some operation of the terminal's log, most often a recent one. */
function someOp(turn: Turn, index: number): RecordedOp {
	const { ops } = turn.terminal.company.log;
	const back = index % 12;
	return ops.at(ops.length - 1 - back) ?? pick(ops.slice(), index);
}

interface Doer {
	readonly who?: readonly Who[];
	readonly signers?: readonly Who[];
}

/** Acts by an entitled person mostly, by anybody sometimes; signed fully, by one, or by nobody. */
async function act(turn: Turn, definition: unknown, data: unknown, doer: Doer): Promise<void> {
	const { stage, terminal, b, c } = turn;
	const { people } = stage.world;
	const by = c % 9 === 8 ? people[pick(WHO, b)] : people[pick(doer.who ?? WHO, b)];
	const all = (doer.signers ?? []).map((who) => people[who]);
	const signers: Person[] = c % 7 === 6 ? [] : c % 7 === 5 ? all.slice(0, 1) : c % 7 === 4 && all[0] ? [all[0], all[0]] : all;
	await terminal.attempt([{ definition, data: data as never }], { by, at: now(turn), unchecked: true, signers });
}

/** Time goes on; now and then a clock is in 2062 or has fallen back by hours. */
function now(turn: Turn): string {
	const { stage, c } = turn;
	stage.time += 60;
	const seconds = c % 11 === 10 ? stage.time - 20_000 : stage.time;
	const date = new Date(Date.UTC(2026, 8, 1) + seconds * 1000);
	const text = date.toISOString().slice(0, 19);
	return `${c % 13 === 12 ? `2062${text.slice(4)}` : text}+08:00`;
}

type Play = (turn: Turn) => Promise<void>;
const QUALITY: Doer = { who: ['qa', 'qh', 'qa2'], signers: ['qa', 'qh'] };
const STORE: Doer = { who: ['wh', 'wh2'], signers: ['wh', 'wh2'] };
const FLOOR: Doer = { who: ['op'] };
const HEADS: Doer = { who: ['own', 'qh'], signers: ['own', 'qh'] };

const raw = (turn: Turn, draft: Partial<OperationDraft> & { readonly type: string }) => {
	const by = turn.stage.world.people[pick(WHO, turn.b)];
	const at = now(turn);
	return turn.terminal.record(
		[{ tv: 1, cls: 'F', refs: [], data: {}, at, site: turn.terminal.site, by: by.uid, role: by.roles[0] ?? '', ...draft }],
		at
	);
};

const person = (turn: Turn) => turn.stage.world.people[pick(WHO, turn.a)];
const ids = (turn: Turn) => turn.stage.world.ids;
const stockOrLine = (turn: Turn, index: number) => (index % 2 === 0 ? ids(turn).stock : ids(turn).line);

/** Every kind of act, by name. */
export const ACTS: Readonly<Record<string, Play>> = {
	sync: async ({ stage, terminal, a }) => terminal.receive(pick(stage.terminals, a)),
	syncAgain: async ({ stage, terminal, a }) => terminal.receive(pick(stage.terminals, a)),
	syncBack: async ({ stage, terminal, a }) => pick(stage.terminals, a).receive(terminal),
	syncPartly: async ({ stage, terminal, a, b }) => {
		let left = b % 6;
		terminal.receive(pick(stage.terminals, a), () => left-- > 0);
	},
	lotCreated: (turn) =>
		act(
			turn,
			lotCreated,
			{
				lot: lotAt(turn.a),
				item: turn.a % 5 < 2 ? ids(turn).raw : ids(turn).product,
				lotNo: turn.b % 5 === 4 ? 'SAME' : `N${turn.a % 5}`,
				origin: turn.a % 5 < 2 ? 'purchased' : 'made'
			},
			STORE
		),
	received: (turn) => act(turn, stockReceived, { lot: lotAt(turn.a), qty: pieces((turn.b % 9) + 1), to: stockOrLine(turn, turn.c) }, STORE),
	receivedWithLot: async (turn) => {
		const { terminal, a, b } = turn;
		await terminal.attempt(
			[
				{
					definition: lotCreated,
					data: {
						lot: lotAt(a),
						item: a % 5 < 2 ? ids(turn).raw : ids(turn).product,
						lotNo: `N${a % 5}`,
						origin: a % 5 < 2 ? 'purchased' : 'made'
					}
				},
				{ definition: stockReceived, data: { lot: lotAt(a), qty: pieces((b % 9) + 10), to: ids(turn).stock } }
			],
			{ by: turn.stage.world.people.wh, at: now(turn), unchecked: true }
		);
	},
	moved: (turn) =>
		act(
			turn,
			stockMoved,
			{ lot: lotAt(turn.a), qty: pieces((turn.b % 4) + 1), from: stockOrLine(turn, turn.c), to: stockOrLine(turn, turn.c + 1) },
			STORE
		),
	consumed: (turn) =>
		act(
			turn,
			materialConsumed,
			{ wo: ORDER, step: turn.b % 3, lot: lotAt(turn.a), qty: pieces((turn.c % 3) + 1), from: ids(turn).line },
			FLOOR
		),
	produced: (turn) =>
		act(
			turn,
			outputReported,
			{ wo: ORDER, step: turn.b % 3, lot: lotAt(turn.a), qty: pieces((turn.c % 3) + 1), to: ids(turn).stock },
			FLOOR
		),
	shipped: (turn) =>
		act(
			turn,
			shipmentShipped,
			{
				shipment: uid(`s${turn.c}`),
				no: `S${turn.c % 4}`,
				customer: ids(turn).customer,
				lines: [{ lot: lotAt(turn.a), qty: pieces((turn.b % 3) + 1), from: ids(turn).stock }]
			},
			STORE
		),
	unitShipped: (turn) =>
		act(
			turn,
			shipmentShipped,
			{
				shipment: uid(`s${turn.c}`),
				no: `U${turn.c}`,
				customer: turn.a % 2 ? ids(turn).customer : ids(turn).customer2,
				lines: [{ batch: pick(BATCHES, turn.a), first: (turn.b % 3) + 1, last: (turn.b % 3) + 2, from: ids(turn).stock }]
			},
			STORE
		),
	returned: (turn) =>
		act(
			turn,
			returnReceived,
			{
				return: uid(`r${turn.c}`),
				customer: ids(turn).customer,
				lines: [{ lot: lotAt(turn.a), qty: pieces((turn.b % 3) + 1), to: ids(turn).stock }]
			},
			STORE
		),
	picked: (turn) =>
		act(
			turn,
			shipmentPicked,
			{ shipment: uid(`s${turn.c}`), customer: ids(turn).customer, lines: [{ lot: lotAt(turn.a), qty: pieces(1), from: ids(turn).stock }] },
			STORE
		),
	checked: (turn) => act(turn, shipmentChecked, { shipment: uid(`s${turn.c}`), method: turn.a % 2 ? 'scan' : 'person' }, STORE),
	commissioned: (turn) =>
		act(
			turn,
			unitCommissioned,
			{
				batch: pick(BATCHES, turn.a),
				item: ids(turn).serial,
				lot: lotAt(2),
				prefix: 'SN',
				width: 4,
				first: (turn.b % 3) + 1,
				last: (turn.b % 3) + 3,
				to: ids(turn).stock,
				wo: ORDER
			},
			FLOOR
		),
	installed: (turn) =>
		act(
			turn,
			componentInstalled,
			{
				units: { batch: pick(BATCHES, turn.a), first: (turn.b % 3) + 1, last: (turn.b % 3) + 1 },
				lot: lotAt(turn.c),
				qty: pieces(1),
				from: ids(turn).line
			},
			FLOOR
		),
	removed: (turn) =>
		act(
			turn,
			componentRemoved,
			{ batch: pick(BATCHES, turn.a), number: (turn.b % 3) + 1, lot: lotAt(turn.c), qty: pieces(1), reason: '坏', disposition: 'scrapped' },
			FLOOR
		),
	dispatched: (turn) =>
		act(
			turn,
			transferDispatched,
			{
				transfer: uid(`t${turn.c % 3}`),
				no: `T${turn.c % 3}`,
				toSite: turn.stage.world.site,
				lines: [{ lot: lotAt(turn.a), qty: pieces((turn.b % 3) + 1), from: ids(turn).stock }]
			},
			STORE
		),
	arrived: (turn) =>
		act(
			turn,
			transferReceived,
			{ transfer: uid(`t${turn.c % 3}`), lines: [{ lot: lotAt(turn.a), qty: pieces((turn.b % 3) + 1), to: ids(turn).stock }] },
			STORE
		),
	adjusted: (turn) =>
		act(
			turn,
			stockAdjusted,
			{
				lot: lotAt(turn.a),
				qty: pieces((turn.b % 3) + 1),
				location: ids(turn).stock,
				direction: turn.c % 2 ? 'increase' : 'decrease',
				reason: '盘点'
			},
			STORE
		),
	sampled: (turn) => act(turn, sampleTaken, { lot: lotAt(turn.a), qty: pieces(1), from: ids(turn).stock }, { who: ['qc'] }),
	relabelled: (turn) =>
		act(
			turn,
			lotRelabelled,
			{ lot: lotAt(turn.a), oldNo: 'x', newNo: turn.b % 3 === 0 ? 'SAME' : `R${turn.b % 3}`, reason: '重复' },
			STORE
		),
	loaded: (turn) =>
		act(
			turn,
			sterilLoaded,
			{
				load: pick(LOADS, turn.b),
				no: `E${turn.b % 2}`,
				lines: [
					{ lot: lotAt(turn.a), qty: pieces(1), from: ids(turn).stock, to: ids(turn).line },
					{ lot: lotAt(turn.c), qty: pieces(1), from: ids(turn).stock, to: ids(turn).line }
				]
			},
			{ who: ['pm', 'qa'] }
		),
	loadReleased: (turn) => act(turn, sterilLoadReleased, { load: pick(LOADS, turn.a), basis: 'BI' }, QUALITY),
	loadRejected: (turn) => act(turn, sterilLoadRejected, { load: pick(LOADS, turn.a), reason: 'BI' }, QUALITY),
	holdSelf: (turn) =>
		act(
			turn,
			holdPlaced,
			{ hold: pick(HOLDS, turn.b), targets: [nodeAt(turn.a)], scope: 'self', cause: 'material', reason: '疑问' },
			QUALITY
		),
	holdDescendants: (turn) =>
		act(
			turn,
			holdPlaced,
			{
				hold: pick(HOLDS, turn.b),
				targets: [nodeAt(turn.a), nodeAt(turn.a + 1)],
				scope: 'descendants',
				cause: turn.c % 2 ? 'process' : 'material',
				reason: '疑问'
			},
			QUALITY
		),
	lifted: (turn) => act(turn, holdLifted, { holds: [pick(HOLDS, turn.b)], targets: [nodeAt(turn.a)], basis: '查明' }, QUALITY),
	liftedAll: (turn) => act(turn, holdLifted, { holds: HOLDS, targets: LOTS.map((lot) => `lot:${lot}`), basis: '查明' }, QUALITY),
	released: (turn) => act(turn, lotDispositioned, { lot: lotAt(turn.a), decision: 'released' }, QUALITY),
	releasedAgain: (turn) => act(turn, lotDispositioned, { lot: lotAt(turn.a), decision: 'released' }, QUALITY),
	rejected: (turn) => act(turn, lotDispositioned, { lot: lotAt(turn.a), decision: 'rejected' }, QUALITY),
	quarantined: (turn) => act(turn, lotDispositioned, { lot: lotAt(turn.a), decision: 'quarantine' }, QUALITY),
	productionReleased: (turn) => act(turn, productionReleased, { lot: lotAt(turn.a) }, QUALITY),
	marketReleased: (turn) => act(turn, marketReleased, { lot: lotAt(turn.a) }, QUALITY),
	releaseRevoked: (turn) => act(turn, releaseRevoked, { lot: lotAt(turn.a), reason: '投诉' }, QUALITY),
	tested: (turn) => act(turn, inspectionResult, { inspection: uid('i'), lot: lotAt(turn.a), results: [] }, { who: ['qc', 'qa'] }),
	judged: (turn) =>
		act(
			turn,
			inspectionJudged,
			{ inspection: uid('i'), lot: lotAt(turn.a), decision: turn.b % 3 ? 'accepted' : 'rejected' },
			{ who: ['qc', 'qa'], signers: ['qa'] }
		),
	granted: (turn) =>
		act(turn, roleGranted, { person: person(turn).uid, role: pick(['QA', 'AR', 'WH', 'QH', 'OWN'] as const, turn.c) }, HEADS),
	revoked: (turn) =>
		act(
			turn,
			roleRevoked,
			{ person: person(turn).uid, role: pick(['QA', 'AR', 'WH', 'QH', 'OWN'] as const, turn.c), reason: '调岗' },
			HEADS
		),
	separated: (turn) =>
		act(turn, personSeparated, { person: turn.stage.world.people[pick(['qa2', 'wh2', 'op'] as const, turn.a)].uid }, HEADS),
	keyAdded: (turn) =>
		act(
			turn,
			personKeyAdded,
			{ person: person(turn).uid, key: toBase64Url(turn.stage.world.people[pick(WHO, turn.c)].signer.publicKey) },
			{ who: ['own', 'op'], signers: ['own', 'qh'] }
		),
	suspended: (turn) => act(turn, deviceSuspended, { dev: pick(turn.stage.terminals, turn.a).dev, reason: '丢失' }, HEADS),
	reinstated: (turn) => act(turn, deviceReinstated, { dev: pick(turn.stage.terminals, turn.a).dev, reason: '找回' }, HEADS),
	deviceRevoked: (turn) =>
		act(turn, deviceRevoked, { dev: pick(turn.stage.terminals, turn.a).dev, reason: '丢失', lastTrustedSeq: turn.c % 12 }, HEADS),
	errorDeclared: (turn) =>
		act(turn, errorDeclared, { target: someOp(turn, turn.a).id, reason: '误录' }, { who: ['qa', 'wh'], signers: ['qa'] }),
	errorDeclaredElsewhere: (turn) =>
		act(
			turn,
			errorDeclared,
			{ target: someOp({ ...turn, terminal: pick(turn.stage.terminals, turn.b) }, turn.a).id, reason: '误录' },
			{ who: ['qa', 'wh'], signers: ['qa'] }
		),
	ratified: (turn) =>
		act(turn, ratified, { target: someOp(turn, turn.a).id, reason: '核实' }, { who: ['qh', 'qa', 'own'], signers: ['qh'] }),
	ratifiedAgain: (turn) =>
		act(turn, ratified, { target: someOp(turn, turn.a).id, reason: '核实' }, { who: ['qh', 'own'], signers: ['qh'] }),
	cosigned: async (turn) => {
		const target = someOp(turn, turn.a);
		const { people } = turn.stage.world;
		const signs = target.op.signs ?? [];
		// A copied signature, which must not count; genuine cosignatures are made in the scenarios.
		await raw(turn, {
			type: cosigned.type,
			cls: 'O',
			refs: [`op:${target.id}`],
			data: { target: target.id },
			by: people.qa.uid,
			role: 'QA',
			signs
		});
	},
	requested: (turn) =>
		act(
			turn,
			approvalRequested,
			{ request: uid(`q${turn.a % 2}`), contentHash: `c${turn.b % 2}`, subject: 's', needed: (turn.c % 3) + 1 },
			{}
		),
	approved: (turn) =>
		act(turn, approvalGiven, { request: uid(`q${turn.a % 2}`), contentHash: `c${turn.b % 2}` }, { signers: [pick(WHO, turn.b)] }),
	approvalRejected: (turn) =>
		act(turn, approvalRejected, { request: uid(`q${turn.a % 2}`), contentHash: `c${turn.b % 2}`, reason: '不符' }, { signers: ['qa'] }),
	unknownType: async (turn) =>
		void (await raw(turn, {
			type: 'future.thing',
			cls: pick(['F', 'O', 'D', 'M'] as const, turn.c),
			refs: [`lot:${lotAt(turn.a)}`],
			data: { anything: [turn.a] }
		})),
	malformed: async (turn) => {
		const by = turn.stage.world.people.qa;
		await raw(turn, {
			type: lotDispositioned.type,
			cls: 'D',
			refs: [`lot:${lotAt(turn.a)}`],
			data: { lot: lotAt(turn.a), decision: 'perhaps' },
			by: by.uid,
			role: 'QA'
		});
	},
	wrongClass: async (turn) => {
		const lie = pick<Partial<OperationDraft> & { type: string }>(
			[
				{ type: lotDispositioned.type, cls: 'F', refs: [`lot:${lotAt(turn.a)}`], data: { lot: lotAt(turn.a), decision: 'released' } },
				{ type: errorDeclared.type, cls: 'F', refs: [], data: { target: someOp(turn, turn.a).id, reason: 'x' } },
				{ type: ratified.type, cls: 'O', refs: [], data: { target: someOp(turn, turn.a).id, reason: 'x' } },
				{ type: stockReceived.type, cls: 'D', refs: [], data: { lot: lotAt(turn.a), qty: pieces(3), to: ids(turn).stock } }
			],
			turn.c
		);
		await raw(turn, lie);
	},
	wrongRefs: async (turn) => {
		const by = turn.stage.world.people.qa;
		await raw(turn, {
			type: lotDispositioned.type,
			cls: 'D',
			refs: [],
			data: { lot: lotAt(turn.a), decision: 'released' },
			by: by.uid,
			role: 'QA',
			signs: someOp(turn, turn.b).op.signs ?? []
		});
	},
	badSignature: async (turn) => {
		const by = turn.stage.world.people.qa;
		await raw(turn, {
			type: lotDispositioned.type,
			cls: 'D',
			refs: [`lot:${lotAt(turn.a)}`],
			data: { lot: lotAt(turn.a), decision: 'released' },
			by: by.uid,
			role: 'QA',
			signs: someOp(turn, turn.b).op.signs ?? []
		});
	},
	group: async (turn) => {
		const lot = lotAt(turn.a);
		await turn.terminal.attempt(
			[
				{ definition: stockReceived, data: { lot, qty: pieces(5), to: ids(turn).line } },
				{
					definition: holdPlaced,
					data: { hold: pick(HOLDS, turn.b), targets: [`lot:${lot}`], scope: 'self', cause: 'material', reason: '来料' }
				},
				{ definition: lotDispositioned, data: { lot, decision: 'released' } }
			],
			{ by: turn.stage.world.people.qa, at: now(turn), unchecked: true, signers: [turn.stage.world.people.qa] }
		);
	},
	exception: async (turn) => {
		const { engine } = turn.terminal.company;
		const found = findExceptions(engine.registry.rules, engine);
		if (found.length === 0) return;
		const { key } = pick(found, turn.a);
		await act(
			turn,
			turn.b % 2 ? exceptionAcknowledged : exceptionResolved,
			{ key, ...(turn.b % 2 ? {} : { explanation: '已查' }) },
			{ who: ['qa'], signers: ['qa'] }
		);
	},
	recall: async (turn) => {
		const recall = uid(`rc${turn.a % 2}`);
		if (turn.b % 2)
			await act(
				turn,
				recallAssessed,
				{ recall, defect: '破', start: [nodeAt(turn.a)], cause: turn.c % 2 ? 'process' : 'material', lots: [], consignees: [] },
				{ who: ['qa'] }
			);
		else await act(turn, recallDecided, { recall, drill: false, class: 'II' }, HEADS);
	},
	fork: async ({ stage, terminal, b, c }) => {
		if (stage.terminals.length > 5) return;
		// The same device again, from what it knew some entries ago – even from the middle of a user action.
		const all = entriesOf(terminal);
		const base = stage.world.entries.length;
		const known = all.slice(0, base + Math.max(0, all.length - base - (c % 8)));
		const index = stage.world.devices.indexOf(terminal.dev);
		stage.terminals.push(device(stage.world, index, `${stage.seed} fork ${b} ${stage.terminals.length}`, known));
	}
};

const NAMES = Object.keys(ACTS);
/** Forks are made by a rare step of their own, so that most histories have at most one. */
const COMMON = NAMES.filter((name) => name !== 'fork');

const SYNC = ['sync', 'syncAgain', 'syncBack', 'syncPartly'] as const;
/** Acts that bear on each other; a history of one theme meets the rare coincidences that a mixed one misses. */
export const THEMES: Readonly<Record<string, readonly string[]>> = {
	everything: COMMON,
	corrections: [
		...SYNC,
		'received',
		'receivedWithLot',
		'errorDeclared',
		'errorDeclaredElsewhere',
		'ratified',
		'ratifiedAgain',
		'removed',
		'installed',
		'commissioned',
		'lotCreated'
	],
	authority: [
		...SYNC,
		'granted',
		'revoked',
		'keyAdded',
		'released',
		'suspended',
		'reinstated',
		'deviceRevoked',
		'ratified',
		'liftedAll',
		'badSignature'
	],
	quality: [
		...SYNC,
		'receivedWithLot',
		'released',
		'releasedAgain',
		'rejected',
		'quarantined',
		'holdSelf',
		'holdDescendants',
		'lifted',
		'liftedAll',
		'ratified',
		'consumed',
		'produced',
		'productionReleased',
		'marketReleased',
		'releaseRevoked'
	],
	goods: [
		...SYNC,
		'lotCreated',
		'received',
		'moved',
		'shipped',
		'unitShipped',
		'commissioned',
		'returned',
		'dispatched',
		'arrived',
		'relabelled',
		'group',
		'unknownType'
	],
	approvals: [...SYNC, 'requested', 'approved', 'approvalRejected', 'exception', 'cosigned', 'recall', 'shipped', 'consumed', 'produced']
};
/** Histories of `min`–`max` steps, out of all acts or of those named. */
export function histories(max = 36, names: readonly string[] = COMMON, min = 4, forks = 1): fc.Arbitrary<readonly Step[]> {
	const common = fc.constantFrom(...names.map((name) => COMMON.indexOf(name)));
	const kind = fc.oneof(
		{ weight: 30, arbitrary: common },
		{ weight: 5, arbitrary: fc.constant(COMMON.indexOf('sync')) },
		{ weight: forks, arbitrary: fc.constant(-1) }
	);
	const number = fc.nat(1000);
	return fc.array(fc.tuple(kind, fc.nat(5), number, number, number), { minLength: min, maxLength: max });
}

/** Plays a history and returns its devices, clones included, as they are at the end (not synchronised). */
export async function play(world: World, steps: readonly Step[], seed: string, deviceCount = 3): Promise<Terminal[]> {
	const stage: Stage = { world, terminals: devices(world, deviceCount, seed), seed, time: 0 };
	for (const [kind, at, a, b, c] of steps) {
		const run = kind < 0 ? ACTS['fork'] : ACTS[COMMON[kind] ?? 'sync'];
		await run?.({ stage, terminal: pick(stage.terminals, at), a, b, c });
	}
	return stage.terminals;
}
