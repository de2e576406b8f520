import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import type { OpenProblem } from '../open-log.ts';

const BUNDLE = '/demo/demo.suyuan';
const CHENGDU_BUNDLE = '/demo/demo.suyuan.cd';
const CHENGDU_KEY = 'suyuan.demo.chengdu';
/** Seeds of the demo's people and of a few invitations: everybody may be anybody there. */
const KEYS = '/demo/demo.suyuan.keys.json';

/** The demo company's log and keys, from the offline copy or the network. */
export async function loadDemo(): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly keys: JsonObject }, OpenProblem>> {
	try {
		const [bundle, keys] = await Promise.all([fetch(BUNDLE), fetch(KEYS)]);
		if (!bundle.ok || !keys.ok) throw new Error(`HTTP ${String(bundle.status)} ${String(keys.status)}`);
		return ok({ bytes: new Uint8Array(await bundle.arrayBuffer()), keys: (await keys.json()) as JsonObject });
	} catch (error) {
		return err({ code: 'unreachable', detail: String(error) });
	}
}

/** What the Chengdu warehouse recorded while it was off line. */
export async function loadChengdu(): Promise<Result<Uint8Array<ArrayBuffer>, OpenProblem>> {
	try {
		const bundle = await fetch(CHENGDU_BUNDLE);
		if (!bundle.ok) throw new Error(`HTTP ${String(bundle.status)}`);
		return ok(new Uint8Array(await bundle.arrayBuffer()));
	} catch (error) {
		return err({ code: 'unreachable', detail: String(error) });
	}
}

/** Remembers in this browser that the demo's Chengdu records have arrived, so that the button for it is gone. */
export const chengdu = {
	reached(): boolean {
		try {
			return localStorage.getItem(CHENGDU_KEY) !== null;
		} catch {
			return false;
		}
	},
	remember(): void {
		try {
			localStorage.setItem(CHENGDU_KEY, '1');
		} catch {
			// Merging twice brings nothing new: the button only stays a little longer.
		}
	},
	forget(): void {
		try {
			localStorage.removeItem(CHENGDU_KEY);
		} catch {
			// As above.
		}
	}
} as const;
