/** The company and the thing a query is about, or a refusal that says what to type instead. */
import type { Engine } from '#lib/engine/engine.ts';
import { fieldText } from '#lib/engine/register.ts';
import { localDay, parseInstant } from '#lib/kernel/instant.ts';
import { readPlainDate } from '#lib/kernel/plain-date.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { identify } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { devices } from '#lib/modules/org/index.ts';
import { asOf, CAUSES, findByNumber, jointLabel, knownBy, type Cause } from '#lib/modules/trace/index.ts';
import { openCompany, type OpenedCompany } from './bundle-file.ts';
import { textOption, type CommandContext, type OptionSpec } from './command.ts';
import { failure, usage, type CliProblem } from './problem.ts';

export const LOT_OPTIONS = {
	lot: {
		type: 'string',
		value: 'NO',
		required: true,
		help: { zh: '批号、序列号、灭菌批号或 UDI', en: 'Lot number, serial number, steriliser load or UDI' }
	},
	item: {
		type: 'string',
		value: 'CODE',
		help: { zh: '物料编码(同一批号属于多个物料时)', en: 'Item code, where several items use the lot number' }
	},
	cause: {
		type: 'string',
		value: 'CAUSE',
		choices: CAUSES,
		help: { zh: '原因类别；process 会追到同一灭菌批', en: 'Cause; process reaches the neighbours in a steriliser load' }
	}
} as const satisfies Record<string, OptionSpec>;

export const WHEN_OPTIONS = {
	'as-of': {
		type: 'string',
		value: 'ISO',
		help: { zh: '只看此刻之前发生的(默认东八区)', en: 'Only what had happened by then (+08:00 unless stated)' }
	},
	'known-by': {
		type: 'string',
		value: 'DEV:SEQ',
		help: { zh: '只看该终端写下该条时已知的', en: 'Only what that device knew at that entry' }
	}
} as const satisfies Record<string, OptionSpec>;

/** Opens the bundle named first on the command line. */
export function openFirst(context: CommandContext): Result<OpenedCompany, CliProblem> {
	return openCompany(context.positionals[0] ?? '', context.crypto);
}

/** The engine as far back as `--as-of` or `--known-by` ask. */
export function engineAt(context: CommandContext, { company }: OpenedCompany, moment = 'as-of'): Result<Engine, CliProblem> {
	const { engine } = company;
	const at = textOption(context, moment);
	const known = textOption(context, 'known-by');
	if (at !== undefined && known !== undefined)
		return err(usage('--as-of 与 --known-by 不能同时使用。', '--as-of and --known-by cannot be combined.'));
	if (at !== undefined) {
		const instant = momentOf(at);
		if (instant === undefined)
			return err(
				usage(
					`--${moment} “${at}”不是时间；例：2026-10-09T18:00:00+08:00。`,
					`--${moment} “${at}” is not a time; e.g. 2026-10-09T18:00:00+08:00.`
				)
			);
		return ok(asOf(engine, instant, context.crypto));
	}
	if (known === undefined) return ok(engine);
	const [, name = '', seq = ''] = /^(.+):(\d{1,15})$/.exec(known) ?? [];
	const codes = engine.keys(devices).filter((dev) => dev === name || fieldText(engine.row(devices, dev), 'code') === name);
	const [dev] = codes;
	if (dev === undefined || codes.length > 1) {
		const all = engine
			.keys(devices)
			.map((one) => `${fieldText(engine.row(devices, one), 'code')} (${one})`)
			.join(', ');
		return err(
			failure(
				`--known-by “${known}”：没有这个终端；写作 终端：序号。终端有：${all}。`,
				`--known-by “${known}”: no such device; write DEV:SEQ. Devices: ${all}.`
			)
		);
	}
	const restricted = knownBy(engine, dev, Number(seq), context.crypto);
	return restricted ? ok(restricted) : err(failure(`终端 ${name} 没有第 ${seq} 条记录。`, `Device ${name} has no entry ${seq}.`));
}

/** An instant; without an offset in +08:00; a day alone means its end. */
export function momentOf(text: string): number | undefined {
	const instant = parseInstant(text) ?? parseInstant(`${text}+08:00`) ?? parseInstant(`${text}:00+08:00`);
	if (instant !== undefined) return instant;
	const day = readPlainDate(text);
	return day.ok ? parseInstant(`${localDay(day.value)}T23:59:59.999+08:00`) : undefined;
}

/** The node a number names, as the restricted engine knows it. */
export function findTarget(context: CommandContext, engine: Engine): Result<string, CliProblem> {
	const number = textOption(context, 'lot') ?? '';
	const item = textOption(context, 'item');
	const found = findByNumber(engine, number, item);
	const [node] = found;
	if (node === undefined) {
		const elsewhere = item === undefined ? [] : findByNumber(engine, number).map((other) => itemCode(engine, other));
		const hint =
			elsewhere.length > 0
				? [`;该批号属于物料 ${elsewhere.join(', ')}`, `; that number belongs to item ${elsewhere.join(', ')}`]
				: ['', ''];
		return err(
			failure(
				`找不到${item === undefined ? '' : `物料 ${item} 的`}批号“${number}”${hint[0] ?? ''}。`,
				`No lot, serial or load “${number}”${item === undefined ? '' : ` of item ${item}`}${hint[1] ?? ''}.`
			)
		);
	}
	if (found.length > 1) {
		const names = found.map((other) => itemCode(engine, other));
		return err(
			failure(
				`批号“${number}”属于多个物料：${names.join(', ')}。请加 --item 编码。`,
				`Lot number “${number}” belongs to several items: ${names.join(', ')}. Add --item CODE.`,
				{ items: names }
			)
		);
	}
	return ok(node);
}

export function causeOf(context: CommandContext): Cause {
	return CAUSES.find((cause) => cause === textOption(context, 'cause')) ?? 'material';
}

function itemCode(engine: Engine, node: string): string {
	return fieldText(engine.row(items, identify(engine, node).item), 'code') || jointLabel(engine, node);
}
