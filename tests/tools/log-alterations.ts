/** Everything that may be done to a bundle, and what a verifier must say to it. */
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { headerLine, headerMessage } from '#lib/log/bundle.ts';
import { entryMessage, sealEntry, type Entry } from '#lib/log/entry.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { ProblemCode } from '#lib/log/problem.ts';
import { present, type LogStory, type StoryDevice, type StoryPerson } from './log-story.ts';

export interface Alteration {
	readonly name: string;
	readonly bytes: Uint8Array;
	/** Codes that must be among the problems; empty for an intact file. */
	readonly codes: readonly ProblemCode[];
}

/** All alterations of the story's bundle, deterministic. */
export async function makeAlterations(story: LogStory): Promise<readonly Alteration[]> {
	const { crypto } = story;
	const [office, stores, lab] = ['office', 'stores', 'lab'].map((name) => story.device(name)) as [StoryDevice, StoryDevice, StoryDevice];
	const [owner, quality, keeper, stranger] = ['owner', 'quality', 'keeper', 'stranger'].map((name) => story.person(name)) as [
		StoryPerson,
		StoryPerson,
		StoryPerson,
		StoryPerson
	];
	const intact = await story.pack(office);
	const lines = new TextDecoder().decode(intact).split('\n').slice(0, -1);
	const entryOf = (line: string) => present(story.entries.find((entry) => entry.line === line));
	const lineIndex = (type: string) => lines.findIndex((line, index) => index > 0 && entryOf(line).op.type === type);
	const bytesOf = (altered: readonly string[]) => utf8(altered.map((line) => `${line}\n`).join(''));
	const replaced = (index: number, change: (line: string) => string) =>
		bytesOf(lines.map((line, at) => (at === index ? change(line) : line)));
	const withExtra = async (writing: Parameters<LogStory['write']>[1], ...more: readonly Entry[]) => {
		const extra = await story.write(lab, { aside: true, by: quality, ...writing });
		return story.pack(office, [...story.entries, extra, ...more]);
	};
	const released = present(story.entries.find((entry) => entry.op.type === 'lot.released'));
	const heldAt = lineIndex('lot.held');
	const note: JsonObject = { note: '补记' };

	const headerJson = present(lines[0]).slice(87);
	const header = JSON.parse(headerJson) as JsonObject;
	const stranded = story.device('stranger');
	const foreignGenesis = await story.write(stranded, {
		type: 'org.initialised',
		aside: true,
		data: { device: { pubKey: toBase64Url(stranded.signer.publicKey) } },
		forge: { org: '' }
	});
	const uninvited = await story.write(stranded, {
		type: 'device.joined',
		aside: true,
		prev: present(story.entries[2]),
		data: { pubKey: toBase64Url(stranded.signer.publicKey), invite: present(story.entries[2]).id, proof: toBase64Url(new Uint8Array(64)) }
	});
	const fork = await story.write(lab, { type: 'note.added', aside: true, by: quality, data: { note: 'one' } });
	const resigned = sealEntry(
		entryOf(present(lines[heldAt])).op,
		await stranded.signer.sign(entryMessage(canonicalize(entryOf(present(lines[heldAt])).op))),
		crypto
	);
	const late = await story.write(stores, {
		type: 'export.packaged',
		aside: true,
		by: keeper,
		after: [present(story.entries.at(-1))],
		data: { purpose: 'newer' }
	});
	const signedHeader = async (json: string) => headerLine(json, await office.signer.sign(headerMessage(json)));

	return [
		{ name: 'intact', bytes: intact, codes: [] },
		{
			name: 'content changed in the middle',
			bytes: replaced(heldAt, (line) => line.replace('待检', '放行')),
			codes: ['bad-link', 'bad-signature']
		},
		{
			name: 'content changed at the end of a chain',
			bytes: replaced(lines.length - 1, (line) => line.replace('"purpose":"vectors"', '"purpose":"another"')),
			codes: ['bad-signature', 'head-mismatch']
		},
		{
			name: 'signature flipped in the middle',
			bytes: replaced(heldAt, (line) => (line.startsWith('A') ? 'B' : 'A') + line.slice(1)),
			codes: ['bad-link', 'bad-signature']
		},
		{ name: 'signed again by another key', bytes: replaced(heldAt, () => resigned.line), codes: ['bad-link', 'bad-signature'] },
		{ name: 'entry dropped', bytes: bytesOf(lines.filter((_, at) => at !== heldAt)), codes: ['gap'] },
		{ name: 'genesis dropped', bytes: bytesOf(lines.filter((_, at) => at !== 1)), codes: ['gap', 'unknown-device', 'bad-esignature'] },
		{
			name: 'key registration dropped',
			bytes: bytesOf(lines.filter((_, at) => at !== lineIndex('person.keyAdded'))),
			codes: ['gap', 'bad-esignature']
		},
		{
			name: 'joining dropped',
			bytes: bytesOf(lines.filter((_, at) => at !== lineIndex('device.joined'))),
			codes: ['gap', 'unknown-device']
		},
		{ name: 'entry doubled', bytes: bytesOf(lines.flatMap((line, at) => (at === heldAt ? [line, line] : [line]))), codes: ['duplicate'] },
		{
			name: 'two entries swapped',
			bytes: bytesOf(lines.map((line, at) => (at === 3 ? present(lines[4]) : at === 4 ? present(lines[3]) : line))),
			codes: ['bad-order']
		},
		{ name: 'order reversed', bytes: bytesOf([present(lines[0]), ...lines.slice(1).reverse()]), codes: ['bad-order'] },
		{ name: 'tail cut at a line', bytes: bytesOf(lines.slice(0, -2)), codes: ['head-mismatch'] },
		{ name: 'tail cut inside a line', bytes: intact.subarray(0, intact.length - 40), codes: ['bad-json', 'head-mismatch'] },
		{ name: 'last newline lost', bytes: intact.subarray(0, intact.length - 1), codes: ['bad-json', 'head-mismatch'] },
		{
			name: 'tail cut, header adjusted without the key',
			bytes: bytesOf([present(lines[0]).replace(/"heads":\{.*\},"org"/, '"heads":{},"org"'), ...lines.slice(1, -2)]),
			codes: ['bad-header', 'head-mismatch']
		},
		{
			name: 'written with spaces',
			bytes: replaced(heldAt, (line) => line.replace('"data":', '"data": ')),
			codes: ['not-canonical', 'gap']
		},
		{
			name: 'keys in another order',
			bytes: replaced(heldAt, (line) => line.replace('"app":"vectors",', '').replace(/\}$/, ',"app":"vectors"}')),
			codes: ['not-canonical', 'gap']
		},
		{ name: 'needless escape', bytes: replaced(heldAt, (line) => line.replace('待', '\\u5f85')), codes: ['not-canonical', 'gap'] },
		{
			name: 'number with a fraction',
			bytes: replaced(heldAt, (line) => line.replace('"tv":1', '"tv":1.0')),
			codes: ['not-canonical', 'gap']
		},
		{ name: 'key twice', bytes: replaced(heldAt, (line) => line.replace('"v":1}', '"v":1,"v":1}')), codes: ['not-canonical', 'gap'] },
		{
			name: 'not UTF-8',
			bytes: withByte(
				replaced(heldAt, (line) => line),
				offsetOf(lines, heldAt) + 120,
				0xff
			),
			codes: ['bad-json', 'gap']
		},
		{
			name: 'unknown envelope key',
			bytes: await withExtra({ type: 'note.added', data: note, forge: { extra: 1 } as never }),
			codes: ['bad-json', 'head-mismatch']
		},
		{
			name: 'impossible day',
			bytes: await withExtra({ type: 'note.added', data: note, forge: { at: '2026-02-30T08:00:00+08:00' } }),
			codes: ['bad-json', 'head-mismatch']
		},
		{ name: 'an empty line', bytes: bytesOf([...lines.slice(0, 4), '', ...lines.slice(4)]), codes: ['bad-json'] },
		{
			name: 'too deep',
			bytes: replaced(heldAt, (line) => line.replace('"data":{', `"data":{"a":${'['.repeat(17)}${']'.repeat(17)},`)),
			codes: ['over-limit', 'gap']
		},
		{ name: 'string too long', bytes: replaced(heldAt, (line) => line.replace('待检', 'x'.repeat(65_537))), codes: ['over-limit', 'gap'] },
		{ name: 'line too long', bytes: replaced(heldAt, (line) => `${line}${' '.repeat(270_000)}`), codes: ['over-limit', 'gap'] },
		{
			name: 'header edited',
			bytes: replaced(0, (line) => line.replace('"exportedAt":"2026-', '"exportedAt":"2025-')),
			codes: ['bad-header']
		},
		{
			name: 'header of another device’s making',
			bytes: bytesOf([headerLine(headerJson, await stores.signer.sign(headerMessage(headerJson))), ...lines.slice(1)]),
			codes: ['bad-header']
		},
		{
			name: 'header of a newer version',
			bytes: bytesOf([await signedHeader(canonicalize({ ...header, v: 2 })), ...lines.slice(1)]),
			codes: ['bad-header']
		},
		{ name: 'no header', bytes: bytesOf(lines.slice(1)), codes: ['bad-header'] },
		{ name: 'empty file', bytes: new Uint8Array(), codes: ['bad-header'] },
		{
			name: 'header of another company',
			bytes: bytesOf([await signedHeader(canonicalize({ ...header, org: foreignGenesis.id })), ...lines.slice(1)]),
			codes: ['foreign-org', 'bad-header']
		},
		{ name: 'exporter did not record the export', bytes: await story.pack(office, story.entries.slice(0, -1)), codes: ['head-mismatch'] },
		{ name: 'wrong n', bytes: await withExtra({ type: 'note.added', data: note, forge: { n: 90 } }), codes: ['bad-n'] },
		{
			name: 'head that does not exist',
			bytes: await withExtra({ type: 'note.added', data: note, forge: { heads: { [stores.dev]: [99, released.id] } } }),
			codes: ['gap']
		},
		{
			name: 'head with another id',
			bytes: await withExtra({ type: 'note.added', data: note, forge: { heads: { [stores.dev]: [2, released.id] } } }),
			codes: ['bad-link']
		},
		{
			name: 'prev is another entry',
			bytes: await withExtra({ type: 'note.added', data: note, forge: { prev: released.id } }),
			codes: ['bad-link']
		},
		{ name: 'forked chain', bytes: await withExtra({ type: 'note.added', data: { note: 'two' } }, fork), codes: ['fork'] },
		{
			name: 'entry by a device that never joined',
			bytes: await story.pack(office, [...story.entries, uninvited]),
			codes: ['unknown-device']
		},
		{
			name: 'entry of another company',
			bytes: await story.pack(office, [...story.entries, foreignGenesis]),
			codes: ['foreign-org', 'head-mismatch']
		},
		{
			name: 'signature of another act',
			bytes: await withExtra({
				type: 'lot.released',
				cls: 'D',
				data: released.op.data,
				refs: released.op.refs,
				signs: released.op.signs ?? []
			}),
			codes: ['bad-esignature']
		},
		{
			name: 'signature by an unregistered key',
			bytes: await withExtra({ type: 'lot.released', cls: 'D', data: note, signers: [stranger] }),
			codes: ['bad-esignature']
		},
		{
			name: 'signature in another person’s name',
			bytes: await withExtra({ type: 'lot.released', cls: 'D', data: note, signers: [{ ...quality, uid: owner.uid }] }),
			codes: ['bad-esignature']
		},
		{
			name: 'co-signature of nothing',
			bytes: await withExtra({ type: 'op.cosigned', cls: 'D', data: { target: foreignGenesis.id }, signers: [quality] }),
			codes: ['bad-esignature']
		},
		{
			name: 'header states less than the file holds',
			bytes: await story.pack(office, [...story.entries, late], { heads: present(header['heads']) }),
			codes: ['head-mismatch']
		}
	];
}

/** A copy with one byte replaced. */
export function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
	const copy = Uint8Array.from(bytes);
	copy[at] = value;
	return copy;
}

function offsetOf(lines: readonly string[], index: number): number {
	return utf8(
		lines
			.slice(0, index)
			.map((line) => `${line}\n`)
			.join('')
	).length;
}
