/** The envelope's shape, checked by hand because a million entries pass through here. */
import type { JsonObject, JsonValue } from './operation.ts';

const CLASSES: readonly JsonValue[] = ['F', 'O', 'D', 'P', 'M'];
const REC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?(?:Z|[+-]\d\d:\d\d)$/;
const REF = /^[a-z][a-z-]{0,31}:.{1,128}$/u;
const TYPE = /^[a-zA-Z]+\.[a-zA-Z]+$/;
const REQUIRED = ['app', 'at', 'by', 'cls', 'cmd', 'data', 'dev', 'heads', 'n', 'org', 'prev', 'rec', 'refs', 'role', 'seq', 'site', 'tv', 'type', 'v'];
const OPTIONAL = ['competence', 'gates', 'signs'];

/** What is wrong with the envelope of a parsed object; undefined if nothing. */
export function operationShapeProblem(op: JsonObject): string | undefined {
	let required = 0;
	for (const key of Object.keys(op)) {
		if (REQUIRED.includes(key)) required++;
		else if (!OPTIONAL.includes(key)) return `unknown key ${key}`;
	}
	if (required !== REQUIRED.length) return `missing ${REQUIRED.filter((key) => !(key in op)).join(', ')}`;
	if (op['v'] !== 1) return 'v is not 1';
	for (const key of ['org', 'dev', 'prev', 'rec', 'at', 'site', 'by', 'role', 'app', 'type']) if (typeof op[key] !== 'string') return `${key} is not a string`;
	if (!/^[\w-]{22}$/.test(op['dev'] as string)) return 'dev is not a device id';
	for (const key of ['org', 'prev']) if (!/^(?:[\w-]{43})?$/.test(op[key] as string)) return `${key} is not an entry id`;
	if (!isPositive(op['seq']) || !isPositive(op['n']) || !isPositive(op['tv'])) return 'seq, n and tv are positive integers';
	if (!REC.test(op['rec'] as string)) return 'rec is not a UTC instant with milliseconds';
	if (!AT.test(op['at'] as string)) return 'at is not an instant with offset';
	if (!TYPE.test(op['type'] as string)) return 'type is not area.pastTense';
	if (!CLASSES.includes(op['cls'] ?? null)) return 'cls is not one of F O D P M';
	return commandProblem(op['cmd']) ?? headsProblem(op['heads'], op['dev'] as string) ?? listsProblem(op);
}

function commandProblem(cmd: JsonValue | undefined): string | undefined {
	const [id, k, of] = Array.isArray(cmd) && cmd.length === 3 ? (cmd as readonly JsonValue[]) : [];
	return typeof id === 'string' && /^[\w-]{22}$/.test(id) && isPositive(k) && isPositive(of) && (k as number) <= (of as number) ? undefined : 'cmd is not [id, k, of]';
}

function headsProblem(heads: JsonValue | undefined, own: string): string | undefined {
	if (!isObject(heads)) return 'heads is not an object';
	for (const dev of Object.keys(heads)) {
		const head = heads[dev];
		const [seq, id] = Array.isArray(head) && head.length === 2 ? (head as readonly JsonValue[]) : [];
		if (!/^[\w-]{22}$/.test(dev) || dev === own || !isPositive(seq) || typeof id !== 'string' || !/^[\w-]{43}$/.test(id)) return 'heads is not {dev: [seq, id]} of other devices';
	}
	return undefined;
}

function listsProblem(op: JsonObject): string | undefined {
	if (!isObject(op['data'])) return 'data is not an object';
	if (!Array.isArray(op['refs']) || op['refs'].some((ref: JsonValue) => typeof ref !== 'string' || !REF.test(ref))) return 'refs are not kind:uid';
	const { competence, gates, signs } = op;
	if (competence !== undefined && (!Array.isArray(competence) || competence.some((uid: JsonValue) => typeof uid !== 'string'))) return 'competence is not a list of uids';
	if (gates !== undefined && (!Array.isArray(gates) || gates.some((gate: JsonValue) => !isObject(gate) || typeof gate['gate'] !== 'string' || typeof gate['result'] !== 'string' || !Array.isArray(gate['inputs']))))
		return 'gates are not {gate, result, inputs}';
	if (signs !== undefined && (!Array.isArray(signs) || signs.some((sign: JsonValue) => !isObject(sign) || SIGN_KEYS.some((key) => typeof sign[key] !== 'string')))) return 'signs are not complete';
	return undefined;
}

const SIGN_KEYS = ['person', 'role', 'meaning', 'method', 'at', 'shown', 'key', 'sig'];

function isPositive(value: JsonValue | undefined): boolean {
	return typeof value === 'number' && value >= 1;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
