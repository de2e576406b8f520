/** One record by its id, with its causes and its consequences. */
import { errorDeclarations } from '#lib/engine/effectiveness.ts';
import type { Engine } from '#lib/engine/engine.ts';
import type { GateFinding } from '#lib/engine/gates.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { errorDeclared, sites } from '#lib/modules/org/index.ts';
import { operationForm } from '../live/queries/operation-form.ts';
import type { QueryContext } from '../live/queries/query.ts';
import { describeOperation, deviceCode, personName, roleName } from '../queries/operations.ts';
import type { OperationLine } from '../views.ts';
import type { GateView, RecordView } from './record-view.ts';

function recordOf({ engine }: QueryContext, { id }: { readonly id: string }): RecordView | undefined {
	const op = engine.op(id);
	if (!op) return undefined;
	const { signs = [], gates = [], heads, prev } = op.op;
	const verdict = engine.verdict(op);
	const linesOf = (ids: readonly string[]): readonly OperationLine[] =>
		ids.flatMap((one) => {
			const found = engine.op(one);
			return found ? [describeOperation(engine, found)] : [];
		});
	const target = op.type === errorDeclared.type ? op.data['target'] : undefined;
	return {
		line: describeOperation(engine, op),
		form: operationForm(engine, op.type),
		data: op.data,
		site: fieldText(engine.row(sites, op.site), 'code'),
		signatures: signs.map(({ person, role, meaning, method, at, key, shown }) => ({
			name: personName(engine, person),
			role: roleName(role),
			meaning,
			method,
			at,
			key,
			shown
		})),
		gates: gates.map(({ gate, result, inputs }) => gateOf(gate, result, inputs)),
		reasons: verdict.effective ? [] : verdict.reasons.map(({ code, ops }) => ({ code, ops: linesOf(ops) })),
		corrections: engine.inputs(errorDeclarations, id).map(({ op: one }) => describeOperation(engine, one)),
		corrected: typeof target === 'string' ? linesOf([target])[0] : undefined,
		together: actionOf(engine, op)
			.filter((one) => one !== op)
			.map((one) => describeOperation(engine, one)),
		known: Object.entries(heads)
			.map(([dev, [seq]]) => ({ device: deviceCode(engine, dev), seq }))
			.sort((a, b) => (a.device < b.device ? -1 : 1)),
		prev,
		entry: op.line
	};
}

/** A gate's findings as they were recorded, and what somebody said when it was recorded all the same. */
function gateOf(gate: string, result: string, inputs: readonly JsonValue[]): GateView {
	const objects = inputs.filter((input): input is JsonObject => typeof input === 'object' && input !== null && !Array.isArray(input));
	const findings = objects.flatMap((input): GateFinding[] => {
		const { code, subject, params } = input;
		if (typeof code !== 'string' || typeof subject !== 'string') return [];
		return [{ code, subject, ...(isObject(params) ? { params } : {}) }];
	});
	const why = objects.map((input) => input['reason']).find((reason) => typeof reason === 'string');
	return { gate, result, findings, why: why ?? '' };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All operations of the user action, in order. */
function actionOf(engine: Engine, op: RecordedOp): readonly RecordedOp[] {
	const { cmdStart, cmdEnd, dev } = op;
	if (cmdStart === cmdEnd) return [op];
	return engine.log.ops.filter((one) => one.dev === dev && one.seq >= cmdStart && one.seq <= cmdEnd).sort((a, b) => a.seq - b.seq);
}

export const recordQueries = { 'log.record': recordOf };
