/** Findings of gates as data a sentence needs (engine/gates.ts), whatever the recorded parameters look like. */
import type { GateFinding } from '#lib/engine/gates.ts';
import type { Blocker } from '#lib/modules/quality/index.ts';

type PlainCode = Exclude<Blocker['code'], 'on-hold' | 'inherited-hold' | 'expired' | 'wrong-location' | 'identity'>;
/** Blockers without parameters. */
const PLAIN: Readonly<Record<PlainCode, true>> = {
	'unknown-lot': true,
	'newer-version': true,
	quarantine: true,
	rejected: true,
	conditional: true,
	'not-market-released': true,
	'not-sterile': true,
	'sterilisation-rejected': true,
	'negative-stock': true
};

/** The finding of G5 as the blocker it was made from (`modules/quality/usable.ts`); undefined for findings of other gates. */
export function blockerOf({ code, params = {} }: GateFinding): Blocker | undefined {
	const text = (name: string): string => (typeof params[name] === 'string' ? params[name] : '');
	switch (code) {
		case 'on-hold':
		case 'inherited-hold':
			return { code, hold: text('hold'), reason: text('reason'), from: text('from') };
		case 'expired':
			return { code, expiry: text('expiry') };
		case 'wrong-location':
			return { code, kind: text('kind') };
		case 'identity':
			return { code, rivals: textsIn(params['rivals']) };
		default:
			return isPlain(code) ? { code } : undefined;
	}
}

function isPlain(code: string): code is PlainCode {
	return Object.hasOwn(PLAIN, code);
}

/** Lots that may be used instead, best first. */
export function alternativesIn({ params = {} }: GateFinding): readonly string[] {
	return textsIn(params['instead']);
}

/** Whether alternatives were looked for at all. */
export function looksForAlternatives({ params = {} }: GateFinding): boolean {
	return Array.isArray(params['instead']);
}

/** Nodes and lots a finding speaks of, as `kind:uid`. */
export function nodesIn(finding: GateFinding): readonly string[] {
	const blocker = blockerOf(finding);
	const more =
		blocker?.code === 'inherited-hold' || blocker?.code === 'on-hold' ? [blocker.from] : blocker?.code === 'identity' ? blocker.rivals : [];
	return [...new Set([finding.subject, ...more].filter((node) => /^(?:lot|unit|load):/.test(node)))];
}

/** Uids of the items a finding compares: the one that was found, then those that are wanted. */
export function itemsIn({ params = {} }: GateFinding): readonly string[] {
	return typeof params['item'] === 'string' ? [params['item'], ...textsIn(params['wanted'])] : [];
}

function textsIn(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
