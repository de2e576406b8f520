/**
 * Whether two names may be of one firm. Offices write 浙江××熔喷 and 浙江××熔喷材料有限公司 for the same supplier: compared is what is
 * left of a name without its legal form, its province and punctuation, by pairs of characters (Dice). Nothing is concluded from it;
 * a person decides.
 */
import { asciiLower, foldWidth } from './text.ts';

/** Shared pairs of both names' pairs in per cent, from which on two names are called alike. */
export const ALIKE_PERCENT = 65;
/** Names of so many characters at least are also alike when one character differs: 恒兴 and 恒星 are typed alike. */
export const MIN_TYPO_LENGTH = 5;
/** A pair of characters that so many names have (医疗, 器械) tells nothing; pairs of names are not looked for by it. */
export const COMMON_PAIR = 50;

/** Longest first: 股份有限公司 ends with 有限公司. */
const LEGAL_FORMS = [
	'股份有限公司',
	'有限责任公司',
	'集团有限公司',
	'有限公司',
	'总公司',
	'分公司',
	'公司',
	'集团',
	'co.,ltd.',
	'co.,ltd',
	'co.ltd',
	'ltd',
	'inc',
	'gmbh'
];
const PROVINCES =
	'北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门'.split(
		'|'
	);
const BESIDES = /[\s()[\]{}"'“”‘’·,，.。、\-—_/&]/g;

/** What of a name tells firms apart; the whole name without punctuation where nothing else is left. */
export function nameCore(name: string): string {
	const lower = asciiLower(foldWidth(name));
	const form = LEGAL_FORMS.find((one) => lower.replaceAll(/\s/g, '').endsWith(one));
	const whole = lower.replaceAll(BESIDES, '');
	let core = form ? lower.replaceAll(/\s/g, '').slice(0, -form.length).replaceAll(BESIDES, '') : whole;
	for (const province of PROVINCES) {
		if (core.startsWith(province)) core = core.slice(province.length).replace(/^[省市]/, '');
		else if (core.endsWith(province)) core = core.slice(0, -province.length);
	}
	return core === '' ? whole : core;
}

/** Whether two names may be of one firm. */
export function areAlike(a: string, b: string): boolean {
	return alikePercent(a, b) >= ALIKE_PERCENT || isTypo(nameCore(a), nameCore(b));
}

function isTypo(a: string, b: string): boolean {
	const [ours, theirs] = [Array.from(a), Array.from(b)];
	return ours.length === theirs.length && ours.length >= MIN_TYPO_LENGTH && ours.filter((letter, at) => letter !== theirs[at]).length === 1;
}

/** 0 to 100. */
export function alikePercent(a: string, b: string): number {
	const [first, second] = [nameCore(a), nameCore(b)];
	if (first === '' || second === '') return 0;
	if (first === second) return 100;
	const [ours, theirs] = [pairsOf(first), pairsOf(second)];
	const total = ours.length + theirs.length;
	if (total === 0) return 0;
	const rest = [...theirs];
	let shared = 0;
	for (const pair of ours) {
		const at = rest.indexOf(pair);
		if (at < 0) continue;
		rest.splice(at, 1);
		shared++;
	}
	return Math.floor((200 * shared) / total);
}

/** Positions of names that may be of one firm, each pair once, in the order of the list. */
export function alikeNames(names: readonly string[]): readonly (readonly [number, number])[] {
	const holders = new Map<string, number[]>();
	for (const [at, name] of names.entries()) {
		const core = nameCore(name);
		for (const pair of new Set([core, ...pairsOf(core)])) holders.set(pair, [...(holders.get(pair) ?? []), at]);
	}
	const candidates = new Set<string>();
	for (const at of holders.values()) {
		if (at.length > COMMON_PAIR) continue;
		for (const [index, first] of at.entries())
			for (const second of at.slice(index + 1)) candidates.add(`${String(first)} ${String(second)}`);
	}
	return [...candidates]
		.map((pair): readonly [number, number] => {
			const [first = '0', second = '0'] = pair.split(' ');
			return [Number(first), Number(second)];
		})
		.filter(([first, second]) => areAlike(names[first] ?? '', names[second] ?? ''))
		.sort(([a, b], [c, d]) => a - c || b - d);
}

function pairsOf(text: string): readonly string[] {
	const letters = Array.from(text);
	return letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`);
}
