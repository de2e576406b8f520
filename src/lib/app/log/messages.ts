import { defineMessages } from '#lib/i18n/define-messages.ts';
import type { Messages } from '#lib/i18n/messages.ts';

const zh = {
	narrow: '筛选记录',
	search: '单号、批号、姓名、内容',
	person: '人员',
	type: '操作',
	device: '终端',
	since: '从哪天',
	until: '到哪天',
	mark: '标记',
	all: '全部',
	signed: '有电子签名',
	late: '补录',
	corrections: '更正（声明有误）',
	void: '已被更正',
	ineffective: '未生效',
	clear: '清除筛选',
	found: (p: { found: string; total: string }) => `共 ${p.total} 条，符合 ${p.found} 条`,
	nothing: '没有符合的记录',
	nothingText: '放宽日期或去掉一个条件。记录不会被删除，只是没被筛出来。'
};

const en = {
	narrow: 'Narrow the records',
	search: 'Number, lot, name, content',
	person: 'Person',
	type: 'Operation',
	device: 'Device',
	since: 'From day',
	until: 'To day',
	mark: 'Mark',
	all: 'All',
	signed: 'Signed electronically',
	late: 'Entered late',
	corrections: 'Corrections (declared an error)',
	void: 'Corrected since',
	ineffective: 'Without effect',
	clear: 'Clear filters',
	found: (p) => `${p.found} of ${p.total} records fit`,
	nothing: 'No record fits',
	nothingText: 'Widen the days or drop a condition. Nothing is ever deleted from the log; it is only not shown.'
} satisfies Messages<typeof zh>;

export const m = defineMessages({ 'zh-CN': zh, en });
