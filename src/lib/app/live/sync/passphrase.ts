/** Passphrases for files that leave the device: random enough for a file that anybody may copy, readable over the telephone. */
import { MIN_PASSPHRASE } from '#lib/sync/sealed-container.ts';

/** Crockford's base32: nothing that looks like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;
/** 80 bits, behind argon2id. */
export const SUGGESTED_CHARACTERS = 16;

/** A suggestion like `K7QM-3XRT-9WPB-5HNA` from as many random bytes. */
export function suggestPassphrase(random: (bytes: number) => Uint8Array): string {
	const characters = Array.from(random(SUGGESTED_CHARACTERS), (byte) => ALPHABET.charAt(byte & 31));
	const groups: string[] = [];
	for (let at = 0; at < characters.length; at += GROUP) groups.push(characters.slice(at, at + GROUP).join(''));
	return groups.join('-');
}

/** Whether a passphrase is long enough to be used. */
export function isLongEnough(passphrase: string): boolean {
	return Array.from(passphrase).length >= MIN_PASSPHRASE;
}
