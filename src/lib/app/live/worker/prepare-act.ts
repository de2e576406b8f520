/** From a request of a form to drafts that may be recorded, or to the refusal; on the host, which knows everything. */
import { grants } from '#lib/engine/authority.ts';
import { decide, type Act } from '#lib/engine/decide.ts';
import type { OperationDefinition } from '#lib/engine/define-operation.ts';
import type { Engine } from '#lib/engine/engine.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { OperationDraft, SigningRequest } from '#lib/log/chain-writer.ts';
import type { ActProblem } from '../acts.ts';
import type { Prepare, Prepared } from '../protocol.ts';
import { definitionFor, signersNeeded } from '../queries/operation-form.ts';

export interface PrepareContext {
	readonly engine: Engine;
	readonly org: string;
	readonly dev: string;
	/** Site of this device. */
	readonly site: string;
	/** Now, with the local offset. */
	readonly now: string;
}

/** Signing happens in the asking tab: `decide` only counts persons, and nothing here can sign. */
const NO_SIGNER = { publicKey: new Uint8Array(), sign: () => Promise.reject(new Error('signatures are made in the asking tab')) };

export function prepareAct(context: PrepareContext, { request, by, signers }: Prepare): Result<Prepared, ActProblem> {
	const { engine, org, dev, site, now } = context;
	const drafts: OperationDraft[] = [];
	const signing: Prepared['signing'][number][] = [];
	for (const [index, { type, data }] of request.operations.entries()) {
		const definition = definitionFor(engine, type);
		if (!definition) throw new Error(`no operation ${type} is defined`);
		const needed = signersNeeded(engine, definition);
		const role = request.role ?? roleFor(engine, definition.roles, by);
		const requests = (needed > 0 ? signers : []).map((person): SigningRequest => ({
			signer: NO_SIGNER,
			person,
			role: person === by && !definition.signerRoles ? role : roleFor(engine, definition.signerRoles ?? definition.roles, person),
			meaning: definition.meaning ?? 'performed',
			method: 'badge+pin',
			shown: ''
		}));
		const act: Act = {
			by,
			role,
			site,
			at: request.at ?? now,
			signers: requests,
			...(request.alreadyHappened === undefined ? {} : { alreadyHappened: request.alreadyHappened })
		};
		const decided = decide(definition, data, act, engine);
		if (!decided.ok) return err({ type: 'refused', refusal: decided.error, operation: index });
		const { signers: _signers, ...draft } = decided.value;
		drafts.push(draft);
		signing.push(requests.map(({ person, role: signerRole, meaning }) => ({ person, role: signerRole, meaning })));
	}
	return ok({ org, dev, drafts, signing });
}

/** The first of the fitting roles the person holds; else the first held, so that the refusal can name it. */
function roleFor(engine: Engine, fitting: OperationDefinition['roles'], person: string): string {
	const held = engine.row(grants, person);
	return held.find((role) => fitting === 'any' || (fitting as readonly string[]).includes(role)) ?? held[0] ?? '';
}
