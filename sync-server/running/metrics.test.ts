import { expect, test } from 'vitest';
import { ACK_BUCKETS, Counters, renderMetrics, type RelayFacts } from './metrics.ts';

const FACTS: RelayFacts = {
	version: '0.1.0',
	healthy: true,
	claimed: true,
	ownChain: 'writing',
	connections: 3,
	chains: 4,
	entries: 435,
	waiting: 0,
	rivals: 0,
	databaseBytes: 1_000_000,
	freeBytes: 5_000_000,
	lastBackup: 0,
	residentBytes: 80_000_000,
	uptimeSeconds: 61.7,
	devices: [{ dev: 'abc', online: true, lastContact: 1_760_000_000, behind: 2 }]
};

test('every family has help and a type, every sample a number; labels cannot break out of their quotes', () => {
	const counters = new Counters();
	counters.refused('fork');
	counters.refused('fork');
	counters.refused('a"b\\c\nd');
	counters.answered(403);
	counters.faults = 1;
	const text = renderMetrics({ ...FACTS, version: '1"0' }, counters);
	const lines = text.trimEnd().split('\n');
	for (const line of lines)
		expect(line).toMatch(
			/^(?:# (?:HELP suyuan_[a-z_]+ .+|TYPE suyuan_[a-z_]+ (?:gauge|counter|histogram))|suyuan_[a-z_]+(?:\{(?:[a-z_]+="(?:[^"\\]|\\.)*",?)+\})? -?\d+(?:\.\d+)?)$/
		);
	expect(lines).toContain('suyuan_refusals_total{code="fork"} 2');
	expect(lines).toContain('suyuan_refusals_total{code="a\\"b\\\\c\\nd"} 1');
	expect(lines).toContain('suyuan_http_errors_total{status="403"} 1');
	expect(lines).toContain('suyuan_faults_total 1');
	expect(lines).toContain('suyuan_device_behind_entries{dev="abc"} 2');
	expect(lines).toContain('suyuan_uptime_seconds 61');
	const families = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
	expect(new Set(families).size).toBe(families.length);
});

test('the time to an acknowledgement is cumulative: a bound counts everything at or below it', () => {
	const counters = new Counters();
	for (const ms of [1, 2, 10, 3000]) counters.committed(2, ms);
	expect(counters.ack.buckets).toEqual(ACK_BUCKETS.map((bound) => [bound, [1, 2, 10, 3000].filter((ms) => ms / 1000 <= bound).length]));
	expect(counters.ack).toMatchObject({ count: 4, sum: 3.013 });
	expect(counters.stored).toBe(8);
	const text = renderMetrics(FACTS, counters);
	expect(text).toContain('suyuan_ack_seconds_bucket{le="2.5"} 3\n');
	expect(text).toContain('suyuan_ack_seconds_bucket{le="+Inf"} 4\n');
	expect(text).toContain('suyuan_ack_seconds_count 4\n');
});
