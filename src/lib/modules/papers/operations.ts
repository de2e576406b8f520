/** The trail of paper: who printed what with which content, and what came back signed by hand (users.md §0.6). */
import { defineOperation } from '#lib/engine/define-operation.ts';
import { choice, count, flag, list, optional, text } from '#lib/engine/fields.ts';
import { handSignatures, labelPrints, paperKey, paperPrints } from './views.ts';

const paper = {
	kind: text(['单据种类', 'Kind of paper']),
	/** Id of the record within its kind, as in the address of the paper. */
	id: text(['单据标识', 'Paper id']),
	/** What the paper is about, as `kind:uid`. */
	subject: text(['对象', 'Subject']),
	number: optional(text(['单据编号', 'Paper number'])),
	/** SHA-256 of the content as canonical JSON, base64url. */
	hash: text(['内容哈希', 'Content hash'])
};

export const PRINT_PURPOSES = {
	use: ['现场使用', 'For work'],
	file: ['归档', 'For the file'],
	party: ['随货或交给对方', 'For the other party'],
	inspection: ['接受检查', 'For an inspection']
} as const;
export type PrintPurpose = keyof typeof PRINT_PURPOSES;

export const documentPrinted = defineOperation({
	type: 'document.printed',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '打印单据', en: 'Paper printed' },
	fields: {
		...paper,
		copies: count(['份数', 'Copies']),
		purpose: choice(['用途', 'Purpose'], PRINT_PURPOSES),
		mode: choice(['签名方式', 'Signatures'], {
			electronic: ['电子签名', 'Electronic'],
			hand: ['打印手签', 'Signed by hand']
		}),
		controlled: flag(['受控副本', 'Controlled copy']),
		/** Why again, where it had been printed before. */
		reason: optional(text(['重打原因', 'Reason for printing again']))
	},
	refs: (data) => [data.subject],
	apply({ kind, id, hash, copies, purpose, mode, controlled }, fx) {
		fx.put(paperPrints.put(paperKey(kind, id), { hash, copies, purpose, mode, controlled }));
	}
});

export const documentHandSigned = defineOperation({
	type: 'document.handSigned',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '登记手签单据', en: 'Hand-signed paper returned' },
	fields: {
		...paper,
		signers: list(['签字人', 'Signers'], {
			part: text(['签字栏', 'Signature line']),
			name: text(['姓名', 'Name'])
		}),
		/** SHA-256 of a photo of the signed paper, base64url. */
		photo: optional(text(['照片哈希', 'Hash of the photo'])),
		note: optional(text(['备注', 'Note']))
	},
	refs: (data) => [data.subject],
	apply({ kind, id, hash }, fx) {
		fx.put(handSignatures.put(paperKey(kind, id), { hash }));
	}
});

export const labelPrinted = defineOperation({
	type: 'label.printed',
	tv: 1,
	cls: 'F',
	level: 'A',
	roles: 'any',
	labels: { zh: '打印标签', en: 'Labels printed' },
	fields: {
		template: text(['标签模板', 'Label template']),
		subject: text(['对象', 'Subject']),
		count: count(['张数', 'Number of labels']),
		size: text(['尺寸', 'Size']),
		/** First and last of numbered labels (rolls, serial numbers). */
		from: optional(text(['起', 'From'])),
		to: optional(text(['止', 'To'])),
		reason: optional(text(['重打原因', 'Reason for printing again']))
	},
	refs: (data) => [data.subject],
	apply({ template, subject, count: labels }, fx) {
		fx.put(labelPrints.put(paperKey(template, subject), { count: labels }));
	}
});

export const paperOperations = [documentPrinted, documentHandSigned, labelPrinted];
