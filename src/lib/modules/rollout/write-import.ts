/**
 * Writes a checked import as the log of a new company: founding, master data, then every row of the history as what it
 * was, with its old record id. Gates are not asked – it happened – and nothing is folded while writing.
 */
import { toBase64Url, utf8 } from '#lib/kernel/bytes.ts';
import { formatUtc, formatWithOffset } from '#lib/kernel/instant.ts';
import type { OperationSpec } from '#lib/engine/define-operation.ts';
import type { DataOf, Fields } from '#lib/engine/fields.ts';
import { canonicalize } from '#lib/log/canonical.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { JsonObject } from '#lib/log/operation.ts';
import { newPerson, newUid, signBundleHeader, signingRequest, Terminal, type AuthoringPorts, type Person } from '../authoring.ts';
import { exportPackaged } from '../org/index.ts';
import { lotDispositioned } from '../quality/index.ts';
import { BulkChain } from './bulk-chain.ts';
import type { ImportPlan } from './entities.ts';
import { HistoryActs, type PlannedAct } from './history-acts.ts';
import { bomLines, masterActs, workMasterAct, workMasterContent } from './master-acts.ts';
import { heapAct, OPENING_BASIS, paperReleaseActs } from './opening-acts.ts';

export interface ImportRequest {
	readonly ports: AuthoringPorts;
	readonly plan: ImportPlan;
	/** Name of the company. */
	readonly name: string;
	/** Epoch milliseconds of this device's clock. */
	readonly now: number;
	/** Takes entry lines in order. */
	readonly write: (lines: readonly string[]) => void;
	readonly onProgress?: (rows: number) => void;
}

export interface WrittenImport {
	readonly org: string;
	readonly headerLine: string;
	/** Restores the company when every device is lost; to be printed and locked away. */
	readonly recoverySeed: Uint8Array;
	readonly operations: number;
}

/** Master data of one action; far below the format's bound, and one screen of the audit trail. */
const ACTION_SIZE = 100;
const PROGRESS_EVERY = 10_000;
const CHINA_OFFSET_MINUTES = 480;
const DEVICE_CODE = 'A1';
const FALLBACK_SITE = 'MAIN';

interface Signed {
	readonly by: Person;
	readonly role: string;
	readonly signers: readonly (readonly [Person, string])[];
}

export async function writeImport({ ports, plan, name, now, write, onProgress }: ImportRequest): Promise<WrittenImport> {
	const importedAt = formatWithOffset(now, CHINA_OFFSET_MINUTES);
	// Master data was valid when the history began: a look back must find it.
	const begun = plan.history[0]?.at ?? importedAt;
	const owner = newPerson(ports, '企业负责人', ['OWN', 'EN']);
	const quality = newPerson(ports, '质量负责人', ['QH', 'QA', 'AR']);
	const admin = newPerson(ports, '系统管理员', ['IT']);
	const [firstSite] = plan.sites;
	const { terminal, recoverySeed } = await Terminal.found(ports, {
		name,
		preset: 'micro',
		founders: [owner, admin, quality],
		site: { code: firstSite?.code ?? FALLBACK_SITE, name: firstSite?.code ?? '主场所', kind: 'factory' },
		deviceCode: DEVICE_CODE,
		at: importedAt
	});
	if (firstSite) firstSite.uid = terminal.site;
	const { log } = terminal.company;
	const [genesis] = log.ops;
	if (!genesis) throw new Error('a founding writes one entry');
	write([genesis.line]);
	const chain = new BulkChain({
		crypto: ports.crypto,
		signer: terminal.signer,
		random: ports.random,
		org: log.org,
		app: ports.app,
		tip: genesis,
		heads: [],
		write
	});
	const rec = formatUtc(now + 1000);
	const byAdmin: Signed = { by: admin, role: 'IT', signers: [[admin, 'IT']] };

	const draft = <F extends Fields>(
		definition: OperationSpec<F>,
		data: DataOf<F>,
		at: string,
		{ by, role, signers }: Signed
	): OperationDraft => ({
		type: definition.type,
		tv: definition.tv,
		cls: definition.cls,
		refs: definition.refs(data),
		data: data as JsonObject,
		at,
		site: terminal.site,
		by: by.uid,
		role,
		...(signers.length > 0
			? {
					signers: signers.map(([person, acting]) =>
						signingRequest(person, acting, definition.meaning ?? 'performed', data as JsonObject, ports.crypto)
					)
				}
			: {})
	});
	const inActions = async (drafts: readonly OperationDraft[]) => {
		for (let first = 0; first < drafts.length; first += ACTION_SIZE) await chain.append(drafts.slice(first, first + ACTION_SIZE), rec);
	};

	await inActions([
		...masterActs({ ...plan, sites: plan.sites.slice(1) }).map(({ definition, data }) => draft(definition, data, begun, byAdmin)),
		...[...plan.boms].map(([item, bom]) => {
			const lines = bomLines(bom);
			const hash = toBase64Url(ports.crypto.sha256(utf8(canonicalize(workMasterContent(item.code, lines)))));
			const approval: Signed = {
				by: owner,
				role: 'EN',
				signers: [
					[owner, 'EN'],
					[quality, 'QH']
				]
			};
			const { definition, data } = workMasterAct({ master: newUid(ports), item: item.uid, code: item.code, rev: 'legacy', lines }, hash);
			return draft(definition, data, begun, approval);
		})
	]);

	const acts = new HistoryActs(plan, () => newUid(ports));
	const recorded = (act: PlannedAct): OperationDraft => ({ ...act, by: admin.uid, role: 'IT' });
	for (const [index, row] of plan.history.entries()) {
		// One row is one user action: its events share one instant, and a look back never cuts an action in two.
		await chain.append(acts.actsOf(row).map(recorded), rec);
		if ((index + 1) % PROGRESS_EVERY === 0) onProgress?.(index + 1);
	}
	await inActions(plan.lots.filter((lot) => !acts.isCreated(lot)).map((lot) => recorded(acts.creationOf(lot, begun, terminal.site))));
	await inActions(
		plan.opening.map(heapAct).map(({ definition, data }) => draft(definition, data, importedAt, { by: admin, role: 'IT', signers: [] }))
	);
	const judgement: Signed = { by: quality, role: 'QH', signers: [[quality, 'QH']] };
	await inActions(
		plan.lots.flatMap((lot) =>
			lot.status === undefined || lot.released !== undefined
				? []
				: [draft(lotDispositioned, { lot: lot.uid, decision: lot.status, basis: OPENING_BASIS }, importedAt, judgement)]
		)
	);
	await inActions(
		paperReleaseActs(plan).map(({ definition, data }) =>
			draft(definition, data, importedAt, {
				by: quality,
				role: 'AR',
				signers: [
					[quality, 'AR'],
					[owner, 'OWN']
				]
			})
		)
	);
	await inActions([draft(exportPackaged, { purpose: '导入' }, importedAt, byAdmin)]);
	const { tip } = chain;
	const headerLine = await signBundleHeader(
		{ org: log.org, exportedAt: rec, heads: { [chain.dev]: [tip.seq, tip.id] }, by: chain.dev },
		terminal.signer
	);
	return { org: log.org, headerLine, recoverySeed, operations: tip.seq };
}
