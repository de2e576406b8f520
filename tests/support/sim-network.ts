/** The network between one device and the relay model: slow, cut, silent, repeating itself – as a seed decides. */
import type { Fetch, OpenWire } from '#lib/sync/ports.ts';
import type { RelayModel } from './relay-model.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface LineQuality {
	/** Milliseconds one way, at most. */
	delayMs: number;
	/** No way through: nothing connects, what was connected breaks. */
	isCut: boolean;
	/** What is sent vanishes without anybody being told. */
	isSilent: boolean;
	/** Share of frames lost, repeated, or overtaken – which TCP forbids, and broken proxies do. */
	mischief: number;
}

export class SimLine {
	readonly quality: LineQuality = { delayMs: 40, isCut: false, isSilent: false, mischief: 0 };
	readonly #time: VirtualTime;
	readonly #relay: RelayModel;
	readonly #random: () => number;
	readonly #open = new Set<() => void>();
	/** Called when the relay's first frame of a connection arrives: what it has as a whole. */
	onFirstFrame: () => void = () => undefined;

	constructor(time: VirtualTime, relay: RelayModel, random: () => number) {
		this.#time = time;
		this.#relay = relay;
		this.#random = random;
	}

	/** Breaks what is connected, and tells. */
	breakNow(): void {
		for (const close of [...this.#open]) close();
	}

	fetch: Fetch = async (url, { method, headers, body }) => {
		await this.#travel();
		const path = new URL(url).pathname.replace('/api/v1', '');
		const token = (headers['authorization'] ?? '').replace('Bearer ', '');
		const text = typeof body === 'string' ? body : body ? new TextDecoder().decode(body) : '';
		if (!this.#relay.isUp) throw new Error('connection refused');
		const answer = await this.#relay.http(method, path, token, text);
		await this.#travel();
		return { status: answer.status, text: () => Promise.resolve(answer.text) };
	};

	openWire: OpenWire = (url, events) => {
		const ticket = new URL(url).searchParams.get('ticket') ?? '';
		let isOpen = true;
		let isFirst = true;
		let guest: ReturnType<RelayModel['connect']>;
		let toClient = 0;
		let toRelay = 0;
		const ended = (code: number, reason: string) => {
			if (!isOpen) return;
			isOpen = false;
			this.#open.delete(cut);
			guest?.closed();
			events.onClose(code, reason);
		};
		const cut = () => ended(1006, 'cut');
		this.#open.add(cut);
		/** A line that swallowed a frame carries none any more: what TCP has lost it never makes up for in silence. */
		let isDead = false;
		/** Frames keep their order, but for mischief. */
		const carry = (last: number, deliver: () => void): number => {
			isDead ||= this.quality.isSilent;
			if (isDead || (this.quality.mischief > 0 && this.#random() < this.quality.mischief)) return last;
			const due = this.#time.now + this.#random() * this.quality.delayMs;
			const isOvertaking = this.quality.mischief > 0 && this.#random() < this.quality.mischief;
			const at = isOvertaking ? due : Math.max(last, due);
			this.#time.setTimer(() => {
				isDead ||= this.quality.isSilent;
				if (isOpen && !isDead) deliver();
			}, at - this.#time.now);
			if (this.quality.mischief > 0 && this.#random() < this.quality.mischief)
				this.#time.setTimer(() => isOpen && !isDead && deliver(), at - this.#time.now + 5);
			return Math.max(last, at);
		};
		this.#time.setTimer(() => {
			if (!isOpen || this.quality.isSilent) return;
			if (this.quality.isCut || !this.#relay.isUp) return ended(1006, 'refused');
			guest = this.#relay.connect(ticket, {
				deliver: (frame) => {
					const isWhole = isFirst;
					isFirst = false;
					toClient = carry(toClient, () => {
						if (isWhole) this.onFirstFrame();
						events.onFrame(frame);
					});
				},
				close: (code, reason) => {
					if (!this.quality.isSilent && !isDead) this.#time.setTimer(() => ended(code, reason), 1);
				}
			});
			if (guest && isOpen) events.onOpen();
		}, this.#random() * this.quality.delayMs);
		return {
			bufferedAmount: 0,
			send: (frame) => {
				if (!isOpen) return;
				const bytes = frame.slice();
				toRelay = carry(toRelay, () => guest?.receive(bytes));
			},
			close: (code, reason) => {
				if (isOpen) void Promise.resolve().then(() => ended(code, reason));
			}
		};
	};

	async #travel(): Promise<void> {
		await this.#time.pause(this.#random() * this.quality.delayMs);
		if (this.quality.isCut) throw new Error('no network');
		// Silence is not told: the caller waits until its own patience ends.
		if (this.quality.isSilent || (this.quality.mischief > 0 && this.#random() < this.quality.mischief)) await new Promise(() => undefined);
	}
}
