/** What leads on from each thing that speaks against an act: the screen where it is put right, or the lot where it comes from. */
import type { Passport } from '../views.ts';
import type { Ability } from './abilities.ts';

export type WayOut =
	| { readonly kind: 'area'; readonly area: 'inspect' | 'release' | 'move' | 'steriliser' | 'count' | 'issue' | 'ship' }
	| { readonly kind: 'lot'; readonly node: string; readonly label: string; readonly isHold: boolean }
	| { readonly kind: 'hint'; readonly hint: 'lift' | 'rejected' | 'expired' };

const AREA_BY_KEY: Readonly<Partial<Record<Ability['key'], Extract<WayOut, { kind: 'area' }>['area']>>> = {
	issue: 'issue',
	ship: 'ship',
	sterilise: 'steriliser',
	move: 'move',
	'production-release': 'release',
	'market-release': 'release'
};

/** Each once, in the order of what speaks against it; of what may be done, the screen where it is done. */
export function waysOut({ key, verdict, findings }: Pick<Ability, 'key' | 'verdict' | 'findings'>, lot: Passport): readonly WayOut[] {
	const found = new Map<string, WayOut>();
	const add = (way: WayOut) => found.set(JSON.stringify(way), way);
	if (verdict !== 'not') {
		const area = AREA_BY_KEY[key];
		if (area) add({ kind: 'area', area });
	}
	for (const { code, params = {} } of findings) {
		switch (code) {
			case 'quarantine':
				// A finished lot comes out of quarantine by its release, anything else by its inspection.
				add({ kind: 'area', area: lot.item?.class === 'finished' ? 'release' : 'inspect' });
				break;
			case 'not-market-released':
				add({ kind: 'area', area: 'release' });
				break;
			case 'not-sterile':
				add({ kind: 'area', area: 'steriliser' });
				break;
			case 'wrong-location':
				add({ kind: 'area', area: 'move' });
				break;
			case 'negative-stock':
				add({ kind: 'area', area: 'count' });
				break;
			case 'on-hold':
				add({ kind: 'hint', hint: 'lift' });
				break;
			case 'rejected':
			case 'sterilisation-rejected':
				add({ kind: 'hint', hint: 'rejected' });
				break;
			case 'expired':
				add({ kind: 'hint', hint: 'expired' });
				break;
			case 'inherited-hold': {
				const from = params['from'];
				if (typeof from === 'string') add({ kind: 'lot', node: from, label: lot.names[from] ?? from, isHold: true });
				break;
			}
			case 'identity':
				for (const rival of Array.isArray(params['rivals']) ? params['rivals'] : [])
					if (typeof rival === 'string') add({ kind: 'lot', node: rival, label: lot.names[rival] ?? rival, isHold: false });
				break;
			default:
				if (code.startsWith('dossier-')) add({ kind: 'area', area: 'release' });
		}
	}
	return [...found.values()];
}
