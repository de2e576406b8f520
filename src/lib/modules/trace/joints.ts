import type { Reader } from '#lib/engine/reader.ts';
import { fieldText } from '#lib/engine/register.ts';
import { loads, splitNode } from '../inventory/index.ts';
import { workOrders } from '../production/index.ts';

/** What people call a joint of the genealogy: the work order's number, the load's number. */
export function jointLabel(read: Reader, node: string): string {
	const [kind, rest] = splitNode(node);
	if (kind === 'load') return fieldText(read.row(loads, rest), 'no') || rest;
	if (kind !== 'job') return rest;
	const [order = '', operation = '', part] = rest.split('|');
	const number = fieldText(read.row(workOrders, order), 'no') || order;
	return [number, operation, part].filter((piece) => piece !== undefined && piece !== '' && piece !== '0').join(' · ');
}
