/** The catalogue of operations, gates and rules as a document, derived from the definitions themselves. */
import { SIGNERS, type OperationDefinition } from '#lib/engine/define-operation.ts';
import type { Rule } from '#lib/engine/define-rule.ts';
import type { Field, Fields } from '#lib/engine/fields.ts';
import { PRESETS } from '#lib/engine/presets.ts';
import type { Registry } from '#lib/engine/registry.ts';

const CLASSES = { F: '事实 fact', O: '观测 observation', D: '决定 decision', P: '计划 plan', M: '主数据 master data' } as const;

/** Markdown of everything the registry knows, ascending by type. */
export function catalogue(registry: Registry): string {
	const operations = [...registry.operations].sort((a, b) => (a.type < b.type ? -1 : 1));
	return [
		'# Operations, presets and conflict rules',
		'',
		'Generated from the definitions (`npm run docs`); a test fails when it is out of date.',
		'',
		`${operations.length} operation types, ${registry.rules.length} conflict rules.`,
		'',
		'## Operations 操作',
		'',
		...operations.flatMap(describeOperation),
		'## Presets 预设',
		'',
		'| Preset | Gates | Separations | Fewer signers than the definition |',
		'| --- | --- | --- | --- |',
		...Object.values(PRESETS).map(
			({ id, labels, gates, separations, signers }) =>
				`| \`${id}\` ${labels.zh} ${labels.en} | ${pairs(gates)} | ${separations.join(', ')} | ${pairs(signers) || '–'} |`
		),
		'',
		'## Conflict rules 冲突规则',
		'',
		'| Rule | Code | 名称 Name | Owner | Hours |',
		'| --- | --- | --- | --- | --- |',
		...[...registry.rules]
			.sort((a, b) => ruleNumber(a) - ruleNumber(b))
			.map(
				(rule) =>
					`| ${rule.id} | \`${rule.code}\` | ${rule.labels.zh} ${rule.labels.en} | ${rule.owner.join(', ')} | ${rule.deadlineHours} |`
			),
		''
	].join('\n');
}

function describeOperation(definition: OperationDefinition): readonly string[] {
	const { type, tv, cls, level, nature, roles, labels, fields, gates = [], separations = [] } = definition;
	const decided =
		cls === 'D' ? ` · ${typeof nature === 'function' ? 'by content restricting or permitting' : (nature ?? 'permitting')}` : '';
	const signatures = SIGNERS[level] === 0 ? '' : ` (${SIGNERS[level]} signers)`;
	const checks = [...gates.map((gate) => gate.id), ...separations.map((check) => check.separation)];
	return [
		`### \`${type}\` v${tv} – ${labels.zh} · ${labels.en}`,
		'',
		`${CLASSES[cls]}${decided} · level ${level}${signatures} · roles ${roles === 'any' ? 'any' : roles.join(', ')}${checks.length > 0 ? ` · checks ${checks.join(', ')}` : ''}`,
		'',
		...(Object.keys(fields).length === 0 ? [] : ['| Field | 名称 Name | Kind |', '| --- | --- | --- |', ...fieldRows(fields, ''), ''])
	];
}

function fieldRows(fields: Fields, prefix: string): string[] {
	return Object.entries(fields).flatMap(([name, field]: [string, Field<unknown>]) => {
		const target = field.to ? ` → ${field.to}` : '';
		const choices = field.choices
			? `: ${Object.entries(field.choices)
					.map(([code, label]) => `\`${code}\` ${label.zh}`)
					.join(', ')}`
			: '';
		const row = `| \`${prefix}${name}\`${field.optional ? '' : ' *'} | ${field.label.zh} ${field.label.en} | ${field.kind}${target}${choices}${field.sealed ? ` · 加密 sealed (${field.sealed.as})` : ''} |`;
		return [row, ...(field.parts ? fieldRows(field.parts, `${prefix}${name}.`) : [])];
	});
}

function pairs(record: Readonly<Record<string, unknown>>): string {
	return Object.entries(record)
		.map(([name, value]) => `${name} ${String(value)}`)
		.join(', ');
}

function ruleNumber(rule: Rule): number {
	return Number(rule.id.slice(1));
}
