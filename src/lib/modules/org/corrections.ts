/** Acts about other acts: correcting, ratifying, co-signing, adopting; handling exceptions. Nothing is ever edited. */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { cosignatures, errorDeclarations, ratifications } from '#lib/engine/effectiveness.ts';
import { exceptionActs } from '#lib/engine/exceptions.ts';
import { optional, record, ref, text, texts } from '#lib/engine/fields.ts';

const target = { target: ref('operation', ['对象操作', 'Target operation']) };

export const errorDeclared = defineOperation({
	type: 'op.errorDeclared',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'approved',
	roles: 'any',
	labels: { zh: '更正(原记录保留)', en: 'Error declared (record kept)' },
	fields: { ...target, reason: text(['原因', 'Reason']), corrective: optional(texts(['更正操作', 'Corrective operations'])) },
	refs: (data) => [`op:${data.target}`],
	// An error declaration corrects facts, observations, plans and master data; a decision is undone by its contrary.
	// What it speaks about must be in its past, or the answer would depend on which of the two arrived first.
	precondition(data, op, read) {
		const target = read.op(data.target);
		if (!target || !read.isBefore(target, op)) return [op.id];
		return target.cls === 'D' ? [data.target] : undefined;
	},
	apply(data, fx) {
		fx.put(errorDeclarations.put(data.target, true));
	}
});

export const ratified = defineOperation({
	type: 'op.ratified',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'ratified',
	roles: ['OWN', 'QH', 'AR', 'QA', 'IT'],
	labels: { zh: '追认', en: 'Ratified' },
	fields: { ...target, reason: text(['理由', 'Reason']) },
	refs: (data) => [`op:${data.target}`],
	apply(data, fx) {
		fx.put(ratifications.put(data.target, true));
	}
});

export const cosigned = defineOperation({
	type: 'op.cosigned',
	tv: 1,
	cls: 'O',
	level: 'A',
	meaning: 'verified',
	roles: 'any',
	labels: { zh: '补签复核', en: 'Co-signed' },
	fields: target,
	refs: (data) => [`op:${data.target}`],
	apply(data, fx) {
		fx.put(cosignatures.put(data.target, true));
	}
});

export const adopted = defineOperation({
	type: 'op.adopted',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '重新登记未送达的操作', en: 'Adopted from a lost chain' },
	fields: {
		dev: ref('device', ['原终端', 'Former device']),
		type: text(['操作类型', 'Operation type']),
		line: text(['原记录', 'Original entry'])
	},
	refs: (data) => [`device:${data.dev}`],
	apply() {
		// The adopted content is written beside it as an ordinary operation of the same action; this one keeps the original bytes.
	}
});

export const exceptionAcknowledged = defineOperation({
	type: 'exception.acknowledged',
	tv: 1,
	cls: 'D',
	level: 'A',
	roles: 'any',
	labels: { zh: '受理异常', en: 'Exception acknowledged' },
	fields: { key: text(['异常', 'Exception']), plan: optional(text(['处理计划', 'Plan'])) },
	refs: (data) => [`exception:${data.key.slice(0, 40)}`],
	apply(data, fx) {
		fx.put(exceptionActs.put(data.key, { kind: 'acknowledged' }));
	}
});

export const exceptionResolved = defineOperation({
	type: 'exception.resolved',
	tv: 1,
	cls: 'D',
	level: 'S',
	meaning: 'approved',
	roles: 'any',
	labels: { zh: '关闭异常', en: 'Exception closed' },
	fields: {
		key: text(['异常', 'Exception']),
		explanation: text(['说明', 'Explanation']),
		corrective: optional(texts(['更正操作', 'Corrective operations']))
	},
	refs: (data) => [`exception:${data.key.slice(0, 40)}`],
	apply(data, fx) {
		fx.put(exceptionActs.put(data.key, { kind: 'resolved' }));
	}
});

export const personalErased = defineOperation({
	type: 'personal.erased',
	tv: 1,
	cls: 'D',
	level: 'P2',
	meaning: 'approved',
	roles: ['OWN', 'QH', 'IT'],
	labels: { zh: '删除个人信息密钥', en: 'Personal data key erased' },
	fields: { kid: text(['数据密钥', 'Data key']), basis: text(['依据', 'Legal basis']) },
	refs: (data) => [`key:${data.kid}`],
	apply() {
		// Deleting the wraps is every replica's duty outside the log; what was hashed stays verifiable.
	}
});

export const syncReceived = defineOperation({
	type: 'sync.received',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '中继已收到', en: 'Received by the relay' },
	fields: { heads: record(['已收到', 'Received']), lastContact: optional(record(['最后联系', 'Last contact'])) },
	refs: () => ['org:company'],
	apply() {
		// Its place in the causal order is its meaning: it bounds when others' entries existed.
	}
});

export const correctionOperations = [
	errorDeclared,
	ratified,
	cosigned,
	adopted,
	exceptionAcknowledged,
	exceptionResolved,
	personalErased,
	syncReceived
];
