/** Asking beforehand, so that whoever may not do something is told why before typing a PIN. */
import type { JsonObject } from '#lib/log/operation.ts';
import type { ActProblem } from '../acts.ts';
import { newCommandId } from '../command-id.ts';
import { company } from '../open-company.svelte.ts';

interface Attempted {
	readonly type: string;
	readonly data: JsonObject;
}

/** What stands against it, apart from the signatures that are still to be given. */
export async function mayAttempt(operations: readonly Attempted[]): Promise<ActProblem | undefined> {
	const by = company.session?.person;
	if (by === undefined) return { type: 'no-session' };
	const cmd = newCommandId();
	for (const operation of operations) {
		// One by one: the first that lacks signatures would hide what stands against the next.
		const data = { ...STAND_INS[operation.type], ...operation.data };
		const judged = await company.ask('prepare', { request: { cmd, operations: [{ type: operation.type, data }] }, by, signers: [] });
		if (!judged.ok && !(judged.error.type === 'refused' && judged.error.refusal.type === 'signatures-missing')) return judged.error;
	}
	return undefined;
}

/** A badge as the signing dialog shows it; the worker makes the key and adds it. */
export function keyAdded(person: string): Attempted {
	return { type: 'person.keyAdded', data: { person } };
}

const STAND_IN = 'A'.repeat(22);
/** What the worker adds when it is recorded. */
const STAND_INS: Readonly<Record<string, JsonObject>> = {
	'person.keyAdded': { key: STAND_IN },
	'device.invited': { device: STAND_IN, inviteKey: STAND_IN }
};
