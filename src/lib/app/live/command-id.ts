import { toBase64Url } from '#lib/kernel/bytes.ts';

/** 128 bits: two of them are never equal. */
export const COMMAND_ID_BYTES = 16;

/** Id of one user action, or uid of something an action creates. Made once, when the form opens: a retry then records once. */
export function newCommandId(): string {
	return toBase64Url(crypto.getRandomValues(new Uint8Array(COMMAND_ID_BYTES)));
}
