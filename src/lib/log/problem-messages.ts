/** What each code says to people: an auditor reads it beside the place, so it names the meaning and not the mechanism. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { ProblemCode } from './problem.ts';

export const PROBLEM_MESSAGES: Readonly<Record<ProblemCode, Bilingual>> = {
	'bad-header': {
		zh: '文件首行无效：不是溯源数据包、已损坏、由更新的版本生成，或未经导出终端签名',
		en: 'The first line is not valid: no Suyuan bundle, damaged, made by a newer version, or not signed by the exporting device'
	},
	'bad-json': { zh: '此行无法读取：不是完整的记录', en: 'This line cannot be read: it is no complete entry' },
	'not-canonical': { zh: '此行不是规范写法，内容可能被重写过', en: 'This line is not in canonical form; it may have been rewritten' },
	'bad-link': {
		zh: '与前一条记录的链接不符：这里或前一条被改动过',
		en: 'The link to an earlier entry does not fit: one of the two was altered'
	},
	'bad-signature': {
		zh: '终端签名无效：记录被改动过，或不是该终端所写',
		en: "The device's signature is not valid: the entry was altered or not written by this device"
	},
	'bad-esignature': {
		zh: '电子签名无效：不是该人对此内容所签',
		en: 'An electronic signature is not valid: this person did not sign this content'
	},
	'bad-n': { zh: '次序号与其依据的记录不符', en: 'The order number does not follow from the entries it builds on' },
	gap: { zh: '所依据的记录缺失', en: 'An entry it builds on is missing' },
	fork: { zh: '同一终端在同一位置写了两条不同的记录', en: 'One device wrote two different entries at the same place' },
	duplicate: { zh: '同一条记录出现了两次', en: 'The same entry appears twice' },
	'bad-order': { zh: '记录的排列次序不对', en: 'The entries are not in their order' },
	'unknown-device': { zh: '该终端没有经过有效邀请加入', en: 'This device did not join by a valid invitation' },
	'foreign-org': { zh: '属于另一家公司', en: 'It belongs to another company' },
	'head-mismatch': {
		zh: '与声明的最新记录不符：末尾可能被截去',
		en: 'It does not end where it is stated to end: the tail may have been cut off'
	},
	'over-limit': { zh: '超出允许的大小', en: 'It is larger than allowed' }
};
