/** Entries that are the same on every screen: the areas, and what this device can do. */
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Languages from '@lucide/svelte/icons/languages';
import Lock from '@lucide/svelte/icons/lock';
import LogOut from '@lucide/svelte/icons/log-out';
import Moon from '@lucide/svelte/icons/moon';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import Printer from '@lucide/svelte/icons/printer';
import Route from '@lucide/svelte/icons/route';
import Rows3 from '@lucide/svelte/icons/rows-3';
import Sun from '@lucide/svelte/icons/sun';
import Users from '@lucide/svelte/icons/users';
import { locale, localized } from '#lib/i18n/locale.svelte.ts';
import { appearance } from '#lib/ui/appearance.svelte.ts';
import { company } from '../../live/open-company.svelte.ts';
import { unlockPrompt } from '../../live/session/unlock-prompt.svelte.ts';
import { tour } from '../../tour/tour.svelte.ts';
import { builtAreas } from '../built-areas.ts';
import { helpPanel } from '../help/help-panel.svelte.ts';
import { rail } from '../rail.svelte.ts';
import { AREA_WORDS } from './area-words.ts';
import type { PaletteEntry } from './entry.ts';
import { p } from './messages.ts';

/** `visit` goes to an address below the base path. */
export function areaEntries(visit: (href: string) => void): readonly PaletteEntry[] {
	return builtAreas.map(({ id, label, icon, href, key }) => ({
		id: `go ${id}`,
		group: 'go',
		label: localized(label),
		icon,
		keys: ['g', key],
		words: [label.zh, label.en, ...AREA_WORDS[id]],
		run: () => visit(href)
	}));
}

export function deviceEntries(leave: () => void): readonly PaletteEntry[] {
	const isDark = document.documentElement.dataset['theme'] === 'dark';
	const densities = { touch: p.densityTouch, normal: p.densityNormal, compact: p.densityCompact } as const;
	const entry = (id: string, label: string, icon: PaletteEntry['icon'], words: string, run: () => void, keys: readonly string[] = []) =>
		({ id: `do ${id}`, group: 'do', label, icon, keys, words: words.split(' '), run }) as const;
	return [
		entry('help', p.help(), CircleQuestionMark, '帮助 help', () => helpPanel.show(), ['?']),
		...(company.summary?.demo ? [entry('tour', p.tour(), Route, '导览 演示 tour demo', () => tour.goTo(0))] : []),
		entry('shortcuts', p.shortcuts(), Keyboard, '快捷键 shortcuts keys', () => helpPanel.show()),
		...(company.session
			? [
					entry('switch', p.switchPerson(), Users, '换人登录 switch person badge', () => unlockPrompt.ask()),
					entry('lock', p.lock(), Lock, '锁定 离开 lock', () => void company.ask('lock', undefined))
				]
			: [entry('log-in', p.logIn(), Users, '登录 log in unlock', () => unlockPrompt.ask())]),
		entry('theme', isDark ? p.themeLight() : p.themeDark(), isDark ? Sun : Moon, '外观 深色 浅色 theme dark light', () =>
			appearance.chooseTheme(isDark ? 'light' : 'dark')
		),
		locale.current === 'en'
			? entry('language', p.toChinese(), Languages, '中文 语言 chinese language', () => locale.choose('zh-CN'))
			: entry('language', p.toEnglish(), Languages, '英文 语言 english language', () => locale.choose('en')),
		...(['touch', 'normal', 'compact'] as const)
			.filter((density) => density !== appearance.density)
			.map((density) =>
				entry(`density ${density}`, densities[density](), Rows3, `疏密 density ${density}`, () => appearance.chooseDensity(density))
			),
		entry('rail', rail.isNarrow ? p.railWide() : p.railNarrow(), PanelLeft, '导航 navigation rail', () => rail.toggle()),
		entry('print', p.print(), Printer, '打印 print', () => print()),
		entry('leave', p.leave(), LogOut, '关闭公司 退出 close company leave', leave)
	];
}
