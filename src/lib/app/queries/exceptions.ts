import { ROLES, type Role } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import type { Exception } from '#lib/engine/exceptions.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import { formatUtc, parseInstant } from '#lib/kernel/instant.ts';
import type { ExceptionView } from '../views.ts';
import { describeOperation } from './operations.ts';
import { nameSubject } from './subjects.ts';

const HOUR_MS = 3_600_000;

/** An exception with names instead of ids; the most urgent deadline comes first. */
export function viewExceptions(engine: Engine, exceptions: readonly Exception[]): readonly ExceptionView[] {
	return exceptions
		.map((exception) => ({
			key: exception.key,
			rule: exception.rule,
			code: exception.code,
			title: titleOf(engine, exception.rule),
			status: exception.status,
			owners: exception.owner.map((role) => ROLES[role as Role] ?? { zh: role, en: role }),
			raisedAt: exception.raisedAt,
			deadline: formatUtc((parseInstant(exception.raisedAt) ?? 0) + exception.deadlineHours * HOUR_MS),
			explanation: exception.explanation,
			subjects: exception.subjects.map((subject) => nameSubject(engine, subject)).filter(({ label }) => label !== ''),
			operations: exception.ops.flatMap((id) => engine.op(id) ?? []).map((op) => describeOperation(engine, op))
		}))
		.sort((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : a.key < b.key ? -1 : 1));
}

export function titleOf(engine: Engine, rule: string): Bilingual {
	return engine.registry.rules.find((candidate) => candidate.id === rule)?.labels ?? { zh: rule, en: rule };
}
