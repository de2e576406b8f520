/**
 * A small company told with the log's own functions and fixed seeds: three devices, founders, a later key, two user
 * actions of several operations, signatures at once and afterwards, a sealed field, an export. The golden vectors and the
 * comparison of verifiers are made from it.
 */
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { encodeBundle, headerLine, headerMessage, headsOf } from '#lib/log/bundle.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { signOperation } from '#lib/log/e-signature.ts';
import { entryMessage, sealEntry, type Entry } from '#lib/log/entry.ts';
import { proveJoin } from '#lib/log/invitation.ts';
import type { DeviceId, ESignature, JsonObject, OpClass, Operation } from '#lib/log/operation.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';

export interface StoryDevice {
	readonly name: string;
	readonly seed: Uint8Array;
	readonly signer: Signer;
	readonly dev: DeviceId;
	last: Entry | undefined;
}

export interface StoryPerson {
	readonly uid: string;
	readonly seed: Uint8Array;
	readonly signer: Signer;
}

export interface Writing {
	readonly type: string;
	readonly data: JsonObject;
	readonly cls?: OpClass;
	readonly refs?: readonly string[];
	readonly after?: readonly Entry[];
	readonly prev?: Entry;
	readonly cmd?: Operation['cmd'];
	readonly by?: StoryPerson;
	readonly signers?: readonly StoryPerson[];
	/** Ready signatures. */
	readonly signs?: readonly ESignature[];
	/** What the signers sign instead of the operation itself. */
	readonly target?: Operation;
	/** Replaces parts of the envelope after everything was computed, to write what must be refused. */
	readonly forge?: Partial<Operation>;
	/** Does not become the chain's newest entry. */
	readonly aside?: boolean;
	readonly signer?: Signer;
}

const START_MS = Date.UTC(2026, 8, 1, 0, 0, 0);

export class LogStory {
	readonly crypto: Crypto;
	readonly entries: Entry[] = [];
	readonly devices = new Map<string, StoryDevice>();
	readonly persons = new Map<string, StoryPerson>();
	readonly #random: (bytes: number) => Uint8Array;
	readonly #createSigner: (seed: Uint8Array) => Signer;
	#minutes = 0;

	constructor(crypto: Crypto, createSigner: (seed: Uint8Array) => Signer, seed: string) {
		this.crypto = crypto;
		this.#random = seededRandom(seed, crypto);
		this.#createSigner = createSigner;
	}

	get org(): string {
		return this.entries[0]?.id ?? '';
	}

	uid(): string {
		return toBase64Url(this.#random(16));
	}

	device(name: string): StoryDevice {
		const known = this.devices.get(name);
		if (known) return known;
		const seed = this.#random(32);
		const signer = this.#createSigner(seed);
		const device: StoryDevice = { name, seed, signer, dev: deviceIdOf(signer.publicKey, this.crypto), last: undefined };
		this.devices.set(name, device);
		return device;
	}

	person(name: string): StoryPerson {
		const known = this.persons.get(name);
		if (known) return known;
		const seed = this.#random(32);
		const person: StoryPerson = { uid: this.uid(), seed, signer: this.#createSigner(seed) };
		this.persons.set(name, person);
		return person;
	}

	async write(device: StoryDevice, writing: Writing): Promise<Entry> {
		const { type, data, cls = 'F', refs = ['org:company'], after = [], signers = [] } = writing;
		const prev = writing.prev ?? device.last;
		const heads = Object.fromEntries(after.map((head) => [head.op.dev, [head.op.seq, head.id] as const]));
		const ms = START_MS + this.#minutes++ * 60_000;
		const unsigned: Operation = {
			v: 1,
			org: this.org,
			dev: device.dev,
			seq: prev?.op.dev === device.dev ? prev.op.seq + 1 : 1,
			prev: prev?.id ?? '',
			n: 1 + Math.max(0, prev?.op.n ?? 0, ...after.map((head) => head.op.n)),
			heads,
			cmd: writing.cmd ?? [this.uid(), 1, 1],
			rec: new Date(ms).toISOString(),
			at: `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`,
			site: '',
			by: writing.by?.uid ?? '',
			role: writing.by ? 'QA' : '',
			app: 'vectors',
			type,
			tv: 1,
			cls,
			refs,
			data,
			...writing.forge
		};
		const signs: ESignature[] = [...(writing.signs ?? [])];
		const shown = toBase64Url(this.crypto.sha256(utf8(canonicalize({ template: 'vectors', values: data }))));
		for (const { uid, signer } of signers) {
			const context = { person: uid, role: 'QA', meaning: 'approved', method: 'badge+pin', at: unsigned.at, shown } as const;
			signs.push(await signOperation(writing.target ?? unsigned, context, signer, this.crypto));
		}
		const op: Operation = signs.length > 0 ? { ...unsigned, signs } : unsigned;
		const signature = await (writing.signer ?? device.signer).sign(entryMessage(canonicalize(op)));
		const entry = sealEntry(op, signature, this.crypto);
		if (!writing.aside) {
			device.last = entry;
			this.entries.push(entry);
		}
		return entry;
	}

	/** Invites and lets join. */
	async join(host: StoryDevice, guest: StoryDevice, by: StoryPerson): Promise<Entry> {
		const inviteSigner = this.#createSigner(this.#random(32));
		const invited = await this.write(host, {
			type: 'device.invited',
			cls: 'D',
			by,
			signers: [by],
			data: {
				device: this.uid(),
				inviteKey: toBase64Url(inviteSigner.publicKey),
				kind: 'tablet',
				site: '',
				code: 'B2',
				expires: '2026-12-31T00:00:00Z'
			}
		});
		const pubKey = toBase64Url(guest.signer.publicKey);
		const proof = await proveJoin({ org: this.org, invite: invited.id, dev: guest.dev, pubKey }, inviteSigner);
		return this.write(guest, { type: 'device.joined', prev: invited, data: { pubKey, invite: invited.id, proof } });
	}

	/** An uncompressed bundle of the given entries, its header signed by a device. */
	async pack(by: StoryDevice, entries: readonly Entry[] = this.entries, header: JsonObject = {}): Promise<Uint8Array> {
		const items = entries.map(({ id, line, op: { n, rec, dev, seq } }) => ({ id, line, n, rec, dev, seq }));
		const exportedAt = by.last?.op.rec ?? '';
		const json = canonicalize({ format: 'suyuan-bundle', v: 1, org: this.org, exportedAt, heads: headsOf(items), by: by.dev, ...header });
		return encodeBundle(headerLine(json, await by.signer.sign(headerMessage(json))), items);
	}
}

/** Tells the story; the last entry of `office` is its export, `stores` and `lab` know most of it. */
export async function tellLogStory(crypto: Crypto, createSigner: (seed: Uint8Array) => Signer): Promise<LogStory> {
	const story = new LogStory(crypto, createSigner, 'suyuan log-v1 vectors');
	const [office, stores, lab] = [story.device('office'), story.device('stores'), story.device('lab')];
	const [owner, quality, keeper] = [story.person('owner'), story.person('quality'), story.person('keeper')];
	const founders = [owner, quality].map(({ uid, signer }, index) => ({
		person: uid,
		name: `创始人 ${index + 1}`,
		roles: ['OWN', 'QA'],
		key: toBase64Url(signer.publicKey)
	}));
	await story.write(office, {
		type: 'org.initialised',
		cls: 'D',
		by: owner,
		signers: [owner, quality],
		data: {
			name: '黄金向量 Golden vectors',
			preset: 'micro',
			device: { pubKey: toBase64Url(office.signer.publicKey), code: 'A1', kind: 'personal', site: '', uid: story.uid() },
			founders,
			random: story.uid()
		}
	});
	await story.write(office, {
		type: 'person.keyAdded',
		cls: 'D',
		by: owner,
		signers: [owner, quality],
		data: { person: keeper.uid, key: toBase64Url(keeper.signer.publicKey) }
	});
	const joined = await story.join(office, stores, owner);
	const lot = `lot:${story.uid()}`;
	const cmd = story.uid();
	await story.write(stores, {
		type: 'stock.received',
		refs: [lot],
		cmd: [cmd, 1, 2],
		by: keeper,
		data: { lot, qty: '1200', unit: '件', note: '含"引号"\\反斜杠\n换行' }
	});
	const received = await story.write(stores, {
		type: 'stock.moved',
		refs: [lot],
		cmd: [cmd, 2, 2],
		by: keeper,
		data: { lot, qty: '-0.5', to: 'QUAR', small: -7, big: 9_007_199_254_740_991, '9': null, '10': true }
	});
	await story.write(office, { type: 'lot.held', cls: 'D', refs: [lot], by: quality, after: [joined], data: { lot, reason: '待检 – ✓ 𝔘' } });
	const labJoined = await story.join(office, lab, owner);
	const result = await story.write(lab, {
		type: 'inspection.recorded',
		refs: [lot],
		cls: 'O',
		by: quality,
		after: [received],
		data: { lot, values: ['1.02', '0.98', []], empty: {} }
	});
	const released = await story.write(lab, {
		type: 'lot.released',
		cls: 'D',
		refs: [lot, `item:${story.uid()}`],
		by: quality,
		signers: [quality],
		data: { lot, basis: result.id }
	});
	await story.write(stores, {
		type: 'op.cosigned',
		cls: 'D',
		refs: [`operation:${released.id}`],
		by: keeper,
		signers: [keeper],
		target: released.op,
		after: [released],
		data: { target: released.id }
	});
	const priced = await story.write(stores, {
		type: 'purchase.priced',
		refs: [lot],
		by: keeper,
		data: {
			price: { $s: 1, kid: story.uid(), nonce: toBase64Url(new Uint8Array(12).fill(5)), ct: toBase64Url(new Uint8Array(24).fill(9)) }
		}
	});
	const checked = await story.write(lab, { type: 'equipment.checked', by: quality, after: [priced], data: { ok: true } });
	await story.write(office, { type: 'export.packaged', by: owner, after: [checked], data: { purpose: 'vectors', after: labJoined.id } });
	return story;
}

/** A value the story certainly has. */
export function present<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('the story has changed');
	return value;
}
