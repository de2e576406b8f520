import type { Gate } from '#lib/engine/gates.ts';
import { fieldText } from '#lib/engine/register.ts';
import { workMasters, workOrders } from './views.ts';

/** G7: the order's snapshot is the released work master of its product, byte for byte. */
export const workMasterCurrent: Gate = {
	id: 'G7',
	check(intent, read) {
		const order = read.row(workOrders, String(intent.data['wo']));
		const master = fieldText(order, 'master');
		const subject = `wo:${String(intent.data['wo'])}`;
		if (master === '') return [{ code: 'work-master-missing', subject }];
		const released = read.row(workMasters, master);
		if (released.createdBy === '') return [{ code: 'work-master-not-released', subject }];
		if (fieldText(released, 'hash') !== fieldText(order, 'masterHash')) return [{ code: 'work-master-changed', subject }];
		return fieldText(released, 'item') === fieldText(order, 'item') ? [] : [{ code: 'work-master-other-product', subject }];
	}
};
