/** States an invariant; a violation is a bug and stops the act it happens in. */
export function assert(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(`invariant violated: ${what}`);
}

/** Makes a switch over a union exhaustive: adding a member without a case is a type error. */
export function assertNever(value: never): never {
	throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
