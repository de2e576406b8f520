/** Which columns of a list are shown: those of the list that the look does not turn round. */
export function shownColumns<C extends { readonly key: string; readonly fixed?: boolean; readonly hidden?: boolean }>(
	columns: readonly C[],
	turned: readonly string[]
): readonly C[] {
	return columns.filter((column) => column.fixed === true || turned.includes(column.key) === (column.hidden ?? false));
}
