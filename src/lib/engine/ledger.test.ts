import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Amount } from '#lib/kernel/decimal.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { ImageReader } from '#lib/log/image.ts';
import { Texts } from '#lib/log/texts.ts';
import { Ledger, type LedgerOps } from './ledger.ts';
import type { MoveEffect } from './movement.ts';
import type { Standing } from './reader.ts';
import { isStockPlace } from './stock-levels.ts';

const fakeOp = (n: number): RecordedOp => ({ index: n, n, rec: '', dev: 'd', seq: n, id: `op${n}` }) as unknown as RecordedOp;
const portsOf = (): LedgerOps => ({ texts: new Texts(), opAt: fakeOp, compare: (a, b) => a - b });
const PLACES = ['loc:a', 'loc:b', 'transit:t', 'supplier:s', 'customer:c'];
const KINDS = ['received', 'moved', 'shipped'] as const;

const moves = fc.array(
	fc.record({
		node: fc.nat(3),
		from: fc.nat(4),
		to: fc.nat(4),
		qty: fc.integer({ min: 1, max: 9 }),
		at: fc.nat(5),
		kind: fc.nat(2),
		standing: fc.constantFrom<Standing>('standing', 'standing', 'standing', 'void', 'held'),
		ask: fc.boolean()
	}),
	{ maxLength: 40 }
);

test('stock, lowest points and history equal those of a list that is summed again every time', () => {
	fc.assert(
		fc.property(moves, fc.array(fc.nat(1000), { maxLength: 40 }), fc.nat(40), (drawn, order, imageAt) => {
			const all = drawn.map((one, index) => {
				const effect: MoveEffect = {
					kind: KINDS[one.kind] ?? 'moved',
					node: `lot:${one.node}`,
					qty: BigInt(one.qty) as Amount,
					from: PLACES[one.from] ?? '',
					to: PLACES[one.to] ?? '',
					at: one.at
				};
				return { ...one, effect, op: fakeOp(index + 1) };
			});
			const arrival = [...all].sort((a, b) => (order[a.op.n] ?? a.op.n) - (order[b.op.n] ?? b.op.n));
			let ports = portsOf();
			let ledger = new Ledger(ports);
			for (const [index, one] of arrival.entries()) {
				ledger.append(one.op.index, [one.effect], []);
				if (one.ask) expect([...ledger.onHand(), ...ledger.lowPoints()]).toBeDefined();
				// Marks that are taken back again must leave nothing behind, opened from an image or not.
				if (one.at < 2) ledger.mark(new Map([[one.op.index, one.at === 0 ? 'void' : 'held']]));
				if (index !== imageAt) continue;
				const texts = new Texts();
				texts.load('texts', new ImageReader(ports.texts.image('texts')));
				ports = { ...ports, texts };
				const opened = new Ledger(ports);
				opened.load(new ImageReader(ledger.image()), all.length + 1);
				ledger = opened;
			}
			ledger.mark(new Map(all.flatMap(({ op, standing }) => (standing === 'standing' ? [] : [[op.index, standing] as const]))));
			for (const node of ['lot:0', 'lot:1', 'lot:2', 'lot:3']) {
				const history = all.filter((one) => one.effect.node === node).sort((a, b) => a.effect.at - b.effect.at || compareOrder(a.op, b.op));
				expect(ledger.movesOf(node).map((move) => move.op.id)).toEqual(history.map((one) => one.op.id));
				const level: Record<string, bigint> = {};
				const low: Record<string, bigint> = {};
				for (const { effect, standing } of history) {
					if (standing === 'void') continue;
					level[effect.from] = (level[effect.from] ?? 0n) - effect.qty;
					if (isStockPlace(effect.from) && (level[effect.from] ?? 0n) < (low[effect.from] ?? 0n))
						low[effect.from] = level[effect.from] ?? 0n;
					if (standing === 'standing') level[effect.to] = (level[effect.to] ?? 0n) + effect.qty;
				}
				const expected = Object.entries(level)
					.filter(([place, qty]) => qty !== 0n && isStockPlace(place))
					.sort(([a], [b]) => (a < b ? -1 : 1));
				expect(ledger.quantitiesOf(node).map((cell) => [cell.place, cell.qty])).toEqual(expected);
				const points = ledger
					.lowPoints()
					.filter((point) => point.node === node)
					.map((point) => [point.place, point.lowest] as const);
				expect(Object.fromEntries(points)).toEqual(low);
			}
		}),
		{ numRuns: 400 }
	);
});
