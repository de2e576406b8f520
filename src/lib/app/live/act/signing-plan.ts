/** Who has to sign a user action, from the definitions of its operations. */
import type { JsonObject } from '#lib/log/operation.ts';
import type { OperationForm } from '../live-views.ts';

export interface SigningPlan {
	/** Distinct persons; 0 where confirming is enough. */
	readonly count: number;
	/** Codes of which each signer holds at least one; empty where every role will do. */
	readonly roles: readonly string[];
	/** Fewer signatures can be recorded and completed by a later co-signature: everything is a fact. */
	readonly canCompleteLater: boolean;
	/** Definitions that ask for signatures, each once: what the signature says. */
	readonly signed: readonly OperationForm[];
}

/** Forms of operations that still ask for signatures: what an exact scan verified asks for none (扫码即复核). */
export function formsToSign(
	forms: readonly OperationForm[],
	operations: readonly { readonly type: string; readonly data: JsonObject }[]
): readonly OperationForm[] {
	return forms.filter(
		({ type, scanVerifies }) =>
			!scanVerifies || operations.some((operation) => operation.type === type && operation.data['method'] !== 'scan')
	);
}

/** The same persons sign every operation of the action, so the strictest definition counts. */
export function signingPlan(forms: readonly OperationForm[]): SigningPlan {
	const signed = forms.filter((form) => form.signers > 0);
	const allowed = signed.map((form) => (form.signerRoles.length > 0 ? form.signerRoles : form.roles)).filter((roles) => roles.length > 0);
	const [first = [], ...others] = allowed;
	return {
		count: Math.max(0, ...signed.map((form) => form.signers)),
		roles: first.filter((role) => others.every((roles) => roles.includes(role))),
		canCompleteLater: signed.every((form) => form.cls !== 'D'),
		signed: signed.filter(({ type }, at) => signed.findIndex((form) => form.type === type) === at)
	};
}

/** Whether a person with these roles may be one of the signers. */
export function maySign(plan: SigningPlan, roles: readonly { readonly code: string }[]): boolean {
	return plan.roles.length === 0 || roles.some(({ code }) => plan.roles.includes(code));
}
