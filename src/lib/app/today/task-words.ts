/** What a task is called, which icon it has and in which work area it is done. */
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import CalendarX from '@lucide/svelte/icons/calendar-x';
import CirclePause from '@lucide/svelte/icons/circle-pause';
import CloudUpload from '@lucide/svelte/icons/cloud-upload';
import Container from '@lucide/svelte/icons/container';
import Factory from '@lucide/svelte/icons/factory';
import Gavel from '@lucide/svelte/icons/gavel';
import KeyRound from '@lucide/svelte/icons/key-round';
import Megaphone from '@lucide/svelte/icons/megaphone';
import Microscope from '@lucide/svelte/icons/microscope';
import PackageX from '@lucide/svelte/icons/package-x';
import PenLine from '@lucide/svelte/icons/pen-line';
import SatelliteDish from '@lucide/svelte/icons/satellite-dish';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Truck from '@lucide/svelte/icons/truck';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { TaskKind, TaskView } from './task.ts';

interface KindWords {
	readonly verb: Bilingual;
	readonly icon: typeof Truck;
	/** Address of the work area. */
	readonly area: string;
}

const KINDS: Readonly<Record<TaskKind, KindWords>> = {
	inspect: { verb: { zh: '检验', en: 'Inspect' }, icon: Microscope, area: '/inspect' },
	judge: { verb: { zh: '检验判定', en: 'Judge inspection of' }, icon: Gavel, area: '/inspect' },
	disposition: { verb: { zh: '判定批状态', en: 'Decide on' }, icon: Gavel, area: '/release' },
	'production-release': { verb: { zh: '生产放行', en: 'Production release of' }, icon: BadgeCheck, area: '/release' },
	'market-release': { verb: { zh: '上市放行', en: 'Market release of' }, icon: BadgeCheck, area: '/release' },
	sterilise: { verb: { zh: '送灭菌', en: 'Send to steriliser:' }, icon: Container, area: '/steriliser' },
	'load-cycle': { verb: { zh: '补录灭菌报告', en: 'Enter steriliser report of' }, icon: Container, area: '/steriliser' },
	'load-indicators': { verb: { zh: '判读 BI', en: 'Read indicators of' }, icon: Container, area: '/steriliser' },
	'load-verdict': { verb: { zh: '灭菌放行', en: 'Release load' }, icon: BadgeCheck, area: '/steriliser' },
	'put-away': { verb: { zh: '上架入库', en: 'Put away' }, icon: ArrowDownToLine, area: '/move' },
	segregate: { verb: { zh: '移入不合格品库', en: 'Move to the reject store:' }, icon: PackageX, area: '/move' },
	expired: { verb: { zh: '过期隔离', en: 'Expired, take away:' }, icon: CalendarX, area: '/move' },
	expiring: { verb: { zh: '即将到期', en: 'Expires soon:' }, icon: CalendarX, area: '/stock' },
	'order-release': { verb: { zh: '下达批生产指令', en: 'Release work order' }, icon: Factory, area: '/production' },
	'order-start': { verb: { zh: '开工', en: 'Start' }, icon: Factory, area: '/production' },
	'order-output': { verb: { zh: '报工', en: 'Report output of' }, icon: Factory, area: '/production' },
	'transfer-receive': { verb: { zh: '调拨收货', en: 'Receive transfer' }, icon: ArrowLeftRight, area: '/move' },
	'order-ship': { verb: { zh: '订单发货', en: 'Ship order' }, icon: Truck, area: '/ship' },
	ship: { verb: { zh: '已拣未发，发货给', en: 'Picked, ship to' }, icon: Truck, area: '/ship' },
	'hold-review': { verb: { zh: '复核冻结', en: 'Review hold on' }, icon: CirclePause, area: '/release' },
	'recall-assess': { verb: { zh: '召回评估', en: 'Assess recall of' }, icon: Megaphone, area: '/recall' },
	'recall-decide': { verb: { zh: '召回决定', en: 'Decide on recall of' }, icon: Megaphone, area: '/recall' },
	'recall-notify': { verb: { zh: '召回通知收货方', en: 'Notify consignees of recall' }, icon: Megaphone, area: '/recall' },
	exception: { verb: { zh: '处理异常', en: 'Handle exception' }, icon: TriangleAlert, area: '/exceptions' },
	cosign: { verb: { zh: '补签复核', en: 'Co-sign' }, icon: PenLine, area: '/log' },
	'held-records': { verb: { zh: '审核暂不计入的记录，终端', en: 'Review held records of terminal' }, icon: TriangleAlert, area: '/team' },
	'person-key': { verb: { zh: '发工牌和密钥给', en: 'Issue a badge for' }, icon: KeyRound, area: '/team' },
	'silent-site': { verb: { zh: '联系', en: 'Get in touch with' }, icon: SatelliteDish, area: '/sync' },
	unsent: { verb: { zh: '联网上传记录', en: 'Upload records' }, icon: CloudUpload, area: '/sync' }
};

const INSPECTIONS: Readonly<Record<string, Bilingual>> = {
	IQC: { zh: '进货检验', en: 'Incoming inspection of' },
	IPQC: { zh: '过程检验', en: 'In-process inspection of' },
	FQC: { zh: '成品检验', en: 'Final inspection of' }
};

export function iconOf(kind: TaskKind): typeof Truck {
	return KINDS[kind].icon;
}

export function areaOf(kind: TaskKind): string {
	return KINDS[kind].area;
}

/** What is to be done, without the name of what it is done to. */
export function verbOf({ kind, words, text }: TaskView): string {
	const verb = localized((kind === 'inspect' ? INSPECTIONS[words['inspection'] ?? ''] : undefined) ?? KINDS[kind].verb);
	if (!text) return verb;
	const own = localized(text);
	return locale.current === 'en' ? `${verb}: ${own}` : `${verb}：${own}`;
}

/** The whole title in one text, for notices. */
export function titleOf(task: TaskView): string {
	return [verbOf(task), task.subject.label].filter((part) => part !== '').join(' ');
}

/** A sentence of its own for kinds whose numbers say more than their names (wordings 17 and 25). */
export function detailOf({ kind, words }: TaskView): string {
	const count = words['count'] ?? '';
	switch (kind) {
		case 'silent-site':
			return localized({
				zh: `${words['hours'] ?? ''} 小时未同步，名单可能增加`,
				en: `Not synchronised for ${words['hours'] ?? ''} h; lists may grow`
			});
		case 'unsent':
			return localized({ zh: `${count} 条已存本机，未上传`, en: `${count} records saved here, not uploaded` });
		case 'held-records':
			return localized({ zh: `${count} 条暂不计入`, en: `${count} records do not count for now` });
		case 'cosign':
			return count === '1' ? '' : localized({ zh: `共 ${count} 条`, en: `${count} records` });
		case 'hold-review':
			return words['reason'] ?? '';
		case 'recall-assess':
		case 'recall-decide':
			return words['trigger'] ?? '';
		case 'recall-notify':
			return localized({ zh: `还有 ${count} 家没通知`, en: `${count} not told yet` });
		case 'expired':
		case 'expiring':
			return localized({ zh: `失效日期 ${words['expiry'] ?? ''}`, en: `Expiry ${words['expiry'] ?? ''}` });
		case 'transfer-receive':
			return words['site'] ?? '';
		case 'order-ship':
			return words['readiness'] === 'ready'
				? localized({ zh: '可以发', en: 'Can leave' })
				: localized({
						zh: `还缺 ${words['missing'] ?? ''}${words['lots'] ? `，等 ${words['lots']}` : ''}`,
						en: `${words['missing'] ?? ''} missing${words['lots'] ? `, waiting for ${words['lots']}` : ''}`
					});
		case 'exception':
			return words['code'] ?? '';
		default:
			return '';
	}
}
