/** The golden vectors of the log format as one value: made by the generator, compared by the test. */
import { fromUtf8, toBase64Url, toHex } from '#lib/kernel/bytes.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { signaturePayload } from '#lib/log/e-signature.ts';
import { joinMessage } from '#lib/log/invitation.ts';
import { sealedAad, placeOf, findSealed } from '#lib/log/sealed.ts';
import { verifyBundle } from '#lib/log/verify.ts';
import { makeAlterations } from './log-alterations.ts';
import { present, tellLogStory } from './log-story.ts';

export interface AlteredFile {
	readonly name: string;
	/** The file split at newlines: the number of a piece of the intact file, or other bytes as base64url. */
	readonly pieces: readonly (number | string)[];
	readonly problems: readonly { readonly code: string; readonly dev: string | null; readonly seq: number | null }[];
}

/** Larger ones would only fill the repository; the comparison of verifiers has them. */
const MAX_PIECE_BYTES = 20_000;
const NEWLINE = 10;

export async function makeLogVectors(crypto: Crypto, createSigner: (seed: Uint8Array) => Signer) {
	const story = await tellLogStory(crypto, createSigner);
	const cosigned = present(story.entries.find((entry) => entry.op.type === 'op.cosigned'));
	const released = present(story.entries.find((entry) => entry.id === cosigned.op.data['target']));
	const joined = present(story.entries.find((entry) => entry.op.type === 'device.joined'));
	const priced = present(story.entries.find((entry) => entry.op.type === 'purchase.priced'));
	const told = {
		devices: [...story.devices.values()].map(({ name, seed, signer, dev }) => ({
			name,
			seed: toHex(seed),
			publicKey: toHex(signer.publicKey),
			dev
		})),
		persons: [...story.persons].map(([name, { uid, seed, signer }]) => ({
			name,
			uid,
			seed: toHex(seed),
			publicKey: toHex(signer.publicKey)
		})),
		org: story.org,
		entries: story.entries.map(({ id, line }) => ({ id, line })),
		signature: { entry: released.id, message: fromUtf8(signaturePayload(released.op, present(released.op.signs?.[0]), crypto)) },
		coSignature: { entry: cosigned.id, message: fromUtf8(signaturePayload(released.op, present(cosigned.op.signs?.[0]), crypto)) },
		join: {
			entry: joined.id,
			message: fromUtf8(
				joinMessage({ org: story.org, invite: joined.op.prev, dev: joined.op.dev, pubKey: String(joined.op.data['pubKey']) })
			)
		},
		sealedAad: findSealed(priced.op.data).map(({ path }) => fromUtf8(sealedAad(placeOf(priced.op, path))))
	};
	const alterations = await makeAlterations(story);
	const intact = present(alterations[0]).bytes;
	const known = new Map(piecesOf(intact).map((piece, index) => [piece, index]));
	const files: AlteredFile[] = [];
	for (const { name, bytes } of alterations) {
		const pieces = piecesOf(bytes).map((piece) => known.get(piece) ?? piece);
		if (pieces.some((piece) => typeof piece === 'string' && piece.length > MAX_PIECE_BYTES)) continue;
		const problems = verifyBundle(bytes, crypto).problems.map(({ code, dev = null, seq = null }) => ({ code, dev, seq }));
		files.push({ name, pieces, problems });
	}
	return { story: told, bundle: fromUtf8(intact) ?? '', alterations: files };
}

function piecesOf(bytes: Uint8Array): string[] {
	const pieces: string[] = [];
	let start = 0;
	for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
		pieces.push(toBase64Url(bytes.subarray(start, end)));
		start = end + 1;
	}
	return [...pieces, toBase64Url(bytes.subarray(start))];
}
