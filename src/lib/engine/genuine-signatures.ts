/**
 * Which of the signatures an operation carries are right for the content they are about, by whatever key they name. Curve
 * arithmetic is dear and its answer never changes, so it is remembered, in the image too.
 */
import { Int32Column } from '#lib/log/columns.ts';
import type { Crypto } from '#lib/log/crypto.ts';
import { verifyESignature } from '#lib/log/e-signature.ts';
import { check, checkRange, imageOf, type ColumnImage, type ImageReader } from '#lib/log/image.ts';
import type { ESignature, Operation } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';

const BITS = 32;

export class GenuineSignatures {
	readonly #crypto: Crypto;
	/** By check: arrival number of the carrier, and a bit for each of its up to 64 signatures. */
	readonly #checks = { op: new Int32Column(), low: new Int32Column(), high: new Int32Column() };
	readonly #byOp = new Map<number, number>();

	constructor(crypto: Crypto) {
		this.#crypto = crypto;
	}

	/** Genuine signatures carried by `carrier` for the content of `target`: itself, or what it co-signs – one for ever. */
	of(carrier: RecordedOp, target: Operation): readonly ESignature[] {
		const signs = carrier.op.signs ?? [];
		if (signs.length === 0) return [];
		const { low, high } = this.#checks;
		const row = this.#byOp.get(carrier.index) ?? this.#check(carrier.index, signs, target);
		return signs.filter((_, index) => ((index < BITS ? low : high).get(row) & (1 << (index % BITS))) !== 0);
	}

	image(): ColumnImage[] {
		return imageOf('signature', this.#checks);
	}

	load(image: ImageReader, ops: number): void {
		image.load('signature', this.#checks);
		const { op, low, high } = this.#checks;
		check(op.length === low.length && op.length === high.length, 'checks of signatures are whole');
		checkRange(op, 0, ops, 'carriers of signatures are in the log');
		for (let row = 0; row < op.length; row++) this.#byOp.set(op.get(row), row);
	}

	#check(op: number, signs: readonly ESignature[], target: Operation): number {
		const bits = [0, 0];
		for (const [index, sign] of signs.entries())
			if (verifyESignature(target, sign, this.#crypto))
				bits[index < BITS ? 0 : 1] = (bits[index < BITS ? 0 : 1] ?? 0) | (1 << (index % BITS));
		this.#checks.low.push(bits[0] ?? 0);
		this.#checks.high.push(bits[1] ?? 0);
		const row = this.#checks.op.push(op);
		this.#byOp.set(op, row);
		return row;
	}
}
