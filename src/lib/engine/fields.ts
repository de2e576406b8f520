/**
 * The fields of an operation's data. One description serves every purpose: it checks what is written and what arrives,
 * draws the form, heads the import template, words the audit trail and feeds the data dictionary.
 *
 * A check never changes a value; reading a person's input (trimming, widths, lenient dates) happens before writing.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import { isSealed, type SealedValue } from '#lib/log/sealed.ts';
import { amountOf } from '#lib/kernel/decimal.ts';
import { parsePlainDate } from '#lib/kernel/plain-date.ts';

export interface FieldProblem {
	/** Path from the data's root, e.g. `lines.3.qty`. */
	readonly path: string;
	readonly code:
		| 'missing'
		| 'unknown-field'
		| 'wrong-type'
		| 'not-allowed'
		| 'too-long'
		| 'not-a-quantity'
		| 'not-positive'
		| 'not-a-date'
		| 'empty'
		| 'not-sealed';
}

export type FieldKind = 'text' | 'ref' | 'quantity' | 'date' | 'instant' | 'choice' | 'flag' | 'count' | 'list' | 'group' | 'record';

export interface Field<T> {
	readonly kind: FieldKind;
	readonly label: Bilingual;
	readonly optional: boolean;
	/** What a `ref` points to, the values of a `choice`, the parts of a `list` or `group`. */
	readonly to?: string;
	readonly choices?: Readonly<Record<string, Bilingual>>;
	readonly parts?: Fields;
	/** The recorded value is encrypted; `kind` and the rest describe what a person enters. */
	readonly sealed?: { readonly as: SealedClass; readonly clear: Field<unknown>['check'] };
	readonly check: (value: JsonValue, path: string) => readonly FieldProblem[];
	/** Carries the value's type; never present at run time. */
	readonly example?: T;
}

/** Why a value is sealed: trade secrets are kept from colleagues, personal data must also be erasable. */
export type SealedClass = 'commercial' | 'personal';

// A record of fields whose value types differ; each is checked where it is defined.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Fields = Readonly<Record<string, Field<any>>>;

/** Quantity as stored: exact decimal text in the item's stock unit, with what was entered where that differed. */
export interface StoredQuantity extends JsonObject {
	readonly value: string;
	readonly unit: string;
}

type Optional<F extends Fields> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? K : never }[keyof F];
type ValueOf<T> = T extends Field<infer V> ? V : never;
/** The data type of a set of fields. */
export type DataOf<F extends Fields> = { readonly [K in Exclude<keyof F, Optional<F>>]: ValueOf<F[K]> } & {
	readonly [K in Optional<F>]?: Exclude<ValueOf<F[K]>, undefined>;
};

const MAX_TEXT = 2000;
export const MAX_LINES = 1000;

function field<T>(
	kind: FieldKind,
	label: readonly [zh: string, en: string],
	check: Field<T>['check'],
	more: Partial<Field<T>> = {}
): Field<T> {
	return { kind, label: { zh: label[0], en: label[1] }, optional: false, check, ...more };
}

function wrong(path: string, code: FieldProblem['code']): readonly FieldProblem[] {
	return [{ path, code }];
}

type Label = readonly [zh: string, en: string];

export function text(label: Label): Field<string> {
	return field('text', label, (value, path) =>
		typeof value !== 'string'
			? wrong(path, 'wrong-type')
			: value === ''
				? wrong(path, 'empty')
				: value.length > MAX_TEXT
					? wrong(path, 'too-long')
					: []
	);
}

/** Uid of an entity of the given kind. */
export function ref(to: string, label: Label): Field<string> {
	return field('ref', label, (value, path) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? [] : wrong(path, 'wrong-type')), {
		to
	});
}

export function quantity(label: Label): Field<StoredQuantity> {
	return field('quantity', label, (value, path) => {
		const stored = value as Partial<StoredQuantity> | null;
		if (typeof stored !== 'object' || stored === null || typeof stored.value !== 'string' || typeof stored.unit !== 'string')
			return wrong(path, 'not-a-quantity');
		const amount = amountOf(stored.value);
		return amount === undefined ? wrong(path, 'not-a-quantity') : amount <= 0n ? wrong(path, 'not-positive') : [];
	});
}

export function date(label: Label): Field<string> {
	return field('date', label, (value, path) => (typeof value === 'string' && parsePlainDate(value).ok ? [] : wrong(path, 'not-a-date')));
}

export function choice<const C extends Readonly<Record<string, Label>>>(label: Label, choices: C): Field<Extract<keyof C, string>> {
	const named = Object.fromEntries(Object.entries(choices).map(([code, [zh, en]]) => [code, { zh, en }]));
	return field('choice', label, (value, path) => (typeof value === 'string' && value in named ? [] : wrong(path, 'not-allowed')), {
		choices: named
	});
}

/** What a choice field allows, by code: import templates and filters offer the very same. */
export function choicesOf<C extends string>(field: Field<C>): Readonly<Record<C, Bilingual>> {
	if (!field.choices) throw new Error(`${field.label.en} is no choice`);
	return field.choices as Readonly<Record<C, Bilingual>>;
}

export function flag(label: Label): Field<boolean> {
	return field('flag', label, (value, path) => (typeof value === 'boolean' ? [] : wrong(path, 'wrong-type')));
}

/** A whole number, not negative. */
export function count(label: Label): Field<number> {
	return field('count', label, (value, path) =>
		typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? [] : wrong(path, 'wrong-type')
	);
}

export function group<F extends Fields>(label: Label, parts: F): Field<DataOf<F>> {
	return field<DataOf<F>>('group', label, (value, path) => checkFields(parts, value, path), { parts });
}

/** One to `MAX_LINES` groups; without `parts`, of plain texts. */
export function list<F extends Fields>(label: Label, parts: F): Field<readonly DataOf<F>[]> {
	return field<readonly DataOf<F>[]>(
		'list',
		label,
		(value, path) =>
			!Array.isArray(value)
				? wrong(path, 'wrong-type')
				: value.length > MAX_LINES
					? wrong(path, 'too-long')
					: value.flatMap((line: JsonValue, index) => checkFields(parts, line, `${path}.${index}`)),
		{ parts }
	);
}

export function texts(label: Label): Field<readonly string[]> {
	return field<readonly string[]>('list', label, (value, path) =>
		!Array.isArray(value) || value.some((one) => typeof one !== 'string')
			? wrong(path, 'wrong-type')
			: value.length > MAX_LINES
				? wrong(path, 'too-long')
				: []
	);
}

/** Free structured content that no view reads (parameters, evidence). */
export function record(label: Label): Field<JsonObject> {
	return field<JsonObject>('record', label, (value, path) =>
		typeof value === 'object' && value !== null && !Array.isArray(value) ? [] : wrong(path, 'wrong-type')
	);
}

/**
 * A field whose value is recorded encrypted (`identity/sealed-field.ts`); clear text is refused. Whoever seals a value
 * checks it with `sealed.clear` first. No gate, rule, hashed view or approval policy may read it.
 */
export function sealed<T>(inner: Field<T>, as: SealedClass): Field<SealedValue> {
	return {
		...(inner as Field<never>),
		sealed: { as, clear: inner.check },
		check: (value, path) => (isSealed(value) ? [] : wrong(path, 'not-sealed'))
	};
}

export function optional<T>(inner: Field<T>): Field<T | undefined> {
	return { ...inner, optional: true } as Field<T | undefined>;
}

/** Checks data against fields; unknown fields are named too, so that nothing is carried along unseen. */
export function checkFields(fields: Fields, value: JsonValue, path = ''): readonly FieldProblem[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(path, 'wrong-type');
	const data = value as JsonObject;
	const problems: FieldProblem[] = [];
	const prefix = path === '' ? '' : `${path}.`;
	for (const [name, definition] of Object.entries(fields)) {
		const part = data[name];
		if (part === undefined) {
			if (!definition.optional) problems.push({ path: prefix + name, code: 'missing' });
		} else problems.push(...definition.check(part, prefix + name));
	}
	for (const name of Object.keys(data)) if (!(name in fields)) problems.push({ path: prefix + name, code: 'unknown-field' });
	return problems;
}
