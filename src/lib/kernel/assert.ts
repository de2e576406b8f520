/** States an invariant; a violation is a bug and stops the act it happens in. */
export function assert(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(`invariant violated: ${what}`);
}
