/**
 * Data while a form is being filled in: like an operation's data, but texts may be empty and quantities unfinished. Empty
 * values are left out of what is recorded; everything else goes in exactly as entered.
 */
import { amountOf } from '#lib/kernel/decimal.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { FormField } from '../live-views.ts';

export type FormProblemCode = 'required' | 'quantity' | 'count';

export interface FormProblem {
	/** As in `FieldProblem`. */
	readonly path: string;
	readonly code: FormProblemCode;
}

/** Without empty texts, empty lists and unfinished quantities. */
export function withoutEmpty(fields: readonly FormField[], data: JsonObject): JsonObject {
	const clean: Record<string, JsonValue> = {};
	for (const [name, value] of Object.entries(data)) {
		const field = fields.find((one) => one.name === name);
		const kept = field ? cleanValue(field, value) : value;
		if (kept !== undefined) clean[name] = kept;
	}
	return clean;
}

function cleanValue(field: FormField, value: JsonValue): JsonValue | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
	if (field.kind === 'quantity' && isObject(value)) return value['value'] === '' ? undefined : value;
	if (Array.isArray(value)) {
		const items: readonly JsonValue[] = value;
		if (field.parts.length === 0) return items.filter((one) => one !== '');
		return items.map((one) => (isObject(one) ? withoutEmpty(field.parts, one) : one));
	}
	if (field.kind === 'group' && isObject(value)) {
		const group = withoutEmpty(field.parts, value);
		return Object.keys(group).length === 0 && field.optional ? undefined : group;
	}
	return value;
}

/** What a person has to complete before anything is asked of the worker. Of cleaned data. */
export function problemsIn(fields: readonly FormField[], data: JsonObject, prefix = ''): readonly FormProblem[] {
	return fields.flatMap((field): readonly FormProblem[] => {
		const path = `${prefix}${field.name}`;
		const value = data[field.name];
		if (value === undefined) return field.optional ? [] : [{ path, code: 'required' }];
		if (field.kind === 'quantity') return isPositive(value) ? [] : [{ path, code: 'quantity' }];
		if (field.kind === 'count')
			return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? [] : [{ path, code: 'count' }];
		if (field.kind === 'group' && isObject(value)) return problemsIn(field.parts, value, `${path}.`);
		if (field.kind === 'list' && Array.isArray(value)) {
			const items: readonly JsonValue[] = value;
			if (items.length === 0 && !field.optional) return [{ path, code: 'required' }];
			return field.parts.length === 0
				? []
				: items.flatMap((one, at) => (isObject(one) ? problemsIn(field.parts, one, `${path}.${String(at)}.`) : []));
		}
		return [];
	});
}

/** The fields with some of them required that the definition leaves open, by path without list positions. */
export function withRequired(fields: readonly FormField[], required: readonly string[], prefix = ''): readonly FormField[] {
	return fields.map((field) => ({
		...field,
		optional: field.optional && !required.includes(`${prefix}${field.name}`),
		parts: withRequired(field.parts, required, `${prefix}${field.name}.`)
	}));
}

function isPositive(value: JsonValue): boolean {
	if (!isObject(value) || typeof value['value'] !== 'string' || typeof value['unit'] !== 'string' || value['unit'] === '') return false;
	return (amountOf(value['value']) ?? 0n) > 0n;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
