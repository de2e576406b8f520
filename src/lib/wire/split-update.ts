/** A Yjs update in parts of bounded size. Parts may arrive in any order: Yjs keeps what has to wait for another. */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** Undefined if one single piece of content is larger than `limit`. */
export function splitUpdate(update: Uint8Array, limit: number): readonly Uint8Array[] | undefined {
	const { structs } = Y.decodeUpdate(update);
	const parts: Uint8Array[] = [];
	let group: (typeof structs)[number][] = [];
	let size = 0;
	const flush = () => {
		if (group.length > 0) parts.push(encodeStructs(group));
		group = [];
		size = 0;
	};
	for (const struct of structs) {
		const bytes = encodeStructs([struct]).length;
		if (bytes > limit) return undefined;
		const before = group.at(-1);
		// A group is one unbroken run of one client.
		const continues = before && before.id.client === struct.id.client && before.id.clock + before.length === struct.id.clock;
		if (!continues || size + bytes > limit) flush();
		if (struct instanceof Y.Skip) continue;
		group.push(struct);
		size += bytes;
	}
	flush();
	// Deletions name ranges only: they are small, and are of no effect before what they delete is there.
	const deletions = withoutStructs(update);
	if (deletions.length > limit) return undefined;
	return [...parts, deletions];
}

function encodeStructs(structs: readonly (Y.Item | Y.GC | Y.Skip)[]): Uint8Array {
	const encoder = new Y.UpdateEncoderV1();
	const [first] = structs;
	if (first) {
		encoding.writeVarUint(encoder.restEncoder, 1);
		encoding.writeVarUint(encoder.restEncoder, structs.length);
		encoder.writeClient(first.id.client);
		encoding.writeVarUint(encoder.restEncoder, first.id.clock);
		for (const struct of structs) struct.write(encoder, 0);
	} else encoding.writeVarUint(encoder.restEncoder, 0);
	// No deletions in this part.
	encoding.writeVarUint(encoder.restEncoder, 0);
	return encoder.toUint8Array();
}

/** The same deletions without any content. */
function withoutStructs(update: Uint8Array): Uint8Array {
	const { ds } = Y.decodeUpdate(update);
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	encoding.writeVarUint(encoder, ds.clients.size);
	for (const [client, ranges] of [...ds.clients].sort(([a], [b]) => b - a)) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, ranges.length);
		for (const { clock, len } of ranges) {
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarUint(encoder, len);
		}
	}
	return encoding.toUint8Array(encoder);
}
