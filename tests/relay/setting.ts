/** A running relay that serves a company founded on a terminal. */
import { allLines, foundCompany, identityOf, inviteBy, type TestCompany } from './company.ts';
import { admitted, claim, deliverEntries, eventually, relayInfo } from './relay-client.ts';
import { startRelayProcess, temporaryDirectory, type RelayProcess } from './relay-process.ts';

export interface Setting {
	readonly data: string;
	relay: RelayProcess;
	readonly company: TestCompany;
}

export async function claimedRelay(company?: TestCompany, options: { env?: Record<string, string> } = {}): Promise<Setting> {
	const data = temporaryDirectory();
	const relay = await startRelayProcess(data, options);
	const ours = company ?? (await foundCompany());
	const invitation = await inviteBy(ours, { kind: 'relay', code: 'R1' });
	const answer = await claim(relay.url, {
		code: relay.claimCode ?? '',
		org: ours.org,
		dev: ours.first.dev,
		invitation: invitation.code
	});
	if (answer.status !== 200) throw new Error(`not claimed: ${JSON.stringify(answer.body)}`);
	const { token } = answer.body as { token: string };
	await deliverEntries(relay.url, token, allLines(ours.first));
	await eventually(async () => (await relayInfo(relay.url)).relay !== '');
	return { data, relay, company: ours };
}

export async function tokenOf({ relay, company }: Setting, terminal = company.first): Promise<string> {
	return (await admitted(relay.url, company.org, identityOf(terminal))).token;
}
