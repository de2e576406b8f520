/** C1 negative stock, C3 and C4 identities given twice, C17 transfers that do not add up. */
import { defineRule, type Finding } from '#lib/engine/define-rule.ts';
import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { amountOf, fromAmount } from '#lib/kernel/decimal.ts';
import { locations } from '../org/index.ts';
import { identify, lotNumbers, lots, serialRanges, transfers } from './views.ts';

function locationCode(read: Reader, place: string): string {
	return place.startsWith('loc:') ? fieldText(read.row(locations, place.slice(4)), 'code') || place : place;
}

export const stockNegative = defineRule({
	id: 'C1',
	code: 'STOCK_NEGATIVE',
	owner: ['WH'],
	deadlineHours: 24,
	labels: { zh: '库存为负', en: 'Negative stock' },
	explain: (params) => ({
		zh: `${String(params['lot'])} 在 ${String(params['location'])} 的账面最低到 ${String(params['lowest'])}：可能是收货未过账、扫错批、重复登记或单位错误。请盘点并更正；在此之前该处不再出库。`,
		en: `${String(params['lot'])} at ${String(params['location'])} falls to ${String(params['lowest'])}: a receipt not yet posted, the wrong lot, a double entry or a unit mistake. Count and correct it; nothing more leaves from there until then.`
	}),
	find: (read) =>
		read.ledger.lowPoints().map(({ node, place, lowest, op }) => ({
			subjects: [node, place],
			ops: [op.id],
			params: { lot: identify(read, node).number, location: locationCode(read, place), lowest: fromAmount(lowest) }
		}))
});

export const serialDuplicate = defineRule({
	id: 'C3',
	code: 'SERIAL_DUP',
	owner: ['QA'],
	deadlineHours: 8,
	labels: { zh: '序列号重复', en: 'Serial number given twice' },
	explain: (params) => ({
		zh: `同一序列号(${String(params['first'])}–${String(params['last'])})被赋给两组单件，均不可销售。请核对实物，重新赋码或合并记录。`,
		en: `The same serial numbers (${String(params['first'])}–${String(params['last'])}) were given to two sets of units; neither may be sold. Check the goods, relabel one set or merge the records.`
	}),
	find(read) {
		const findings: Finding[] = [];
		for (const key of read.keysWithSeveral(serialRanges)) {
			const ranges = read.row(serialRanges, key);
			for (const [index, a] of ranges.entries())
				for (const b of ranges.slice(index + 1)) {
					const first = a.first > b.first ? a.first : b.first;
					const last = a.last < b.last ? a.last : b.last;
					if (a.batch === b.batch || first > last) continue;
					const ops = read
						.inputs(serialRanges, key)
						.filter(({ value }) => value.batch === a.batch || value.batch === b.batch)
						.map(({ op }) => op.id);
					findings.push({ subjects: [`batch:${a.batch}`, `batch:${b.batch}`], ops, params: { first, last } });
				}
		}
		return findings;
	}
});

export const lotDuplicate = defineRule({
	id: 'C4',
	code: 'LOT_DUP',
	owner: ['QA'],
	deadlineHours: 24,
	labels: { zh: '批号重复', en: 'Lot number given twice' },
	explain: (params) => ({
		zh: `批号 ${String(params['lotNo'])} 下有两个批${params['sameSupplierLot'] === true ? '，供方批号相同，建议合并' : '，两者均暂不可用，请改批号或合并'}。`,
		en: `Two lots carry the number ${String(params['lotNo'])}${params['sameSupplierLot'] === true ? ' and the same supplier lot: merge them' : '; neither may be used until one is relabelled or they are merged'}.`
	}),
	find(read) {
		const findings: Finding[] = [];
		for (const key of read.keysWithSeveral(lotNumbers)) {
			const rivals = read.row(lotNumbers, key).filter((lot) => fieldText(read.row(lots, lot), 'lotNo') === key);
			for (const [index, a] of rivals.entries())
				for (const b of rivals.slice(index + 1)) {
					const [first, second] = [read.row(lots, a), read.row(lots, b)];
					if (fieldText(first, 'item') !== fieldText(second, 'item') || fieldText(first, 'origin') !== fieldText(second, 'origin'))
						continue;
					findings.push({
						subjects: [`lot:${a}`, `lot:${b}`],
						ops: [first.createdBy, second.createdBy].filter((id) => id !== ''),
						params: {
							lotNo: fieldText(first, 'lotNo'),
							sameSupplierLot:
								fieldText(first, 'supplierLot') !== '' && fieldText(first, 'supplierLot') === fieldText(second, 'supplierLot')
						}
					});
				}
		}
		return findings;
	}
});

export const transferDifference = defineRule({
	id: 'C17',
	code: 'TRANSFER_DIFF',
	owner: ['WH'],
	deadlineHours: 48,
	labels: { zh: '调拨数量不符', en: 'Transfer does not add up' },
	explain: (params) => ({
		zh: `${String(params['lot'])} 调拨发出 ${String(params['dispatched'])}，收到 ${String(params['arrived'])}；差额留在途中，请点数、索赔或调整。`,
		en: `${String(params['lot'])}: ${String(params['dispatched'])} dispatched, ${String(params['arrived'])} received; the difference stays in transit. Count, claim or adjust.`
	}),
	find(read) {
		const findings: Finding[] = [];
		for (const transfer of read.keys(transfers)) {
			const lines = read.row(transfers, transfer);
			if (!lines.some((line) => line.side === 'arrived')) continue;
			for (const node of new Set(lines.map((line) => line.node))) {
				const sum = (side: 'dispatched' | 'arrived') =>
					lines.filter((line) => line.node === node && line.side === side).reduce((total, line) => total + (amountOf(line.qty) ?? 0n), 0n);
				const [dispatched, arrived] = [sum('dispatched'), sum('arrived')];
				if (dispatched === arrived) continue;
				const ops = read
					.inputs(transfers, transfer)
					.filter(({ value }) => value.node === node)
					.map(({ op }) => op.id);
				findings.push({
					subjects: [`transfer:${transfer}`, node],
					ops,
					params: { lot: identify(read, node).number, dispatched: fromAmount(dispatched as never), arrived: fromAmount(arrived as never) }
				});
			}
		}
		return findings;
	}
});

export const inventoryRules = [stockNegative, serialDuplicate, lotDuplicate, transferDifference];
