/** Bundles as files, in the words of the app's protocol. */
import { err, ok, type Result } from '#lib/kernel/result.ts';
import type { Received, Replica } from '#lib/store/replica-port.ts';
import { exportBundle, importBundle, type ImportProblem } from '#lib/sync/bundle-exchange.ts';
import type { BundleFailure } from '../protocol.ts';
import { containerPorts, crypto, localDay } from './environment.ts';
import { unsavedLinesIn } from './unsaved-lines.ts';

/** The whole log as a file; encrypted unless the passphrase is "". */
export async function bundleOf(
	replica: Replica,
	passphrase: string,
	name: string,
	onProgress: (share: number) => void
): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }, BundleFailure>> {
	const file = await exportBundle({
		replica,
		ports: containerPorts,
		now: Date.now(),
		onProgress,
		...(passphrase === '' ? {} : { passphrase })
	});
	if (!file.ok) return err({ code: file.error, detail: '' });
	return ok({ name: `${name} ${localDay()}.suyuan`, bytes: new Uint8Array(file.value) });
}

/** Merges a file into the replica. Answers how many entries were new. */
export async function takeBundle(
	replica: Replica,
	bytes: Uint8Array,
	passphrase: string,
	onProgress: (share: number) => void
): Promise<Result<number, BundleFailure>> {
	const unsaved = unsavedLinesIn(bytes);
	if (unsaved) return takeUnsaved(replica, unsaved);
	const taken = await importBundle(bytes, {
		replica,
		crypto,
		ports: containerPorts,
		onProgress: ({ done, total }) => onProgress(total === 0 ? 1 : done / total),
		...(passphrase === '' ? {} : { passphrase })
	});
	return taken.ok ? answerOf(taken.value) : err(bundleFailure(taken.error));
}

/** Entries that were exported because they could not be stored; this device goes on after them. */
async function takeUnsaved(replica: Replica, lines: readonly string[]): Promise<Result<number, BundleFailure>> {
	const received = await replica.receive(lines, 'bundle');
	return received.ok ? answerOf(received.value) : err({ code: 'store', detail: received.error.detail });
}

function answerOf({ accepted, refused }: Pick<Received, 'accepted' | 'refused'>): Result<number, BundleFailure> {
	if (refused.length > 0)
		return err({ code: 'damaged', detail: `${String(accepted)} new, ${String(refused.length)} refused: ${refused[0]?.detail ?? ''}` });
	return ok(accepted);
}

function bundleFailure(problem: ImportProblem): BundleFailure {
	switch (problem.code) {
		case 'needs-passphrase':
			return { code: 'passphrase-needed', detail: '' };
		case 'foreign-company':
			return { code: 'other-company', detail: problem.org };
		case 'store':
			return { code: 'store', detail: problem.problem.detail };
		case 'not-a-bundle':
			return { code: problem.detail.startsWith('made by a newer version') ? 'newer' : 'not-a-bundle', detail: problem.detail };
		default:
			return { code: problem.code, detail: '' };
	}
}
