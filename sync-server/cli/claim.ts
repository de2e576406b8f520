import { existsSync } from 'node:fs';
import { newClaimCode } from '../admission/admission-desk.ts';
import { paths } from '../storage/data-directory.ts';
import { SqliteStorage } from '../storage/sqlite-storage.ts';
import { FAILED, type Command } from './command.ts';

const CLAIM_CODE = 'claim-code';

export const claimCommand: Command = {
	name: 'claim',
	summary: ['显示或更换认领码', 'show or renew the claim code'],
	takesFile: false,
	options: { renew: { type: 'boolean' } },
	async run({ data, flags }, output) {
		const { database } = paths(data);
		if (!existsSync(database)) {
			output.problem(`${data} 里还没有中继;先启动它一次。`, `There is no relay in ${data} yet; start it once.`);
			return FAILED;
		}
		const storage = new SqliteStorage(database);
		try {
			const current = storage.meta(CLAIM_CODE);
			if (current === undefined) {
				output.problem('中继已经属于一家公司,不需要认领码。', 'The relay belongs to a company; it needs no claim code.');
				return FAILED;
			}
			const code = flags['renew'] === true ? newClaimCode() : current;
			if (code !== current) storage.commit({ meta: new Map([[CLAIM_CODE, code]]) });
			output.say(`认领码:${code}`, `Claim code: ${code}`);
			return 0;
		} finally {
			storage.close();
		}
	}
};
