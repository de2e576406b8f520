import { expect, it } from 'vitest';
import { unwrap } from '#lib/kernel/result.ts';
import { crypto } from '../../../tests/support/test-company.ts';
import { AdmissionClient, type Identity } from './admission-client.ts';
import { normalizeRelayUrl } from './relay-url.ts';

const sign = () => Promise.resolve(new Uint8Array(64));
const DEVICE: Identity = { kind: 'device', org: 'org', dev: 'dev', sign };
const BEGINNER: Identity = { kind: 'joining', org: 'org', invite: 'invite', sign };

/** A relay that knows some devices and invitations; `asked` are the ticket requests it got. */
function clientOf(known: readonly string[], beginner?: Identity) {
	const asked: { readonly dev: string; readonly invite: string }[] = [];
	const answer = (status: number, content: object) => Promise.resolve(new Response(JSON.stringify(content), { status }));
	const client = new AdmissionClient(
		{
			fetch: (url, init) => {
				if (url.endsWith('/relay'))
					return answer(200, { format: 'suyuan-relay', v: 1, relay: 'relay', org: 'org', claimed: true, version: '1' });
				if (url.endsWith('/challenge')) return answer(200, { nonce: 'nonce' });
				const request = JSON.parse(String(init?.body)) as { readonly dev: string; readonly invite: string };
				asked.push({ dev: request.dev, invite: request.invite });
				if (known.includes(request.dev)) return answer(200, { ticket: 't', token: 't', scope: 'full', expiresIn: 60_000 });
				if (known.includes(request.invite)) return answer(200, { ticket: 't', token: 't', scope: 'join', expiresIn: 60_000 });
				return answer(403, { code: request.dev === '' ? 'unknown-invitation' : 'unknown-device' });
			},
			openWire: () => {
				throw new Error('not used');
			},
			crypto,
			now: () => 0,
			random: () => 0,
			setTimer: (run, ms) => {
				const timer = setTimeout(run, ms);
				return () => clearTimeout(timer);
			}
		},
		unwrap(normalizeRelayUrl('http://localhost:1')),
		() => DEVICE,
		() => beginner
	);
	return { client, asked };
}

it('comes as the device it is, and asks nothing else of a relay that knows it', async () => {
	const { client, asked } = clientOf(['dev', 'invite'], BEGINNER);
	expect(await client.admit()).toMatchObject({ ok: true, value: { scope: 'full' } });
	expect(asked).toEqual([{ dev: 'dev', invite: '' }]);
});

it('comes by its invitation to a relay that has not heard of its joining yet', async () => {
	const { client } = clientOf(['invite'], BEGINNER);
	expect(await client.admit()).toMatchObject({ ok: true, value: { scope: 'join' } });
});

it('tells that the device is unknown where no invitation helps either', async () => {
	expect(await clientOf([], BEGINNER).client.admit()).toMatchObject({ ok: false, error: { code: 'unknown-device' } });
	expect(await clientOf([]).client.admit()).toMatchObject({ ok: false, error: { code: 'unknown-device' } });
});
