/** What a monitor asks of the relay, in the text format of Prometheus 0.0.4. No names, no contents, no secrets: counts and times. */

/** Seconds; a commit with fsync takes a few milliseconds on a good disk, a second on a dying one. */
export const ACK_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const;

/** What happened since the relay was started. */
export class Counters {
	stored = 0;
	commits = 0;
	failedCommits = 0;
	/** Frames that are none. */
	faults = 0;
	readonly #refusals = new Map<string, number>();
	readonly #answers = new Map<number, number>();
	readonly #buckets: number[] = ACK_BUCKETS.map(() => 0);
	#ackSum = 0;

	/** A round of `entries` was stored; the first of them had waited so long. */
	committed(entries: number, waitedMs: number): void {
		const seconds = waitedMs / 1000;
		this.commits++;
		this.stored += entries;
		this.#ackSum += seconds;
		for (const [at, bound] of ACK_BUCKETS.entries()) if (seconds <= bound) this.#buckets[at] = (this.#buckets[at] ?? 0) + 1;
	}

	refused(code: string): void {
		this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
	}

	/** A call over HTTP that ended with an error. */
	answered(status: number): void {
		this.#answers.set(status, (this.#answers.get(status) ?? 0) + 1);
	}

	get refusals(): ReadonlyMap<string, number> {
		return this.#refusals;
	}

	get answers(): ReadonlyMap<number, number> {
		return this.#answers;
	}

	/** Bounds in seconds with how many rounds took at most so long, and the sum of all. */
	get ack(): { readonly buckets: readonly (readonly [bound: number, count: number])[]; readonly sum: number; readonly count: number } {
		return { buckets: ACK_BUCKETS.map((bound, at) => [bound, this.#buckets[at] ?? 0] as const), sum: this.#ackSum, count: this.commits };
	}
}

/** How things stand at this moment. */
export interface RelayFacts {
	readonly version: string;
	readonly healthy: boolean;
	readonly claimed: boolean;
	readonly ownChain: string;
	readonly connections: number;
	readonly chains: number;
	readonly entries: number;
	/** Entries whose past has not arrived. */
	readonly waiting: number;
	readonly rivals: number;
	readonly databaseBytes: number;
	readonly freeBytes: number;
	/** Epoch seconds of the last backup made by `suyuan-relay backup`; 0 for never. */
	readonly lastBackup: number;
	readonly residentBytes: number;
	readonly uptimeSeconds: number;
	readonly devices: readonly DeviceFacts[];
}

export interface DeviceFacts {
	readonly dev: string;
	readonly online: boolean;
	/** Epoch seconds; 0 for never. */
	readonly lastContact: number;
	/** Entries stored here that it has not said it holds. */
	readonly behind: number;
}

export function renderMetrics(facts: RelayFacts, counters: Counters): string {
	const { buckets, sum, count } = counters.ack;
	return [
		metric('suyuan_up', 'gauge', 'Storage takes records.', [[{}, Number(facts.healthy)]]),
		metric('suyuan_info', 'gauge', 'Version and state of the relay’s own chain.', [
			[{ version: facts.version, own_chain: facts.ownChain }, 1]
		]),
		metric('suyuan_claimed', 'gauge', 'A company has the relay.', [[{}, Number(facts.claimed)]]),
		metric('suyuan_connections', 'gauge', 'Open WebSockets.', [[{}, facts.connections]]),
		metric('suyuan_chains', 'gauge', 'Devices that have written.', [[{}, facts.chains]]),
		metric('suyuan_entries', 'gauge', 'Entries stored.', [[{}, facts.entries]]),
		metric('suyuan_entries_waiting', 'gauge', 'Entries that name something that has not arrived.', [[{}, facts.waiting]]),
		metric('suyuan_entries_rival', 'gauge', 'Entries kept as proof of a fork.', [[{}, facts.rivals]]),
		metric('suyuan_database_bytes', 'gauge', 'Size of the data file.', [[{}, facts.databaseBytes]]),
		metric('suyuan_disk_free_bytes', 'gauge', 'What the relay may still use of its disk.', [[{}, facts.freeBytes]]),
		metric('suyuan_last_backup_timestamp_seconds', 'gauge', 'When the last backup was made; 0 for never.', [[{}, facts.lastBackup]]),
		metric('suyuan_resident_bytes', 'gauge', 'Memory of the process.', [[{}, facts.residentBytes]]),
		metric('suyuan_uptime_seconds', 'counter', 'Since the start.', [[{}, Math.floor(facts.uptimeSeconds)]]),
		metric('suyuan_entries_stored_total', 'counter', 'Entries stored since the start.', [[{}, counters.stored]]),
		metric('suyuan_commit_failures_total', 'counter', 'Commits that failed; nothing of them was acknowledged.', [
			[{}, counters.failedCommits]
		]),
		metric('suyuan_faults_total', 'counter', 'Frames that are none.', [[{}, counters.faults]]),
		metric(
			'suyuan_refusals_total',
			'counter',
			'Entries and streams refused, by reason.',
			[...counters.refusals].map(([code, times]) => [{ code }, times])
		),
		metric(
			'suyuan_http_errors_total',
			'counter',
			'Calls that ended with an error, by status.',
			[...counters.answers].map(([status, times]) => [{ status: String(status) }, times])
		),
		metric('suyuan_ack_seconds', 'histogram', 'From the first entry of a round to its commit.', [
			...buckets.map(([bound, times]): Sample => [{ le: String(bound) }, times, '_bucket']),
			[{ le: '+Inf' }, count, '_bucket'],
			[{}, Number(sum.toFixed(6)), '_sum'],
			[{}, count, '_count']
		]),
		metric(
			'suyuan_device_online',
			'gauge',
			'Whether a device is connected.',
			facts.devices.map(({ dev, online }) => [{ dev }, Number(online)])
		),
		metric(
			'suyuan_device_last_contact_timestamp_seconds',
			'gauge',
			'When a device was last heard of.',
			facts.devices.map(({ dev, lastContact }) => [{ dev }, lastContact])
		),
		metric(
			'suyuan_device_behind_entries',
			'gauge',
			'Entries a device has not said it holds.',
			facts.devices.map(({ dev, behind }) => [{ dev }, behind])
		)
	].join('');
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number, suffix?: string];

function metric(name: string, type: 'gauge' | 'counter' | 'histogram', help: string, samples: readonly Sample[]): string {
	const lines = samples.map(([labels, value, suffix = '']) => `${name}${suffix}${labelText(labels)} ${String(value)}\n`);
	return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(labels).map(
		([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
	);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
