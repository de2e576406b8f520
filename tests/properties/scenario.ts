/** Words for scenario tests: who does what on which device, and what is found. */
import { findExceptions, type Exception } from '#lib/engine/exceptions.ts';
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { DataOf, Fields } from '#lib/engine/fields.ts';
import { viewHash } from '#lib/engine/view-hash.ts';
import type { JsonObject, SignatureMeaning } from '#lib/log/operation.ts';
import { signOperation } from '#lib/log/e-signature.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Doing, Terminal } from '#lib/modules/authoring.ts';
import { lotCreated, stockReceived } from '#lib/modules/inventory/index.ts';
import { cosigned } from '#lib/modules/org/index.ts';
import { blockersOf, lotDispositioned, type Purpose } from '#lib/modules/quality/index.ts';
import { clock, crypto, DAY, device, devices, meet, pieces, uid, world, type Preset, type Who, type World } from './world.ts';

export interface Stage {
	readonly from: World;
	readonly a: Terminal;
	readonly b: Terminal;
	readonly c: Terminal;
	/** Somebody's act now, signed by the named persons. */
	doing(who: Who, ...signers: readonly Who[]): Doing;
	/** A lot of the item with stock, released; everybody knows it. */
	lot(
		name: string,
		options?: {
			readonly item?: 'raw' | 'raw2' | 'product' | 'serial';
			readonly qty?: number;
			readonly released?: boolean;
			readonly expiry?: string;
			readonly lotNo?: string;
		}
	): Promise<string>;
}

/** Three devices of one company that know its founding. */
export async function stage(preset: Preset = 'small'): Promise<Stage> {
	const from = await world(preset);
	const [a, b, c] = devices(from, 3, `scenario ${preset}`) as [Terminal, Terminal, Terminal];
	let minute = 0;
	const doing = (who: Who, ...signers: readonly Who[]): Doing => {
		minute++;
		const at = clock(`${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
		return { by: from.people[who], at, ...(signers.length > 0 ? { signers: signers.map((signer) => from.people[signer]) } : {}) };
	};
	return {
		from,
		a,
		b,
		c,
		doing,
		async lot(name, { item = 'raw', qty = 10, released = true, expiry, lotNo = name } = {}) {
			const lot = uid(`lot ${name}`);
			await a.doAll(
				[
					{
						definition: lotCreated,
						data: { lot, item: from.ids[item], lotNo, origin: item === 'product' ? 'made' : 'purchased', ...(expiry ? { expiry } : {}) }
					},
					{ definition: stockReceived, data: { lot, qty: pieces(qty), to: from.ids.stock, supplier: from.ids.supplier } }
				],
				doing('wh')
			);
			if (released) await a.do(lotDispositioned, { lot, decision: 'released' }, doing('qa', 'qa'));
			meet(a, b, c);
			return lot;
		}
	};
}

/** Writes an act whatever the gates say, as a device with an old or a hostile program would. */
export function force<F extends Fields>(
	terminal: Terminal,
	definition: OperationSpec<F>,
	data: DataOf<F>,
	doing: Doing
): Promise<RecordedOp> {
	return terminal.do(definition, data, { ...doing, unchecked: true });
}

export function exceptionsOf(terminal: Terminal, rule?: string): readonly Exception[] {
	const { engine } = terminal.company;
	const found = findExceptions(engine.registry.rules, engine);
	return rule === undefined ? found : found.filter((exception) => exception.rule === rule);
}

/** Rules with findings, each once. */
export function rulesRaised(terminal: Terminal): readonly string[] {
	return [...new Set(exceptionsOf(terminal).map((exception) => exception.rule))].sort();
}

export function blockerCodes(terminal: Terminal, node: string, purpose: Purpose = 'produce', location?: string): readonly string[] {
	return blockersOf(terminal.company.engine, node, purpose, { day: DAY, ...(location ? { location } : {}) })
		.map((blocker) => blocker.code)
		.sort();
}

export function reasonsOf(terminal: Terminal, op: RecordedOp): readonly string[] {
	const own = terminal.company.log.get(op.id);
	if (!own) throw new Error('the operation has not arrived');
	const verdict = terminal.company.engine.verdict(own);
	return verdict.effective ? [] : verdict.reasons.map((reason) => reason.code);
}

export function isEffective(terminal: Terminal, op: RecordedOp): boolean {
	return reasonsOf(terminal, op).length === 0;
}

export function hashOf(terminal: Terminal): string {
	return viewHash(terminal.company.engine, crypto);
}

/** Somebody signs another's act later, at this terminal. */
export async function cosign(
	on: Stage,
	terminal: Terminal,
	target: RecordedOp,
	who: Who,
	role: string,
	meaning: SignatureMeaning = 'approved'
): Promise<RecordedOp> {
	const { by, at } = on.doing(who);
	const sign = await signOperation(
		target.op,
		{ person: by.uid, role, meaning, method: 'badge+pin', at, shown: uid('shown') },
		by.signer,
		crypto
	);
	const [op] = await terminal.record(
		[
			{
				type: cosigned.type,
				tv: 1,
				cls: 'O',
				refs: [`op:${target.id}`],
				data: { target: target.id },
				at,
				site: terminal.site,
				by: by.uid,
				role,
				signs: [sign]
			}
		],
		at
	);
	if (!op) throw new Error('recorded');
	return op;
}

/** A ready draft of any type, as another version of the program would write it. */
export async function rawly(
	on: Stage,
	terminal: Terminal,
	who: Who,
	draft: {
		readonly type: string;
		readonly tv?: number;
		readonly cls?: 'F' | 'O' | 'D' | 'P' | 'M';
		readonly refs?: readonly string[];
		readonly data: JsonObject;
		readonly signs?: RecordedOp['op']['signs'];
	}
): Promise<RecordedOp> {
	const { by, at } = on.doing(who);
	const { signs, ...rest } = draft;
	const [op] = await terminal.record(
		[{ tv: 1, cls: 'F', refs: [], ...rest, at, site: terminal.site, by: by.uid, role: by.roles[0] ?? '', ...(signs ? { signs } : {}) }],
		at
	);
	if (!op) throw new Error('recorded');
	return op;
}

/** The device of `terminal` once more, knowing only its first entries: a restored backup or a cloned profile. */
export function cloneOf(on: Stage, terminal: Terminal, forget: number): Terminal {
	const entries = terminal.company.log.ops;
	return device(on.from, on.from.devices.indexOf(terminal.dev), 'clone', entriesUpTo(terminal, entries.length - forget));
}

function entriesUpTo(terminal: Terminal, count: number) {
	return terminal.company.log.ops.slice(0, count).map((op) => ({ id: op.id, line: op.line, op: op.op }));
}
