/**
 * Electronic signatures: a person's key over what was done and what was shown. The action id (`dev`, `cmd`) is part of
 * the signed content and appears once in the log, so a signature cannot be copied to another act.
 */
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from './canonical.ts';
import type { Crypto, Signer } from './crypto.ts';
import type { ESignature, Operation, SignatureMeaning } from './operation.ts';

const DOMAIN = utf8('suyuan-sign-v1\n');

/** A person's signing key, unlocked by badge and PIN. */
export type PersonSigner = Signer;

export interface SigningContext {
	readonly person: string;
	readonly role: string;
	readonly meaning: SignatureMeaning;
	readonly method: string;
	readonly at: string;
	readonly shown: string;
}

type SignedPart = Pick<Operation, 'org' | 'dev' | 'cmd' | 'type' | 'tv' | 'refs' | 'data'>;

/** The bytes a person signs. */
export function signaturePayload(op: SignedPart, context: SigningContext, crypto: Crypto): Uint8Array {
	const { org, dev, cmd, type, tv, refs, data } = op;
	const { person, role, meaning, method, at, shown } = context;
	const content = {
		org,
		dev,
		cmd,
		type,
		tv,
		refs,
		data: toBase64Url(crypto.sha256(utf8(canonicalize(data)))),
		shown,
		person,
		role,
		meaning,
		method,
		at
	};
	return concatBytes(DOMAIN, utf8(canonicalize(content)));
}

export async function signOperation(op: SignedPart, context: SigningContext, signer: PersonSigner, crypto: Crypto): Promise<ESignature> {
	const { person, role, meaning, method, at, shown } = context;
	const sig = await signer.sign(signaturePayload(op, context, crypto));
	return { person, role, meaning, method, at, shown, key: toBase64Url(signer.publicKey), sig: toBase64Url(sig) };
}

/** Whether the signature is genuine for this content; for `op.cosigned` the content is that of its target. */
export function verifyESignature(op: SignedPart, signature: ESignature, crypto: Crypto): boolean {
	const key = fromBase64Url(signature.key);
	const sig = fromBase64Url(signature.sig);
	return key !== undefined && sig !== undefined && crypto.verify(key, signaturePayload(op, signature, crypto), sig);
}
