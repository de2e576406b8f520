/** The command line's entry: the only file that touches the process. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createNodeCrypto } from './node-crypto.ts';
import { runCommandLine } from './run.ts';

/** Writes everything before the process ends, also into a pipe that is read slowly; a closed pipe ends quietly. */
function writer(descriptor: 1 | 2): (text: string) => void {
	return (text) => {
		const bytes = Buffer.from(text);
		for (let at = 0; at < bytes.length;) {
			try {
				at += writeSync(descriptor, bytes, at);
			} catch (error) {
				const code = (error as { code?: string }).code;
				if (code === 'EPIPE') process.exit(0);
				if (code !== 'EAGAIN') throw error;
			}
		}
	};
}

process.exitCode = await runCommandLine(process.argv.slice(2), {
	streams: { out: writer(1), err: writer(2) },
	env: process.env,
	crypto: createNodeCrypto(),
	now: Date.now,
	random: (bytes) => new Uint8Array(randomBytes(bytes))
});
