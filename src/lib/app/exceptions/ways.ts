/** What puts an exception right: an operation that is prepared as far as the records know, or the screen where it is done. */
import type { Engine } from '#lib/engine/engine.ts';
import type { Exception } from '#lib/engine/exceptions.ts';
import { fieldText } from '#lib/engine/register.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { identify, lots, splitNode } from '#lib/modules/inventory/index.ts';
import { recalls, liveScope } from '#lib/modules/recall/index.ts';
import type { RecallScopes } from '../queries/state-marks.ts';

export type Way =
	/** An operation; `hidden` are the fields nobody has to look at, `blank` a uid the page makes. */
	| {
			readonly kind: 'act';
			readonly type: string;
			readonly data: JsonObject;
			readonly hidden: readonly string[];
			readonly blank?: string;
			/** What it is done to, where there are several of a kind. */
			readonly about: string;
	  }
	| { readonly kind: 'area'; readonly area: 'recall' | 'count' | 'team' | 'inspect' | 'release' }
	| { readonly kind: 'lot'; readonly node: string; readonly label: string };

/** Best first. Rules whose way is only to decide again, or to look, have none. */
export function waysFor(engine: Engine, exception: Exception, scopes: RecallScopes): readonly Way[] {
	const { remedy, code, subjects, ops } = exception;
	switch (code) {
		case 'RECALL_SCOPE_GREW': {
			const recall = String(remedy?.data['recall'] ?? '');
			return [{ kind: 'area', area: 'recall' }, ...newScope(engine, recall)];
		}
		case 'USED_WHILE_HELD': {
			const [node = ''] = subjects.filter((subject) => /^(?:lot|unit):/.test(subject));
			// Goods a recall already covers need no second signal; who received them is in its scope by itself.
			if (scopes.get(node)?.drill === false) return [{ kind: 'area', area: 'recall' }, ...lotWay(engine, node)];
			return [
				{
					kind: 'act',
					type: 'recall.signalRaised',
					data: { source: String(remedy?.data['source'] ?? '') },
					hidden: ['recall', 'source'],
					blank: 'recall',
					about: ''
				},
				...lotWay(engine, node)
			];
		}
		case 'AUTHORITY_LAPSED':
		case 'RELEASE_CONTESTED':
			return ops.slice(0, 1).map((): Way => {
				const [target = ''] = subjects.filter((subject) => subject.startsWith('op:')).map((subject) => subject.slice('op:'.length));
				return { kind: 'act', type: 'op.ratified', data: { target }, hidden: ['target'], about: '' };
			});
		case 'LOT_DUP':
			return subjects
				.filter((subject) => subject.startsWith('lot:'))
				.map((node): Way => {
					const [, lot] = splitNode(node);
					const row = engine.row(lots, lot);
					const oldNo = fieldText(row, 'lotNo');
					return {
						kind: 'act',
						type: 'lot.relabelled',
						data: { lot, oldNo },
						hidden: ['lot', 'oldNo'],
						about: [oldNo, fieldText(row, 'supplierLot')].filter((part) => part !== '').join(' · ')
					};
				});
		case 'DOUBLE_SHIP':
			return ops.map((target) => ({
				kind: 'act',
				type: 'op.errorDeclared',
				data: { target },
				hidden: ['target', 'corrective'],
				about: [String(engine.op(target)?.data['no'] ?? ''), engine.op(target)?.at.slice(0, 10) ?? '']
					.filter((part) => part !== '')
					.join(' · ')
			}));
		case 'STOCK_NEGATIVE':
		case 'TRANSFER_DIFF':
		case 'LOAD_DIFF': {
			const [node = ''] = subjects.filter((subject) => /^(?:lot|unit):/.test(subject));
			return [{ kind: 'area', area: 'count' }, ...lotWay(engine, node)];
		}
		case 'LOAD_IMPACT':
			return [
				{ kind: 'area', area: 'inspect' },
				...subjects.filter((subject) => subject.startsWith('lot:')).flatMap((node) => lotWay(engine, node))
			];
		case 'SERIAL_DUP':
		case 'CLOCK_ANOMALY':
			return code === 'CLOCK_ANOMALY' ? [{ kind: 'area', area: 'team' }] : [];
		case 'DEVICE_FORK':
			return [{ kind: 'area', area: 'team' }];
		default:
			return remedy ? [{ kind: 'act', type: remedy.type, data: remedy.data, hidden: Object.keys(remedy.data), about: '' }] : [];
	}
}

function lotWay(engine: Engine, node: string): readonly Way[] {
	return node === '' ? [] : [{ kind: 'lot', node, label: identify(engine, node).number }];
}

/** The scope as it is now, ready to be signed. */
function newScope(engine: Engine, recall: string): readonly Way[] {
	const { snapshot } = engine.row(recalls, recall);
	if (!snapshot) return [];
	const { nodes, consignees } = liveScope(engine, snapshot);
	const numbers = [...new Set(nodes.map((node) => identify(engine, node).number))].sort();
	const data = {
		recall,
		start: [...snapshot.start],
		cause: snapshot.cause,
		lots: numbers,
		consignees: consignees.map(({ party, lot, qty }) => ({ party, lot, qty }))
	};
	return [{ kind: 'act', type: 'recall.scopeChanged', data, hidden: ['recall', 'start', 'cause', 'lots', 'consignees'], about: '' }];
}
