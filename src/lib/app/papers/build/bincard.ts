/** 货位卡: one lot at one location, every movement with the balance after it. */
import { fieldText } from '#lib/engine/register.ts';
import type { Move } from '#lib/engine/ledger.ts';
import { fromAmount, type Amount } from '#lib/kernel/decimal.ts';
import { parseInstant } from '#lib/kernel/instant.ts';
import { lotNode } from '#lib/modules/inventory/index.ts';
import { locations } from '#lib/modules/org/index.ts';
import { quality } from '#lib/modules/quality/index.ts';
import { namePlace } from '../../queries/subjects.ts';
import { locationCode } from '../../scan/codes.ts';
import * as cell from '../cells.ts';
import type { Cell, PaperEntry } from '../paper.ts';
import { paperOf, UNKNOWN, type BuildContext, type PaperBuilder } from './builder.ts';
import { aboutLot } from './incoming.ts';
import { locationText, lotFacts, personName } from './lookup.ts';
import { stateOf } from './state.ts';

const UID = 22;
/** `<location><lot>`: two uids, one after the other. */
export const bincardId = (location: string, lot: string) => `${location}${lot}`;

export const bincard: PaperBuilder = {
	build(context, id) {
		const { engine } = context;
		const [location, uid] = [id.slice(0, UID), id.slice(UID)];
		const row = engine.row(locations, location);
		const lot = lotFacts(engine, uid);
		if (row.createdBy === '' || !lot.isKnown) return UNKNOWN;
		const place = `loc:${location}`;
		const moves = engine.ledger
			.movesOf(lotNode(uid))
			.filter((move) => move.standing !== 'void' && (move.from === place || move.to === place));
		let balance = 0n;
		const rows = moves.map((move): readonly Cell[] => {
			const isIn = move.to === place;
			balance += isIn ? move.qty : -move.qty;
			return [
				cell.instant(move.op.at),
				cell.text(reasonOf(context, move)),
				cell.text(otherSide(context, isIn ? move.from : move.to)),
				isIn ? cell.quantity(fromAmount(move.qty), '') : cell.text(' '),
				isIn ? cell.text(' ') : cell.quantity(fromAmount(move.qty), ''),
				cell.quantity(fromAmount(balance as Amount), ''),
				cell.text(personName(engine, move.op.by))
			];
		});
		return paperOf(context, {
			kind: 'bincard',
			id,
			subject: lotNode(uid),
			number: `${fieldText(row, 'code')}-${lot.number}`,
			workCode: locationCode(location),
			blocks: [
				{
					kind: 'facts',
					key: 'head',
					facts: [
						cell.fact('item', '物料名称规格', 'Item', cell.name(lot.item.name), true),
						cell.fact('code', '物料编码', 'Item code', cell.code(lot.item.code)),
						cell.fact('location', '货位', 'Location', cell.text(locationText(engine, location))),
						cell.fact('lot', '批号', 'Lot', cell.code(lot.number)),
						cell.fact(
							'supplierLot',
							'供方批号',
							'Supplier lot',
							lot.origin === 'purchased' ? cell.code(lot.supplierLot) : cell.none('自制', 'Made here')
						),
						cell.fact('expiry', '失效日期', 'Expiry', cell.date(lot.expiry)),
						cell.fact('unit', '单位', 'Unit', cell.text(lot.item.unit))
					]
				},
				{
					kind: 'verdict',
					key: 'state',
					label: cell.bi('质量状态', 'Quality status'),
					value: stateOf(engine.row(quality, lotNode(uid)).disposition)
				},
				{
					kind: 'table',
					key: 'moves',
					columns: [
						cell.column('at', '时间', 'Time', 19),
						cell.column('reason', '事由', 'Reason', 18),
						cell.column('party', '来源/去向', 'From / to', 22),
						cell.column('in', '收入', 'In', 11, 'end'),
						cell.column('out', '发出', 'Out', 11, 'end'),
						cell.column('balance', '结存', 'Balance', 11, 'end'),
						cell.column('by', '经手', 'By', 8)
					],
					rows,
					empty: cell.bi('没有收发', 'No movements')
				}
			]
		});
	},
	list(context, limit) {
		const { engine } = context;
		const found: (PaperEntry & { readonly ms: number })[] = [];
		for (const { node, cells } of engine.ledger.onHand()) {
			if (!node.startsWith('lot:')) continue;
			for (const { place, qty } of cells) {
				if (!place.startsWith('loc:') || qty <= 0n) continue;
				const lot = lotFacts(engine, node.slice(4));
				const location = place.slice(4);
				const at = engine.ledger.movesOf(node).at(-1)?.op.at ?? '';
				found.push({
					id: bincardId(location, lot.uid),
					number: `${fieldText(engine.row(locations, location), 'code')}-${lot.number}`,
					about: aboutLot(lot),
					at,
					ms: parseInstant(at) ?? 0
				});
			}
		}
		return found
			.sort((a, b) => b.ms - a.ms)
			.slice(0, limit)
			.map(({ ms: _ms, ...entry }) => entry);
	}
};

function reasonOf({ engine }: BuildContext, move: Move): string {
	const { reason } = move.op.data;
	return typeof reason === 'string' && reason !== '' ? reason : engine.nameOf(move.op.type).zh;
}

function otherSide({ engine }: BuildContext, place: string): string {
	const named = namePlace(engine, place);
	if (named.kind === 'location') return locationText(engine, place.slice(4));
	const words: Readonly<Record<string, string>> = { transit: '在途', sample: '取样', scrap: '报废', adjusted: '盘点调整', before: '期初' };
	return named.label || (words[named.kind] ?? '');
}
