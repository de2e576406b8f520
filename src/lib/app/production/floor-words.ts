/** Fixed lists of the floor in both languages. What is recorded is the Chinese wording, as it stands on the papers. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export const SCRAP_REASONS: readonly Bilingual[] = [
	{ zh: '焊接不良', en: 'Poor weld' },
	{ zh: '封口不良', en: 'Poor seal' },
	{ zh: '耳带脱落', en: 'Ear loop off' },
	{ zh: '尺寸超差', en: 'Out of size' },
	{ zh: '外观污损', en: 'Stained, damaged' },
	{ zh: '断料接头', en: 'Web break, splice' },
	{ zh: '调机试片', en: 'Set-up pieces' },
	{ zh: '印字不良', en: 'Poor print' },
	{ zh: '落地混料', en: 'Dropped, mixed' },
	{ zh: '功能不良', en: 'Does not work' },
	{ zh: '其他', en: 'Other' }
];

/** A recorded reason in both languages; one that is not in the list is its own name. */
export function scrapReason(recorded: string): Bilingual {
	return SCRAP_REASONS.find(({ zh }) => zh === recorded) ?? { zh: recorded, en: recorded };
}

/** What is looked at when a line is cleared. */
export const CLEARANCE_ITEMS: readonly Bilingual[] = [
	{ zh: '本批余料已称量、退回或移走', en: 'Left-over material weighed, returned or moved away' },
	{ zh: '本批产品、半成品已全部移出', en: 'All product of this lot moved out' },
	{ zh: '标签、说明书、包材已清点退回', en: 'Labels, leaflets and packaging counted and returned' },
	{ zh: '废品、废料已称重移出', en: 'Scrap weighed and removed' },
	{ zh: '设备、台面、地面已清洁', en: 'Machine, table and floor cleaned' },
	{ zh: '本批文件、记录、状态标识已撤下', en: 'Papers, records and status labels of this lot taken away' }
];

/** Reasons of `op.paused`, as its definition lists them. */
export const PAUSE_REASONS: readonly { readonly code: string; readonly label: Bilingual }[] = [
	{ code: 'material', label: { zh: '缺料', en: 'Waiting for material' } },
	{ code: 'equipment', label: { zh: '设备故障', en: 'Equipment fault' } },
	{ code: 'changeover', label: { zh: '换卷换模', en: 'Changeover' } },
	{ code: 'quality', label: { zh: '质量异常', en: 'Quality problem' } },
	{ code: 'environment', label: { zh: '环境超限', en: 'Environment out of limits' } },
	{ code: 'break', label: { zh: '休息交接班', en: 'Break, hand-over' } },
	{ code: 'other', label: { zh: '其他', en: 'Other' } }
];

export const pauseWord = (code: string): Bilingual => PAUSE_REASONS.find((reason) => reason.code === code)?.label ?? { zh: code, en: code };
