/** C16: the same unit shipped twice without coming back. Both consignees stay in the distribution record. */
import { defineRule, type Finding } from '#lib/engine/define-rule.ts';
import { identify } from '../inventory/index.ts';

export const doubleShip = defineRule({
	id: 'C16',
	code: 'DOUBLE_SHIP',
	owner: ['WH', 'SA'],
	deadlineHours: 24,
	labels: { zh: '同一单件重复发货', en: 'Same unit shipped twice' },
	explain: (params) => ({
		zh: `${String(params['serial'])} 有两次发货而无退货；两家客户都保留在召回名单中。请核实实物在哪里，对错误的一次作更正。`,
		en: `${String(params['serial'])} was shipped twice without a return; both consignees stay in recall scope. Find out where it is and declare the wrong shipment an error.`
	}),
	find(read) {
		const findings: Finding[] = [];
		for (const node of read.ledger.unitsMovedMoreThanOnce('shipped')) {
			let out: string | undefined;
			for (const move of read.ledger.movesOf(node)) {
				if (move.standing === 'void') continue;
				if (move.kind === 'returned') out = undefined;
				if (move.kind !== 'shipped') continue;
				if (out !== undefined) findings.push({ subjects: [node], ops: [out, move.op.id], params: { serial: identify(read, node).number } });
				out = move.op.id;
			}
		}
		return findings;
	}
});

export const salesRules = [doubleShip];
