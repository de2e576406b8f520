import { existsSync, statSync } from 'node:fs';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { formatWithOffset, localDay } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { fingerprintOf } from '#lib/log/verify.ts';
import { newUid, type AuthoringPorts } from '#lib/modules/authoring.ts';
import { ImportTables, writeImport, type ImportProblem, type ImportProblems } from '#lib/modules/rollout/index.ts';
import { BUILD_ID } from '../build-id.ts';
import { BundleWriter } from '../bundle-writer.ts';
import { textOption, type Command } from '../command.ts';
import { findSources, type FoundSources } from '../import-files.ts';
import { createNodeSigner } from '../node-crypto.ts';
import type { Output } from '../output.ts';
import { EXIT, failure, type CliProblem } from '../problem.ts';

const CHINA_OFFSET_MINUTES = 480;
const DEFAULT_NAME = '导入的公司';

export const importCommand: Command = {
	name: 'import',
	summary: {
		zh: '从 CSV/Excel 模板建立新公司(items、partners、locations、boms、lots、history)',
		en: 'New company from CSV or Excel templates (items, partners, locations, boms, lots, history)'
	},
	positionals: ['DIR'],
	options: {
		out: { type: 'string', value: 'F', required: true, help: { zh: '输出文件', en: 'File to write' } },
		name: {
			type: 'string',
			value: 'NAME',
			help: { zh: `公司名称(默认“${DEFAULT_NAME}”)`, en: `Name of the company (default “${DEFAULT_NAME}”)` }
		}
	},
	async run(context) {
		const { output, crypto, random, now } = context;
		const [dir = ''] = context.positionals;
		const found = await sourcesIn(dir);
		if (!found.ok) return found;
		const ports: AuthoringPorts = { crypto, random, createSigner: createNodeSigner, app: BUILD_ID };
		const today = localDay(formatWithOffset(now(), CHINA_OFFSET_MINUTES));
		const tables = new ImportTables({ newUid: () => newUid(ports), today });
		for (const source of found.value.sources) {
			const note = await source.read(tables.table(source.template, source.name));
			if (note)
				output.note(
					`${source.name}：按 ${note.toUpperCase()} 读取(建议另存为 UTF-8)。`,
					`${source.name}: read as ${note.toUpperCase()} (better save it as UTF-8).`
				);
		}
		const plan = tables.finish();
		const { problems } = tables;
		if (!plan) return err(refusal(problems, output));

		const out = textOption(context, 'out') ?? '';
		const writer = BundleWriter.open(out);
		if (!writer.ok) return writer;
		const written = await writeImport({
			ports,
			plan,
			name: textOption(context, 'name') ?? DEFAULT_NAME,
			now: now(),
			write: (lines) => writer.value.append(lines),
			onProgress: (rows) => output.note(`已写入 ${rows} / ${plan.history.length} 行`, `${rows} of ${plan.history.length} rows written`)
		}).catch((error: unknown) => {
			writer.value.abandon();
			throw error;
		});
		const finished = await writer.value.finish(written.headerLine);
		if (!finished.ok) return finished;

		const counts = {
			items: plan.items.length,
			partners: plan.partners.length,
			locations: plan.locations.length,
			boms: plan.boms.size,
			lots: plan.lots.length,
			history: plan.history.length
		};
		const recoveryKey = toBase64Url(written.recoverySeed);
		const fingerprint = fingerprintOf(written.org, crypto);
		sayWarnings(problems, output);
		output.say(
			`已建立公司(指纹 ${fingerprint}):${counts.items} 个物料、${counts.lots} 个批、${counts.history} 行历史，写入 ${out}。`,
			`Company founded (fingerprint ${fingerprint}): ${counts.items} items, ${counts.lots} lots, ${counts.history} rows of history, in ${out}.`
		);
		if (!output.json)
			output.note(
				`恢复密钥(只显示这一次，请打印并锁好):${recoveryKey}`,
				`Recovery key (shown this once; print it and lock it away): ${recoveryKey}`
			);
		output.document({
			ok: true,
			file: out,
			org: written.org,
			fingerprint,
			recoveryKey,
			operations: written.operations,
			counts,
			warnings: problems.warnings,
			warningCount: problems.warningCount,
			ignored: found.value.ignored
		});
		return ok(EXIT.ok);
	}
};

async function sourcesIn(dir: string): Promise<Result<FoundSources, CliProblem>> {
	if (!existsSync(dir) || !statSync(dir).isDirectory()) return err(failure(`找不到目录：${dir}`, `No such directory: ${dir}`));
	try {
		const found = await findSources(dir);
		if (found.sources.some((source) => source.template === 'items')) return ok(found);
	} catch (error) {
		return err(failure(`无法读取目录：${dir}`, `The directory cannot be read: ${dir}`, { reason: String(error) }));
	}
	return err(
		failure(
			`${dir} 中没有 items.csv(物料表，必需)。其他表：partners、locations、boms、lots、history*(.csv 或 .xlsx)。`,
			`${dir} has no items.csv (the items are required). Other tables: partners, locations, boms, lots, history* (.csv or .xlsx).`
		)
	);
}

/** Every error with file, row, column and reason; nothing was written. */
function refusal(problems: ImportProblems, output: Output): CliProblem {
	const { errors, errorCount } = problems;
	sayWarnings(problems, output);
	for (const problem of errors) output.note(lineOf(problem, 'zh'), lineOf(problem, 'en'));
	const more = errorCount - errors.length;
	if (more > 0) output.note(`……另有 ${more} 个错误`, `… and ${more} more errors`);
	return failure(
		`有 ${errorCount} 处错误，没有导入任何内容。请改正后重新导入。`,
		`${errorCount} errors; nothing was imported. Correct them and import again.`,
		{ problems: errors, problemCount: errorCount, more, warnings: problems.warnings, warningCount: problems.warningCount }
	);
}

function sayWarnings({ warnings, warningCount }: ImportProblems, output: Output): void {
	for (const warning of warnings) output.note(`提醒 ${lineOf(warning, 'zh')}`, `Note: ${lineOf(warning, 'en')}`);
	if (warningCount > warnings.length)
		output.note(`……另有 ${warningCount - warnings.length} 条提醒`, `… and ${warningCount - warnings.length} more notes`);
}

function lineOf({ file, row, column, zh, en, allowed }: ImportProblem, language: 'zh' | 'en'): string {
	const place = [
		file,
		...(row > 0 ? [language === 'zh' ? `第 ${row} 行` : `row ${row}`] : []),
		...(column ? [language === 'zh' ? `列 ${column}` : `column ${column}`] : [])
	].join(' ');
	const right = allowed ? (language === 'zh' ? `(可用：${allowed})` : ` (allowed: ${allowed})`) : '';
	return language === 'zh' ? `${place}:${zh}${right}` : `${place}: ${en}${right}`;
}
