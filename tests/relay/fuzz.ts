/** Frames that no honest client sends, by the thousand, at the real relay: random, cut, bent, absurd, and now and then an honest one. */
import { WebSocket } from 'ws';
import { utf8 } from '#lib/kernel/bytes.ts';
import { encodeFrame } from '#lib/wire/messages.ts';
import type { Terminal } from '#lib/modules/authoring.ts';
import { identityOf, linesOf } from './company.ts';
import { admitted, lineUpdate, syncMessage, TestSocket } from './relay-client.ts';
import type { Setting } from './setting.ts';

export interface FuzzReport {
	readonly sent: number;
	/** Sockets the relay closed, each opened again. */
	readonly closed: number;
	/** Memory of the relay in bytes: after the first quarter, and at the end. */
	readonly residentEarly: number;
	readonly residentLate: number;
	readonly seconds: number;
}

/** Bytes under way on a socket above which the sender waits: what is thrown away unread tests nothing. */
const HIGH_WATER = 256 * 1024;
/** A frame of random bytes is no longer than this; the long ones are bent copies of honest ones. */
const MAX_RANDOM_BYTES = 96;

/** 32 bits at a time, the same for the same seed (xorshift32; Marsaglia 2003). */
class Dice {
	#state: number;
	constructor(seed: number) {
		this.#state = seed | 0 || 1;
	}

	below(sides: number): number {
		this.#state ^= this.#state << 13;
		this.#state ^= this.#state >>> 17;
		this.#state ^= this.#state << 5;
		return (this.#state >>> 0) % sides;
	}

	bytes(length: number): Uint8Array {
		return Uint8Array.from({ length }, () => this.below(256));
	}
}

/** Sends `frames` frames from the given devices; rejects when the relay no longer answers or honest records are no longer stored. */
export async function fuzz(setting: Setting, devices: readonly Terminal[], frames: number, seed: number): Promise<FuzzReport> {
	const { relay, company } = setting;
	const dice = new Dice(seed);
	const open = async (terminal: Terminal) =>
		TestSocket.open(relay.url, (await admitted(relay.url, company.org, identityOf(terminal))).ticket);
	const began = performance.now();
	const sockets = await Promise.all(devices.map(open));
	const honest = honestFrames(devices);
	let [closed, residentEarly] = [0, 0];
	for (let sent = 0; sent < frames; sent++) {
		const at = dice.below(sockets.length);
		let socket = sockets[at] as TestSocket;
		if (socket.socket.readyState !== WebSocket.OPEN) {
			closed++;
			socket = await open(devices[at] as Terminal);
			sockets[at] = socket;
		}
		socket.socket.send(frameOf(dice, honest, devices));
		// What comes back is not kept: a million refusals would be the test's own memory.
		socket.messages.length = 0;
		socket.frames.length = 0;
		while (socket.socket.bufferedAmount > HIGH_WATER && socket.socket.readyState === WebSocket.OPEN) await pause(2);
		if (sent % 64 === 0) await pause(0);
		if (sent === Math.floor(frames / 4)) residentEarly = await resident(relay.url);
	}
	const health = await fetch(`${relay.url}/healthz`);
	if (health.status !== 200) throw new Error(`the relay is not well after ${String(frames)} frames: ${await health.text()}`);
	const residentLate = await resident(relay.url);
	await Promise.all(sockets.map((socket) => socket.close()));
	return { sent: frames, closed, residentEarly, residentLate, seconds: (performance.now() - began) / 1000 };
}

async function resident(url: string): Promise<number> {
	const text = await (await fetch(`${url}/metrics`)).text();
	return Number(/^suyuan_resident_bytes (\d+)$/m.exec(text)?.[1]);
}

const pause = (ms: number) => new Promise<void>((resolve) => (ms === 0 ? setImmediate(resolve) : setTimeout(resolve, ms)));

function honestFrames(devices: readonly Terminal[]): readonly Uint8Array[] {
	return devices.flatMap((device) =>
		linesOf(device).map((line, index) => {
			const { stream, message } = lineUpdate(device.dev, index + 1, [line]);
			return encodeFrame(stream, message);
		})
	);
}

function frameOf(dice: Dice, honest: readonly Uint8Array[], devices: readonly Terminal[]): Uint8Array {
	const model = honest[dice.below(honest.length)] ?? new Uint8Array();
	switch (dice.below(12)) {
		case 0:
			return dice.bytes(dice.below(MAX_RANDOM_BYTES));
		case 1:
			return model.slice(0, dice.below(model.length));
		case 2:
		case 3: {
			const bent = Uint8Array.from(model);
			bent[dice.below(bent.length)] = dice.below(256);
			return bent;
		}
		case 4:
			return model;
		case 5:
			return encodeFrame(nameOf(dice, devices), dice.bytes(dice.below(MAX_RANDOM_BYTES)));
		case 6:
			return encodeFrame(nameOf(dice, devices), syncMessage(dice.below(4), dice.bytes(dice.below(MAX_RANDOM_BYTES))));
		case 7:
			return encodeFrame(nameOf(dice, devices), absurd(dice));
		case 8:
			return encodeFrame(
				'',
				utf8(JSON.stringify({ type: ['have', 'leave', 'heads', 'x'][dice.below(4)], whole: true, heads: { a: [2 ** 53, ''] }, stream: 7 }))
			);
		case 9:
			return encodeFrame('', dice.bytes(dice.below(MAX_RANDOM_BYTES)));
		case 10:
			return encodeFrame('x'.repeat(dice.below(400)), model.slice(dice.below(model.length)));
		default:
			return encodeFrame(nameOf(dice, devices), syncMessage(0, dice.bytes(dice.below(8))));
	}
}

/** A varint that promises far more than comes. */
function absurd(dice: Dice): Uint8Array {
	return Uint8Array.of(0, 2, 0xff, 0xff, 0xff, 0xff, 0x0f, ...dice.bytes(dice.below(16)));
}

function nameOf(dice: Dice, devices: readonly Terminal[]): string {
	const dev = devices[dice.below(devices.length)]?.dev ?? '';
	return [
		`log/${dev}/0`,
		`log/${dev}/${String(dice.below(1_000_000_000))}`,
		`log/${'A'.repeat(22)}/0`,
		`draft/sop/${String(dice.below(50))}`,
		`keys/${dev}`,
		`presence/${dev}`,
		'../../etc/passwd',
		`log/${dev}/-1`
	][dice.below(8)] as string;
}
