import { expect, test } from 'vitest';
import { fromBase64Url } from '#lib/kernel/bytes.ts';
import { COMMAND_ID_BYTES, newCommandId } from './command-id.ts';

test('a command id is 16 random bytes as base64url', () => {
	const ids = Array.from({ length: 1000 }, newCommandId);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) {
		expect(id).toMatch(/^[\w-]{22}$/);
		expect(fromBase64Url(id)).toHaveLength(COMMAND_ID_BYTES);
	}
});
