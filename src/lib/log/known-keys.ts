/**
 * Which signing keys were registered for which person, as known at each entry: founders' keys from the genesis on, others
 * from their `person.keyAdded` on – by causality, so that nobody is bound by a key nobody there could have known.
 *
 * Sets are shared between entries and never change; almost every entry has the very set of its predecessor.
 */
import type { JsonObject, JsonValue, Operation } from './operation.ts';

export type KnownKeys = ReadonlySet<string>;

export const NO_KEYS: KnownKeys = new Set();

export function isKeyOf(keys: KnownKeys, person: string, key: string): boolean {
	return keys.has(nameOf(person, key));
}

/** Everything in either set; one of the two themselves wherever that is enough. */
export function unionOfKeys(a: KnownKeys, b: KnownKeys): KnownKeys {
	if (a === b || isWithin(b, a)) return a;
	return isWithin(a, b) ? b : new Set([...a, ...b]);
}

/** The set after an operation that registers keys; the same set after any other. */
export function keysAfter(keys: KnownKeys, op: Operation): KnownKeys {
	if (op.org === '') {
		const founders: JsonValue | undefined = op.data['founders'];
		const registered = Array.isArray(founders) ? (founders as readonly JsonValue[]).flatMap(registeredBy) : [];
		return unionOfKeys(keys, new Set(registered));
	}
	return op.type === 'person.keyAdded' ? unionOfKeys(keys, new Set(registeredBy(op.data))) : keys;
}

function registeredBy(value: JsonValue): readonly string[] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
	const { person, key } = value as JsonObject;
	return typeof person === 'string' && typeof key === 'string' ? [nameOf(person, key)] : [];
}

function nameOf(person: string, key: string): string {
	return `${key} ${person}`;
}

function isWithin(part: KnownKeys, whole: KnownKeys): boolean {
	if (part.size > whole.size) return false;
	for (const name of part) if (!whole.has(name)) return false;
	return true;
}
