/**
 * Being let in by a relay (wire/admission.ts): its self-description, the claim of a fresh one, and challenge, signature and
 * ticket for every connection. The token for the HTTP calls comes with the ticket and is renewed when it is refused or old.
 */
import { toBase64Url } from '#lib/kernel/bytes.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { admissionMessage, type Admitted, type AdmissionProblem, type ClaimRequest, type RelayInfo } from '#lib/wire/admission.ts';
import { ADMISSION_TIMEOUT_MS, HttpCaller, readJson, type HttpAnswer, type HttpCall } from './http.ts';
import type { SyncPorts } from './ports.ts';
import type { RelayUrl } from './relay-url.ts';

/** Who asks to be let in. */
export type Identity =
	| { readonly kind: 'device'; readonly org: string; readonly dev: string; readonly sign: Sign }
	/** `sign` is that of the invitation's one-time key. */
	| { readonly kind: 'joining'; readonly org: string; readonly invite: string; readonly sign: Sign };

type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export type RelayProblemCode =
	/** No answer: no network, wrong address, relay off, certificate not trusted. */
	| 'unreachable'
	/** Something answers there, but no relay of ours. */
	| 'not-a-relay'
	/** The relay speaks a newer version: reload the app. */
	| 'newer-version'
	/** The relay is out of order (its disk is full, it is stopping). */
	| 'relay-failed'
	/** This device has no key to sign with (it only reads). */
	| 'no-key'
	| AdmissionProblem;

export interface RelayProblem {
	readonly code: RelayProblemCode;
	/** In English, for quoting. */
	readonly detail: string;
}

/** A token this close to its end is renewed before use, in milliseconds. */
const TOKEN_MARGIN_MS = 30_000;

const ADMISSION_PROBLEMS: readonly string[] = [
	'bad-code',
	'claimed',
	'not-claimed',
	'foreign-org',
	'unknown-device',
	'unknown-invitation',
	'bad-signature',
	'expired-challenge',
	'too-many-attempts',
	'bad-request'
] satisfies readonly AdmissionProblem[];

export class AdmissionClient {
	readonly url: RelayUrl;
	readonly #ports: SyncPorts;
	readonly #identity: () => Identity | undefined;
	readonly #beginner: () => Identity | undefined;
	readonly #http: HttpCaller;
	/** Calls that bear a token, apart from those by which a new connection is made. */
	readonly #calls: HttpCaller;
	#admitted: { readonly value: Admitted; readonly goodUntil: number } | undefined;
	#relay = '';
	#renewal: Promise<Result<Admitted, RelayProblem>> | undefined;

	/**
	 * `identity` is asked at every admission: a device that has just joined is another from then on. `beginner` is who it was
	 * before: a relay that has not heard of its joining yet – it was interrupted, or the relay was restored – lets it in by that.
	 */
	constructor(
		ports: SyncPorts,
		url: RelayUrl,
		identity: () => Identity | undefined,
		beginner: () => Identity | undefined = () => undefined
	) {
		this.url = url;
		this.#ports = ports;
		this.#identity = identity;
		this.#beginner = beginner;
		this.#http = new HttpCaller(ports, url);
		this.#calls = new HttpCaller(ports, url);
	}

	/** The relay's device id as it told last; "" before. */
	get relay(): string {
		return this.#relay;
	}

	/** What the relay says of itself. */
	async info(): Promise<Result<RelayInfo, RelayProblem>> {
		const answer = await this.#http.call({ method: 'GET', path: '/relay', timeoutMs: ADMISSION_TIMEOUT_MS });
		if (!answer.ok) return answer;
		if (answer.value.status >= 500) return err(problemOf(answer.value));
		const info = readJson(answer.value.text);
		if (info?.['format'] !== 'suyuan-relay') return err({ code: 'not-a-relay', detail: `GET /relay answered ${answer.value.status}` });
		const { v, relay, org, claimed, version } = info;
		if (v !== 1) return err({ code: 'newer-version', detail: `the relay speaks version ${String(v)}` });
		if (typeof relay !== 'string' || typeof org !== 'string' || typeof claimed !== 'boolean' || typeof version !== 'string')
			return err({ code: 'not-a-relay', detail: 'its self-description is incomplete' });
		this.#relay = relay;
		return ok({ format: 'suyuan-relay', v: 1, relay, org, claimed, version });
	}

	/** Binds a fresh relay to the company. The invitation's entry is delivered by the ordinary way afterwards. */
	async claim(request: ClaimRequest): Promise<Result<Admitted, RelayProblem>> {
		return this.#take(await this.#post('/claim', request));
	}

	/** A fresh ticket (and token): challenge, signature, ticket. One call per connection attempt. */
	async admit(): Promise<Result<Admitted, RelayProblem>> {
		const identity = this.#identity();
		if (!identity) return err({ code: 'no-key', detail: 'this device has no key' });
		const admitted = await this.#admitAs(identity);
		if (admitted.ok || admitted.error.code !== 'unknown-device') return admitted;
		const beginner = this.#beginner();
		const begun = beginner ? await this.#admitAs(beginner) : admitted;
		return begun.ok ? begun : admitted;
	}

	async #admitAs(identity: Identity): Promise<Result<Admitted, RelayProblem>> {
		const [info, challenge] = await Promise.all([this.info(), this.#post('/challenge', {})]);
		if (!info.ok) return info;
		if (!info.value.claimed) return err({ code: 'not-claimed', detail: 'the relay serves no company yet' });
		if (info.value.org !== '' && info.value.org !== identity.org)
			return err({ code: 'foreign-org', detail: `the relay serves company ${info.value.org}` });
		if (!challenge.ok) return challenge;
		const nonce = challenge.value['nonce'];
		if (typeof nonce !== 'string') return err({ code: 'not-a-relay', detail: 'the challenge bears no nonce' });
		const content = {
			org: identity.org,
			relay: info.value.relay,
			nonce,
			dev: identity.kind === 'device' ? identity.dev : '',
			invite: identity.kind === 'joining' ? identity.invite : ''
		};
		let sig: Uint8Array;
		try {
			sig = await identity.sign(admissionMessage(content));
		} catch (error) {
			return err({ code: 'no-key', detail: String(error) });
		}
		return this.#take(await this.#post('/ticket', { ...content, sig: toBase64Url(sig) }));
	}

	/** An HTTP call that bears the token; a refused or old token is renewed once. */
	async call(call: HttpCall): Promise<Result<HttpAnswer, RelayProblem>> {
		for (let attempt = 0; ; attempt++) {
			const token = await this.#token();
			if (!token.ok) return token;
			const answer = await this.#calls.call({ ...call, headers: { ...call.headers, authorization: `Bearer ${token.value}` } });
			if (!answer.ok || answer.value.status !== 401) return answer;
			this.#admitted = undefined;
			if (attempt > 0) return err({ code: 'relay-failed', detail: 'a fresh token was refused' });
		}
	}

	/** Whether the relay knows two histories of this device's chain. */
	get isForked(): boolean {
		return this.#admitted?.value.forked === true;
	}

	/** The connection has broken: calls still under way would wait for answers that cannot come. */
	giveUpCalls(): void {
		this.#calls.giveUp('the connection broke');
	}

	/** The address for one socket. */
	socketUrl(admitted: Admitted): string {
		return `${this.url.socket}?ticket=${encodeURIComponent(admitted.ticket)}`;
	}

	async #token(): Promise<Result<string, RelayProblem>> {
		const known = this.#admitted;
		if (known && this.#ports.now() < known.goodUntil && this.#ports.now() > known.goodUntil - known.value.expiresIn)
			return ok(known.value.token);
		// Several downloads find the token old at the same time: one renewal serves them all.
		this.#renewal ??= this.admit().finally(() => (this.#renewal = undefined));
		const renewed = await this.#renewal;
		return renewed.ok ? ok(renewed.value.token) : renewed;
	}

	async #post(path: string, content: object): Promise<Result<Readonly<Record<string, unknown>>, RelayProblem>> {
		const answer = await this.#http.call({
			method: 'POST',
			path,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(content),
			timeoutMs: ADMISSION_TIMEOUT_MS
		});
		if (!answer.ok) return answer;
		const { status, text } = answer.value;
		if (status < 200 || status >= 300) return err(problemOf(answer.value));
		const json = readJson(text);
		return json ? ok(json) : err({ code: 'not-a-relay', detail: `POST ${path} did not answer JSON` });
	}

	#take(answer: Result<Readonly<Record<string, unknown>>, RelayProblem>): Result<Admitted, RelayProblem> {
		if (!answer.ok) return answer;
		const { ticket, token, scope, expiresIn, forked } = answer.value;
		const isScope = scope === 'full' || scope === 'upload' || scope === 'join';
		if (typeof ticket !== 'string' || typeof token !== 'string' || !isScope || typeof expiresIn !== 'number')
			return err({ code: 'not-a-relay', detail: 'the admission is incomplete' });
		const value: Admitted = { ticket, token, scope, expiresIn, forked: forked === true };
		this.#admitted = { value, goodUntil: this.#ports.now() + expiresIn - Math.min(TOKEN_MARGIN_MS, expiresIn / 2) };
		return ok(value);
	}
}

/** The problem in an answer that is no success. */
export function problemOf({ status, text }: HttpAnswer): RelayProblem {
	const { code, detail } = readJson(text) ?? {};
	const told = typeof detail === 'string' ? detail : `HTTP ${status}`;
	if (typeof code === 'string' && ADMISSION_PROBLEMS.includes(code)) return { code: code as AdmissionProblem, detail: told };
	if (status === 429) return { code: 'too-many-attempts', detail: told };
	if (status >= 500) return { code: 'relay-failed', detail: told };
	return { code: typeof code === 'string' ? 'relay-failed' : 'not-a-relay', detail: `HTTP ${status}: ${told}` };
}
