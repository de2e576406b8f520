/**
 * Before the relay takes anything: the data file is whole, what is written survives closing and opening it, and every chain's
 * newest entry is where its summary says. Anything else ends the start with what is wrong and how to repair it – a relay that
 * cannot keep what it acknowledges must not acknowledge.
 */
import { randomBytes } from 'node:crypto';
import { SqliteStorage } from './sqlite-storage.ts';

export type SelfTestCode = 'unreadable' | 'damaged' | 'not-written' | 'lost' | 'inconsistent';

export class SelfTestFailure extends Error {
	readonly code: SelfTestCode;
	constructor(code: SelfTestCode, detail: string) {
		super(`${WORDS[code].zh}(${detail})。${REPAIR.zh} · ${WORDS[code].en} (${detail}). ${REPAIR.en}`);
		this.code = code;
	}
}

const WORDS: Readonly<Record<SelfTestCode, { readonly zh: string; readonly en: string }>> = {
	unreadable: { zh: '数据文件打不开', en: 'The data file cannot be opened' },
	damaged: { zh: '数据文件损坏', en: 'The data file is damaged' },
	'not-written': { zh: '数据文件写不进去', en: 'The data file cannot be written' },
	lost: { zh: '写进去的内容没有留住,磁盘不可靠', en: 'What was written is not there any more: this disk cannot be trusted' },
	inconsistent: { zh: '数据文件前后不一致', en: 'The data file contradicts itself' }
};
const REPAIR = {
	zh: '先把整个数据目录复制一份留底;检查磁盘空间和权限;再用最近的备份恢复:suyuan-relay restore 备份文件 --replace。备份之后的记录,各终端会自己补回来',
	en: 'Copy the whole data directory aside first; look at free space and permissions; then restore the last backup: suyuan-relay restore FILE --replace. Devices bring what came after it by themselves'
} as const;

const KEY = 'self-test';

/** Throws a `SelfTestFailure`. The file is closed again afterwards. */
export function selfTest(path: string): void {
	const token = randomBytes(16).toString('hex');
	const opened = open(path);
	try {
		const found = opened.quickCheck();
		if (found.length > 0) throw new SelfTestFailure('damaged', found[0] ?? '');
		for (const { dev, branch, tip, tipId, first } of opened.branches())
			if (tip >= first && opened.entryAt(dev, branch, tip)?.id !== tipId)
				throw new SelfTestFailure('inconsistent', `${dev} ${String(branch)}:${String(tip)}`);
		write(opened, token);
	} finally {
		opened.close();
	}
	const again = open(path);
	try {
		if (again.meta(KEY) !== token) throw new SelfTestFailure('lost', KEY);
		write(again, undefined);
	} finally {
		again.close();
	}
}

function open(path: string): SqliteStorage {
	try {
		return new SqliteStorage(path);
	} catch (error) {
		throw new SelfTestFailure('unreadable', error instanceof Error ? error.message : String(error));
	}
}

function write(storage: SqliteStorage, value: string | undefined): void {
	try {
		storage.commit({ meta: new Map([[KEY, value]]) });
	} catch (error) {
		throw new SelfTestFailure('not-written', error instanceof Error ? error.message : String(error));
	}
}
