import { assert } from '#lib/kernel/assert.ts';
import type { OperationDefinition } from './define-operation.ts';
import type { AnyView } from './define-view.ts';
import type { Rule } from './define-rule.ts';

/** What one business module brings to the engine. */
export interface ModuleDefinitions {
	// Definitions differ in their data types; each is checked where it is written.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	readonly operations: readonly any[];
	readonly views: readonly AnyView[];
	readonly rules: readonly Rule[];
}

/** Everything the engine knows how to interpret. */
export class Registry {
	readonly views: readonly AnyView[];
	readonly rules: readonly Rule[];
	readonly #operations = new Map<string, OperationDefinition>();

	constructor(modules: readonly ModuleDefinitions[]) {
		for (const definition of modules.flatMap((module) => module.operations) as OperationDefinition[]) {
			const key = operationKey(definition.type, definition.tv);
			assert(!this.#operations.has(key), `operation ${key} is defined once`);
			this.#operations.set(key, definition);
		}
		this.views = modules.flatMap((module) => module.views);
		this.rules = modules.flatMap((module) => module.rules);
		assert(new Set(this.views.map((view) => view.name)).size === this.views.length, 'view names are unique');
	}

	/** Definition for a type and version; undefined if this program does not know it. */
	operation(type: string, tv: number): OperationDefinition | undefined {
		return this.#operations.get(operationKey(type, tv));
	}

	get operations(): readonly OperationDefinition[] {
		return [...this.#operations.values()];
	}
}

function operationKey(type: string, tv: number): string {
	return `${type}@${tv}`;
}
