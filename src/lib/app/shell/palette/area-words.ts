/** What people call an area or look for there, in both languages: the palette finds it by these too. */
import type { AreaId } from '../areas.ts';

export const AREA_WORDS: Readonly<Record<AreaId, readonly string[]>> = {
	today: ['待办', '任务', 'tasks'],
	board: ['电视', '大屏', 'television'],
	receive: ['到货', '送货单', '入库', '黄标', 'delivery'],
	ship: ['出库', '拣货', '装车', '随货同行单', 'delivery note'],
	return: ['客户退回', 'customer return'],
	move: ['上架', '调拨', 'transfer'],
	count: ['清点', '盲盘', '差异', 'stocktaking'],
	stock: ['余量', '货位卡', '库位', 'balance'],
	lots: ['批号', '序列号', '护照', 'batch'],
	issue: ['领料', '退料', '发料', '称余料', 'weigh-back'],
	production: ['报工', '开工', '批生产指令', '清场', '停机', 'work order', 'output'],
	serial: ['序列号', '装箱', 'serial number'],
	steriliser: ['送灭菌', '环氧乙烷', '柜次', 'load'],
	inspect: ['请检', '检验报告', 'quality control'],
	release: ['生产放行', '上市放行', '批记录', 'batch record'],
	trace: ['来源', '去向', '谱系', 'genealogy'],
	recall: ['冻结', '追溯演练', '飞检', 'drill', 'hold'],
	exceptions: ['矛盾', '更正', 'contradictions', 'correction'],
	overview: ['老板页', '三盏灯', '对账', 'owner'],
	master: ['物料', '往来单位', '供应商', '客户', '库位', '场所', 'items', 'partners', 'suppliers', 'customers', 'locations'],
	papers: ['打印', '标签', '检验报告', '随货同行单', 'print', 'labels'],
	log: ['审计追踪', '核对', 'audit trail'],
	team: ['人员', '终端', '胸牌', '岗位', 'people', 'devices', 'badges'],
	sync: ['上传', '中继', '导出', '数据包', 'relay', 'export'],
	settings: ['语言', '外观', '扫码枪', '声音', 'language', 'scanner', 'sound']
};
