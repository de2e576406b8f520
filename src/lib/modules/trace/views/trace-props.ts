/** What the trace views need to know; states come as chips, so that they stay independent of what a state means. */
import type { Bilingual } from '#lib/kernel/bilingual.ts';
import type { Tone } from '#lib/ui/tone.ts';
import type { Balance, Cause, ConsigneeRow, OnHandRow, TraceDirection, TraceEdge } from '../index.ts';
import type { GraphInput } from './graph-model.ts';

export interface NodeChip {
	readonly key: string;
	readonly tone: Tone;
	readonly label: string;
}

export interface TracedNode extends GraphInput {
	readonly itemName: Bilingual;
}

export interface TracedTotal extends Balance {
	readonly item: string;
	readonly itemName: Bilingual;
	readonly lots: number;
	readonly sites: readonly { readonly site: string; readonly qty: string }[];
}

export interface TracedView {
	readonly start: string;
	readonly direction: TraceDirection;
	readonly cause: Cause;
	readonly nodes: readonly TracedNode[];
	readonly edges: readonly TraceEdge[];
	readonly consignees: readonly ConsigneeRow[];
	readonly onHand: readonly OnHandRow[];
	readonly totals: readonly TracedTotal[];
}

export type ChipsByNode = ReadonlyMap<string, readonly NodeChip[]>;
