/** Cartons by the number on their label: one that left is not shipped again before it came back. */
import { defineView } from '#lib/engine/define-view.ts';

interface CartonMove {
	/** Left with a shipment; otherwise it came back. */
	readonly out: boolean;
	/** Number of the shipment or return. */
	readonly document: string;
}

/** The shipment a carton is out with, by `lot|carton`; "" for one that is here. */
export const cartonMoves = defineView<CartonMove, string>({
	name: 'cartonMoves',
	hashed: false,
	fold: (inputs, read) => {
		const last = inputs.findLast(({ op }) => read.standing(op) !== 'void')?.value;
		return last?.out ? last.document : '';
	}
});

export const cartonKey = (lot: string, carton: string) => `${lot}|${carton}`;

export function cartonsOf(line: { readonly lot?: string; readonly cartons?: readonly string[] }): readonly string[] {
	const { lot, cartons = [] } = line;
	return lot === undefined ? [] : cartons.map((carton) => cartonKey(lot, carton));
}
