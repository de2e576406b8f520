/** An operation's definition as a form sees it: everything a screen needs, and nothing it could get wrong. */
import { SIGNERS, type OperationDefinition } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import type { Field, Fields } from '#lib/engine/fields.ts';
import type { FormField, OperationForm } from '../live-views.ts';

/** The newest version of a type this program knows. */
export function definitionFor(engine: Engine, type: string): OperationDefinition | undefined {
	return engine.registry.operations
		.filter((definition) => definition.type === type)
		.reduce<OperationDefinition | undefined>((newest, next) => (newest && newest.tv > next.tv ? newest : next), undefined);
}

export function signersNeeded(engine: Engine, definition: OperationDefinition): number {
	return engine.preset.signers[definition.type] ?? SIGNERS[definition.level];
}

export function operationForm(engine: Engine, type: string): OperationForm | undefined {
	const definition = definitionFor(engine, type);
	if (!definition) return undefined;
	return {
		type,
		tv: definition.tv,
		cls: definition.cls,
		label: definition.labels,
		meaning: definition.meaning ?? 'performed',
		signers: signersNeeded(engine, definition),
		scanVerifies: engine.preset.scanVerifies && definition.fields['method']?.choices?.['scan'] !== undefined,
		roles: definition.roles === 'any' ? [] : definition.roles,
		signerRoles: definition.signerRoles ?? [],
		fields: formFields(definition.fields)
	};
}

function formFields(fields: Fields): readonly FormField[] {
	return Object.entries(fields).map(([name, value]) => {
		const field = value as Field<unknown>;
		return {
			name,
			kind: field.kind,
			label: field.label,
			optional: field.optional,
			sealed: field.sealed !== undefined,
			to: field.to ?? '',
			choices: Object.entries(field.choices ?? {}).map(([choice, label]) => ({ value: choice, label })),
			parts: field.parts ? formFields(field.parts) : []
		};
	});
}
