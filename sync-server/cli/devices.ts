import type { JsonObject, JsonValue } from '#lib/log/operation.ts';
import { operationOf } from '../chains/append-check.ts';
import type { Command } from './command.ts';
import { openCompany, type OpenCompany } from './company-files.ts';

interface DeviceRow {
	readonly dev: string;
	/** Code and kind as its invitation states them; "" for the founding device's kind. */
	readonly code: string;
	readonly kind: string;
	readonly entries: number;
	/** UTC instant; "" if it never came. */
	readonly lastContact: string;
	readonly scope: 'full' | 'upload';
	readonly forked: boolean;
	readonly isRelay: boolean;
}

export const devicesCommand: Command = {
	name: 'devices',
	summary: ['列出终端', 'list the devices'],
	takesFile: false,
	options: { json: { type: 'boolean' } },
	async run({ data, flags }, output) {
		const company = openCompany(data);
		const rows = deviceRows(company);
		company.storage.close();
		if (flags['json'] === true) output.document(rows);
		else if (rows.length === 0) output.say('还没有终端。', 'No devices yet.');
		else for (const row of rows) output.say(inWords(row, 0), inWords(row, 1));
		return 0;
	}
};

function deviceRows({ storage, log, rights, relay }: OpenCompany): readonly DeviceRow[] {
	const contacts = new Map(storage.contacts().map(({ dev, lastContact }) => [dev, lastContact]));
	return [...log.chains].map(({ dev, invite }) => {
		const told = introduced(storage.entryById(invite)?.line ?? storage.entryAt(dev, 0, 1)?.line);
		return {
			dev,
			code: text(told['code']),
			kind: text(told['kind']),
			entries: log.committed(dev),
			lastContact: contacts.get(dev) ?? '',
			scope: rights.scopeOf(dev) === 'full' ? 'full' : 'upload',
			forked: log.isForked(dev),
			isRelay: dev === relay
		};
	});
}

/** What the invitation says of a device, or the genesis of the first. */
function introduced(line: Uint8Array | undefined): JsonObject {
	if (!line) return {};
	const { data } = operationOf(line);
	const founding = data['device'];
	return typeof founding === 'object' && founding !== null && !Array.isArray(founding) ? (founding as JsonObject) : data;
}

function inWords({ dev, code, kind, entries, lastContact, scope, forked, isRelay }: DeviceRow, language: 0 | 1): string {
	const pick = (zh: string, en: string) => (language === 0 ? zh : en);
	const state = isRelay
		? pick('本中继', 'this relay')
		: forked
			? pick('两段历史:只收不发', 'two histories: upload only')
			: scope === 'full'
				? pick('正常', 'normal')
				: pick('已停用或吊销:只收不发', 'suspended or revoked: upload only');
	const contact = lastContact === '' ? pick('从未联系', 'never seen') : lastContact;
	return [code.padEnd(3), kind.padEnd(9), dev, pick(`${String(entries)} 条`, `${String(entries)} entries`), contact, state].join('  ');
}

function text(value: JsonValue | undefined): string {
	return typeof value === 'string' ? value : '';
}
