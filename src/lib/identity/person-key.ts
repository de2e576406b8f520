/**
 * A person's signing key at rest: an Ed25519 seed under argon2id(PIN, badge secret) and AES-256-GCM, kept in the erasable
 * stream `keys/<person>`.
 *
 * A PIN alone could be guessed by whoever holds the wrapped key, and a log keeps what it once held for ever. Therefore the
 * badge (or the person's phone) adds 128 random bits that are stored nowhere else, and the wrap is never put into an
 * operation. With badge and PIN a person signs on any enrolled device, offline.
 */
import { fromBase64Url, toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { PersonSigner } from '#lib/log/e-signature.ts';
import { NONCE_BYTES } from '#lib/log/sealed.ts';
import { decrypt, encrypt, KEY_BYTES, type CipherPorts } from './aes-gcm.ts';
import { SALT_BYTES, STANDARD_KDF, type DeriveKey } from './argon2.ts';
import { BADGE_SECRET_BYTES, badgeTag } from './badge.ts';
import { agreementOf, type KeyAgreement } from './key-agreement.ts';
import { checkPin, type PinProblem } from './pin.ts';
import {
	checksumOf,
	readWrappedPersonKey,
	WRAP_VERSION,
	type WrapHead,
	type WrappedPersonKey,
	type WrapProblem
} from './wrapped-person-key.ts';

export interface PersonKeyPorts extends CipherPorts {
	readonly derive: DeriveKey;
	readonly createSigner: (seed: Uint8Array) => PersonSigner;
}

/** What a person brings along: 16 bytes from the badge, and the PIN in the head. */
export interface Credentials {
	readonly pin: string;
	readonly badgeSecret: Uint8Array;
}

/** Whose key it is; both uids are authenticated by the wrap. */
export interface KeyOwner {
	/** Id of the genesis entry. */
	readonly org: string;
	readonly person: string;
}

/** An unlocked person. Keep it no longer than the act needs: the seed lives inside both members. */
export interface UnlockedPerson {
	readonly person: string;
	readonly signer: PersonSigner;
	/** Opens the data keys of sealed fields that were wrapped for this person. */
	readonly agreement: KeyAgreement;
}

/** `wrong-pin-or-badge` is all that can be known: neither half can be tried alone. */
export type UnlockProblem = 'wrong-pin-or-badge' | WrapProblem;

export interface CreatedPersonKey {
	readonly unlocked: UnlockedPerson;
	/** For the stream `keys/<person>`. */
	readonly wrapped: WrappedPersonKey;
	/** To be printed (`formatBadge`) and forgotten. */
	readonly badgeSecret: Uint8Array;
}

/** A founder's key before the company has an id: it signs the genesis, and is wrapped once that exists. */
export interface FounderKey extends Omit<CreatedPersonKey, 'wrapped'> {
	/** Takes the id of the genesis entry. */
	readonly wrap: (org: string) => Promise<WrappedPersonKey>;
}

/** A new key with a new badge. Error: the PIN may not be used. */
export async function createPersonKey(
	ports: PersonKeyPorts,
	{ org, person }: KeyOwner,
	pin: string
): Promise<Result<CreatedPersonKey, PinProblem>> {
	const made = createFounderKey(ports, person, pin);
	if (!made.ok) return made;
	const { wrap, ...key } = made.value;
	return ok({ ...key, wrapped: await wrap(org) });
}

/** As `createPersonKey`, for those who sign the genesis: its id, which the wrap is bound to, depends on their keys. */
export function createFounderKey(ports: PersonKeyPorts, person: string, pin: string): Result<FounderKey, PinProblem> {
	const allowed = checkPin(pin);
	if (!allowed.ok) return allowed;
	const seed = ports.random(KEY_BYTES);
	const badgeSecret = ports.random(BADGE_SECRET_BYTES);
	return ok({
		unlocked: unlockedPerson(ports, person, seed),
		badgeSecret,
		wrap: (org) => wrapPersonKey(ports, { org, person }, seed, { pin, badgeSecret })
	});
}

/** Wraps a 32-byte seed with fresh salt and nonce. The PIN is taken as it is: whoever sets one checks it first. */
export async function wrapPersonKey(
	ports: PersonKeyPorts,
	owner: KeyOwner,
	seed: Uint8Array,
	{ pin, badgeSecret }: Credentials
): Promise<WrappedPersonKey> {
	const salt = ports.random(SALT_BYTES);
	const nonce = ports.random(NONCE_BYTES);
	const head: WrapHead = {
		v: WRAP_VERSION,
		org: owner.org,
		person: owner.person,
		key: toBase64Url(ports.createSigner(seed).publicKey),
		badge: badgeTag(badgeSecret),
		kdf: { name: 'argon2id', ...STANDARD_KDF, salt: toBase64Url(salt) }
	};
	const secret = await ports.derive({ pin, badgeSecret, salt, ...STANDARD_KDF });
	const ct = await encrypt(ports, secret, nonce, seed, context(head));
	const body = { ...head, nonce: toBase64Url(nonce), ct: toBase64Url(ct) };
	return { ...body, sum: checksumOf(body) };
}

/** Unlocks a stored key for one act. The record is whatever the stream holds; it is checked here. */
export async function unwrapPersonKey(
	ports: PersonKeyPorts,
	owner: KeyOwner,
	stored: unknown,
	credentials: Credentials
): Promise<Result<UnlockedPerson, UnlockProblem>> {
	const seed = await openSeed(ports, owner, stored, credentials);
	return seed.ok ? ok(unlockedPerson(ports, owner.person, seed.value)) : seed;
}

/** The record under a new PIN, for the same badge. The old record must be replaced everywhere: it still opens with the old PIN. */
export async function changePin(
	ports: PersonKeyPorts,
	owner: KeyOwner,
	stored: unknown,
	credentials: Credentials,
	newPin: string
): Promise<Result<WrappedPersonKey, UnlockProblem | PinProblem>> {
	const allowed = checkPin(newPin);
	if (!allowed.ok) return allowed;
	const seed = await openSeed(ports, owner, stored, credentials);
	return seed.ok ? ok(await wrapPersonKey(ports, owner, seed.value, { ...credentials, pin: newPin })) : seed;
}

export interface ReplacedBadge {
	readonly wrapped: WrappedPersonKey;
	readonly badgeSecret: Uint8Array;
}

/**
 * The record for a new badge, with the same PIN and the same signing key. It needs the old badge (worn, not lost): for a
 * lost one nobody can unwrap the seed, and the person gets a new key by `person.keyAdded`.
 */
export async function replaceBadge(
	ports: PersonKeyPorts,
	owner: KeyOwner,
	stored: unknown,
	credentials: Credentials
): Promise<Result<ReplacedBadge, UnlockProblem>> {
	const seed = await openSeed(ports, owner, stored, credentials);
	if (!seed.ok) return seed;
	const badgeSecret = ports.random(BADGE_SECRET_BYTES);
	return ok({ wrapped: await wrapPersonKey(ports, owner, seed.value, { ...credentials, badgeSecret }), badgeSecret });
}

async function openSeed(
	ports: PersonKeyPorts,
	owner: KeyOwner,
	stored: unknown,
	{ pin, badgeSecret }: Credentials
): Promise<Result<Uint8Array, UnlockProblem>> {
	const read = readWrappedPersonKey(stored);
	if (!read.ok) return read;
	const { kdf, ...wrapped } = read.value;
	const [salt, nonce, ct] = [fromBase64Url(kdf.salt), fromBase64Url(wrapped.nonce), fromBase64Url(wrapped.ct)];
	if (wrapped.org !== owner.org || wrapped.person !== owner.person || !salt || !nonce || !ct) return err('damaged');
	const secret = await ports.derive({ pin, badgeSecret, salt, memoryKib: kdf.memoryKib, passes: kdf.passes, lanes: kdf.lanes });
	const seed = await decrypt(ports, secret, nonce, ct, context({ ...wrapped, kdf, ...owner }));
	if (!seed) return err('wrong-pin-or-badge');
	const isItsKey = seed.length === KEY_BYTES && toBase64Url(ports.createSigner(seed).publicKey) === wrapped.key;
	return isItsKey ? ok(seed) : err('damaged');
}

function unlockedPerson(ports: PersonKeyPorts, person: string, seed: Uint8Array): UnlockedPerson {
	return { person, signer: ports.createSigner(seed), agreement: agreementOf(seed) };
}

/** Everything beside the ciphertext is authenticated, so that no wrap can be passed off as another person's or company's. */
function context({ v, org, person, key, badge, kdf }: WrapHead): Uint8Array {
	const { name, memoryKib, passes, lanes, salt } = kdf;
	return utf8(canonicalize({ v, org, person, key, badge, kdf: { name, memoryKib, passes, lanes, salt } }));
}
