/** Shipments that were picked and did not leave. */
import type { Engine } from '#lib/engine/engine.ts';
import type { RecordedOp } from '#lib/log/recorded-op.ts';
import { splitNode } from '#lib/modules/inventory/index.ts';
import { picks } from '#lib/modules/sales/index.ts';

export interface OpenShipment {
	readonly shipment: string;
	/** The newest picking of it. */
	readonly picked: RecordedOp;
}

export function openShipments(engine: Engine): readonly OpenShipment[] {
	const shipped = shippedIn(engine);
	return engine.keys(picks).flatMap((shipment) => {
		if (shipped.has(shipment)) return [];
		const picked = engine.inputs(picks, shipment).findLast((input) => engine.standing(input.op) === 'standing')?.op;
		return picked ? [{ shipment, picked }] : [];
	});
}

/** Uids of shipments that left. Subjects stand in columns, so no line is read. */
function shippedIn(engine: Engine): ReadonlySet<string> {
	const found = new Set<string>();
	for (const op of engine.opsOfType('shipment.shipped')) {
		if (engine.standing(op) === 'void') continue;
		const subject = op.refs.find((ref) => ref.startsWith('shipment:'));
		if (subject !== undefined) found.add(splitNode(subject)[1]);
	}
	return found;
}
