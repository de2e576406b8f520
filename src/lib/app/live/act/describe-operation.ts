/** An operation's content as rows of label and text: what a person sees before signing, and nothing left out silently. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { FormField, OperationForm } from '../live-views.ts';

export interface DescribedField {
	/** Path in the data, e.g. `lines.0.qty`: stable key. */
	readonly path: string;
	readonly label: Bilingual;
	/** Position in a list, from 1; 0 outside. */
	readonly line: number;
	readonly value: DescribedValue;
}

export type DescribedValue =
	/** `kind:uid` of something with a name. */
	| { readonly kind: 'ref'; readonly key: string }
	| { readonly kind: 'quantity'; readonly value: string; readonly unit: string }
	| { readonly kind: 'words'; readonly text: Bilingual }
	| { readonly kind: 'flag'; readonly on: boolean }
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'sealed' };

/** What a uid has a name for. Other refs name what the operation itself brings into being; people have nothing to compare. */
export const NAMED_KINDS: readonly string[] = ['site', 'location', 'partner', 'person', 'item', 'lot', 'device', 'wo', 'receipt', 'so'];

const NODE = /^(?:lot|unit|load|batch|op):[\w-]{1,80}$/;

/** `isNamed` tells of further `kind:uid` that the screen can name. */
export function describeOperation(form: OperationForm, data: JsonObject, isNamed: (key: string) => boolean): readonly DescribedField[] {
	return describe(form.fields, data, '', 0, isNamed);
}

/** The `kind:uid` of every ref shown, to be looked up. */
export function refsShown(fields: readonly DescribedField[]): readonly string[] {
	return [...new Set(fields.flatMap(({ value }) => (value.kind === 'ref' ? [value.key] : [])))];
}

function describe(
	fields: readonly FormField[],
	data: JsonObject,
	prefix: string,
	line: number,
	isNamed: (key: string) => boolean
): DescribedField[] {
	return fields.flatMap((field): DescribedField[] => {
		const value = data[field.name];
		if (value === undefined) return [];
		const path = `${prefix}${field.name}`;
		const one = (described: DescribedValue, at = path): DescribedField[] => [{ path: at, label: field.label, line, value: described }];
		if (field.sealed) return one({ kind: 'sealed' });
		if (Array.isArray(value)) {
			if (field.parts.length > 0)
				return value.flatMap((part: JsonValue, index) =>
					isObject(part) ? describe(field.parts, part, `${path}.${String(index)}.`, index + 1, isNamed) : []
				);
			return value.flatMap((part: JsonValue, index) => one(valueOf(field, part, isNamed), `${path}.${String(index)}`));
		}
		if (field.kind === 'group' && isObject(value)) return describe(field.parts, value, `${path}.`, line, isNamed);
		if (field.kind === 'ref') {
			const key = `${field.to}:${String(value)}`;
			return NAMED_KINDS.includes(field.to) || isNamed(key) ? one({ kind: 'ref', key }) : [];
		}
		return one(valueOf(field, value, isNamed));
	});
}

function valueOf(field: FormField, value: JsonValue, isNamed: (key: string) => boolean): DescribedValue {
	if (typeof value === 'boolean') return { kind: 'flag', on: value };
	if (typeof value === 'string') {
		const choice = field.choices.find((one) => one.value === value);
		if (choice) return { kind: 'words', text: choice.label };
		return NODE.test(value) || isNamed(value) ? { kind: 'ref', key: value } : { kind: 'text', text: value };
	}
	if (isObject(value) && typeof value['value'] === 'string' && typeof value['unit'] === 'string')
		return { kind: 'quantity', value: value['value'], unit: value['unit'] };
	return { kind: 'text', text: typeof value === 'object' ? JSON.stringify(value) : String(value) };
}

function isObject(value: JsonValue): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
