/**
 * The envelopes of all accepted operations as append-only columns, in order of arrival. Content stays in the lines.
 *
 * Per operation: its id (32 bytes), instants, place in its chain, and the numbers of what recurs – author, kind, user
 * action, subjects. Everything else is found from these columns again, so that a stored copy of them opens at once.
 */
import { formatUtc, formatWithOffset, parseInstant } from '#lib/kernel/instant.ts';
import { ByteTable, packBase64Url, unpackBase64Url } from './byte-table.ts';
import { Float64Column, Int32Column, Uint16Column } from './columns.ts';
import type { Entry } from './entry.ts';
import { check, imageOf, type ColumnImage, type ImageReader } from './image.ts';
import type { LineStore } from './line-store.ts';
import type { OpClass, Operation } from './operation.ts';
import { Texts } from './texts.ts';

const ID_CHARACTERS = 43;
const ID_BYTES = 32;
const UID_CHARACTERS = 22;
const UID_BYTES = 17;
/** Characters of an entry line before its JSON: 86 of signature and one space. */
const JSON_START = 87;
/** Operations parsed lately: an action is applied at its end, rows of one lot are folded together. Power of two. */
const PARSED = 1024;
/** How `at` was spelled: its offset in minutes plus this, and two marks. */
const [OFFSET_ZERO, IS_UTC, HAS_FRACTION] = [1024, 2048, 4096];
const MS_PER_MINUTE = 60_000;

/** Type, version and class of an operation; few exist. */
export interface OpKind {
	readonly type: string;
	readonly tv: number;
	readonly cls: OpClass;
}

export class OpTable {
	readonly lines: LineStore;
	/** Device ids, persons, roles, sites, kinds, subjects – and the node names and row keys of engines over this log. */
	readonly texts = new Texts();
	readonly #ids = new ByteTable(ID_BYTES);
	/** Action and device number, because another device may use the same 128 bits. */
	readonly #actions = new ByteTable(UID_BYTES + 4);
	readonly #idKey = new Uint8Array(ID_BYTES + 1);
	readonly #columns = {
		rec: new Float64Column(),
		at: new Float64Column(),
		atForm: new Uint16Column(),
		seq: new Int32Column(),
		n: new Int32Column(),
		author: new Int32Column(),
		kind: new Int32Column(),
		chain: new Int32Column(),
		/** Arrival number of `prev`; −1 for the genesis. */
		prev: new Int32Column(),
		action: new Int32Column(),
		actionPart: new Uint16Column(),
		actionSize: new Uint16Column(),
		/** End of the operation's subjects in `ref`. */
		refEnd: new Int32Column()
	};
	/** By author: numbers of texts. */
	readonly #authors = { dev: new Int32Column(), by: new Int32Column(), role: new Int32Column(), site: new Int32Column() };
	/** By kind: number of the text `type tv class`. */
	readonly #kindText = new Int32Column();
	readonly #ref = new Int32Column();
	readonly #authorNumbers = new Map<string, number>();
	readonly #kindNumbers = new Map<string, number>();
	readonly #kinds: OpKind[] = [];
	readonly #parsedIndex = new Int32Array(PARSED).fill(-1);
	readonly #parsed: (Operation | undefined)[] = Array.from({ length: PARSED }, () => undefined);

	constructor(lines: LineStore) {
		this.lines = lines;
	}

	get size(): number {
		return this.#columns.seq.length;
	}

	/** Takes one accepted entry; returns its arrival number. */
	append({ id, line, op }: Entry, chain: number, prev: number): number {
		const columns = this.#columns;
		this.#setIdKey(id);
		const index = this.#ids.add();
		columns.rec.push(parseInstant(op.rec) ?? 0);
		columns.at.push(parseInstant(op.at) ?? 0);
		columns.atForm.push(formOf(op.at));
		columns.seq.push(op.seq);
		columns.n.push(op.n);
		const author = this.#author(op);
		columns.author.push(author);
		columns.kind.push(this.#kind(op));
		columns.chain.push(chain);
		columns.prev.push(prev);
		this.#setActionKey(op.cmd[0], this.#authors.dev.get(author));
		columns.action.push(this.#actions.add());
		columns.actionPart.push(op.cmd[1]);
		columns.actionSize.push(op.cmd[2]);
		for (const ref of op.refs) this.#ref.push(this.texts.number(ref));
		columns.refEnd.push(this.#ref.length);
		this.lines.append(line);
		this.#remember(index, op);
		return index;
	}

	/** Arrival number of an id; −1 for one that is not here. */
	find(id: string): number {
		return id.length === ID_CHARACTERS && this.#setIdKey(id) ? this.#ids.find() : -1;
	}

	hasCommand(dev: string, cmd: string): boolean {
		const device = this.texts.find(dev);
		return device >= 0 && cmd.length === UID_CHARACTERS && this.#setActionKey(cmd, device) && this.#actions.find() >= 0;
	}

	id(index: number): string {
		return unpackBase64Url(this.#ids.row(index), ID_CHARACTERS);
	}

	/** The whole operation, from its line. */
	operation(index: number): Operation {
		const slot = index & (PARSED - 1);
		const recent = this.#parsedIndex[slot] === index ? this.#parsed[slot] : undefined;
		if (recent) return recent;
		const op = JSON.parse(this.lines.read(index).slice(JSON_START)) as Operation;
		this.#remember(index, op);
		return op;
	}

	seq(index: number): number {
		return this.#columns.seq.get(index);
	}

	n(index: number): number {
		return this.#columns.n.get(index);
	}

	chain(index: number): number {
		return this.#columns.chain.get(index);
	}

	prev(index: number): number {
		return this.#columns.prev.get(index);
	}

	/** Epoch milliseconds of `rec` and of `at`. */
	recMs(index: number): number {
		return this.#columns.rec.get(index);
	}

	atMs(index: number): number {
		return this.#columns.at.get(index);
	}

	rec(index: number): string {
		return formatUtc(this.recMs(index));
	}

	at(index: number): string {
		const form = this.#columns.atForm.get(index);
		const [ms, offset] = [this.atMs(index), (form & (IS_UTC - 1)) - OFFSET_ZERO];
		const hasFraction = (form & HAS_FRACTION) !== 0;
		if ((form & IS_UTC) !== 0) return hasFraction ? formatUtc(ms) : `${formatUtc(ms).slice(0, 19)}Z`;
		const text = formatWithOffset(ms, offset);
		return hasFraction ? text.slice(0, 19) + formatUtc(ms + offset * MS_PER_MINUTE).slice(19, 23) + text.slice(19) : text;
	}

	/** Number of the device among the texts; equal for operations of one device. */
	device(index: number): number {
		return this.#authors.dev.get(this.#columns.author.get(index));
	}

	dev(index: number): string {
		return this.texts.text(this.device(index));
	}

	by(index: number): string {
		return this.texts.text(this.#authors.by.get(this.#columns.author.get(index)));
	}

	role(index: number): string {
		return this.texts.text(this.#authors.role.get(this.#columns.author.get(index)));
	}

	site(index: number): string {
		return this.texts.text(this.#authors.site.get(this.#columns.author.get(index)));
	}

	/** Number of the kind; kinds are numbered from 0 in order of first sight. */
	kindNumber(index: number): number {
		return this.#columns.kind.get(index);
	}

	get kinds(): readonly OpKind[] {
		return this.#kinds;
	}

	kind(index: number): OpKind {
		return this.#kinds[this.#columns.kind.get(index)] as OpKind;
	}

	/** Number of the user action: equal iff device and `cmd` are. */
	action(index: number): number {
		return this.#columns.action.get(index);
	}

	cmd(index: number): string {
		return unpackBase64Url(this.#actions.row(this.action(index)).subarray(0, UID_BYTES), UID_CHARACTERS);
	}

	actionPart(index: number): number {
		return this.#columns.actionPart.get(index);
	}

	actionSize(index: number): number {
		return this.#columns.actionSize.get(index);
	}

	refs(index: number): readonly string[] {
		const refs: string[] = [];
		const end = this.#columns.refEnd.get(index);
		for (let at = index === 0 ? 0 : this.#columns.refEnd.get(index - 1); at < end; at++) refs.push(this.texts.text(this.#ref.get(at)));
		return refs;
	}

	/** Arrival numbers in order-key order (see order.ts, with the same answers). */
	compare(a: number, b: number): number {
		const { n, rec, seq } = this.#columns;
		return (
			n.get(a) - n.get(b) ||
			rec.get(a) - rec.get(b) ||
			(this.device(a) === this.device(b) ? 0 : this.dev(a) < this.dev(b) ? -1 : 1) ||
			seq.get(a) - seq.get(b) ||
			(a === b ? 0 : this.id(a) < this.id(b) ? -1 : 1)
		);
	}

	image(): ColumnImage[] {
		return [
			...this.texts.image('texts'),
			...this.#ids.image('ids'),
			...this.#actions.image('actions'),
			...imageOf('op', this.#columns),
			...imageOf('author', this.#authors),
			...imageOf('more', { kind: this.#kindText, ref: this.#ref })
		];
	}

	load(image: ImageReader): void {
		this.texts.load('texts', image);
		this.#ids.load('ids', image);
		this.#actions.load('actions', image);
		image.load('op', this.#columns);
		image.load('author', this.#authors);
		image.load('more', { kind: this.#kindText, ref: this.#ref });
		for (const column of Object.values(this.#columns)) check(column.length === this.lines.length, 'every operation is in every column');
		check(
			this.#ids.size === this.size && this.#columns.refEnd.get(this.size - 1) === (this.size > 0 ? this.#ref.length : -1),
			'columns fit'
		);
		const { dev, by, role, site } = this.#authors;
		for (let author = 0; author < dev.length; author++)
			this.#authorNumbers.set(`${dev.get(author)} ${by.get(author)} ${role.get(author)} ${site.get(author)}`, author);
		for (let kind = 0; kind < this.#kindText.length; kind++) this.#addKind(this.texts.text(this.#kindText.get(kind)));
	}

	#author({ dev, by, role, site }: Operation): number {
		const { texts } = this;
		const [device, person, part, place] = [texts.number(dev), texts.number(by), texts.number(role), texts.number(site)];
		const key = `${device} ${person} ${part} ${place}`;
		const known = this.#authorNumbers.get(key);
		if (known !== undefined) return known;
		this.#authors.by.push(person);
		this.#authors.role.push(part);
		this.#authors.site.push(place);
		const author = this.#authors.dev.push(device);
		this.#authorNumbers.set(key, author);
		return author;
	}

	#kind({ type, tv, cls }: Operation): number {
		const text = `${type} ${tv} ${cls}`;
		const known = this.#kindNumbers.get(text);
		if (known !== undefined) return known;
		this.#kindText.push(this.texts.number(text));
		return this.#addKind(text);
	}

	#addKind(text: string): number {
		const [type = '', tv = '', cls = ''] = text.split(' ');
		this.#kindNumbers.set(text, this.#kinds.length);
		return this.#kinds.push({ type, tv: Number(tv), cls: cls as OpClass }) - 1;
	}

	#remember(index: number, op: Operation): void {
		this.#parsedIndex[index & (PARSED - 1)] = index;
		this.#parsed[index & (PARSED - 1)] = op;
	}

	#setIdKey(id: string): boolean {
		if (!packBase64Url(id, this.#idKey) || this.#idKey[ID_BYTES] !== 0) return false;
		for (let at = 0; at < ID_BYTES; at++) this.#ids.key[at] = this.#idKey[at] as number;
		return true;
	}

	#setActionKey(cmd: string, device: number): boolean {
		const { key } = this.#actions;
		for (let at = 0; at < 4; at++) key[UID_BYTES + at] = (device >> (at * 8)) & 255;
		return packBase64Url(cmd, key);
	}
}

/** Spelling of an instant's text that `parseInstant` accepts. */
function formOf(at: string): number {
	const fraction = at[19] === '.' ? HAS_FRACTION : 0;
	const zone = at.slice(fraction === 0 ? 19 : 23);
	if (zone === 'Z') return fraction | IS_UTC | OFFSET_ZERO;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
	return fraction | (OFFSET_ZERO + (zone.startsWith('-') ? -minutes : minutes));
}
