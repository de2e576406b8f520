/**
 * Writing a company's log as its people would: founding, inviting devices, acting with roles and signatures. Used by the
 * demo company, the import, the simulator and tests; the app's own forms go the same way (`decide`, then the writer).
 *
 * Clock, randomness and keys are injected. Every device has its own replica and knows only what was brought to it.
 */
import { decide, type Act, type Refusal } from '#lib/engine/decide.ts';
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { DataOf, Fields } from '#lib/engine/fields.ts';
import { assert } from '#lib/kernel/assert.ts';
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { formatUtc, parseInstant } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { BUNDLE_FORMAT, BUNDLE_VERSION, encodeBundle, headerLine, headerMessage, headsOf, type BundleHeader } from '#lib/log/bundle.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import { ChainWriter, type OperationDraft, type SigningRequest } from '#lib/log/chain-writer.ts';
import type { Crypto, Signer } from '#lib/log/crypto.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { joinMessage } from '#lib/log/invitation.ts';
import type { JsonObject, SignatureMeaning } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { deviceIdOf } from '#lib/log/device-id.ts';
import { Company } from './company.ts';
import { deviceInvited, deviceJoined, exportPackaged, orgInitialised } from './org/index.ts';

export interface AuthoringPorts {
	readonly crypto: Crypto;
	/** Cryptographic randomness, or a seeded stream where the result must be reproducible. */
	readonly random: (bytes: number) => Uint8Array;
	readonly createSigner: (seed: Uint8Array) => Signer;
	/** Build id written into every operation. */
	readonly app: string;
}

export interface Person {
	readonly uid: string;
	readonly name: string;
	readonly roles: readonly string[];
	readonly signer: Signer;
}

export interface Doing {
	readonly by: Person;
	/** Acting role; by default the first of the definition's roles that the person holds. */
	readonly role?: string;
	/** When it happened, with offset. */
	readonly at: string;
	/** Recorded this much later than it happened, in milliseconds. */
	readonly delayMs?: number;
	readonly signers?: readonly Person[];
	readonly site?: string;
	readonly alreadyHappened?: string;
	readonly legacy?: boolean;
	/** Write the operation even where a gate or a missing role would refuse it: for tests of what replicas make of it. */
	readonly unchecked?: boolean;
	/** Id of the action (`newUid`), chosen beforehand where sealed values are bound to it. */
	readonly cmd?: string;
}

export interface Founding {
	readonly name: string;
	readonly uscc?: string;
	readonly demo?: boolean;
	readonly preset: 'micro' | 'small' | 'contract';
	readonly founders: readonly Person[];
	readonly site: { readonly code: string; readonly name: string; readonly kind: 'factory' | 'warehouse' | 'office' };
	readonly deviceCode: string;
	readonly at: string;
}

/** 128 random bits as base64url. */
export function newUid(ports: AuthoringPorts): string {
	return toBase64Url(ports.random(16));
}

export function newPerson(ports: AuthoringPorts, name: string, roles: readonly string[]): Person {
	return { uid: newUid(ports), name, roles, signer: ports.createSigner(ports.random(32)) };
}

/** One device with its replica. */
export class Terminal {
	readonly company: Company;
	readonly code: string;
	/** Signs what this device writes; for callers that continue its chain outside the replica (bulk import). */
	readonly signer: Signer;
	site: string;
	readonly #ports: AuthoringPorts;
	readonly #writer: ChainWriter;
	#now = 0;

	private constructor(ports: AuthoringPorts, company: Company, signer: Signer, code: string, site: string) {
		this.#ports = ports;
		this.company = company;
		this.signer = signer;
		this.code = code;
		this.site = site;
		this.#writer = new ChainWriter(company.log, signer, {
			crypto: ports.crypto,
			now: () => this.#now,
			formatInstant: formatUtc,
			app: ports.app
		});
	}

	get dev(): string {
		return this.#writer.dev;
	}

	/** Founds a company on this device. Returns the terminal and the recovery seed, to be printed and locked away. */
	static async found(ports: AuthoringPorts, founding: Founding): Promise<{ terminal: Terminal; recoverySeed: Uint8Array }> {
		const signer = ports.createSigner(ports.random(32));
		const recoverySeed = ports.random(32);
		const site = newUid(ports);
		const terminal = new Terminal(ports, new Company(ports.crypto), signer, founding.deviceCode, site);
		const data = {
			name: founding.name,
			...(founding.uscc ? { uscc: founding.uscc } : {}),
			...(founding.demo ? { demo: true } : {}),
			preset: founding.preset,
			device: { pubKey: toBase64Url(signer.publicKey), code: founding.deviceCode, kind: 'personal', site, uid: newUid(ports) },
			founders: founding.founders.map((founder) => ({
				person: founder.uid,
				name: founder.name,
				roles: founder.roles,
				key: toBase64Url(founder.signer.publicKey)
			})),
			recoveryKey: toBase64Url(ports.createSigner(recoverySeed).publicKey),
			site: { uid: site, ...founding.site },
			random: newUid(ports)
		};
		const [first] = founding.founders;
		assert(first, 'a company has founders');
		await terminal.#record(
			[
				{
					type: orgInitialised.type,
					tv: orgInitialised.tv,
					cls: orgInitialised.cls,
					refs: orgInitialised.refs(data),
					data,
					at: founding.at,
					site,
					by: first.uid,
					role: first.roles[0] ?? 'OWN',
					signers: founding.founders.map((founder) => terminal.#request(founder, founder.roles[0] ?? 'OWN', 'approved', data))
				}
			],
			founding.at,
			0
		);
		return { terminal, recoverySeed };
	}

	/** Invites a device, lets it join, and gives it everything known here. */
	async invite(options: {
		readonly code: string;
		readonly site: string;
		readonly kind: string;
		readonly by: Person;
		readonly at: string;
	}): Promise<Terminal> {
		const ports = this.#ports;
		const inviteSigner = ports.createSigner(ports.random(32));
		const invited = await this.do(
			deviceInvited,
			{
				device: newUid(ports),
				inviteKey: toBase64Url(inviteSigner.publicKey),
				kind: options.kind,
				site: options.site,
				code: options.code,
				expires: options.at
			},
			{ by: options.by, at: options.at, signers: [options.by] }
		);
		const signer = ports.createSigner(ports.random(32));
		const joiner = new Terminal(ports, new Company(ports.crypto), signer, options.code, options.site);
		joiner.receive(this);
		const pubKey = toBase64Url(signer.publicKey);
		const dev = deviceIdOf(signer.publicKey, ports.crypto);
		const proof = await inviteSigner.sign(joinMessage({ org: this.company.log.org, invite: invited.id, dev, pubKey }));
		const data = { pubKey, invite: invited.id, proof: toBase64Url(proof), code: options.code, kind: options.kind, site: options.site };
		await joiner.#record(
			[
				{
					type: deviceJoined.type,
					tv: 1,
					cls: deviceJoined.cls,
					refs: deviceJoined.refs(data),
					data,
					at: options.at,
					site: options.site,
					by: '',
					role: ''
				}
			],
			options.at,
			1000
		);
		this.receive(joiner);
		return joiner;
	}

	/** Brings over everything the other replica knows and this one does not. */
	receive(other: Terminal, upTo: (op: RecordedOp) => boolean = () => true): void {
		for (const op of other.company.log.ops) {
			if (this.company.log.get(op.id) || !upTo(op)) continue;
			const entry = decodeEntry(op.line, this.#ports.crypto);
			assert(entry.ok, 'an accepted entry decodes');
			this.company.ingest(entry.value, { signatureVerified: true });
		}
	}

	/** Records the export and returns the whole log as an uncompressed bundle, its header signed by this device. */
	async exportBundle(purpose: string, doing: Doing): Promise<Uint8Array> {
		const last = await this.do(exportPackaged, { purpose }, doing);
		const { log } = this.company;
		const header = await signBundleHeader({ org: log.org, exportedAt: last.rec, heads: headsOf(log.tips), by: this.dev }, this.signer);
		return encodeBundle(header, log.ops);
	}

	/** Records one act; a refusal here is a bug of the caller. */
	async do<F extends Fields>(definition: OperationSpec<F>, data: DataOf<F>, doing: Doing): Promise<RecordedOp> {
		const done = await this.attempt([{ definition, data: data as JsonObject }], doing);
		if (!done.ok) throw new Error(`${definition.type} refused: ${JSON.stringify(done.error)}`);
		const [op] = done.value;
		assert(op, 'one act, one operation');
		return op;
	}

	/** Records several operations as one user action. */
	async doAll(acts: readonly { readonly definition: unknown; readonly data: unknown }[], doing: Doing): Promise<readonly RecordedOp[]> {
		const done = await this.attempt(acts as readonly { definition: OperationSpec<Fields>; data: JsonObject }[], doing);
		if (!done.ok) throw new Error(`refused: ${JSON.stringify(done.error)}`);
		return done.value;
	}

	async attempt(
		acts: readonly { readonly definition: unknown; readonly data: JsonObject }[],
		doing: Doing
	): Promise<Result<readonly RecordedOp[], Refusal>> {
		const drafts: OperationDraft[] = [];
		for (const { definition: spec, data } of acts) {
			const definition = spec as OperationSpec<Fields>;
			const role = doing.role ?? roleFor(definition, doing.by);
			const signers = (doing.signers ?? []).map((person) =>
				this.#request(person, person === doing.by ? role : roleFor(definition, person), definition.meaning ?? 'performed', data)
			);
			const act: Act = {
				by: doing.by.uid,
				role,
				site: doing.site ?? this.site,
				at: doing.at,
				signers,
				...(doing.alreadyHappened === undefined ? {} : { alreadyHappened: doing.alreadyHappened }),
				...(doing.legacy ? { legacy: true } : {})
			};
			const decided = doing.unchecked
				? ok({ ...act, type: definition.type, tv: definition.tv, cls: definition.cls, refs: definition.refs(data as never), data })
				: decide(definition, data, act, this.company.engine);
			if (!decided.ok) return err(decided.error);
			drafts.push(decided.value);
		}
		return ok(await this.#record(drafts, doing.at, doing.delayMs ?? 20_000, doing.cmd));
	}

	/** Records ready drafts: operations of other program versions, and whatever tests need. */
	async record(drafts: readonly OperationDraft[], at: string): Promise<readonly RecordedOp[]> {
		return this.#record(drafts, at, 20_000);
	}

	#request(person: Person, role: string, meaning: SignatureMeaning, content: JsonObject): SigningRequest {
		return signingRequest(person, role, meaning, content, this.#ports.crypto);
	}

	async #record(drafts: readonly OperationDraft[], at: string, delayMs: number, cmd = newUid(this.#ports)): Promise<readonly RecordedOp[]> {
		const happened = parseInstant(at);
		assert(happened !== undefined, `${at} is an instant`);
		this.#now = happened + delayMs > this.#now ? happened + delayMs : this.#now + 1;
		const ops = await this.#writer.append(
			cmd,
			drafts.map(
				({ legacy: _legacy, alreadyHappened: _happened, ...draft }: OperationDraft & { legacy?: boolean; alreadyHappened?: string }) =>
					draft
			)
		);
		this.company.fold(ops);
		return ops;
	}
}

function roleFor(definition: OperationSpec<Fields>, person: Person): string {
	const allowed = definition.signerRoles ?? definition.roles;
	return person.roles.find((role) => allowed === 'any' || (allowed as readonly string[]).includes(role)) ?? person.roles[0] ?? '';
}

/** What a person is asked to sign at a terminal: the plain values of the operation. */
export function signingRequest(
	person: Person,
	role: string,
	meaning: SignatureMeaning,
	content: JsonObject,
	crypto: Crypto
): SigningRequest {
	const shown = toBase64Url(crypto.sha256(utf8(canonicalize({ template: 'plain', locale: 'zh-CN', values: content }))));
	return { signer: person.signer, person: person.uid, role, meaning, method: 'badge+pin', shown };
}

/** The first line of a bundle, signed by the exporting device. */
export async function signBundleHeader(header: Pick<BundleHeader, 'org' | 'exportedAt' | 'heads' | 'by'>, signer: Signer): Promise<string> {
	const json = canonicalize({ format: BUNDLE_FORMAT, v: BUNDLE_VERSION, ...header });
	return headerLine(json, await signer.sign(headerMessage(json)));
}
