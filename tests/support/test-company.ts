/** Replicas of a small company for tests of synchronisation: the devices of `tests/properties/world.ts` with disks of their own. */
import { stockReceived, lotCreated } from '#lib/modules/inventory/index.ts';
import { holdPlaced } from '#lib/modules/quality/index.ts';
import { toBase64Url } from '#lib/kernel/bytes.ts';
import type { OperationDraft } from '#lib/log/chain-writer.ts';
import type { Signer } from '#lib/log/crypto.ts';
import { crypto, uid, world, type World } from '../properties/world.ts';
import { MemoryDisk, MemoryReplica } from './memory-replica.ts';

export { crypto, world, type World };

/** A disk that holds the founding of the company. */
export function foundedDisk(from: World): MemoryDisk {
	const disk = new MemoryDisk();
	disk.keep(from.entries);
	return disk;
}

/** Device `index` of the world. */
export function replicaOf(from: World, index: number, disk = foundedDisk(from), now?: () => number): MemoryReplica {
	return new MemoryReplica({ crypto, signer: signerOf(from, index), disk, org: orgOf(from), ...(now ? { now } : {}) });
}

export function signerOf(from: World, index: number): Signer {
	const signer = from.deviceSigners[index];
	if (!signer) throw new Error(`the world has no device ${index}`);
	return signer;
}

export function orgOf(from: World): string {
	const [genesis] = from.entries;
	if (!genesis) throw new Error('a founded company has a genesis');
	return genesis.id;
}

/** A user action's id, the same for the same name. */
export function cmdOf(name: string): string {
	return toBase64Url(crypto.sha256(new TextEncoder().encode(`cmd ${name}`)).slice(0, 16));
}

/** One small act of a kind chosen by a number: what it says does not matter here, that all replicas make the same of it does. */
export function someAct(from: World, choice: number, at: string): readonly OperationDraft[] {
	const lot = uid(`lot ${choice % 5}`);
	const common = { at, site: from.site, by: from.people.wh.uid, role: 'WH' };
	const created = { lot, item: from.ids.raw, lotNo: `N${choice % 5}`, origin: 'purchased' as const };
	const received = { lot, qty: { value: String((choice % 9) + 1), unit: '个' }, to: from.ids.stock };
	const held = { hold: uid(`hold ${choice}`), targets: [`lot:${lot}`], scope: 'self', cause: 'material', reason: 'x' };
	switch (choice % 4) {
		case 0:
			return [
				{ ...common, ...headOf(lotCreated), refs: lotCreated.refs(created as never), data: created as never },
				{ ...common, ...headOf(stockReceived), refs: stockReceived.refs(received as never), data: received as never }
			];
		case 3:
			return [{ ...common, by: from.people.qa.uid, role: 'QA', ...headOf(holdPlaced), refs: [`lot:${lot}`], data: held as never }];
		default:
			return [{ ...common, ...headOf(stockReceived), refs: stockReceived.refs(received as never), data: received as never }];
	}
}

function headOf({ type, tv, cls }: Pick<OperationDraft, 'type' | 'tv' | 'cls'>): Pick<OperationDraft, 'type' | 'tv' | 'cls'> {
	return { type, tv, cls };
}
