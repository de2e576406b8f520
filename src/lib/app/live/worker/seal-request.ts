/** Between a form and the log: what a definition records sealed is encrypted here, and found again for those who may read it. */
import { grants, personKeys } from '#lib/engine/authority.ts';
import type { Role } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import type { Field, SealedClass } from '#lib/engine/fields.ts';
import type { CipherPorts } from '#lib/identity/aes-gcm.ts';
import { wrapDataKey, type KeyRecord, type Recipient } from '#lib/identity/key-record.ts';
import { createDataKey, sealField } from '#lib/identity/sealed-field.ts';
import { fromBase64Url } from '#lib/kernel/bytes.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import { findSealed, isSealed, placeOf, type SealedPlace } from '#lib/log/sealed.ts';
import { persons } from '#lib/modules/org/index.ts';
import type { ActRequest } from '../acts.ts';
import type { SealedItem } from '../protocol.ts';
import { definitionFor } from '../queries/operation-form.ts';

/** Who reads what is sealed, besides whoever entered it: those who have to call somebody, and those who deal in prices. */
export const READERS: Readonly<Record<SealedClass, readonly Role[]>> = {
	personal: ['OWN', 'QH', 'QA', 'RA', 'SA', 'AS', 'PU'],
	commercial: ['OWN', 'FI', 'PU', 'SA']
};

export interface SealContext {
	readonly engine: Engine;
	readonly ports: CipherPorts;
	/** Where it will be recorded. */
	readonly place: Omit<SealedPlace, 'path'>;
	/** Person uid of the author. */
	readonly by: string;
	/** Keeps the record of a data key; on disk when it resolves. */
	readonly put: (record: KeyRecord) => Promise<void>;
}

/** The operations with sealed values. What a field does not accept stays as it is: the judgement then names it. */
export async function sealRequest(context: SealContext, operations: ActRequest['operations']): Promise<ActRequest['operations']> {
	return Promise.all(
		operations.map(async ({ type, data }) => {
			const fields = definitionFor(context.engine, type)?.fields ?? {};
			const sealed: Record<string, JsonValue> = {};
			for (const [name, field] of Object.entries(fields)) {
				const value = data[name];
				if (value !== undefined) sealed[name] = await sealValue(context, field as Field<unknown>, name, value);
			}
			return { type, data: { ...data, ...sealed } };
		})
	);
}

/** Sealed values of operations with their places; `recordOf` finds the record of a data key. */
export async function sealedOf(
	engine: Engine,
	ops: readonly string[],
	recordOf: (kid: string) => Promise<KeyRecord | undefined>
): Promise<readonly SealedItem[]> {
	const found = ops.flatMap((id) => {
		const op = engine.op(id);
		return op ? findSealed(op.data as JsonObject).map(({ path, value }) => ({ op: id, path, value, place: placeOf(op.op, path) })) : [];
	});
	return Promise.all(
		found.map(async ({ op, path, value, place }) => ({
			op,
			field: path.slice(1),
			value,
			place,
			record: isSealed(value) ? await recordOf(value.kid) : undefined
		}))
	);
}

async function sealValue(context: SealContext, field: Field<unknown>, name: string, value: JsonValue): Promise<JsonValue> {
	if (!field.sealed || isSealed(value) || field.sealed.clear(value, name).length > 0) return value;
	const { engine, ports, place, by, put } = context;
	const dataKey = createDataKey(ports);
	const record = await wrapDataKey(ports, dataKey.kid, dataKey.key, readersOf(engine, field.sealed.as, by));
	const sealed = await sealField(ports, value, dataKey, { ...place, path: `/${name}` });
	if (!record.ok || !sealed.ok) return value;
	// Kept before the value is recorded: a value without its key is lost for everybody.
	await put(record.value);
	return sealed.value;
}

function readersOf(engine: Engine, as: SealedClass, by: string): readonly Recipient[] {
	const may = (person: string) =>
		person === by || engine.row(grants, person).some((role) => (READERS[as] as readonly string[]).includes(role));
	return engine
		.keys(persons)
		.filter(may)
		.flatMap((person) =>
			engine.row(personKeys, person).flatMap((key) => {
				const publicKey = fromBase64Url(key);
				return publicKey ? [{ person, publicKey }] : [];
			})
		);
}
