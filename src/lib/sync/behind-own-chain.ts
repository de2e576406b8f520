/** The relay knows more of this device's own chain than the device: its profile was rolled back or cloned. */
export interface BehindOwnChain {
	readonly dev: string;
	/** Newest entry of the chain at the relay. */
	readonly relay: readonly [seq: number, id: string];
	/** Newest own entry here; 0 if none. */
	readonly here: number;
}
