/**
 * Registers: entities by uid with their descriptive fields. The first creation in order stands, a second one for the same
 * uid is a `UID_CLASH`; later settings of a field win in causal order, and settings that did not know each other are both
 * kept and shown until someone chooses (multi-value register, domain.md §3.1).
 */
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import { defineView, type Input, type View } from './define-view.ts';
import type { Reader } from './reader.ts';

export interface RegisterChange {
	/** Creates the entity. */
	readonly create?: true;
	readonly fields: JsonObject;
}

export interface RegisterRow {
	/** Id of the creating operation; "" while only changes have arrived. */
	readonly createdBy: string;
	readonly fields: JsonObject;
	/** Further values that were set without knowing the shown one, by field. */
	readonly conflicts: Readonly<Record<string, readonly JsonValue[]>>;
	/** Later creations of the same uid. */
	readonly clashes: readonly string[];
}

export type Register = View<RegisterChange, RegisterRow>;

export function defineRegister(name: string): Register {
	return defineView<RegisterChange, RegisterRow>({ name, hashed: true, fold: foldRegister });
}

function foldRegister(inputs: readonly Input<RegisterChange>[], read: Reader): RegisterRow {
	let createdBy = '';
	const clashes: string[] = [];
	const settings: Record<string, Input<RegisterChange>[]> = {};
	for (const input of inputs) {
		if (!counts(input, read)) continue;
		if (input.value.create) {
			if (createdBy !== '') {
				clashes.push(input.op.id);
				continue;
			}
			createdBy = input.op.id;
		}
		for (const name of Object.keys(input.value.fields).sort()) (settings[name] ??= []).push(input);
	}
	const fields: Record<string, JsonValue> = {};
	const conflicts: Record<string, readonly JsonValue[]> = {};
	for (const name of Object.keys(settings).sort()) {
		const set = settings[name] ?? [];
		const shown = set.at(-1);
		if (!shown) continue;
		fields[name] = shown.value.fields[name] ?? null;
		const rivals = set.filter((other) => other !== shown && !set.some((later) => later !== other && read.isBefore(other.op, later.op)));
		if (rivals.length > 0) conflicts[name] = rivals.map((rival) => rival.value.fields[name] ?? null);
	}
	return { createdBy, fields, conflicts, clashes };
}

function counts(input: Input<RegisterChange>, read: Reader): boolean {
	if (input.op.cls === 'F' || input.op.cls === 'O') return read.standing(input.op) !== 'void';
	return read.verdict(input.op).effective;
}

/** A field as text; "" if unset. */
export function fieldText(row: RegisterRow, name: string): string {
	const value = row.fields[name];
	return typeof value === 'string' ? value : '';
}
