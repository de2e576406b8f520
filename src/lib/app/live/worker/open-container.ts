import { err, ok, type Result } from '#lib/kernel/result.ts';
import { isContainer, openContainer } from '#lib/sync/sealed-container.ts';
import type { BundleFailure } from '../protocol.ts';
import { containerPorts } from './environment.ts';

/** The bundle inside an encrypted file; a file that is not encrypted as it is. */
export async function openContainerIfAny(
	bytes: Uint8Array<ArrayBuffer>,
	passphrase: string
): Promise<Result<Uint8Array<ArrayBuffer>, BundleFailure>> {
	if (!isContainer(bytes)) return ok(bytes);
	if (passphrase === '') return err({ code: 'passphrase-needed', detail: '' });
	const opened = await openContainer(containerPorts, bytes, passphrase);
	return opened.ok ? ok(new Uint8Array(opened.value)) : err({ code: opened.error, detail: '' });
}
