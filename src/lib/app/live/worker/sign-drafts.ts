/** Electronic signatures of the persons at this terminal over prepared drafts. Their keys never leave the tab's worker. */
import type { UnlockedPerson } from '#lib/identity/person-key.ts';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { signOperation } from '#lib/log/e-signature.ts';
import type { DeviceId, ESignature, SignatureMeaning } from '#lib/log/operation.ts';
import type { Prepared } from '../protocol.ts';

export interface SigningPorts {
	readonly crypto: Crypto;
	/** Language in which the dialog showed the content. */
	readonly locale: string;
	readonly unlocked: ReadonlyMap<string, UnlockedPerson>;
}

/** How the persons were authenticated. */
const METHOD = 'badge+pin';
/** What the dialog shows: definition label, field labels and values, in this arrangement. */
const TEMPLATE = 'sign-dialog/1';

/** The drafts with `signs`. Throws if somebody who is to sign was not unlocked: the caller has seen to that. */
export async function signDrafts(prepared: Prepared, cmd: string, ports: SigningPorts): Promise<readonly OperationDraft[]> {
	const { org, dev, drafts, signing } = prepared;
	const signed: OperationDraft[] = [];
	for (const [index, draft] of drafts.entries()) {
		const signs: ESignature[] = [];
		for (const { person, role, meaning } of signing[index] ?? []) {
			const who = ports.unlocked.get(person);
			if (!who) throw new Error(`${person} is not unlocked`);
			const op = { ...draft, org, dev: dev as DeviceId, cmd: [cmd, index + 1, drafts.length] as const };
			const shown = toBase64Url(ports.crypto.sha256(utf8(canonicalize({ template: TEMPLATE, locale: ports.locale, values: draft.data }))));
			const context = { person, role, meaning: meaning as SignatureMeaning, method: METHOD, at: draft.at, shown };
			signs.push(await signOperation(op, context, who.signer, ports.crypto));
		}
		signed.push(signs.length > 0 ? { ...draft, signs } : draft);
	}
	return signed;
}
