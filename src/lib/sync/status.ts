/** What people are told about synchronisation. True at every moment: computed from what is known then, never remembered. */
import type { Replica } from '#lib/store/replica-port.ts';
import { receivedSeq, statementsOf, uploadedSeq, type ReceiptSources } from './acks.ts';
import type { AttachmentStatus } from './attachments.ts';
import { differences, missingCount, type Known } from './differences.ts';
import type { BehindOwnChain } from './behind-own-chain.ts';
import type { LinkState } from './multiplexer.ts';
import type { NotedProblem } from './problems.ts';
import type { RelayView } from './relay-view.ts';
import type { Progress } from './segment-download.ts';
import { waitingReport, type WaitingReport } from './waiting.ts';

export interface DeviceStatus {
	readonly dev: string;
	/** By the relay's word; false while this device does not hear from the relay. */
	readonly online: boolean;
	/** UTC instant by the relay's clock; "" if it never said. */
	readonly lastContact: string;
	/** How many of our entries it has not received, as far as anybody knows. */
	readonly missingOurs: number;
}

export interface SyncStatus {
	readonly connection: LinkState;
	/** Own entries: on this disk · of these on the relay's · of these at every other device there is. */
	readonly recorded: number;
	readonly uploaded: number;
	/** Other devices that have everything recorded here. */
	readonly receivedBy: number;
	readonly devices: readonly DeviceStatus[];
	/** Entries the relay has and this device does not. */
	readonly behind: number;
	/** A long catch-up under way. */
	readonly progress: Progress | undefined;
	readonly waiting: WaitingReport;
	readonly attachments: AttachmentStatus;
	/** Newest last. */
	readonly problems: readonly NotedProblem[];
	/** Epoch milliseconds of this device's clock when the relay was last heard; undefined if never since start. */
	readonly lastHeard: number | undefined;
	/** Set once the relay turned out to know more of the own chain than this device: nothing may be recorded any more. */
	readonly behindOwnChain: BehindOwnChain | undefined;
}

export interface StatusSources {
	readonly replica: Replica;
	/** The device whose entries are "own", also after it retired. */
	readonly dev: string;
	/** Other devices that count as recipients: not the relay. */
	readonly others: readonly string[];
	readonly known: Known;
	readonly view: RelayView;
	readonly link: LinkState;
	readonly progress: Progress | undefined;
	readonly attachments: AttachmentStatus;
	readonly problems: readonly NotedProblem[];
	readonly lastHeard: number | undefined;
	readonly behindOwnChain: BehindOwnChain | undefined;
}

export function statusOf(sources: StatusSources): SyncStatus {
	const { replica, dev, others, known, view, link } = sources;
	const { log } = replica.company;
	const recorded = replica.heads()[dev]?.[0] ?? 0;
	const contacts = new Map(view.devices.map((device) => [device.dev, device]));
	const receipts: ReceiptSources = { known, log, stated: statementsOf(view.devices) };
	const devices = others.map((other): DeviceStatus => {
		const contact = contacts.get(other);
		return {
			dev: other,
			online: link.status === 'online' && (contact?.online ?? false),
			lastContact: contact?.lastContact ?? '',
			missingOurs: recorded - Math.min(recorded, receivedSeq(dev, other, receipts))
		};
	});
	return {
		connection: link,
		recorded,
		uploaded: Math.min(recorded, uploadedSeq(dev, known, view)),
		receivedBy: recorded === 0 ? 0 : devices.filter((device) => device.missingOurs === 0).length,
		devices,
		behind: missingCount(differences(known, view)),
		progress: sources.progress,
		waiting: waitingReport(log),
		attachments: sources.attachments,
		problems: sources.problems,
		lastHeard: sources.lastHeard,
		behindOwnChain: sources.behindOwnChain
	};
}
