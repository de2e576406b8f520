/** What people paste, scan or arrive with: an invitation alone, or the address of the relay with the invitation behind `#`. */
import { parseInvitationCode } from '#lib/log/invitation.ts';

/** Path of the page that takes an invitation from its address. */
export const JOIN_PATH = '/join';

export interface ReadInvitationText {
	/** `suyuan-join:1…` */
	readonly code: string;
	/** Id of the company. */
	readonly org: string;
	/** Address of the relay before `/join#`; "" where the code came alone. */
	readonly relayUrl: string;
}

/** Undefined if there is no complete invitation in the text. Line breaks and spaces of a message are no part of it. */
export function readInvitationText(text: string): ReadInvitationText | undefined {
	const plain = text.replaceAll(/\s/gu, '');
	const at = plain.indexOf('#');
	const code = decode(at < 0 ? plain : plain.slice(at + 1));
	const invitation = parseInvitationCode(code);
	if (!invitation) return undefined;
	const address = at < 0 ? '' : plain.slice(0, at).replace(/\/+$/u, '');
	const relayUrl = address.endsWith(JOIN_PATH) ? address.slice(0, -JOIN_PATH.length) : '';
	return { code, org: invitation.org, relayUrl };
}

/** What a QR code of an invitation says: an address any telephone opens, or the code alone where there is no relay. */
export function invitationAddress(code: string, relayUrl: string): string {
	return relayUrl === '' ? code : `${relayUrl}${JOIN_PATH}#${code}`;
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
