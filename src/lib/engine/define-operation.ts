/**
 * The one place where an operation is described. Form, permission check, import template, audit wording, gates and
 * effects all come from this definition; adding an operation type is adding one of these.
 */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Amount } from '#lib/kernel/decimal.ts';
import type { JsonObject, OpClass, SignatureMeaning } from '#lib/log/operation.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import type { Contribution } from './define-view.ts';
import type { DataOf, Fields, StoredQuantity } from './fields.ts';
import type { Gate } from './gates.ts';
import type { EdgeKind, MoveKind } from './movement.ts';
import type { Separation } from './presets.ts';
import type { Reader } from './reader.ts';

/** Roles 岗位 (domain.md §3.2). */
export const ROLES = {
	OWN: { zh: '企业负责人', en: 'Owner' },
	QH: { zh: '质量负责人', en: 'Quality head' },
	AR: { zh: '授权放行人', en: 'Authorised releaser' },
	QA: { zh: '质量保证', en: 'Quality assurance' },
	QC: { zh: '检验员', en: 'Inspector' },
	PM: { zh: '生产负责人', en: 'Production manager' },
	LL: { zh: '班组长', en: 'Line leader' },
	OP: { zh: '操作工', en: 'Operator' },
	WH: { zh: '仓管', en: 'Storekeeper' },
	PU: { zh: '采购', en: 'Purchasing' },
	SA: { zh: '销售', en: 'Sales' },
	AS: { zh: '售后', en: 'After-sales' },
	EN: { zh: '工艺技术', en: 'Engineering' },
	RA: { zh: '法规注册', en: 'Regulatory affairs' },
	EQ: { zh: '设备计量', en: 'Equipment and metrology' },
	DC: { zh: '文控', en: 'Document control' },
	TR: { zh: '培训管理', en: 'Training' },
	FI: { zh: '财务', en: 'Finance' },
	IT: { zh: '系统管理员', en: 'IT administrator' },
	AU: { zh: '审计只读', en: 'Auditor' }
} as const satisfies Record<string, Bilingual>;
export type Role = keyof typeof ROLES;

/**
 * Only decisions (D) have a nature. *Restricting* ones take effect on the author's own past alone; *permitting* ones also
 * need that nothing concurrent speaks against them (design.md §3, Authority).
 */
export type DecisionNature = 'restricting' | 'permitting';

/** A attributed · S one signature · V performer + verifier · Pn n distinct persons (domain.md §3.2). */
export type SignatureLevel = 'A' | 'S' | 'V' | 'P2' | 'P3';

export const SIGNERS: Readonly<Record<SignatureLevel, number>> = { A: 0, S: 1, V: 2, P2: 2, P3: 3 };

/** Where an operation's effects go. */
export interface EffectSink {
	/** Epoch milliseconds of the operation's `at`. */
	readonly at: number;
	put(contribution: Contribution): void;
	/** Takes a positive quantity of a node from one place to another. */
	move(kind: MoveKind, node: string, qty: StoredQuantity | Amount, from: string, to: string): void;
	/** Says that (part of) one node went into another. */
	edge(kind: EdgeKind, from: string, to: string, qty: StoredQuantity | Amount): void;
}

export interface SeparationCheck {
	readonly separation: Separation;
	/** Operations whose authors must not be among this decision's author and signers. */
	readonly from: (data: JsonObject, op: RecordedOp, read: Reader) => readonly RecordedOp[];
}

export interface OperationSpec<F extends Fields> {
	readonly type: string;
	readonly tv: number;
	readonly cls: OpClass;
	/** Default for decisions: permitting. */
	readonly nature?: DecisionNature | ((data: DataOf<F>) => DecisionNature);
	readonly level: SignatureLevel;
	/** Meaning of the signatures, where the level asks for any. */
	readonly meaning?: SignatureMeaning;
	/** Roles that may write it; `any` stands for every role. */
	readonly roles: readonly Role[] | 'any';
	/** Roles of which the signers must hold one, if others than `roles`. */
	readonly signerRoles?: readonly Role[];
	readonly labels: Bilingual;
	readonly fields: F;
	/** Subjects as `kind:uid`; the first is the main one. */
	readonly refs: (data: DataOf<F>) => readonly string[];
	readonly gates?: readonly Gate[];
	readonly separations?: readonly SeparationCheck[];
	/** A further precondition of a decision, judged on its own past only; names the operations that speak against it. */
	readonly precondition?: (data: DataOf<F>, op: RecordedOp, read: Reader) => readonly string[] | undefined;
	/** What it contributes, from its own data alone. */
	readonly apply: (data: DataOf<F>, fx: EffectSink, op: RecordedOp) => void;
}

export type OperationDefinition = OperationSpec<Fields>;

/**
 * @example
 * export const lotSampled = defineOperation({
 *   type: 'insp.sampleTaken', tv: 1, cls: 'F', level: 'A', roles: ['QC'],
 *   labels: { zh: '取样', en: 'Sample taken' },
 *   fields: { lot: ref('lot', ['批', 'Lot']), qty: quantity(['数量', 'Quantity']), from: ref('location', ['库位', 'Location']) },
 *   refs: (data) => [`lot:${data.lot}`],
 *   apply: (data, fx) => fx.move('sampled', `lot:${data.lot}`, data.qty, `loc:${data.from}`, 'sample')
 * });
 */
export function defineOperation<F extends Fields>(spec: OperationSpec<F>): OperationSpec<F> {
	return spec;
}

export function natureOf(definition: OperationDefinition, data: JsonObject): DecisionNature {
	const { nature } = definition;
	return typeof nature === 'function' ? nature(data) : (nature ?? 'permitting');
}
