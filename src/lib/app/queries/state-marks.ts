import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { identify, sterilityOf } from '#lib/modules/inventory/index.ts';
import { items } from '#lib/modules/master-data/index.ts';
import { holdsOn, quality } from '#lib/modules/quality/index.ts';
import type { StateMark } from '../views.ts';
import { subjectsOf } from './subjects.ts';

/** Recalls by the nodes in their scope; drills are told apart. */
export type RecallScopes = ReadonlyMap<string, { readonly drill: boolean }>;

/** Every axis of a node's state as of a day; joints have none. */
export function marksOf(read: Reader, node: string, day: string, scopes: RecallScopes): readonly StateMark[] {
	const identity = identify(read, node);
	if (identity.kind !== 'lot' && identity.kind !== 'unit') return [];
	const item = read.row(items, identity.item);
	// Of a single unit that was scrapped nothing else matters any more.
	if (identity.kind === 'unit' && read.ledger.movesOf(node).some(({ kind, standing }) => kind === 'scrapped' && standing !== 'void'))
		return [{ kind: 'scrapped' }];
	const subjects = subjectsOf(read, node);
	const status =
		subjects.map((subject) => read.row(quality, subject)).find((row) => row.disposition !== 'quarantine' || row.marketRelease !== '') ??
		read.row(quality, node);
	const marks: StateMark[] = [{ kind: 'disposition', value: status.disposition }];

	const holds = subjects.flatMap((subject) =>
		holdsOn(read, subject).map((held) => ({ ...held, own: held.from === subject && subject === node }))
	);
	const own = holds.filter((hold) => hold.own).length;
	if (holds.length > 0)
		marks.push({ kind: 'hold', own, inherited: holds.length - own, reason: holds.map(({ hold }) => hold.reason).join('; ') });

	const expiry = identity.row ? fieldText(identity.row, 'expiry') : '';
	if (expiry !== '' && expiry < day) marks.push({ kind: 'expired', expiry });
	if (item.fields['sterile'] === true && identity.lot !== '') marks.push({ kind: 'sterilisation', value: sterilityOf(read, identity.lot) });
	if (fieldText(item, 'class') === 'finished') marks.push({ kind: 'market', released: status.marketRelease !== '' });
	const recall = scopes.get(node);
	if (recall) marks.push({ kind: 'recall', drill: recall.drill });
	return marks;
}
