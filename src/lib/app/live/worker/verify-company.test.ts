import { expect, it } from 'vitest';
import { createPureCrypto, createPureSigner } from '#lib/log/ed25519.ts';
import { compareOrder } from '#lib/log/order.ts';
import { seededRandom } from '#lib/log/seeded-random.ts';
import { verifyEntries } from '#lib/log/verify.ts';
import { decodeEntry } from '#lib/log/entry.ts';
import { Company } from '#lib/modules/company.ts';
import { tellDemoStory } from '#lib/modules/demo/tell-demo-story.ts';
import { linesInOrder } from './verify-company.ts';

const crypto = createPureCrypto();

it('brings lines that arrived in another order into the one that is verified, with pauses', async () => {
	const demo = await tellDemoStory({ crypto, random: seededRandom('demo', crypto), createSigner: createPureSigner, app: 'test' });
	const { log } = new Company(crypto);
	// The two devices' chains cross: what Chengdu recorded early arrives behind everything of Changzhou.
	for (const line of [...demo.office.company.log.ops, ...demo.chengdu.company.log.ops].map((op) => op.line)) {
		const entry = decodeEntry(line, crypto);
		if (entry.ok) log.ingest(entry.value);
	}
	const arrived = [...log.ops];
	const sorted = [...arrived].sort(compareOrder);
	expect(sorted.map(({ id }) => id)).not.toEqual(arrived.map(({ id }) => id));
	let pauses = 0;
	const lines = await linesInOrder(log, async () => void pauses++);
	expect(new TextDecoder().decode(lines)).toBe(sorted.map(({ line }) => `${line}\n`).join(''));
	expect(pauses).toBe(Math.ceil(log.size / 1024));
	expect(verifyEntries(lines, log.org, crypto)).toMatchObject({ ok: true, entries: log.size });
});
