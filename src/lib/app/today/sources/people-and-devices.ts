/** Records of revoked or forked devices that wait for a verdict, and people who have a role but no key to sign with. */
import { grants, personKeys } from '#lib/engine/authority.ts';
import { fieldText } from '#lib/engine/register.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { persons } from '#lib/modules/org/index.ts';
import { deviceCode } from '../../queries/operations.ts';
import { dueAfter } from '../rules.ts';
import { PLAIN, type Matter, type TaskSource } from '../task.ts';

export const peopleAndDevices: TaskSource = {
	name: 'people and devices',
	find(_facts, engine) {
		const held = engine.heldDevices().flatMap(({ dev, seq, ops }): Matter[] => {
			let count = 0;
			for (let at = seq; ; at++) {
				const op = engine.log.at(dev, at);
				if (!op) break;
				if (engine.standing(op) === 'held') count++;
			}
			if (count === 0) return [];
			const since = parseInstant(engine.op(ops.at(-1) ?? '')?.rec ?? '') ?? 0;
			return [
				{
					...PLAIN,
					key: `held-records|device:${dev}`,
					kind: 'held-records',
					since,
					due: dueAfter('held-records', since),
					roles: ['IT', 'QH'],
					subject: { id: '', label: deviceCode(engine, dev) },
					words: { count: String(count) }
				}
			];
		});
		const keyless = engine.keys(persons).flatMap((person): Matter[] => {
			if (engine.row(grants, person).length === 0 || engine.row(personKeys, person).length > 0) return [];
			const row = engine.row(persons, person);
			const since = parseInstant(engine.op(row.createdBy)?.at ?? '') ?? 0;
			return [
				{
					...PLAIN,
					key: `person-key|person:${person}`,
					kind: 'person-key',
					since,
					due: dueAfter('person-key', since),
					roles: ['IT', 'OWN'],
					subject: { id: '', label: fieldText(row, 'name') }
				}
			];
		});
		return [...held, ...keyless];
	}
};
