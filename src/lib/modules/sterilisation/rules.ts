/** C17 goods that did not all come back from the steriliser, C23 lots and loads whose fates part. */
import { defineRule, type Finding } from '#lib/engine/define-rule.ts';
import { fieldText } from '#lib/engine/register.ts';
import { loads, loadVerdicts, lotNode, lots } from '../inventory/index.ts';
import { quality } from '../quality/index.ts';
import { linesOfLoad } from './load-checks.ts';
import { loadReturns } from './views.ts';

export const loadDifference = defineRule({
	id: 'C17',
	code: 'LOAD_DIFF',
	owner: ['WH', 'QA'],
	deadlineHours: 24,
	labels: { zh: '灭菌返厂数量不符', en: 'Not all came back from the steriliser' },
	explain: (params) => ({
		zh: `灭菌批 ${String(params['load'])} 的 ${String(params['lot'])}：送出 ${String(params['sent'])}，返厂 ${String(params['back'])}。差额仍记在受托方。请复点、追回，或盘点更正；弄清之前不要放行。`,
		en: `${String(params['lot'])} of load ${String(params['load'])}: ${String(params['sent'])} sent, ${String(params['back'])} back. The difference is still with the contractor. Count again, ask for it or adjust it; do not release before it is clear.`
	}),
	find(read) {
		const findings: Finding[] = [];
		for (const load of read.keys(loadReturns)) {
			if (read.row(loadReturns, load).length === 0) continue;
			for (const { lot, sent, back } of linesOfLoad(read, load)) {
				if (sent === back) continue;
				findings.push({
					subjects: [`load:${load}`, lotNode(lot)],
					ops: read.inputs(loadReturns, load).map(({ op }) => op.id),
					params: { load: fieldText(read.row(loads, load), 'no'), lot: fieldText(read.row(lots, lot), 'lotNo'), sent, back }
				});
			}
		}
		return findings;
	}
});

export const loadImpact = defineRule({
	id: 'C23',
	code: 'LOAD_IMPACT',
	owner: ['QA'],
	deadlineHours: 24,
	labels: { zh: '灭菌批与产品批结论相关', en: 'A load and its lots affect each other' },
	explain: (params) =>
		params['rejected'] === 'load'
			? {
					zh: `灭菌批 ${String(params['load'])} 判为不合格，柜内 ${String(params['lots'])} 全部不可用。请逐批决定处置。`,
					en: `Load ${String(params['load'])} was rejected: ${String(params['lots'])} in it may not be used. Decide about each lot.`
				}
			: {
					zh: `${String(params['lots'])} 在灭菌批 ${String(params['load'])} 内，后来判为不合格：只影响这一批，同柜其它批照常。请把它从柜内实物中分开。`,
					en: `${String(params['lots'])} in load ${String(params['load'])} was rejected later: it alone is affected. Take it out of the goods of the load.`
				},
	find(read) {
		const findings: Finding[] = [];
		for (const load of read.keys(loadVerdicts)) {
			if (read.row(loadVerdicts, load) !== 'rejected') continue;
			const numbers = linesOfLoad(read, load).map(({ lot }) => fieldText(read.row(lots, lot), 'lotNo'));
			const ops = read.inputs(loadVerdicts, load).filter(({ value, op }) => value.decision === 'rejected' && read.verdict(op).effective);
			findings.push({
				subjects: [`load:${load}`],
				ops: ops.map(({ op }) => op.id),
				params: { rejected: 'load', load: fieldText(read.row(loads, load), 'no'), lots: numbers.join('、') }
			});
		}
		for (const load of read.keys(loads)) {
			if (read.row(loads, load).createdBy === '' || read.row(loadVerdicts, load) === 'rejected') continue;
			for (const { lot } of linesOfLoad(read, load)) {
				if (read.row(quality, lotNode(lot)).disposition !== 'rejected') continue;
				findings.push({
					subjects: [lotNode(lot), `load:${load}`],
					ops: read.inputs(quality, lotNode(lot)).map(({ op }) => op.id),
					params: { rejected: 'lot', load: fieldText(read.row(loads, load), 'no'), lots: fieldText(read.row(lots, lot), 'lotNo') }
				});
			}
		}
		return findings;
	}
});

export const sterilisationRules = [loadDifference, loadImpact];
