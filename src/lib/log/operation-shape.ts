/** The envelope's shape, checked by hand because a million entries pass through here (docs/log-format.md §4). */
import { parseInstant } from '#lib/kernel/instant.ts';
import { MAX_COMMAND_OPS, MAX_HEADS, MAX_REF_LENGTH, MAX_REFS, MAX_SIGNS } from './limits.ts';
import type { JsonObject, JsonValue } from './operation.ts';

export interface ShapeProblem {
	readonly code: 'bad-json' | 'over-limit';
	readonly detail: string;
}

const REC = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;
const UID = /^[A-Za-z0-9_-]{22}$/;
const ID = /^[A-Za-z0-9_-]{43}$/;
const TYPE = /^[a-z][A-Za-z0-9]{0,31}\.[a-z][A-Za-z0-9]{0,63}$/;
const REF = new RegExp(`^[a-z][a-z0-9-]{0,31}:[^\\u0000-\\u001f\\u007f]{1,${MAX_REF_LENGTH}}$`, 'u');
const KEYS = new Map<string, boolean>([
	...[
		'app',
		'at',
		'by',
		'cls',
		'cmd',
		'data',
		'dev',
		'heads',
		'n',
		'org',
		'prev',
		'rec',
		'refs',
		'role',
		'seq',
		'site',
		'tv',
		'type',
		'v'
	].map((key) => [key, true] as const),
	...['competence', 'gates', 'signs'].map((key) => [key, false] as const)
]);
const REQUIRED_COUNT = 19;
const TEXTS = ['app', 'by', 'role', 'site'];
const SIGN_KEYS = ['at', 'key', 'meaning', 'method', 'person', 'role', 'shown', 'sig'];
const GATE_KEYS = ['gate', 'inputs', 'result'];

/** What is wrong with the envelope of a canonical object; undefined if nothing. Limits are named before form. */
export function operationShapeProblem(op: JsonObject): ShapeProblem | undefined {
	const overLimit = limitProblem(op);
	if (overLimit !== undefined) return { code: 'over-limit', detail: overLimit };
	const malformed = keysProblem(op) ?? identityProblem(op) ?? orderProblem(op) ?? meaningProblem(op) ?? listsProblem(op);
	return malformed === undefined ? undefined : { code: 'bad-json', detail: malformed };
}

function limitProblem({ heads, refs, signs, cmd }: JsonObject): string | undefined {
	if (Array.isArray(refs) && refs.length > MAX_REFS) return `more than ${MAX_REFS} refs`;
	if (Array.isArray(signs) && signs.length > MAX_SIGNS) return `more than ${MAX_SIGNS} signs`;
	const of: JsonValue | undefined = Array.isArray(cmd) ? (cmd as readonly JsonValue[])[2] : undefined;
	if (typeof of === 'number' && of > MAX_COMMAND_OPS) return `an action of more than ${MAX_COMMAND_OPS} operations`;
	if (!isObject(heads)) return undefined;
	return Object.keys(heads).length > MAX_HEADS ? `more than ${MAX_HEADS} heads` : undefined;
}

function keysProblem(op: JsonObject): string | undefined {
	let required = 0;
	for (const key of Object.keys(op)) {
		const isRequired = KEYS.get(key);
		if (isRequired === undefined) return `unknown key ${key}`;
		if (isRequired) required++;
	}
	return required === REQUIRED_COUNT ? undefined : 'a required key is missing';
}

function identityProblem({ v, org, dev, seq, prev }: JsonObject): string | undefined {
	if (v !== 1) return 'v is not 1';
	if (org !== '' && !isId(org)) return 'org is not an entry id';
	if (!isUid(dev)) return 'dev is not a device id';
	if (!isPositive(seq)) return 'seq is not a positive integer';
	return prev === '' || isId(prev) ? undefined : 'prev is not an entry id';
}

function orderProblem({ n, heads, dev, cmd, rec, at }: JsonObject): string | undefined {
	if (!isPositive(n)) return 'n is not a positive integer';
	if (!isObject(heads)) return 'heads is not an object';
	for (const other of Object.keys(heads)) {
		const head = heads[other];
		const [seq, id] = Array.isArray(head) && head.length === 2 ? (head as readonly JsonValue[]) : [];
		if (!UID.test(other) || other === dev || !isPositive(seq) || !isId(id)) return 'heads is not {dev: [seq, id]} of other devices';
	}
	const [command, k, of] = Array.isArray(cmd) && cmd.length === 3 ? (cmd as readonly JsonValue[]) : [];
	if (!isUid(command) || !isPositive(k) || !isPositive(of) || k > of) return 'cmd is not [id, k, of]';
	if (typeof rec !== 'string' || !REC.test(rec) || parseInstant(rec) === undefined) return 'rec is not a UTC instant with milliseconds';
	return isInstant(at) ? undefined : 'at is not an instant with offset';
}

function meaningProblem(op: JsonObject): string | undefined {
	for (const key of TEXTS) if (typeof op[key] !== 'string') return `${key} is not a string`;
	const { type, tv, cls, data } = op;
	if (typeof type !== 'string' || !TYPE.test(type)) return 'type is not area.pastTense';
	if (!isPositive(tv)) return 'tv is not a positive integer';
	if (typeof cls !== 'string' || cls.length !== 1 || !'FODPM'.includes(cls)) return 'cls is not one of F O D P M';
	return isObject(data) ? undefined : 'data is not an object';
}

function listsProblem({ refs, competence, gates, signs }: JsonObject): string | undefined {
	if (!isListOf(refs, (ref) => typeof ref === 'string' && REF.test(ref))) return 'refs are not kind:uid';
	if (competence !== undefined && !isListOf(competence, (uid) => typeof uid === 'string')) return 'competence is not a list of uids';
	if (gates !== undefined && !isListOf(gates, isGate)) return 'gates are not {gate, result, inputs}';
	if (signs !== undefined && !isListOf(signs, isSign)) return 'signs are not complete';
	return undefined;
}

function isGate(gate: JsonValue): boolean {
	return (
		hasKeys(gate, GATE_KEYS) && typeof gate['gate'] === 'string' && typeof gate['result'] === 'string' && Array.isArray(gate['inputs'])
	);
}

function isSign(sign: JsonValue): boolean {
	return hasKeys(sign, SIGN_KEYS) && SIGN_KEYS.every((key) => typeof sign[key] === 'string') && isInstant(sign['at']);
}

function hasKeys(value: JsonValue, keys: readonly string[]): value is JsonObject {
	return isObject(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isListOf(value: JsonValue | undefined, isPart: (part: JsonValue) => boolean): boolean {
	return Array.isArray(value) && (value as readonly JsonValue[]).every(isPart);
}

function isInstant(value: JsonValue | undefined): boolean {
	return typeof value === 'string' && parseInstant(value) !== undefined;
}

function isUid(value: JsonValue | undefined): boolean {
	return typeof value === 'string' && UID.test(value);
}

function isId(value: JsonValue | undefined): boolean {
	return typeof value === 'string' && ID.test(value);
}

function isPositive(value: JsonValue | undefined): value is number {
	return typeof value === 'number' && value >= 1;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
