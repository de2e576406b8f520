/** Which operations name a subject. Subjects of an operation never change, so what was looked through once is not looked at again. */
import type { Engine } from '#lib/engine/engine.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';

interface Index {
	seen: number;
	/** Arrival numbers by subject, ascending. */
	readonly bySubject: Map<string, number[]>;
}

const indexes = new WeakMap<Engine, Index>();

/** Operations that name a subject `kind:uid`, in order of arrival. */
export function opsNaming(engine: Engine, subject: string): readonly RecordedOp[] {
	return (indexOf(engine).bySubject.get(subject) ?? []).flatMap((at) => engine.log.opAt(at) ?? []);
}

function indexOf(engine: Engine): Index {
	let index = indexes.get(engine);
	if (!index) indexes.set(engine, (index = { seen: 0, bySubject: new Map() }));
	const { table, size } = engine.log;
	for (; index.seen < size; index.seen++)
		for (const ref of table.refs(index.seen)) {
			const known = index.bySubject.get(ref);
			if (known) known.push(index.seen);
			else index.bySubject.set(ref, [index.seen]);
		}
	return index;
}
