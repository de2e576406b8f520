/** What the wizard collects before a company is founded, and what is still wrong with it. */
import type { PresetId } from '#lib/engine/presets.ts';
import { ROLES, type Role } from '#lib/engine/define-operation.ts';
import { checkPin } from '#lib/identity/pin.ts';
import { readUscc } from '#lib/kernel/uscc.ts';
import { asciiUpper, foldWidth, trim } from '#lib/kernel/text.ts';
import type { NewCompany } from '../protocol.ts';

export interface FounderDraft {
	name: string;
	roles: readonly Role[];
	pin: string;
	pinAgain: string;
}

export interface CompanyDraft {
	name: string;
	uscc: string;
	preset: PresetId;
	siteCode: string;
	siteName: string;
	siteKind: SiteKind;
	deviceCode: string;
	founders: FounderDraft[];
}

export const SITE_KINDS = ['factory', 'warehouse', 'office', 'lab', 'contract_manufacturer', 'contract_sterilizer'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** Genesis is signed by two persons at least, so that nobody founds a company alone (users.md §0.2). */
export const MIN_FOUNDERS = 2;
/** More stand around one screen at a founding only by mistake; further people are added afterwards. */
export const MAX_FOUNDERS = 6;
/** Longest name of a company, site or person in characters. */
export const MAX_NAME = 80;
/** A device has a code of two characters: it is part of every number the device gives out. */
const DEVICE_CODE = /^[A-Z0-9]{2}$/;
/** Two to four characters, as in `CZ` or `CZ02`. */
const SITE_CODE = /^[A-Z0-9]{2,4}$/;
/** Without these nobody could grant roles, release, or add devices. */
export const NEEDED_ROLES: readonly Role[] = ['OWN', 'QH', 'IT'];

/** Seats of the micro preset (users.md §2): who sits on how many chairs in a firm of ten. */
export const SEATS = {
	owner: ['OWN'],
	quality: ['QH', 'AR', 'QA'],
	inspector: ['QC', 'DC', 'EQ', 'IT'],
	production: ['PM', 'EN', 'EQ', 'LL'],
	stores: ['WH', 'PU'],
	operator: ['OP']
} as const satisfies Record<string, readonly Role[]>;
export type Seat = keyof typeof SEATS;
export const SEAT_IDS = Object.keys(SEATS) as readonly Seat[];
export const ROLE_CODES = Object.keys(ROLES) as readonly Role[];

export type DraftProblem =
	| 'missing'
	| 'too-long'
	| 'uscc'
	| 'device-code'
	| 'site-code'
	| 'too-few-founders'
	| 'same-name'
	| 'no-role'
	| 'production-quality'
	| 'roles-lacking'
	| 'pin-digits'
	| 'pin-simple'
	| 'pin-differs';

/** By path: `name`, `founders`, `founders.0.pin`. Empty when the company can be founded. */
export type DraftProblems = Readonly<Record<string, DraftProblem>>;

export function emptyDraft(): CompanyDraft {
	return {
		name: '',
		uscc: '',
		preset: 'micro',
		siteCode: '',
		siteName: '',
		siteKind: 'factory',
		deviceCode: 'A1',
		founders: [
			{ name: '', roles: [...SEATS.owner, 'IT'], pin: '', pinAgain: '' },
			{ name: '', roles: SEATS.quality, pin: '', pinAgain: '' }
		]
	};
}

/** Codes are typed in any case and width. */
export function normalizeCode(text: string): string {
	return asciiUpper(trim(foldWidth(text)));
}

export function companyProblems(draft: CompanyDraft): DraftProblems {
	return {
		...named('name', draft.name),
		...(trim(draft.uscc) === '' || readUscc(draft.uscc).ok ? {} : { uscc: 'uscc' })
	};
}

export function placeProblems(draft: CompanyDraft): DraftProblems {
	return {
		...named('siteName', draft.siteName),
		...(SITE_CODE.test(normalizeCode(draft.siteCode)) ? {} : { siteCode: 'site-code' }),
		...deviceCodeProblem(draft.deviceCode)
	};
}

/** The code of a device to be founded or invited. */
export function deviceCodeProblem(code: string): DraftProblems {
	return DEVICE_CODE.test(normalizeCode(code)) ? {} : { deviceCode: 'device-code' };
}

export function founderProblems({ founders }: CompanyDraft): DraftProblems {
	const problems: Record<string, DraftProblem> = {};
	const names = new Set<string>();
	for (const [index, founder] of founders.entries()) {
		const path = `founders.${String(index)}`;
		Object.assign(problems, named(`${path}.name`, founder.name), pinProblems(founder, path), roleProblems(founder.roles, path));
		const name = trim(founder.name);
		if (name !== '' && names.has(name)) problems[`${path}.name`] = 'same-name';
		names.add(name);
	}
	if (founders.length < MIN_FOUNDERS) problems['founders'] = 'too-few-founders';
	else if (lackingRoles(founders).length > 0) problems['founders'] = 'roles-lacking';
	return problems;
}

/** Needed roles that nobody has yet. */
export function lackingRoles(founders: readonly { readonly roles: readonly Role[] }[]): readonly Role[] {
	return NEEDED_ROLES.filter((role) => !founders.some(({ roles }) => roles.includes(role)));
}

/** The production head is never the quality head, in any preset (users.md §0.2). */
export function roleProblems(roles: readonly string[], path: string): DraftProblems {
	if (roles.length === 0) return { [`${path}.roles`]: 'no-role' };
	return roles.includes('PM') && roles.includes('QH') ? { [`${path}.roles`]: 'production-quality' } : {};
}

/** Problems of a PIN typed twice; the second is judged once the first may be used. */
export function pinProblems({ pin, pinAgain }: { readonly pin: string; readonly pinAgain: string }, path: string): DraftProblems {
	const checked = checkPin(pin);
	if (!checked.ok) return { [`${path}.pin`]: checked.error === 'too-simple' ? 'pin-simple' : 'pin-digits' };
	return pin === pinAgain ? {} : { [`${path}.pinAgain`]: 'pin-differs' };
}

/** What is sent to be founded; call it only without problems. */
export function newCompanyOf(draft: CompanyDraft): NewCompany {
	const uscc = readUscc(draft.uscc);
	return {
		name: trim(draft.name),
		uscc: uscc.ok ? uscc.value : '',
		preset: draft.preset,
		site: { code: normalizeCode(draft.siteCode), name: trim(draft.siteName), kind: draft.siteKind },
		deviceCode: normalizeCode(draft.deviceCode),
		founders: draft.founders.map(({ name, roles, pin }) => ({ name: trim(name), roles: [...roles], pin }))
	};
}

function named(path: string, text: string): DraftProblems {
	const name = trim(text);
	if (name === '') return { [path]: 'missing' };
	return name.length > MAX_NAME ? { [path]: 'too-long' } : {};
}
