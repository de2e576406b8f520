/** C7 use of what was on hold, C8 decisions contested by a concurrent restriction. */
import { defineRule, type Finding } from '#lib/engine/define-rule.ts';
import { restrictions } from '#lib/engine/effectiveness.ts';
import type { Reader } from '#lib/engine/reader.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { identify } from '../inventory/index.ts';
import { descendants, quality, type HoldScope } from './views.ts';

const USES: readonly string[] = ['consumed', 'installed', 'shipped'];

interface Restriction {
	readonly op: RecordedOp;
	/** Hold uid, or the operation's id for a rejection. */
	readonly name: string;
	readonly subject: string;
	readonly scope: HoldScope;
	readonly cause: string;
}

/** Effective holds and rejections, each on each of its subjects. */
function restrictionsIn(read: Reader): readonly Restriction[] {
	return read.keys(restrictions).flatMap((subject) =>
		read.inputs(quality, subject).flatMap(({ op, value }): Restriction[] => {
			if (value.kind === 'hold' && read.verdict(op).effective)
				return [{ op, name: `hold:${value.hold}`, subject, scope: value.scope, cause: value.cause }];
			if (value.kind === 'disposition' && value.decision === 'rejected' && read.verdict(op).effective)
				return [{ op, name: `op:${op.id}`, subject, scope: 'self', cause: 'material' }];
			return [];
		})
	);
}

/** Whether an effective lift (or new quarantine) of this restriction was known to the user of the goods. */
function endedBefore(restriction: Restriction, use: RecordedOp, read: Reader): boolean {
	return read
		.inputs(quality, restriction.subject)
		.some(
			({ op, value }) =>
				read.isBefore(op, use) &&
				read.isBefore(restriction.op, op) &&
				((value.kind === 'lift' && value.holds.some((hold) => `hold:${hold}` === restriction.name)) ||
					(value.kind === 'disposition' && value.decision !== 'rejected' && restriction.name.startsWith('op:'))) &&
				read.verdict(op).effective
		);
}

export const usedWhileHeld = defineRule({
	id: 'C7',
	code: 'USED_WHILE_HELD',
	owner: ['QA', 'QH'],
	deadlineHours: 4,
	labels: { zh: '冻结期间被使用', en: 'Used while on hold' },
	explain: (params) =>
		params['knowing'] === true
			? {
					zh: `${String(params['lot'])} 已冻结，该终端已知，仍被${params['shipped'] === true ? '发货' : '使用'}：违规使用。请评估下游并记录处置。`,
					en: `${String(params['lot'])} was on hold and this device knew it, yet it was ${params['shipped'] === true ? 'shipped' : 'used'}: a violation. Assess what it went into and record the disposition.`
				}
			: {
					zh: `冻结 ${String(params['lot'])} 时这台终端没联网，不算违规；${params['shipped'] === true ? '货已发出，请协助追回。' : '已投入使用，请评估下游。'}`,
					en: `This device was offline when ${String(params['lot'])} was put on hold: unknowing use, no violation. ${params['shipped'] === true ? 'The goods have left; help to get them back.' : 'They were used; assess what they went into.'}`
				},
	find(read) {
		const findings: Finding[] = [];
		for (const restriction of restrictionsIn(read)) {
			const nodes = restriction.scope === 'descendants' ? descendants(read, restriction.subject, restriction.cause) : [restriction.subject];
			for (const node of nodes)
				for (const move of read.ledger.movesOf(node)) {
					if (!USES.includes(move.kind) || move.standing === 'void' || read.isBefore(move.op, restriction.op)) continue;
					const knowing = read.isBefore(restriction.op, move.op);
					if (knowing && endedBefore(restriction, move.op, read)) continue;
					findings.push({
						subjects: [node, restriction.name, `op:${move.op.id}`],
						ops: [restriction.op.id, move.op.id],
						params: { lot: identify(read, node).number, knowing, shipped: move.kind === 'shipped', to: move.to },
						remedy: { type: 'recall.signalRaised', data: { source: move.op.id } }
					});
				}
		}
		return findings;
	}
});

export const releaseContested = defineRule({
	id: 'C8',
	code: 'RELEASE_CONTESTED',
	owner: ['AR', 'QH'],
	deadlineHours: 4,
	labels: { zh: '放行与冻结同时发生', en: 'Release contested' },
	explain: (params, nameOf) => ({
		zh: `“${nameOf(String(params['type'])).zh}”与另一终端的限制性决定同时作出，互不知情；按最安全处理，未生效。请查明依据后解除限制并重新决定，或追认。`,
		en: `“${nameOf(String(params['type'])).en}” was decided while another device restricted the same subject, neither knowing of the other. The safer one holds. Clear the restriction on evidence and decide again, or ratify.`
	}),
	find: (read) =>
		read.decisions.flatMap((op) => {
			const contested = read.verdict(op).effective ? undefined : read.verdict(op).reasons.find((reason) => reason.code === 'contested');
			return contested
				? [{ subjects: [`op:${op.id}`], ops: [op.id, ...contested.ops], params: { type: op.type, subject: op.refs[0] ?? '' } }]
				: [];
		})
});

export const qualityRules = [usedWhileHeld, releaseContested];
