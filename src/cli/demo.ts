/** The demo company as bundles: what Changzhou knows, what Chengdu knows, and any number of movements besides. */
import { formatUtc, parseInstant } from '#lib/kernel/instant.ts';
import { err, ok, type Result } from '#lib/kernel/result.ts';
import { headsOf } from '#lib/log/bundle.ts';
import { compareOrder } from '#lib/log/order.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import { newUid, signBundleHeader, signingRequest, type AuthoringPorts } from '#lib/modules/authoring.ts';
import type { DemoCompany } from '#lib/modules/demo/demo-company.ts';
import { generateMovements } from '#lib/modules/demo/generate-movements.ts';
import { tellDemoStory, type DemoScene } from '#lib/modules/demo/tell-demo-story.ts';
import { exportPackaged } from '#lib/modules/org/index.ts';
import { BulkChain } from '#lib/modules/rollout/index.ts';
import { writeBundleFile, writeTextFile } from './bundle-file.ts';
import { BundleWriter } from './bundle-writer.ts';
import type { CliProblem } from './problem.ts';

/** Changzhou exports after the recall decision; Chengdu, still off line, a little later. */
const CHANGZHOU_EXPORT = '2026-10-12T11:00:00+08:00';
const CHENGDU_EXPORT = '2026-10-12T11:05:00+08:00';
const PURPOSE = '演示数据';
/** Largest seed of the generator of movements. */
const MAX_SEED = 2_147_483_646;

export interface DemoFiles {
	readonly changzhou: string;
	readonly chengdu: string;
	/** Keys of persons and open invitations, so that a visitor may act and join. */
	readonly keys: string;
	/** Generated movements; 0 without any. */
	readonly moves: number;
}

export interface DemoRequest {
	readonly ports: AuthoringPorts;
	readonly out: string;
	readonly moves: number;
	readonly scene: DemoScene;
	readonly onProgress?: (moves: number) => void;
}

/** Writes `out`, `out.cd` and `out.keys.json`. Errors: a file cannot be written. */
export async function writeDemo(request: DemoRequest): Promise<Result<DemoFiles, CliProblem>> {
	const { ports, out } = request;
	const demo = await tellDemoStory(ports, request.scene);
	const [chengdu, keys] = [`${out}.cd`, `${out}.keys.json`];
	const kept = writeTextFile(keys, `${JSON.stringify(demo.visitorKeys)}\n`);
	if (!kept.ok) return kept;
	const written = writeBundleFile(chengdu, await demo.chengdu.exportBundle(PURPOSE, demo.doing('P18', CHENGDU_EXPORT, 'P18')));
	if (!written.ok) return written;
	const moves = request.moves > 0 ? await writeWithMoves(demo, request) : ok(0);
	if (!moves.ok) return moves;
	if (request.moves === 0) {
		const changzhou = writeBundleFile(out, await demo.office.exportBundle(PURPOSE, demo.doing('P20', CHANGZHOU_EXPORT, 'P20')));
		if (!changzhou.ok) return changzhou;
	}
	return ok({ changzhou: out, chengdu, keys, moves: moves.value });
}

/** The floor's chain goes on for any length without being held in memory; then the office exports. */
async function writeWithMoves(demo: DemoCompany, { ports, out, moves, onProgress }: DemoRequest): Promise<Result<number, CliProblem>> {
	const opened = BundleWriter.open(out);
	if (!opened.ok) return opened;
	const writer = opened.value;
	const { office, floor } = demo;
	demo.meet();
	const { log } = floor.company;
	writer.append([...log.ops].sort(compareOrder).map((op) => op.line));
	const tip = log.tipOf(floor.dev);
	const officeTip = log.tipOf(office.dev);
	if (!tip || !officeTip) return err({ exit: 1, message: { zh: '演示公司没有终端', en: 'The demo company has no devices' } });

	const shared = {
		crypto: ports.crypto,
		random: ports.random,
		org: log.org,
		app: ports.app,
		write: (lines: readonly string[]) => writer.append(lines)
	};
	const chain = new BulkChain({ ...shared, signer: floor.signer, tip, heads: log.isBefore(officeTip, tip) ? [] : [officeTip] });
	// The generator speaks to the company as the story does; its floor terminal writes on without a replica.
	const company = {
		floor: { site: floor.site, record: (drafts: readonly OperationDraft[], at: string) => chain.append(drafts, recordedAt(at)) },
		name: () => newUid(ports),
		uid: (name: string) => demo.uid(name),
		person: (code: Parameters<DemoCompany['person']>[0]) => demo.person(code),
		qty: (value: string | number, unit: string) => demo.qty(value, unit)
	} as unknown as DemoCompany;
	const seed = 1 + (new DataView(Uint8Array.from(ports.random(4)).buffer).getUint32(0) % MAX_SEED);
	const generated = await generateMovements(company, { moves, seed, ...(onProgress ? { onProgress } : {}) });

	const exporting = new BulkChain({ ...shared, signer: office.signer, tip: officeTip, heads: [chain.tip] });
	const by = demo.person('P20');
	const data = { purpose: PURPOSE };
	const rec = recordedAt(CHANGZHOU_EXPORT);
	const draft: OperationDraft = {
		type: exportPackaged.type,
		tv: exportPackaged.tv,
		cls: exportPackaged.cls,
		refs: exportPackaged.refs(data),
		data,
		at: CHANGZHOU_EXPORT,
		site: office.site,
		by: by.uid,
		role: by.roles[0] ?? '',
		signers: [signingRequest(by, by.roles[0] ?? '', 'performed', data, ports.crypto)]
	};
	await exporting.append([draft], rec);
	const heads = {
		...headsOf(log.tips),
		[floor.dev]: [chain.tip.seq, chain.tip.id] as const,
		[office.dev]: [exporting.tip.seq, exporting.tip.id] as const
	};
	const header = await signBundleHeader({ org: log.org, exportedAt: rec, heads, by: office.dev }, office.signer);
	const finished = await writer.finish(header);
	return finished.ok ? ok(generated) : finished;
}

/** The device's clock a moment after the event. */
function recordedAt(at: string): string {
	return formatUtc((parseInstant(at) ?? 0) + 20_000);
}
