/**
 * Binding a fresh relay to the company: the claim with the code it printed, then everything this device has, so that the
 * relay finds its invitation and knows who is who. May be repeated as long as the relay has not joined.
 */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Replica } from '#lib/store/replica-port.ts';
import { AdmissionClient, type RelayProblem } from './admission-client.ts';
import { inCausalOrder, inDeliveries, postEntries } from './entry-upload.ts';
import type { SyncPorts } from './ports.ts';
import type { RelayUrl } from './relay-url.ts';
import type { Progress } from './segment-download.ts';

export interface ClaimOptions {
	readonly ports: SyncPorts;
	readonly url: RelayUrl;
	readonly replica: Replica;
	/** As the relay printed it. */
	readonly code: string;
	/** `suyuan-join:1…` of a recorded `device.invited` of kind `relay`. */
	readonly invitation: string;
	readonly onProgress: (progress: Progress) => void;
}

/** Error `relay-failed` with a count where the relay did not take an entry. */
export async function claimRelay(options: ClaimOptions): Promise<Result<void, RelayProblem>> {
	const { ports, url, replica, code, invitation, onProgress } = options;
	const { dev, org } = replica;
	const relay = new AdmissionClient(ports, url, () => ({ kind: 'device', org, dev, sign: (message) => replica.sign(message) }));
	const claimed = await relay.claim({ code, org, dev, invitation });
	if (!claimed.ok) return claimed;
	const stretches = Object.entries(replica.heads()).map(([chain, [to]]) => ({ dev: chain, from: 1, to }));
	const total = stretches.reduce((sum, { to }) => sum + to, 0);
	const source = {
		linesOf: (chain: string, from: number, to: number) => replica.linesOf(chain, from, to),
		nOf: (chain: string, seq: number) => replica.company.log.at(chain, seq)?.n ?? Number.MAX_SAFE_INTEGER
	};
	let done = 0;
	for (const batch of inDeliveries(inCausalOrder(source, stretches))) {
		const delivered = await postEntries(
			relay,
			batch.map(({ line }) => line),
			ports.gzip
		);
		if (!delivered.ok) return delivered;
		const [refused] = delivered.value.refused;
		if (refused) return err({ code: 'relay-failed', detail: `${delivered.value.refused.length} entries not taken: ${refused.detail}` });
		done += batch.length;
		onProgress({ done, total });
	}
	return ok(undefined);
}
