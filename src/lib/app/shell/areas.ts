/**
 * Work areas of a company in the order of the navigation. A planned area appears by itself as soon as its route exists, so an
 * area that is being built only adds its page.
 */
import ArrowDownUp from '@lucide/svelte/icons/arrow-down-up';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import Barcode from '@lucide/svelte/icons/barcode';
import Boxes from '@lucide/svelte/icons/boxes';
import CalendarCheck from '@lucide/svelte/icons/calendar-check';
import ChartNoAxesCombined from '@lucide/svelte/icons/chart-no-axes-combined';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import Container from '@lucide/svelte/icons/container';
import Database from '@lucide/svelte/icons/database';
import Factory from '@lucide/svelte/icons/factory';
import FileText from '@lucide/svelte/icons/file-text';
import HandHelping from '@lucide/svelte/icons/hand-helping';
import Megaphone from '@lucide/svelte/icons/megaphone';
import Microscope from '@lucide/svelte/icons/microscope';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Settings from '@lucide/svelte/icons/settings';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Truck from '@lucide/svelte/icons/truck';
import Tv from '@lucide/svelte/icons/tv';
import Undo2 from '@lucide/svelte/icons/undo-2';
import Users from '@lucide/svelte/icons/users';
import Warehouse from '@lucide/svelte/icons/warehouse';
import Waypoints from '@lucide/svelte/icons/waypoints';
import type { Role } from '#lib/engine/define-operation.ts';
import type { Bilingual } from '#lib/kernel/bilingual.ts';

export type AreaGroup = 'today' | 'warehouse' | 'production' | 'quality' | 'management';

/** Headings of the navigation, in its order. */
export const AREA_GROUPS: Readonly<Record<AreaGroup, Bilingual>> = {
	today: { zh: '今日', en: 'Today' },
	warehouse: { zh: '仓库', en: 'Warehouse' },
	production: { zh: '生产', en: 'Production' },
	quality: { zh: '质量', en: 'Quality' },
	management: { zh: '管理', en: 'Management' }
};

interface AreaShape {
	readonly id: string;
	readonly label: Bilingual;
	/** Address below the base path. */
	readonly href: string;
	readonly icon: typeof Boxes;
	readonly group: AreaGroup;
	/** Who finds it in the bottom bar of a phone: roles that open it daily. */
	readonly roles: readonly Role[];
	/** Second key after `g`. */
	readonly key: string;
}

export const AREAS = [
	{
		id: 'today',
		label: { zh: '今日', en: 'Today' },
		href: '/',
		icon: CalendarCheck,
		group: 'today',
		roles: [],
		key: 't'
	},
	{
		id: 'board',
		label: { zh: '车间看板', en: 'Board' },
		href: '/board',
		icon: Tv,
		group: 'today',
		roles: [],
		key: 'v'
	},

	{
		id: 'receive',
		label: { zh: '收货', en: 'Receiving' },
		href: '/receive',
		icon: PackagePlus,
		group: 'warehouse',
		roles: ['WH', 'PU'],
		key: 'r'
	},
	{
		id: 'ship',
		label: { zh: '发货', en: 'Shipping' },
		href: '/ship',
		icon: Truck,
		group: 'warehouse',
		roles: ['WH', 'SA'],
		key: 'f'
	},
	{
		id: 'return',
		label: { zh: '退货', en: 'Returns' },
		href: '/return',
		icon: Undo2,
		group: 'warehouse',
		roles: ['AS'],
		key: 'b'
	},
	{
		id: 'move',
		label: { zh: '移库调拨', en: 'Moves' },
		href: '/move',
		icon: ArrowLeftRight,
		group: 'warehouse',
		roles: [],
		key: 'm'
	},
	{
		id: 'count',
		label: { zh: '盘点', en: 'Counting' },
		href: '/count',
		icon: ClipboardCheck,
		group: 'warehouse',
		roles: [],
		key: 'c'
	},
	{
		id: 'stock',
		label: { zh: '库存', en: 'Stock' },
		href: '/stock',
		icon: Warehouse,
		group: 'warehouse',
		roles: ['WH', 'PU', 'SA', 'OWN', 'FI'],
		key: 's'
	},
	{
		id: 'lots',
		label: { zh: '批次', en: 'Lots' },
		href: '/lots',
		icon: Boxes,
		group: 'warehouse',
		roles: ['QH', 'QA', 'AS', 'RA', 'AU'],
		key: 'l'
	},

	{
		id: 'issue',
		label: { zh: '领料退料', en: 'Issuing' },
		href: '/issue',
		icon: HandHelping,
		group: 'production',
		roles: ['OP', 'LL', 'WH'],
		key: 'i'
	},
	{
		id: 'production',
		label: { zh: '生产', en: 'Production' },
		href: '/production',
		icon: Factory,
		group: 'production',
		roles: ['OP', 'LL', 'PM', 'EN'],
		key: 'p'
	},
	{
		id: 'serial',
		label: { zh: '单件', en: 'Units' },
		href: '/serial',
		icon: Barcode,
		group: 'production',
		roles: ['OP', 'LL'],
		key: 'n'
	},
	{
		id: 'steriliser',
		label: { zh: '灭菌', en: 'Sterilising' },
		href: '/steriliser',
		icon: Container,
		group: 'production',
		roles: ['PM'],
		key: 'j'
	},

	{
		id: 'inspect',
		label: { zh: '检验', en: 'Inspection' },
		href: '/inspect',
		icon: Microscope,
		group: 'quality',
		roles: ['QC', 'QA'],
		key: 'q'
	},
	{
		id: 'release',
		label: { zh: '放行', en: 'Release' },
		href: '/release',
		icon: BadgeCheck,
		group: 'quality',
		roles: ['QH', 'AR', 'QA', 'QC'],
		key: 'a'
	},
	{
		id: 'trace',
		label: { zh: '追溯', en: 'Trace' },
		href: '/trace',
		icon: Waypoints,
		group: 'quality',
		roles: ['QH', 'AR', 'QC', 'AS', 'RA', 'AU', 'PM', 'SA'],
		key: 'z'
	},
	{
		id: 'recall',
		label: { zh: '召回', en: 'Recall' },
		href: '/recall',
		icon: Megaphone,
		group: 'quality',
		roles: ['RA', 'AR'],
		key: 'h'
	},
	{
		id: 'exceptions',
		label: { zh: '异常', en: 'Exceptions' },
		href: '/exceptions',
		icon: TriangleAlert,
		group: 'quality',
		roles: ['OWN', 'PM', 'LL'],
		key: 'e'
	},

	{
		id: 'overview',
		label: { zh: '经营', en: 'Overview' },
		href: '/overview',
		icon: ChartNoAxesCombined,
		group: 'management',
		roles: ['OWN', 'FI'],
		key: 'o'
	},
	{
		id: 'master',
		label: { zh: '基础资料', en: 'Master data' },
		href: '/master',
		icon: Database,
		group: 'management',
		roles: ['EN', 'IT', 'PU'],
		key: 'd'
	},
	{
		id: 'papers',
		label: { zh: '单据', en: 'Papers' },
		href: '/papers',
		icon: FileText,
		group: 'management',
		roles: [],
		key: 'w'
	},
	{
		id: 'log',
		label: { zh: '记录', en: 'Log' },
		href: '/log',
		icon: ScrollText,
		group: 'management',
		roles: ['AU', 'IT'],
		key: 'g'
	},
	{
		id: 'team',
		label: { zh: '团队', en: 'Team' },
		href: '/team',
		icon: Users,
		group: 'management',
		roles: ['IT'],
		key: 'u'
	},
	{
		id: 'sync',
		label: { zh: '同步', en: 'Sync' },
		href: '/sync',
		icon: ArrowDownUp,
		group: 'management',
		roles: [],
		key: 'y'
	},
	{
		id: 'settings',
		label: { zh: '设置', en: 'Settings' },
		href: '/settings',
		icon: Settings,
		group: 'management',
		roles: [],
		key: ','
	}
] as const satisfies readonly AreaShape[];

export type AreaId = (typeof AREAS)[number]['id'];

export interface Area extends AreaShape {
	readonly id: AreaId;
}
