/**
 * A file under a passphrase: for bundles that leave by USB stick or chat.
 *
 * Layout, all numbers big-endian:
 *
 * | bytes | content |
 * | --- | --- |
 * | 8 | `SUYUANX1` – format and version |
 * | 4 | argon2id memory in KiB |
 * | 2 | argon2id passes |
 * | 2 | argon2id lanes |
 * | 16 | salt |
 * | 12 | nonce of the check and base of the nonces of the parts |
 * | 20 | check: 4 zero bytes under AES-256-GCM, with tag |
 * | 8 | bytes of the content |
 * | … | parts of 1 MiB of content (the last may be shorter), each followed by its 16-byte tag |
 *
 * Key: argon2id(passphrase as NFC UTF-8, salt), 32 bytes. Nonce of the check: the base; of part `i` (from 0): the base with
 * its last four bytes, as a number, increased by `i` + 1. Additional data of the check: the 32 bytes before the nonce; of a
 * part: everything before the parts, and the part's number in 4 bytes. So parts cannot be reordered, left out or taken from
 * another file, and a wrong passphrase is told apart from damage.
 */
import { concatBytes, utf8 } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { decrypt, encrypt, type CipherPorts } from '#lib/identity/aes-gcm.ts';
import {
	MAX_ARGON2_MEMORY_KIB,
	MAX_ARGON2_PASSES,
	SALT_BYTES,
	STANDARD_KDF,
	type DeriveKey,
	type KdfParameters
} from '#lib/identity/argon2.ts';

export interface ContainerPorts extends CipherPorts {
	readonly derive: DeriveKey;
}

export type ContainerProblem =
	| 'wrong-passphrase'
	| 'damaged'
	/** Made by a version after this one. */
	| 'newer-version'
	/** Asks for more memory or time than a device may be made to spend, or is larger than a bundle may be. */
	| 'over-limit'
	| 'passphrase-too-short';

/** Characters of a passphrase. Four random words, or what a password manager makes. */
export const MIN_PASSPHRASE = 10;
export const MAX_PASSPHRASE = 1024;
/** Content of one container. */
export const MAX_CONTAINER_BYTES = 1_500_000_000;
export const PART_BYTES = 1024 * 1024;

const MAGIC = utf8('SUYUANX1');
const MAGIC_STEM = utf8('SUYUANX');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CHECK = new Uint8Array(4);
const CHECK_BYTES = CHECK.length + TAG_BYTES;
const KDF_AT = MAGIC.length;
const SALT_AT = KDF_AT + 8;
const NONCE_AT = SALT_AT + SALT_BYTES;
const CHECK_AT = NONCE_AT + NONCE_BYTES;
const LENGTH_AT = CHECK_AT + CHECK_BYTES;
export const HEADER_BYTES = LENGTH_AT + 8;
const MAX_LANES = 4;

/** Whether a file begins like a container, of whatever version. */
export function isContainer(file: Uint8Array): boolean {
	return MAGIC_STEM.every((byte, index) => file[index] === byte);
}

/** Encrypts. `onPart` hears how many bytes are done. */
export async function sealContainer(
	ports: ContainerPorts,
	content: Uint8Array,
	passphrase: string,
	onPart: (bytes: number) => void = () => undefined,
	kdf: KdfParameters = STANDARD_KDF
): Promise<Result<Uint8Array, ContainerProblem>> {
	if (Array.from(passphrase).length < MIN_PASSPHRASE) return err('passphrase-too-short');
	if (passphrase.length > MAX_PASSPHRASE || content.length > MAX_CONTAINER_BYTES) return err('over-limit');
	const head = new Uint8Array(HEADER_BYTES);
	const view = new DataView(head.buffer);
	head.set(MAGIC);
	view.setUint32(KDF_AT, kdf.memoryKib);
	view.setUint16(KDF_AT + 4, kdf.passes);
	view.setUint16(KDF_AT + 6, kdf.lanes);
	const salt = ports.random(SALT_BYTES);
	head.set(salt, SALT_AT);
	head.set(ports.random(NONCE_BYTES), NONCE_AT);
	const key = await keyOf(ports, passphrase, salt, kdf);
	head.set(await encrypt(ports, key, nonceOf(head, 0), CHECK, head.subarray(0, NONCE_AT)), CHECK_AT);
	view.setBigUint64(LENGTH_AT, BigInt(content.length));
	const parts: Uint8Array[] = [head];
	for (let at = 0, index = 0; at < content.length; at += PART_BYTES, index++) {
		const part = content.subarray(at, at + PART_BYTES);
		parts.push(await encrypt(ports, key, nonceOf(head, index + 1), part, partContext(head, index)));
		onPart(at + part.length);
	}
	return ok(concatBytes(...parts));
}

/** Decrypts and checks all of it. */
export async function openContainer(
	ports: ContainerPorts,
	file: Uint8Array,
	passphrase: string,
	onPart: (bytes: number) => void = () => undefined
): Promise<Result<Uint8Array<ArrayBuffer>, ContainerProblem>> {
	if (!isContainer(file)) return err('damaged');
	if (!MAGIC.every((byte, index) => file[index] === byte)) return err('newer-version');
	if (file.length < HEADER_BYTES) return err('damaged');
	const head = file.subarray(0, HEADER_BYTES);
	const view = new DataView(file.buffer, file.byteOffset, HEADER_BYTES);
	const kdf: KdfParameters = { memoryKib: view.getUint32(KDF_AT), passes: view.getUint16(KDF_AT + 4), lanes: view.getUint16(KDF_AT + 6) };
	const length = Number(view.getBigUint64(LENGTH_AT));
	if (kdf.memoryKib > MAX_ARGON2_MEMORY_KIB || kdf.passes > MAX_ARGON2_PASSES || kdf.lanes > MAX_LANES) return err('over-limit');
	// argon2 wants 8 KiB for every lane.
	if (kdf.passes < 1 || kdf.lanes < 1 || kdf.memoryKib < 8 * kdf.lanes) return err('damaged');
	if (passphrase.length > MAX_PASSPHRASE || length > MAX_CONTAINER_BYTES) return err('over-limit');
	const count = Math.ceil(length / PART_BYTES);
	const key = await keyOf(ports, passphrase, file.slice(SALT_AT, NONCE_AT), kdf);
	const check = await decrypt(ports, key, nonceOf(head, 0), file.subarray(CHECK_AT, LENGTH_AT), head.subarray(0, NONCE_AT));
	if (!check) return err('wrong-passphrase');
	if (file.length !== HEADER_BYTES + length + count * TAG_BYTES) return err('damaged');
	const content = new Uint8Array(length);
	for (let index = 0, at = HEADER_BYTES; index < count; index++) {
		const sealed = file.subarray(at, at + PART_BYTES + TAG_BYTES);
		const part = await decrypt(ports, key, nonceOf(head, index + 1), sealed, partContext(head, index));
		if (!part) return err('damaged');
		content.set(part, index * PART_BYTES);
		onPart(index * PART_BYTES + part.length);
		at += sealed.length;
	}
	return ok(content);
}

function keyOf(ports: ContainerPorts, passphrase: string, salt: Uint8Array, kdf: KdfParameters): Promise<Uint8Array> {
	// A passphrase typed on another keyboard must be the same bytes; this normalises on writing and on reading alike.
	return ports.derive({ pin: passphrase.normalize('NFC'), badgeSecret: new Uint8Array(), salt, ...kdf });
}

function nonceOf(head: Uint8Array, add: number): Uint8Array {
	const nonce = head.slice(NONCE_AT, CHECK_AT);
	const view = new DataView(nonce.buffer);
	view.setUint32(NONCE_BYTES - 4, view.getUint32(NONCE_BYTES - 4) + add);
	return nonce;
}

function partContext(head: Uint8Array, index: number): Uint8Array {
	const number = new Uint8Array(4);
	new DataView(number.buffer).setUint32(0, index);
	return concatBytes(head, number);
}
