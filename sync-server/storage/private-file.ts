import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

const PRIVATE = 0o600;

/** Writes a file that only its owner reads, whole or not at all, and durably. */
export function writePrivateFile(path: string, content: string | Uint8Array): void {
	const arriving = `${path}.new`;
	const file = openSync(arriving, 'w', PRIVATE);
	try {
		const bytes = typeof content === 'string' ? Buffer.from(content) : content;
		for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(arriving, path);
}
